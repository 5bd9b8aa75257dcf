"""`pathkit card`: whom to call now, on one side of A4, for officers, crews and GPs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathkit.cli.options import PAGE, Date, MapPath, date_of, file_to_write
from pathkit.cli.streams import say, to_file

if TYPE_CHECKING:
    from pathkit.check.card import Card


def card(
    map_path: MapPath,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The card to write: NAME.html.", show_default=False),
    ] = None,
    locality: Annotated[
        str | None,
        typer.Option(
            "--locality",
            metavar="ID",
            help="A card for this part of the area alone, if the map tells localities apart.",
            show_default=False,
        ),
    ] = None,
    date: Date = None,
) -> int:
    """Write a card for officers, crews and GPs: whom to call now, by urgency and need, on one side of A4.

    Only what the map states as certain is on it; it says what is not, and from which day it may no longer be used. It
    is for professionals, and the forum is to check it before it is used.

    \b
    Examples:
      pathkit card highland.pathway.yaml -o card.html
      pathkit card highland.pathway.yaml --locality skye -o skye.html
    """
    to = file_to_write(output, "card.html", (map_path,), PAGE)
    on = date_of(date)
    from pathkit.check.card import card_asked
    from pathkit.pages.card import card_page

    made = card_asked(map_path, on, locality)
    to_file(to, card_page(made))
    say(f"Wrote {to.as_posix()}. {_use(made)}")
    return 0


def _use(card: Card) -> str:
    """Until when a card may be used, if it may."""
    if card.lapsed is not None:
        return f"LAPSED: do not use it. Its facts were last checked on {card.lapsed.isoformat()}."
    if not card.dated:
        return (
            "Undated: nobody has written down when its facts were checked. Do not use it before the forum dates them."
        )
    return f"Not for use after {card.until.isoformat()}."
