"""What a change of a map does to people: plain values that every format of `pathkit diff` is made from.

Two editions of a map, *before* and *after*, are asked about the same people at the same minutes of the same year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pathkit.check.report import CheckedMap, Extent, Finding, RuleNotRun, ShownJourney

WORSE, BETTER, UNCLEAR = "worse", "better", "unclear"
DIRECTIONS = (WORSE, UNCLEAR, BETTER)
"""In the order in which they are told. *Unclear*: better in one reading of what is not written down, worse in the
other, or otherwise in one of them only."""

NO_DOOR = "no-door"
"""In place of an outcome, where one of the editions has no such door."""


@dataclass(frozen=True)
class Happens:
    """What happens to people at a door, in one edition.

    An outcome (`now`, `later`, `self`, `none`, or `no-door`) as stated and at best; they differ where nobody has
    written down which. `waits` are the shortest and the longest wait in minutes, of those who are taken on with a wait
    as stated and whose wait is known; `at_least` where some wait is not known.
    """

    stated: str
    best: str
    waits: tuple[int, int] | None = None
    at_least: bool = False
    best_waits: tuple[int, int] | None = None
    """The same at best, where the outcome at best is another than as stated, or the waits are."""

    @property
    def certain(self) -> bool:
        """Whether both readings say the same."""
        return self.stated == self.best


@dataclass(frozen=True)
class PeopleChange:
    """Some people, at one door and at some times, for whom what happens has changed.

    `id` is stable (`worse@gp@now-none`). `what` is "outcome" or "wait". `message` is one sentence. `parts` are the
    services and transfers that are on either journey and were changed. `findings`, of a change for the worse, are the
    ids of findings that tell of some of it: they are about these very people at these times, and were not before.
    Without any it is *silent*: no rule would have said so.
    """

    id: str
    direction: str
    what: str
    door: str
    door_name: str
    before: Happens
    after: Happens
    extent: Extent
    message: str
    journey_before: ShownJourney | None
    journey_after: ShownJourney | None
    parts: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    leaning: str = ""
    """Of an unclear change: "worse" (perhaps worse, and no better), "better" (perhaps better, and no worse), "mixed"
    (better in one reading and worse in the other), or "neither" (a door less or more that helps none of them)."""
    untold: Extent | None = None
    """Of a change for the worse that findings tell of: for whom and when none does. None: they tell all of it."""

    @property
    def silent(self) -> bool:
        """Whether people fare worse and no finding that is new, or about more than it was, tells of it."""
        return self.direction == WORSE and not self.findings


@dataclass(frozen=True)
class PartChange:
    """A service, a transfer or another part of the map that was added, removed, changed or given another id.

    `kind` is the top-level key of the map format ("services", "transfers", "organisations", "area", …), or "actions"
    for those of the plan; `says` what is otherwise, a line each: "hours: Mon-Fri 09:00-15:30 (was: Mon-Fri
    09:00-17:00)". `bears_on_people` is false where only notes, sources, dates of checking, what partners have agreed or
    the like have changed.
    """

    kind: str
    id: str
    name: str
    what: str
    says: tuple[str, ...] = ()
    was_id: str | None = None
    bears_on_people: bool = True


@dataclass(frozen=True)
class FindingChange:
    """A finding that is `new`, `gone` or `changed` (`before` and `after` by edition); `says` tells what is otherwise.

    `found`: the other edition is not valid, so that nobody can tell whether it is new.
    `grown`: it is about people, or about times of theirs, that it was not about before, however many it is about; or it
    is graver, or open again.
    """

    what: str
    before: Finding | None
    after: Finding | None
    says: tuple[str, ...] = ()
    grown: bool = False

    @property
    def finding(self) -> Finding:
        """The finding as it is, or as it was."""
        found = self.after or self.before
        assert found is not None, "a finding is in one edition at least"
        return found

    @property
    def known_before(self) -> bool:
        """Whether it is known what the earlier edition had of it: what is new may only not have been asked for then."""
        return self.what != "found" and not (self.what == "new" and self.says)

    @property
    def counts(self) -> bool:
        """Whether it is new or grown, open, and the forum's own."""
        new = self.what == "new" or self.grown
        return new and self.after is not None and self.after.open and not self.after.library


@dataclass(frozen=True)
class MapDifference:
    """What a change does in one map. `before` or `after` is None where the map is new, or gone.

    `before_label` and `after_label` are what the editions are called ("main:pathways/x.pathway.yaml"). `people` says in
    words whom only one edition asks about, so that nothing is compared for them. `not_compared` says why the people's
    fares could not be compared (an edition is invalid, or the two are too large together), or is None: then `changes`
    are complete. `notes` are what else a reader has to know (both were checked with today's settings, …).
    `situations` is how many situations (people as enumerated by minutes, at each door) were compared.
    """

    before_label: str
    after_label: str
    before: CheckedMap | None
    after: CheckedMap | None
    changes: tuple[PeopleChange, ...] = ()
    findings: tuple[FindingChange, ...] = ()
    parts: tuple[PartChange, ...] = ()
    people: tuple[str, ...] = ()
    not_compared: str | None = None
    notes: tuple[str, ...] = ()
    situations: int = 0
    waits_not_compared: tuple[str, ...] = ()
    """The names of the doors at which outcomes were compared and waits could not be: too many would be walked."""
    meanings: tuple[str, ...] = ()
    """The needs and circumstances, by their labels, that mean something else than before. People are taken to be as the
    later edition says, and what the change of meaning does is not compared."""
    not_run: tuple[RuleNotRun, ...] = ()
    """Faults of pathkit in the comparison itself; those of a check are told in `before` and `after`."""

    @property
    def name(self) -> str:
        """What the area is called."""
        editions = [one for one in (self.after, self.before) if one is not None]
        names = (one.name or "" for one in editions)
        return next(filter(None, (*names, *(one.path for one in editions))), self.after_label)

    def of(self, direction: str) -> tuple[PeopleChange, ...]:
        """The changes for the worse, for the better, or unclear ones; gravest first."""
        return tuple(change for change in self.changes if change.direction == direction)


@dataclass(frozen=True)
class Differences:
    """What one run of `diff` found, over all its maps."""

    date: date
    before: str
    """What the earlier side is called: a path, or a revision."""
    after: str
    maps: tuple[MapDifference, ...]
    unchanged: tuple[str, ...] = ()
    """Maps that do not differ."""
    notes: tuple[str, ...] = ()
    """What a reader has to know of the run: which commit was compared with, and why that one."""
