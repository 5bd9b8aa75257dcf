// A link into something that is folded away opens it. (What is folded is printed whole by the style alone.)
(() => {
  "use strict";
  const open = () => {
    let name = "";
    try { name = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const found = name && document.getElementById(name);
    if (!found) return;
    for (let part = found; part; part = part.parentElement) if (part.localName === "details") part.open = true;
    found.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();
})();
