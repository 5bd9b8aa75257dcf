"""What a comparison of two editions says, in the words that its text, its Markdown and its page have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pathkit.check.difference import (
    BETTER,
    NO_DOOR,
    UNCLEAR,
    WORSE,
    Differences,
    FindingChange,
    Happens,
    MapDifference,
    PartChange,
    PeopleChange,
)
from pathkit.check.parts_words import AGREED
from pathkit.check.report import CheckedMap, Extent, RuleNotRun
from pathkit.check.summary import problem_findings
from pathkit.frameworks import load_framework
from pathkit.output.finding import foldable
from pathkit.output.text import LEAST_FOLDED
from pathkit.output.words import counted, date_in_words
from pathkit.times.durations import duration_in_words


@dataclass(frozen=True)
class Kind:
    """A kind of change, and how it is told. Unclear ones are told apart by which way they lean."""

    id: str
    heading: str
    about: str
    """What stands beneath the heading."""
    word: str
    """What stands beside the sign of each."""
    counted: str
    """What is said of how many there are: "3 for the worse"."""
    direction: str


FOR_THE_WORSE = Kind(
    "worse",
    "For the worse",
    "What these people get is less than before, or comes later.",
    "worse",
    "for the worse",
    WORSE,
)
PERHAPS_WORSE = Kind(
    "perhaps-worse",
    "Perhaps worse off",
    "It turns on what nobody has written down whether these people are worse off. They are certainly no better off.",
    "perhaps worse",
    "perhaps worse",
    UNCLEAR,
)
CANNOT_BE_TOLD = Kind(
    "unclear",
    "Cannot be told",
    "It turns on what nobody has written down whether these people are better or worse off.",
    "unclear",
    "cannot be told",
    UNCLEAR,
)
PERHAPS_BETTER = Kind(
    "perhaps-better",
    "Perhaps better off",
    "It turns on what nobody has written down whether these people are better off. They are certainly no worse off.",
    "perhaps better",
    "perhaps better",
    UNCLEAR,
)
FOR_THE_BETTER = Kind(
    "better",
    "For the better",
    "What these people get is more than before, or comes sooner.",
    "better",
    "for the better",
    BETTER,
)
NEITHER = Kind(
    "neither",
    "One place less or more to turn to",
    "A door that helps none of these people is new to them, or is gone: they are no better off for it and no worse.",
    "neither",
    "a place less or more",
    UNCLEAR,
)
KINDS = (FOR_THE_WORSE, PERHAPS_WORSE, CANNOT_BE_TOLD, PERHAPS_BETTER, FOR_THE_BETTER, NEITHER)
"""In the order in which they are told."""
WEIGHTY = KINDS[:-1]
"""Those that are counted, and that a verdict speaks of."""
ALWAYS_COUNTED = (FOR_THE_WORSE, CANNOT_BE_TOLD, FOR_THE_BETTER)
"""Those of which it is said also that there is none."""
_DIRECTIONS = {WORSE: FOR_THE_WORSE, BETTER: FOR_THE_BETTER}
_LEANINGS = {"worse": PERHAPS_WORSE, "better": PERHAPS_BETTER, "neither": NEITHER}

NO_SUCH_DOOR = "no such door"
ONLY_ONE = "People in one edition only"
ABOUT_ONLY_ONE = "Only one of the editions asks about them, so there is nothing to compare."
NEW_FINDING = "No new finding"
NEW_FINDING_OF_THOSE_RUN = "No new finding of the rules that were run"

FINDINGS = {
    "new": "New findings",
    "grown": "Findings that have grown",
    "found": "Findings of the one edition that could be checked",
    "changed": "Findings that are otherwise",
    "gone": "Findings that are gone",
}
"""In the order in which they are told."""

_KINDS = {
    "uses": "library",
    "organisations": "organisation",
    "services": "service",
    "transfers": "transfer",
    "agreements": "agreement",
    "scenarios": "scenario",
    "acknowledged": "acknowledgement",
    "actions": "action of the plan",
    "measures": "measure",
    "training": "joint training",
}
_PLURALS = {"library": "libraries", "action of the plan": "actions of the plan"}
_ONLY_ONE_OF = {
    "area": "the area",
    "people": "who is asked about",
    "forum": "the forum",
    "declaration": "the declaration",
    "plan": "the plan",
    "emergency_plan": "the emergency plan",
}
"""Keys of a map that hold one thing."""
_HAPPENED = ("added", "removed", "changed", "renamed")
"""What can have happened to a part, in the order in which it is told."""


# --- people -----------------------------------------------------------------------------------------------


def kind_of_change(change: PeopleChange) -> Kind:
    """What kind of change it is."""
    return _DIRECTIONS.get(change.direction) or _LEANINGS.get(change.leaning, CANNOT_BE_TOLD)


def of_kind(one: MapDifference, kind: Kind) -> tuple[PeopleChange, ...]:
    """The changes of a kind in a map, gravest first."""
    return tuple(change for change in one.changes if kind_of_change(change) is kind)


def numbers(maps: Sequence[MapDifference]) -> dict[str, int]:
    """How many changes of each kind there are, by the kind's id."""
    return {kind.id: sum(len(of_kind(one, kind)) for one in maps) for kind in KINDS}


