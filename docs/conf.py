"""How the documentation becomes a site: read by Sphinx. `python docs/build_site.py` builds it and checks its links.

The pages stay plain Markdown that reads just as well on the website of the host: whatever only the site needs, such as
its navigation, stands here. Sphinx reads from the top of the repository, so that a link is the same link in both.
"""

from __future__ import annotations

from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any

from sphinx.addnodes import pending_xref

from pathkit import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).parents[1]

project = "pathkit"
version = release = __version__
html_title = "pathkit"
language = "en-GB"

extensions = ["myst_parser"]
root_doc = "docs/index"
# Whole pages are named, so that nothing else in the folder (a virtual environment, say) is walked through.
ABOUT = ("README", "CONTRIBUTING", "CHANGELOG")
exclude_patterns = sorted(
    path.name for path in ROOT.iterdir() if path.name not in ("docs", *(f"{name}.md" for name in ABOUT))
)

# The headings' anchors are those of the hosts' websites, and what stands in a file is what is shown.
myst_heading_anchors = 4
smartquotes = False
nitpicky = True
suppress_warnings = ["misc.highlighting_failure"]  # the bad example of a rule may be no YAML at all

html_theme = "furo"
html_static_path = ["site/static"]
html_css_files = ["pathkit.css"]
html_extra_path = ["site/top"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_show_sphinx = False
html_show_search_summary = False  # to show more than titles, a page would have to be fetched: from a file it cannot

# The navigation: under a heading of its own, the pages in order.
NAVIGATION = {
    "Guides": ("First steps </README>", "guide-for-forum-members", "guide-for-the-keeper", "plans", "editors"),
    "Reference": ("format", "semantics", "rules/README"),
    "Worked through": ("findings-in-the-real-maps", "pictures/README"),
    "Taking part": ("add-a-rule", "add-a-framework", "/CONTRIBUTING", "decisions/README", "/CHANGELOG"),
}
# Pages that have all others of their folder under them; whether they are listed on the page as well.
FOLDERS = {"docs/rules/README": False, "docs/decisions/README": True}


def with_navigation(_app: Sphinx, page: str, source: list[str]) -> None:
    """Add to a page, as the site is built, which pages come under it."""
    if page == root_doc:
        trees = [_tree(pages, caption=caption) for caption, pages in NAVIGATION.items()]
    elif page in FOLDERS:
        trees = [_tree(("*",), listed=FOLDERS[page])]
    else:
        return
    source[0] = "\n\n".join([source[0], *trees])


def _tree(pages: tuple[str, ...], caption: str = "", listed: bool = False) -> str:
    options = [f":caption: {caption}"] if caption else [":glob:", ":maxdepth: 1"]
    return "\n".join(["```{toctree}", *options, *([] if listed else [":hidden:"]), "", *pages, "```", ""])


def folders_as_text(app: Sphinx, tree: Any) -> None:
    """Show a link to a folder of the repository, which the site does not have, as the words of the link alone."""
    for link in list(tree.findall(pending_xref)):
        target = normpath(join(dirname(app.env.docname), link["reftarget"]))
        if not target.startswith("..") and (ROOT / target).is_dir():
            link.replace_self(link.children)


# What a screen reader or a keyboard lacks in the theme: the rank of a heading in the navigation, the names of the two
# bars beside the page, a way to scroll a wide block of code or a wide table, and a heading of the search.
MENDED = {
    '<p class="caption" role="heading">': '<p class="caption" role="heading" aria-level="2">',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="All pages">',
    '<aside class="toc-drawer">': '<aside class="toc-drawer" aria-label="This page">',
    '<aside class="toc-drawer no-toc">': '<aside class="toc-drawer no-toc" aria-label="This page">',
    "<pre>": '<pre tabindex="0" role="group" aria-label="Code">',
    '<div class="table-wrapper ': '<div tabindex="0" role="group" aria-label="Table" class="table-wrapper ',
    '<div id="search-results">': '<h1>Search</h1><div id="search-results">',
}


def mended(app: Sphinx, failed: Exception | None) -> None:
    """Mend every page that was built."""
    for page in sorted(Path(app.outdir).rglob("*.html")) if failed is None else ():
        text = page.read_text("utf-8")
        for old, new in MENDED.items():
            text = text.replace(old, new)
        page.write_text(text, "utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """What Sphinx calls when it begins."""
    app.connect("source-read", with_navigation)
    app.connect("doctree-read", folders_as_text)
    app.connect("build-finished", mended)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
