"""What a person finds on a page that is open in a browser: what is out of reach, cut, unnamed or unseen.

Every function that looks for faults gives them as sentences, in the order of the page; an empty list is a pass.
"""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

LAWS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
"""What axe is asked for: WCAG 2.2 AA with all that it builds on, and what its makers advise besides."""

_MOST_STOPS = 3000


def open_html(page: Page, html: str) -> Page:
    """Open a page as somebody does who was sent it: as a file."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "page.html"
        place.write_text(html, encoding="utf-8")
        page.goto(place.as_uri(), wait_until="load")
    return page


def at_width(page: Page, width: int) -> Page:
    """The same page on a screen so wide (320 is what 1280 is at 400 %)."""
    page.set_viewport_size({"width": width, "height": 640})
    return page


def with_text_at(page: Page, percent: int) -> Page:
    """The same page with its text made larger, and nothing else."""
    page.evaluate("percent => { document.documentElement.style.fontSize = percent + '%' }", percent)
    return page


def with_text_set_wide(page: Page) -> Page:
    """The same page as a reader may set it: more room between lines, letters, words and paragraphs (WCAG 1.4.12)."""
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          const wide = "line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important";
          sheet.replaceSync(`:not(svg *) { ${wide} } p { margin-bottom: 2em !important }`);
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }"""
    )
    return page


def unfolded(page: Page) -> Page:
    """The same page with everything opened that can be."""
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
    return page


def axe_violations(page: Page, *rules: str) -> list[str]:
    """What axe-core finds against it, a sentence for each kind of fault with the elements that have it.

    `rules` are those of axe to ask, all that the laws need if none is named.
    """
    from axe_playwright_python.sync_playwright import Axe

    options: dict[str, Any] = {
        "resultTypes": ["violations"],
        "runOnly": {"type": "rule", "values": rules} if rules else {"type": "tag", "values": LAWS},
    }
    found: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    return [f"{fault['id']}: {fault['help']}: {_elements(fault['nodes'])}" for fault in found]


def _elements(nodes: list[dict[str, Any]], most: int = 5) -> str:
    shown = [f"{' '.join(map(str, node['target']))} {_why(node)}".strip() for node in nodes[:most]]
    return "; ".join(shown) + (f" … and {len(nodes) - most} more" if len(nodes) > most else "")


def _why(node: dict[str, Any]) -> str:
    return " ".join(str(check["message"]) for kind in ("any", "all", "none") for check in node[kind][:1])


def scrolls_sideways(page: Page) -> list[str]:
    """What makes the whole page scroll sideways. A picture or a table may, in a place of its own."""
    found: list[str] = page.evaluate(_SAY + _SIDEWAYS)
    return found


def cut(page: Page) -> list[str]:
    """Elements that hold more text than they show and offer no way to scroll to it, and texts on one another."""
    found: list[str] = page.evaluate(_SAY + _CUT)
    return found


def faint_in_pictures(page: Page) -> list[str]:
    """Texts of pictures too faint to be read on what they stand on (axe looks at no text in pictures)."""
    found: list[str] = page.evaluate(_SAY + _FAINT)
    return found