def counted_kinds(number: Mapping[str, int]) -> Iterator[tuple[Kind, int]]:
    """The kinds whose number is told, and the number."""
    yield from ((kind, number[kind.id]) for kind in WEIGHTY if number[kind.id] or kind in ALWAYS_COUNTED)


def happens_in_words(happens: Happens) -> str:
    """What happens to people in one edition: "left with nothing, or at best taken on, with a wait of 4 h"."""
    wait = _wait(happens.stated, happens.waits, happens.at_least)
    best = _wait(happens.best, happens.best_waits)
    stated = f"{_outcome(happens.stated)}{wait}"
    if not happens.certain:
        return f"{stated}, or at best {_outcome(happens.best)}{best}"
    return stated if best in ("", wait) else f"{stated}, or at best {best.lstrip(', ')}"


def _outcome(outcome: str) -> str:
    return NO_SUCH_DOOR if outcome == NO_DOOR else load_framework().outcomes.get(outcome, outcome)


def _wait(outcome: str, waits: tuple[int, int] | None, at_least: bool = False) -> str:
    """How long people wait, behind what becomes of them: " of 1 h" ("taken on, with a wait"), ", within 20 min"."""
    later = outcome == "later"
    if waits is None or not (later or waits[1]):
        if not at_least:
            return ""
        return " that nobody has written down" if later else ", after a time that nobody has written down"
    shortest, longest = waits
    told = duration_in_words(longest)
    if not later and shortest in (0, longest):
        told = f", within {told}"
    else:
        least = "" if shortest == longest else f"{duration_in_words(shortest) if shortest else 'none'} to "
        told = f"{' of' if later else ', after'} {least}{told}"
    return f"{told}, or one that nobody has written down" if at_least else told


def told_apart(change: PeopleChange) -> bool:
    """Whether what happens before and after is said in other words; where not, only the message tells of the change."""
    return happens_in_words(change.before) != happens_in_words(change.after)


def telling(one: MapDifference) -> str:
    """What begins a sentence that no new finding tells of something; it says so where rules were not asked."""
    left_out = () if one.after is None else one.after.rules_not_run
    asked = all(rule.by_profile for rule in left_out)
    return NEW_FINDING if asked else NEW_FINDING_OF_THOSE_RUN


def silent_in_words(one: MapDifference, change: PeopleChange) -> str:
    """What is said of a change for the worse that no new or grown finding tells of, or ""."""
    return f"{telling(one)} tells of this." if change.silent else ""


def untold_in_words(one: MapDifference, change: PeopleChange) -> tuple[str, tuple[str, ...]] | None:
    """Of whom and of when no new finding tells, where findings tell of a part of a change only."""
    if change.untold is None or change.silent:
        return None
    groups = [f"{who}: {when}" for who, when in who_and_when(change.untold)]
    if change.untold.more_groups:
        groups.append(f"… and {more_groups(change.untold)}")
    return f"{telling(one)} tells of it for", tuple(groups)


