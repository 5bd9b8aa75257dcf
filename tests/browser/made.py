"""The pages that are looked at, each made once, the way that people make them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

from browser.hostile import MAP as HOSTILE
from browser.sample import sample_page
from pathkit.check.card import card_asked
from pathkit.check.journeys import OneSituation, ask_journey, open_map
from pathkit.cli import main
from pathkit.pages.card import card_page
from pathkit.pages.walk import walk_page

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
ON = date(2026, 11, 21)


@dataclass(frozen=True)
class Kind:
    """One page, and what has to be on it whether scripts run or not."""

    make: Callable[[], str]
    says: tuple[str, ...]


def _of_hostile(make: Callable[[Path], str]) -> str:
    """A page about the map whose names try to be more than names."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "southness.pathway.yaml"
        place.write_text(HOSTILE, encoding="utf-8")
        return make(place)


def _walk(asked: OneSituation, place: Path) -> str:
    pathway = open_map(place, ON)
    return walk_page(pathway, *ask_journey(pathway, asked))


def _report(*places: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.html"
        code = main(["report", *map(str, places), "-o", str(out), "--date", ON.isoformat()])
        assert code in (0, 1), "there are findings or there are none, and a page is made"
        return out.read_text(encoding="utf-8")


def _card(locality: str | None, place: Path) -> str:
    return card_page(card_asked(place, ON, locality))


_SIXTEEN = OneSituation(
    "police-101", "Sat 03:00", 16, "suicidal-thoughts", "very-urgent", "inverness", ("intoxicated",), (), "stated"
)
_THIRTY = OneSituation("line", "Sat 19:00", 30, "loneliness", "emergency", None, ("afloat",), (), "stated")

KINDS = {
    "sample": Kind(sample_page, ("What a page is made of", "Westmarch day team", "takes people until 15:30")),
    "report": Kind(
        partial(_report, ROOT / "pathways" / "highland.pathway.yaml"),
        ("Highland", "No Wrong Door", "Mental Health Assessment Unit, by phone or video"),
    ),
    "report-of-several": Kind(
        partial(_report, EXAMPLES / "answerphone.pathway.yaml", EXAMPLES / "school-leaver-gap.pathway.yaml"),
        ("No Wrong Door", "Westmarch night line", "Eastglen adult team"),
    ),
    "report-hostile": Kind(partial(_of_hostile, _report), ("<script>window.got = 1</script>", "\\u202etfel ot thgir")),
    "card": Kind(
        partial(_card, "inverness", ROOT / "pathways" / "highland.pathway.yaml"),
        ("Highland", "Mental Health Assessment Unit, by phone or video", "999"),
    ),
    "card-hostile": Kind(
        partial(_of_hostile, partial(_card, None)), ("<script>window.got = 1</script>", "\\u202etfel ot thgir")
    ),
    "walk": Kind(
        partial(_walk, _SIXTEEN, ROOT / "pathways" / "highland.pathway.yaml"),
        ("Police call handling (101)", "left with nothing", "Questions for the meeting"),
    ),
    "walk-hostile": Kind(
        partial(_of_hostile, partial(_walk, _THIRTY)), ("<script>window.got = 1</script>", "\\u202etfel ot thgir")
    ),
}


@cache
def html_of(kind: str) -> str:
    """The page of that name in `KINDS`."""
    return KINDS[kind].make()