def unnamed(page: Page) -> list[str]:
    """What can be reached with the keyboard and has no name to be read out."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        f"a {node['role']['value']} without a name"
        for node in nodes
        if not node.get("ignored")
        and node.get("role", {}).get("value") not in ("RootWebArea", "main")  # where one is taken, not what one uses
        and not node.get("name", {}).get("value", "").strip()
        and any(known["name"] == "focusable" and known["value"]["value"] for known in node.get("properties", ()))
    ]


@dataclass(frozen=True)
class Stop:
    """Where Tab comes to: the element, whether it shows that it is there, and what hides it."""

    place: int  # in the order of the page
    element: str
    marked: bool
    hidden_by: str | None


def stops(page: Page) -> list[Stop]:
    """All that Tab comes to, one after the other, until it leaves the page or no longer leaves where it is."""
    page.evaluate("() => { document.activeElement?.blur(); window.scrollTo(0, 0); window.pathkitStops = []; }")
    seen = []
    for _ in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        found = page.evaluate(_SAY + _STOP)
        if found is None:
            break
        seen.append(found)
    places = page.evaluate(_PLACES)
    return [
        Stop(place, found["element"], found["marked"], found["hiddenBy"])
        for place, found in zip(places, seen, strict=True)
    ]


def keyboard_faults(page: Page) -> list[str]:
    """What a person without a mouse cannot reach, reaches out of order, or cannot see that they have reached."""
    reached = stops(page)
    wanted: list[list[Any]] = page.evaluate(_SAY + _WANTED)
    places = {stop.place for stop in reached}
    return [
        *(f"Tab does not come to {element}" for place, element in wanted if place not in places),
        *(
            f"Tab comes to {after.element} only after {before.element}"
            for before, after in pairwise(reached)
            if after.place <= before.place
        ),
        *(f"nothing shows that {stop.element} has the focus" for stop in reached if not stop.marked),
        *(f"{stop.element} has the focus behind {stop.hidden_by}" for stop in reached if stop.hidden_by),
    ]


def barriers(page: Page) -> list[str]:
    """All that keeps somebody from a page, and whether a name of the map has become a script in it."""
    ran = [] if page.evaluate("window.got === undefined") else ["a name of the map was run as a script"]
    return [*axe_violations(page), *unnamed(page), *keyboard_faults(page), *faint_in_pictures(page), *ran]


def barriers_in_the_dark(page: Page) -> list[str]:
    """What cannot be read on a dark page, or that the page is not dark."""
    light = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    faint = [*axe_violations(page, "color-contrast", "link-in-text-block"), *faint_in_pictures(page)]
    return [*(["the page is as light as ever"] if light else []), *faint]


def misfits(page: Page) -> list[str]:
    """What has no room where the page is shown."""
    return [*scrolls_sideways(page), *cut(page)]


def on_paper(page: Page) -> Page:
    """The same page, shown as it is printed."""
    page.emulate_media(media="print")
    return page


def printed(page: Page) -> bytes:
    """The page on paper: A4, unless it says otherwise."""
    return page.pdf(format="A4", prefer_css_page_size=True)


def pages_of(pdf: bytes) -> int:
    """How many sheets a printed page takes."""
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)


def text_of(pdf: bytes) -> str:
    """What can be read on paper, on one line."""
    from pypdf import PdfReader

    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages).split())


def shown_text(page: Page) -> str:
    """What can be read on the screen, on one line."""
    return " ".join(page.inner_text("body").split())


# Said of an element: its tag, class and how its text begins. Whether it scrolls is for itself to say.
_SAY = r"""() => {
const say = e => {
  const kind = e.getAttribute("class");
  const text = (e.getAttribute("aria-label") || e.textContent || "").trim().replace(/\s+/g, " ").slice(0, 60);
  return "<" + e.tagName.toLowerCase() + (e.id ? " id=" + e.id : "") + (kind ? " class=" + kind : "") + "> " + text;
};
const shows = e => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
const scrolls = e => /auto|scroll/.test(getComputedStyle(e).overflowX);
"""

_SIDEWAYS = r"""
  const root = document.documentElement, wide = root.clientWidth + 1;
  if (root.scrollWidth <= wide) return [];
  const within = e => e.parentElement !== null && (scrolls(e.parentElement) || within(e.parentElement));
  const out = [...document.body.querySelectorAll("*")].filter(e =>
    shows(e) && !e.closest(".skip") && e.getBoundingClientRect().right > wide && !within(e));
  const last = out.filter(e => ![...e.children].some(c => out.includes(c)));
  return [`the page is ${root.scrollWidth} wide on a screen of ${root.clientWidth}`, ...last.slice(0, 10).map(e =>
    `${say(e)} ends at ${Math.round(e.getBoundingClientRect().right)}`)];
}"""

_CUT = r"""
  const dot = ({width, height}) => width <= 1 && height <= 1;  // how text is kept for screen readers alone
  const unseen = e => e !== null && (dot(e.getBoundingClientRect()) || unseen(e.parentElement));
  const hides = e => e.closest(".skip, svg") !== null || unseen(e);
  const clipped = [...document.body.querySelectorAll("*")].filter(e => {
    if (!shows(e) || hides(e) || !e.textContent.trim()) return false;
    const style = getComputedStyle(e);
    return (/hidden|clip/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1)
      || (/hidden|clip/.test(style.overflowY) && e.scrollHeight > e.clientHeight + 1);
  }).map(e => `${say(e)} is cut`);
  const lines = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; node = walk.nextNode();) {
    const e = node.parentElement;
    if (!node.data.trim() || !shows(e) || hides(e) || /^(script|style|option|title|desc)$/i.test(e.tagName)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) lines.push([box, e]);
  }
  lines.sort(([a], [b]) => a.top - b.top);
  const upon = new Set();
  for (let i = 0; i < lines.length; i++) {
    const [a, one] = lines[i];
    for (let j = i + 1; j < lines.length && lines[j][0].top < a.bottom; j++) {
      const [b, other] = lines[j];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      // The boxes of two lines of one text overlap where lines are set close: letters do not, below half a line.
      if (one !== other && across > 2 && down > Math.min(a.height, b.height) / 2)
        upon.add(`${say(one)} lies on ${say(other)}`);
    }
  }
  return [...clipped, ...upon];
}"""

# What a text of a picture stands on: the last shape before it that is filled and lies under its middle, or the paper.
_FAINT = r"""
  const filled = "rect, polygon, path, ellipse, circle";
  const parts = colour => colour.match(/[\d.]+/g).map(Number);
  const clear = colour => colour === "none" || (parts(colour)[3] ?? 1) < 0.5;
  const light = colour => parts(colour).slice(0, 3).map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const paper = e => !e ? "rgb(255, 255, 255)"
    : clear(getComputedStyle(e).backgroundColor) ? paper(e.parentElement) : getComputedStyle(e).backgroundColor;
  // How much of an element is seen through all that it lies in.
  const seen = e => e ? parseFloat(getComputedStyle(e).opacity) * seen(e.parentElement) : 1;
  const over = (colour, share, ground) => {
    const below = parts(ground);
    return `rgb(${parts(colour).slice(0, 3).map((part, at) => share * part + (1 - share) * below[at]).join(", ")})`;
  };
  const found = [];
  for (const picture of document.querySelectorAll("svg")) {
    if (!shows(picture)) continue;
    let under = [];
    for (const e of picture.querySelectorAll(`${filled}, text`)) {
      const style = getComputedStyle(e), box = e.getBoundingClientRect();
      if (style.fill.startsWith("url")) continue;
      if (e.localName !== "text") {
        const solid = !clear(style.fill) && parseFloat(style.fillOpacity) >= 0.5;
        if (solid && !e.closest("defs")) under.push([box, over(style.fill, seen(e), paper(picture))]);
        continue;
      }
      if (!e.textContent.trim() || !shows(e)) continue;
      const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
      const on = under.findLast(([b]) => b.left <= x && x <= b.right && b.top <= y && y <= b.bottom);
      const ground = on ? on[1] : paper(picture);
      const ink = over(style.fill, seen(e) * parseFloat(style.fillOpacity), ground);
      const [dark, bright] = [light(ink), light(ground)].sort((a, b) => a - b);
      const ratio = (bright + 0.05) / (dark + 0.05);
      if (ratio < 4.5) found.push(`${say(e)}: ${ink} on ${ground} is ${ratio.toFixed(1)} to 1`);
    }
  }
  return found;
}"""

_STOP = r"""
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement || e === window.pathkitStops.at(-1)) return null;
  window.pathkitStops.push(e);
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  const ring = parseFloat(style.outlineWidth) >= 2;
  const marked = style.outlineStyle === "auto" || (style.outlineStyle !== "none" && ring) || style.boxShadow !== "none";
  const x = Math.min(Math.max(box.left + Math.min(box.width, innerWidth) / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height, 24) / 2, 1), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const own = !top || e.contains(top) || top.contains(e) || e.closest("label")?.contains(top)
    || [...(e.labels || [])].some(l => l.contains(top));
  return {element: say(e), marked, hiddenBy: own ? null : say(top)};
}"""

_PLACES = r"""() => {
  const places = new Map([...document.querySelectorAll("*")].map((e, place) => [e, place]));
  return window.pathkitStops.map(e => places.get(e) ?? -1);
}"""

# All that takes part in the order of Tab. Of radio buttons of one name, Tab comes to one.
_WANTED = r"""
  const all = [...document.querySelectorAll("*")];
  return all.map((e, place) => [place, e]).filter(([, e]) =>
    e.tabIndex >= 0 && !e.disabled && shows(e) && e.tagName !== "HTML" && e.tagName !== "BODY"
    && (e.matches("a[href], button, input:not([type=radio]):not([type=hidden]), select, textarea, [tabindex]")
      || (e.tagName === "SUMMARY" && e.parentElement.tagName === "DETAILS"))
  ).map(([place, e]) => [place, say(e)]);
}"""
