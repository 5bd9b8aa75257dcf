// A link into something that is folded away opens it. What is folded is printed whole: by the style alone where a browser
// knows how, and by unfolding it for as long as printing takes. What can be scrolled can be reached with the keyboard.
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

  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded.push(...document.querySelectorAll("details:not([open])"));
    for (const one of unfolded) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of unfolded) one.open = false;
    unfolded = [];
  });

  const reach = new ResizeObserver(seen => {
    for (const place of new Set(seen.map(({target}) => target.closest(".scroller")))) {
      const scrolls = place.scrollWidth > place.clientWidth + 1;
      if (scrolls) place.tabIndex = 0;
      else if (place !== document.activeElement) place.removeAttribute("tabindex");
    }
  });
  for (const place of document.querySelectorAll(".scroller")) {
    reach.observe(place);
    for (const part of place.children) reach.observe(part);
  }
})();
