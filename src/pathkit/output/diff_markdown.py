"""What a change of maps does to people as Markdown: a comment on a pull request, or a paper for a meeting.

The verdict is the heading. What is long is folded by `<details>`, as GitHub and GitLab know it; where nobody knows it,
its contents stand there all the same, and can be read without its summary. No text of a map stands inside raw HTML.

A comment has a largest size. What would be longer is told more shortly, journeys first, and says what it leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pathkit.check.difference import (
    Differences,
    FindingChange,
    Happens,
    MapDifference,
    PartChange,
    PeopleChange,
)
from pathkit.check.report import ShownJourney
from pathkit.output import markdown
from pathkit.output.diff_verdict import compared, limits, none_worse, verdict
from pathkit.output.diff_words import (
    ABOUT_AGREED,
    ABOUT_ONLY_ONE,
    AGREED_OTHERWISE,
    BEARS_ON_NOBODY,
    FOR_THE_WORSE,
    KINDS,
    ONLY_ONE,
    WEIGHTY,
    Kind,
    compared_in_words,
    faults_of,
    file_faults,
    finding_aside,
    finding_groups,
    folded,
    happens_in_words,
    is_agreed,
    no_journey,
    numbers,
    of_kind,
    part_in_words,
    parting,
    parts_tally,
    sentence,
    silent_in_words,
    told_apart,
    told_each,
    untold_in_words,
    who_and_when,
)
from pathkit.output.finding import extent_in_words
from pathkit.output.words import ABOUT_FAULT, FAULT, capital, counted, date_in_words

MARKER = "<!-- pathkit diff -->"
"""Stands at the top, unseen, so that a workflow finds the comment that it made and writes it anew."""
READ_ON = "`pathkit diff … -o diff.html` tells all of it."

T = TypeVar("T")


ALL = 1_000_000


@dataclass(frozen=True)
class _Manner:
    """How much is told: the journeys of so many changes for the worse, and of all others or of none; how many of a
    kind, of how many maps, how long a text.
    """

    journeys: int = ALL
    others: bool = False
    most: int = ALL
    maps: int = ALL
    longest: int = 4_000

    def with_journey(self, kind: Kind) -> int:
        """How many changes of a kind are told with their journeys, in each map."""
        return self.journeys if kind is FOR_THE_WORSE else ALL if self.others else 0


_MANNERS = (
    _Manner(others=True),
    *(_Manner(journeys) for journeys in (ALL, 20, 10, 5, 2, 0)),
    *(_Manner(0, False, most, maps, longest) for most, maps, longest in ((60, 60, 1000), (30, 30, 600), (15, 20, 400))),
    *(_Manner(0, False, most, maps, longest) for most, maps, longest in ((8, 10, 300), (4, 5, 200), (2, 2, 120))),
    _Manner(0, False, 1, 1, 60),
)
"""From the fullest to the shortest."""


def as_markdown(differences: Differences, limit: int = markdown.LIMIT) -> str:
    """What the change does to people, gravest first, in fewer bytes than `limit` wherever that can be."""
    return markdown.fullest((_Paper(differences, manner).lines() for manner in _MANNERS), limit)


class _Paper(markdown.Shortened):
    """The lines of one manner of telling."""

    def __init__(self, differences: Differences, manner: _Manner) -> None:
        super().__init__(manner.longest)
        self.differences = differences
        self.manner = manner
        self.several = len(differences.maps) > 1
        self.date = date_in_words(differences.date)

    def first(self, some: Sequence[T], most: int | None = None) -> Sequence[T]:
        """As many of them as are told."""
        return some[: self.manner.most if most is None else most]

    def left_out(self, some: Sequence[object], what: str, most: int | None = None) -> Iterator[str]:
        """A line that says how many are not told."""
        more = len(some) - len(self.first(some, most))
        if more:
            yield from (f"*… and {more:,} more {what}, left out for lack of room. {READ_ON}*", "")

    # --- the whole ----------------------------------------------------------------------------------------

    def lines(self) -> Iterator[str]:
        maps = self.differences.maps
        head, *rest = verdict(maps)
        yield from (MARKER, f"# {self.prose(head.removesuffix('.'))}", "")
        if rest:
            yield from (self.prose(" ".join(rest)), "")
        if len(maps) == 1:
            yield from (f"{self.text(maps[0].name)}: {self.editions(maps[0])}, as of {self.date}.", "")
        else:
            yield from (self.text(f"Compared: {compared_in_words(self.differences)}."), "")
        if any(len(of_kind(one, kind)) > self.manner.with_journey(kind) for one in maps for kind in KINDS):
            yield from (f"*Shortened to fit a comment: journeys are left out. {READ_ON}*", "")
        if self.several:
            yield from self.overview(maps)
        for one in self.first(maps, self.manner.maps):
            yield from self.of_map(one)
        yield from self.left_out(maps, "maps", self.manner.maps)
        yield from self.end()

    def editions(self, one: MapDifference) -> str:
        """What the two editions of a map are called."""
        return f"{self.code(one.before_label)} → {self.code(one.after_label)}"

    def overview(self, maps: Sequence[MapDifference]) -> Iterator[str]:
        heads = ("Map", *(capital(kind.word) for kind in WEIGHTY), "Findings new or grown")
        yield from (f"| {' | '.join(heads)} |", f"|---|{'--:|' * (len(heads) - 1)}")
        for one in self.first(maps, self.manner.maps):
            number = numbers((one,))
            told = [f"{number[kind.id]:,}" if compared(one) else "–" for kind in WEIGHTY]
            cells = [self.text(one.name), *told, f"{sum(found.counts for found in one.findings):,}"]
            yield f"| {' | '.join(cells)} |"
        yield ""

    def of_map(self, one: MapDifference) -> Iterator[str]:
        if self.several:
            yield from (f"## {self.text(one.name)}", "", self.prose(" ".join(verdict((one,)))), "")
            yield from (f"{self.editions(one)}.", "")
        yield from self.faults(one)
        for heading, lines in file_faults(one):
            yield from self.heading(heading)
            yield from (f"- {self.prose(line)}" for line in self.first(lines))
            yield ""
            yield from self.left_out(lines, "of these")
        for kind in KINDS:
            yield from self.people(one, kind)
        yield from self.findings(one.findings)
        yield from self.parts(one.parts)
        yield from self.only_one(one)
        yield from self.notes(one.notes)

    def notes(self, notes: Sequence[str]) -> Iterator[str]:
        for note in self.first(notes):
            yield from (self.prose(sentence(note)), "")
        yield from self.left_out(notes, "notes")

    def faults(self, one: MapDifference) -> Iterator[str]:
        faults = faults_of(one)
        if faults:
            yield from (f"**{FAULT}.** {ABOUT_FAULT}", "")
            yield from (f"- {self.code(fault.rule)}: {self.text(fault.why)}" for fault in self.first(faults))
            yield ""
            yield from self.left_out(faults, "faults")

    def end(self) -> Iterator[str]:
        yield from self.notes(self.differences.notes)
        unchanged = self.differences.unchanged
        if unchanged:
            some = ", ".join(self.code(path) for path in self.first(unchanged, self.manner.maps))
            yield from (f"No difference in {some}.", "")
            yield from self.left_out(unchanged, "maps without a difference", self.manner.maps)
        yield from _folded("What this cannot show", [*(f"- {line}" for line in limits(self.differences.maps)), ""])

    # --- people -------------------------------------------------------------------------------------------

    def people(self, one: MapDifference, kind: Kind) -> Iterator[str]:
        changes = of_kind(one, kind)
        if not changes:
            if kind is FOR_THE_WORSE and one.changes:
                yield from (none_worse(one), "")
            return
        yield from self.heading(f"{kind.heading} ({len(changes):,})")
        yield from (kind.about, "")
        for number, change in enumerate(self.first(changes), 1):
            told = list(self.change(one, change))
            if number <= self.manner.with_journey(kind):
                told += self.journeys(change)
            yield from _item(f"{number}. ", told)
        yield from self.left_out(changes, "of these")

    def change(self, one: MapDifference, change: PeopleChange) -> Iterator[str]:
        silent = silent_in_words(one, change)
        aside = f" **{silent}**" if silent else ""
        if told_apart(change):
            before, after = (happens_in_words(happens) for happens in (change.before, change.after))
            yield from (f"{self.strong(change.door_name)}: {self.strong(before)} → {self.strong(after)}", "")
        else:
            yield from (self.strong(change.door_name), "")
        yield from (f"{self.prose(sentence(change.message))}{aside}", "")
        yield from self.groups(
            [f"{who}: {when}" for who, when in who_and_when(change.extent)], change.extent.more_groups
        )
        yield f"- {self.text(extent_in_words(change.extent))}"
        if change.findings:
            yield f"- Found as {', '.join(map(self.code, change.findings))}"
        untold = untold_in_words(one, change)
        if untold is not None:
            yield f"- **{untold[0]}**:"
            yield from (f"  {line}" for line in self.groups(untold[1]))
        if change.parts:
            yield f"- On their way, changed: {', '.join(map(self.code, change.parts))}"
        yield ""

    def groups(self, groups: Sequence[str], more: int = 0) -> Iterator[str]:
        """Who and when, a line each, and how many are not told."""
        yield from (f"- {self.text(group)}" for group in self.first(groups))
        left = len(groups) - len(self.first(groups)) + more
        if left:
            yield f"- … and {counted(left, 'smaller group')} of people"

    def journeys(self, change: PeopleChange) -> Iterator[str]:
        same = parting(change)
        told = [
            *((self.text(same), "") if same else ()),
            *self.journey("Before", change.journey_before, change.before),
            *self.journey("After", change.journey_after, change.after),
        ]
        yield from _folded("A journey before and after", told)

    def journey(self, label: str, journey: ShownJourney | None, happens: Happens) -> Iterator[str]:
        if journey is None:
            yield from (f"**{label}**: {no_journey(happens)}", "")
            return
        best = ", at best" if journey.reading == "best" else ""
        yield from (f"**{label}{best}**: {self.text(capital(journey.person.words))}", "")
        yield from (f"{number}. {self.text(capital(step.text))}" for number, step in enumerate(journey.steps, 1))
        yield from ("", self.text(capital(journey.ending)), "")

    def only_one(self, one: MapDifference) -> Iterator[str]:
        if one.people:
            yield from self.heading(ONLY_ONE)
            yield from (ABOUT_ONLY_ONE, "")
            yield from (f"- {self.text(line)}" for line in self.first(one.people))
            yield ""
            yield from self.left_out(one.people, "of these")

    # --- findings and parts -------------------------------------------------------------------------------

    def findings(self, changes: Sequence[FindingChange]) -> Iterator[str]:
        for heading, some in finding_groups(changes):
            yield from self.heading(f"{heading} ({len(some):,})")
            together = list(folded(some))
            for alike in self.first(together):
                yield from self.finding(alike[0]) if len(alike) == 1 else self.alike(alike)
            yield ""
            yield from self.left_out(together, "of these")

    def finding(self, change: FindingChange) -> Iterator[str]:
        found = change.finding
        aside = finding_aside(change)
        told = f" ({aside})" if aside else ""
        yield f"- **{found.severity}** {self.prose(capital(sentence(found.message)))}{told} {self.code(found.id)}"
        yield from (f"  - {self.text(line)}" for line in change.says)

    def alike(self, changes: Sequence[FindingChange]) -> Iterator[str]:
        """Notes of one rule that say no more than what they are about."""
        named = ", ".join("@".join(change.finding.subjects) for change in self.first(changes))
        more = len(changes) - len(self.first(changes))
        left = f" … and {more:,} more" if more else ""
        found = changes[0].finding
        kind = f"**{found.severity}** {self.code(f'{found.rule}@…')}"
        yield f"- {kind}, {len(changes):,} of them: {self.text(named)}{left}"

    def parts(self, changes: Sequence[PartChange]) -> Iterator[str]:
        of_map = [change for change in changes if not is_agreed(change)]
        if of_map:
            yield from self.in_the_map(of_map)
        agreed = [change for change in changes if is_agreed(change)]
        if agreed:
            yield from self.heading(AGREED_OTHERWISE)
            yield from (f"{capital(parts_tally(agreed))}. {ABOUT_AGREED}", "")
            yield from self.each_part(agreed)

    def each_part(self, changes: Sequence[PartChange]) -> Iterator[str]:
        for change in self.first(changes):
            yield from self.part(change)
        if changes:
            yield ""
        yield from self.left_out(changes, "of these")

    def in_the_map(self, changes: Sequence[PartChange]) -> Iterator[str]:
        yield from self.heading("What differs in the map")
        yield from (f"{capital(parts_tally(changes))}.", "")
        yield from self.each_part([change for change in changes if told_each(change)])
        rest = [change for change in changes if not told_each(change)]
        if rest:
            named = "; ".join(self.unimportant(change) for change in self.first(rest))
            yield from (f"Besides, without bearing on outcomes and waits: {named}.", "")
            yield from self.left_out(rest, "of these")

    def part(self, change: PartChange) -> Iterator[str]:
        told = part_in_words(change)
        yield f"- {self.strong(change.name or change.id)}, {told.kind}, {told.happened} ({self.code(change.id)})"
        yield from (f"  - {self.text(line)}" for line in self.first(told.lines))

    def unimportant(self, change: PartChange) -> str:
        lines = [line for line in part_in_words(change).lines if line != BEARS_ON_NOBODY]
        says = f" ({self.text('; '.join(lines))})" if change.says else ""
        return f"{self.text(change.name or change.id)}{says}"

    def heading(self, words: str) -> Iterator[str]:
        yield from (f"{'###' if self.several else '##'} {words}", "")


def _folded(summary: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines that are folded away under a summary of our own words, where that is known."""
    yield from ("<details>", f"<summary>{summary}</summary>", "", *lines, "</details>", "")


def _item(mark: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines as one item of a list."""
    for number, line in enumerate(lines):
        if not line:
            yield ""
        elif number == 0:
            yield f"{mark}{line}"
        else:
            yield f"{' ' * len(mark)}{line}"
