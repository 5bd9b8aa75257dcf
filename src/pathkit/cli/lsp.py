"""`pathkit lsp`: the language server for editors."""

from __future__ import annotations

from importlib.util import find_spec

from pathkit.cli.options import Date, date_of

NEEDED = (
    "`pathkit lsp` needs a package that is not installed. Install pathkit together with it, from where you have it: in "
    "a copy of its repository, pip install '.[lsp]'. Without an editor plug-in, `pathkit check --watch` checks maps as "
    "you save them."
)


def lsp(date: Date = None) -> int:
    """Talk with an editor while somebody writes a map: problems, findings, completion, renaming.

    An editor starts this by itself, and talks with it over standard input and output (the Language Server Protocol).
    How to set it up is in docs/editors.md.

    \b
    Example, as an editor's settings name it:
      pathkit lsp
    """
    on = None if date is None else date_of(date)
    if find_spec("pygls") is None:
        from pathkit.check.exits import CannotDo

        raise CannotDo(NEEDED)
    from pathkit.editor.server import serve

    serve(on)
    return 0
