"""One self-contained HTML page from a template, a style and a script.

Texts of maps are hostile until escaped: Jinja2 escapes every value that a template puts in, and before that `safe`
shows by its code what does not print (control characters, marks that turn the direction of writing). Only pictures
that `drawing` made are put in as they are (`Markup`).

The content security policy allows the page's own style and script, by their hashes, and nothing else: no address is
ever asked for, and no `style=` or `on…=` attribute works, whatever a name may hold.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from pathkit.output.page import safe

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

STYLE = "base.css"
"""The style of every page; further ones are put after it."""


def page(template: str, *, styles: Sequence[str] = (), scripts: Sequence[str] = (), **values: Any) -> str:
    """A whole page.

    Args:
        template: its name in `templates/`; it extends `base.html`.
        styles: files of `assets/` besides the style of every page.
        scripts: files of `assets/`, run in this order at the end of the page.
        values: what the template puts in; texts are escaped, `Markup` is not.
    """
    from markupsafe import Markup

    style = "\n".join(map(_asset, (STYLE, *styles)))
    script = "\n".join(map(_asset, scripts))
    return (
        _environment()
        .get_template(template)
        .render(
            policy=_policy(style, script),
            style=Markup(style),
            script=Markup(script),
            **values,
        )
    )


def embedded(data: object) -> Markup:
    """Data for a script, as JSON that may stand inside `<script type="application/json">` whatever names it holds.

    What does not print is shown by its code here too, because a script puts texts on the page without a template.
    """
    from markupsafe import Markup

    text = json.dumps(_safe_data(data), ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _safe_data(data: object) -> object:
    if isinstance(data, str):
        return safe(data)
    if isinstance(data, Mapping):
        return {safe(str(key)): _safe_data(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_safe_data(value) for value in data]
    return data


def _policy(style: str, script: str) -> str:
    scripts = _hash(script) if script else "'none'"
    return f"default-src 'none'; style-src {_hash(style)}; script-src {scripts}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def _asset(name: str) -> str:
    return resources.files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("pathkit.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _shown(value: object) -> object:
    """A value as a template puts it in: plain text with what does not print shown by its code."""
    from markupsafe import Markup

    if isinstance(value, str) and not isinstance(value, Markup):
        return safe(value)
    return value
