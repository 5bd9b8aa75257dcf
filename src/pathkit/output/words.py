"""Numbers, dates, lists and what a report rests on in words, as every text and page says them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pathkit.check.principles import BEYOND
from pathkit.check.report import CheckedMap, PrincipleState, ShownFramework
from pathkit.frameworks import DEFAULT, load_framework
from pathkit.maps.values import listed
from pathkit.times.words import date_in_words

LIMITS = (
    "Times are the area's own; clock changes are ignored.",
    "Kinds of people and situations are counted as the map lists them: a share of them is no share of people.",
    "No map shows capacity, kindness, or whether the telephone is answered.",
)
"""What no report can tell, said in every one."""

REMEDY = "Remedy"
"""The label of what would put a finding right, the same in every format."""

FAULT = "A fault in pathkit"
"""The heading of what crashed."""

ABOUT_FAULT = "What this would have found is missing. Please report it: the maps are not to blame."
"""What a fault comes to, said wherever one is told."""


def counted(count: int, one: str, many: str | None = None) -> str:
    """ "1 service", "1,200 services"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def hours_in_words(hours: float) -> str:
    """Hours of an ordinary week: "128 h a week"."""
    rounded = f"{hours:,.1f}".removesuffix(".0")
    return f"{rounded} h a week" if hours > 0 else "no hours of an ordinary week"


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def over_maps(principles: Iterable[PrincipleState], checked: Sequence[CheckedMap]) -> str:
    """Over how many of several maps the principles of a framework are told: not every map is judged by every one."""
    if len(checked) < 2:
        return ""
    names = {one.id for one in principles}
    judged = sum(any(state.id in names for state in one.principles) for one in checked)
    return ", over all maps" if judged == len(checked) else f", over {judged:,} of {len(checked):,} maps"


def by_framework(
    principles: Sequence[PrincipleState], frameworks: Sequence[ShownFramework]
) -> list[tuple[str, tuple[PrincipleState, ...], str]]:
    """Principles by the framework that they are of: its heading, its principles, and what of it is not there."""
    known = {one.id: one for one in frameworks}
    groups: dict[str, list[PrincipleState]] = {}
    for principle in principles:
        groups.setdefault(principle.framework if principle.framework in known else "", []).append(principle)
    return [
        (_heading(known.get(name), len(group)), tuple(group), known[name].not_recovered if name in known else "")
        for name, group in groups.items()
    ]


def titles_of(principles: Iterable[PrincipleState]) -> dict[str, str]:
    """The titles of principles by their ids, and after them those of the default framework, by which rules go."""
    titles = {one.id: one.title for one in principles}
    return titles | {one.id: one.title for one in load_framework().principles.values() if one.id not in titles}


def _heading(framework: ShownFramework | None, count: int) -> str:
    if framework is None or framework.id == DEFAULT:
        return "The twelve principles" if count == 12 else "The principles"
    return f"{framework.name}: {counted(count, framework.called.removesuffix('s'), framework.called)}"


def evidence(principle: PrincipleState) -> str:
    """On what a principle's state rests."""
    told = _evidence(principle)
    if principle.note and principle.state not in (BEYOND, "not evidenced"):
        return f"{told}; {principle.note}"
    return told


def _evidence(principle: PrincipleState) -> str:
    if principle.state == BEYOND:
        return principle.note
    if principle.rules == 0:
        return "its rules were not asked"
    if principle.state == "not evidenced":
        return principle.note or "nothing that its rules could ask about"
    if principle.state == "kept":
        what = f"{principle.situations:,} situations" if principle.situations else "only of what is written down"
        return f"{counted(principle.evidenced, 'rule')} asked, {what}, no finding"
    numbers = (
        (principle.findings, "finding"),
        (principle.acknowledged, "acknowledged"),
        (principle.questions, "question"),
    )
    told = ", ".join(
        f"{count:,} {word}" if word == "acknowledged" else counted(count, word) for count, word in numbers if count
    )
    return told or "it turns on what is not written down"


__all__ = [
    "ABOUT_FAULT",
    "FAULT",
    "LIMITS",
    "REMEDY",
    "by_framework",
    "capital",
    "counted",
    "date_in_words",
    "evidence",
    "hours_in_words",
    "listed",
    "titles_of",
]