def who_and_when(extent: Extent) -> tuple[tuple[str, str], ...]:
    """Who, and when: pairs that are each true of all of these people at all of these times."""
    if len(extent.groups) > 1:
        return tuple((_phrases(group.people), _phrases(group.when)) for group in extent.groups)
    return ((_phrases(extent.people), _phrases(extent.when)),)


def more_groups(extent: Extent) -> str:
    """How many groups of people are not told, as a part of a sentence: "3 smaller groups of people", or ""."""
    return f"{counted(extent.more_groups, 'smaller group')} of people" if extent.more_groups else ""


def _phrases(phrases: Sequence[str]) -> str:
    return "; ".join(phrases)


def parting(change: PeopleChange) -> str:
    """How far the journey is the same: "Both are the same as far as Mental Health Hub.", or "" where not at all."""
    one, other = change.journey_before, change.journey_after
    if one is None or other is None or (one.person, one.at) != (other.person, other.at):
        return ""
    ways = [[(step.service, step.transfer, step.at) for step in journey.steps] for journey in (one, other)]
    if ways[0] == ways[1]:
        return "The way is the same in both; how it ends is not."
    same = ""
    for step, before, after in zip(other.steps, *ways, strict=False):
        if before != after:
            break
        same = step.service_name
    return f"Both are the same as far as {same}." if same else ""


def no_journey(happens: Happens) -> str:
    """What stands where one edition has no journey to show."""
    return "There is no such door." if happens.stated == NO_DOOR else "There is no journey to show."


# --- what is missing --------------------------------------------------------------------------------------


def faults_of(one: MapDifference) -> tuple[RuleNotRun, ...]:
    """Faults of pathkit: in the comparison, and in the check of either edition."""
    checked = [edition for edition in (one.before, one.after) if edition is not None]
    crashed = {fault.rule: fault for edition in checked for fault in edition.rules_not_run if fault.crashed}
    return (*one.not_run, *(crashed[rule] for rule in sorted(crashed)))


def file_faults(one: MapDifference) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is wrong with the file of each edition that is not valid, beside what is told as a finding."""
    told = {change.finding.id for change in one.findings}
    for label, checked in (("before", one.before), ("after", one.after)):
        if checked is not None and not checked.checked:
            found = [finding for finding in problem_findings(checked) if finding.severity == "error"]
            lines = [
                f"line {finding.places[0].place.line}: {finding.message} {finding.remedy}".rstrip()
                for finding in found
                if finding.id not in told
            ]
            if checked.refused is not None:
                lines.append(checked.refused)
            if lines:
                yield f"What is wrong with the file, {label}", tuple(lines)


def sentence(text: str) -> str:
    """The text with a full stop, where it ends with nothing of the kind."""
    text = text.rstrip()
    return text if text.endswith((".", "!", "?", "…", ":")) else f"{text}."


# --- findings ---------------------------------------------------------------------------------------------


def finding_group(change: FindingChange) -> str:
    """Under which heading of `FINDINGS` it is told."""
    return "grown" if change.grown and change.what != "new" else change.what


def finding_groups(changes: Sequence[FindingChange]) -> Iterator[tuple[str, tuple[FindingChange, ...]]]:
    """The headings that there are findings for, and their findings."""
    for name, heading in FINDINGS.items():
        some = tuple(change for change in changes if finding_group(change) == name)
        if some:
            yield heading, some


def folded(changes: Sequence[FindingChange]) -> Iterator[tuple[FindingChange, ...]]:
    """Findings to be told together: each alone, but for many notes of one rule that only say what they are about."""
    alike: dict[str, list[FindingChange]] = {}
    for change in changes:
        if foldable(change.finding) and not change.says:
            alike.setdefault(change.finding.rule, []).append(change)
        else:
            yield (change,)
    for some in alike.values():
        if len(some) < LEAST_FOLDED:
            yield from ((change,) for change in some)
        else:
            yield tuple(some)


def finding_aside(change: FindingChange) -> str:
    """What is said of a finding beside its sentence: "known to the forum", "of a national service", or ""."""
    finding = change.finding
    told = []
    if not finding.open:
        told.append("known to the forum")
    elif finding.acknowledgement is not None:
        told.append("open again")
    if finding.library:
        told.append("of a national service")
    return ", ".join(told)


def findings_tally(changes: Sequence[FindingChange]) -> str:
    """ "2 findings new, 1 grown, 1 gone"."""
    words = {"new": "new", "grown": "grown", "found": "found", "changed": "otherwise", "gone": "gone"}
    numbers = [(word, sum(finding_group(change) == name for change in changes)) for name, word in words.items()]
    told = [(word, number) for word, number in numbers if number]
    return ", ".join(
        f"{counted(number, 'finding')} {word}" if first == 0 else f"{number:,} {word}"
        for first, (word, number) in enumerate(told)
    )


# --- parts ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartWords:
    """A part of the map and what has become of it: "service", "changed", the lines that say what is otherwise."""

    kind: str
    happened: str
    lines: tuple[str, ...]


BEARS_ON_NOBODY = "This bears on nobody."
NAMED_BY_ID = "Findings and acknowledgements name it by its id."


def part_in_words(change: PartChange) -> PartWords:
    """A part of the map in words."""
    lines = list(change.says)
    if change.was_id is not None:
        lines.insert(0, f"its id: {change.id} (was: {change.was_id}). {NAMED_BY_ID}")
    if change.what == "changed" and not lines:
        lines.append("changed")
    if not change.bears_on_people and not is_agreed(change):
        lines.append(BEARS_ON_NOBODY)
    return PartWords(kind_of(change.kind), happened_to(change), tuple(lines))


AGREED_OTHERWISE = "What partners have agreed otherwise"
ABOUT_AGREED = "None of this bears on outcomes and waits."


def is_agreed(change: PartChange) -> bool:
    """Whether it is of the declaration, the plan and the like: what is to be done, and not what happens to people."""
    return change.kind in AGREED


def told_each(change: PartChange) -> bool:
    """Whether a part is told with all its lines: it bears on people, or on what names it by its id."""
    return change.bears_on_people or change.was_id is not None


def happened_to(change: PartChange) -> str:
    """What has happened to a part, in a word or two."""
    return "given another id" if change.what == "renamed" else change.what


def kind_of(kind: str, count: int = 1) -> str:
    """A kind of part, by its key in the map: "service", "services", "the area"."""
    if kind in _ONLY_ONE_OF:
        return _ONLY_ONE_OF[kind]
    one = _KINDS.get(kind, kind)
    return one if count == 1 else _PLURALS.get(one, f"{one}s")


def parts_tally(changes: Sequence[PartChange]) -> str:
    """ "1 service added, 2 transfers changed"."""
    kinds = [kind for kind in ("services", "transfers") if any(change.kind == kind for change in changes)]
    kinds += sorted({change.kind for change in changes} - set(kinds), key=_order)
    happened = [*_HAPPENED, *sorted({change.what for change in changes} - set(_HAPPENED))]
    told = []
    for kind in kinds:
        for what in happened:
            some = [change for change in changes if change.kind == kind and change.what == what]
            if some:
                number = "" if kind in _ONLY_ONE_OF else f"{len(some):,} "
                told.append(f"{number}{kind_of(kind, len(some))} {happened_to(some[0])}")
    return ", ".join(told)


def _order(kind: str) -> tuple[int, str]:
    kinds = [*_ONLY_ONE_OF, *_KINDS]
    return (kinds.index(kind) if kind in kinds else len(kinds), kind)


# --- what was compared ------------------------------------------------------------------------------------


def compared_in_words(differences: Differences) -> str:
    """What was compared with what: "main → pathways, as of 21 Nov 2026"."""
    return f"{differences.before} → {differences.after}, as of {date_in_words(differences.date)}"


def edition(checked: CheckedMap | None) -> str:
    """What one edition of a map holds, or that there is none."""
    if checked is None:
        return "not there"
    if not checked.checked:
        return "could not be checked" if checked.refused else "not valid"
    return f"{counted(checked.services, 'service')}, {counted(checked.transfers, 'transfer')}"
