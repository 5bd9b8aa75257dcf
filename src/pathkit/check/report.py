"""What a check found: plain values that every format is made from.

The names are those of the JSON report, version 1 (interface page); `output/json.py` writes them as they
are. A moment is a `datetime` of the area's own time; hours and minutes are numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from pathkit.maps import Place, Problem

SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True)
class LabelledPlace:
    """A place in a file and what stands there ("this door", "the transfer that is shut")."""

    place: Place
    label: str


@dataclass(frozen=True)
class ExtentGroup:
    """Some of the people of an extent, all of whom it is about at all of these times and no other."""

    people: tuple[str, ...]
    people_count: int
    when: tuple[str, ...]
    hours_per_week: float
    dates: tuple[date, ...]


@dataclass(frozen=True)
class Extent:
    """Which situations a finding is about: who (`people`) and when, each complete on its own.

    `groups` say who when: the largest first, and `more_groups` how many smaller ones are not told.
    """

    people: tuple[str, ...]
    people_count: int
    when: tuple[str, ...]
    hours_per_week: float
    dates: tuple[date, ...]
    groups: tuple[ExtentGroup, ...] = ()
    more_groups: int = 0


@dataclass(frozen=True)
class Cause:
    """Why people are stuck: one cause in the engine's own terms."""

    cause: str
    service: str | None
    transfer: str | None
    text: str


@dataclass(frozen=True)
class JourneyPerson:
    """The person of a journey.

    `circumstances` are those that are true and not usual, `without` the usual ones that are not.
    """

    age: int
    need: str
    urgency: str
    locality: str | None
    circumstances: tuple[str, ...]
    without: tuple[str, ...]
    words: str
    """The person in words: "a 16-year-old, suicidal thoughts, very urgent, who is intoxicated"."""


@dataclass(frozen=True)
class JourneyStep:
    """One contact of a journey; `text` says it in words."""

    service: str
    service_name: str
    at: datetime
    transfer: str | None
    by: str | None
    takes_minutes: int
    line: int | None
    text: str
    file: str | None = None
    """The file that the line is in: the map's own or a library's."""


@dataclass(frozen=True)
class ShownJourney:
    """One person's way, as printed."""

    door: str
    person: JourneyPerson
    at: datetime
    outcome: str
    wait_minutes: int | None
    wait_at_least_minutes: int | None
    reading: str
    begins: datetime | None
    steps: tuple[JourneyStep, ...]
    ending: str
    """How it ends, in words: "Nobody there supports them and there is no way on. They are left with nothing."."""


@dataclass(frozen=True)
class AcknowledgedState:
    """That the forum knows of a finding. `reopened` says why it is open all the same, or is None."""

    reason: str
    meanwhile: str
    owner: str
    agreed: date
    review: date
    reopened: str | None


@dataclass(frozen=True)
class Finding:
    """One finding: a rule, a subject and the situations in which both readings have it."""

    id: str
    rule: str
    map: str
    principles: tuple[str, ...]
    subjects: tuple[str, ...]
    severity: str
    message: str
    library: bool
    extent: Extent | None
    because: tuple[Cause, ...]
    journey: ShownJourney | None
    places: tuple[LabelledPlace, ...]
    remedy: str
    acknowledgement: AcknowledgedState | None = None
    organisation: str | None = None
    """The organisation that owns the subject, where one does."""
    rank: tuple[int, ...] = ()
    """How grave: sorts findings, gravest first (severity, urgency, hours)."""
    planned: tuple[str, ...] = ()
    """The ids of the actions of the plan that are to close it (stopped ones aside)."""

    @property
    def open(self) -> bool:
        """Whether it counts: not acknowledged, or acknowledged and open again."""
        return self.acknowledgement is None or self.acknowledgement.reopened is not None


@dataclass(frozen=True)
class Settles:
    """What an answer would settle: with this one fact at best, and every other as stated, in how many hours of the
    ordinary week and in how many situations an outcome or a finding changes.

    `together`: it lies on the ways of people of whom nobody can tell yet, and may matter together with other answers.
    Not `weighed`: the map is too large to be asked again.
    """

    hours_per_week: float
    situations: int
    together: bool = False
    weighed: bool = True


@dataclass(frozen=True)
class OpenQuestion:
    """A fact that nobody has written down, put to the organisation that can answer it."""

    id: str
    ask: str | None
    ask_name: str
    subject: str
    fact: str
    question: str
    settles: Settles
    bears_on: tuple[str, ...]
    map: str
    place: Place | None
    """The line of the map to edit."""
    library: bool = False
    """Whether it is about a library's services: then it never fails a map's run."""
    subject_name: str = ""
    """What people call what the fact is about."""
    words: str = ""
    """The fact in a few words: "what happens on holidays"."""


@dataclass(frozen=True)
class PrincipleState:
    """A principle in one map: `broken` (findings), `cannot tell` (open questions), `kept`, or `not evidenced`.

    One that no map can show is `beyond a map`. `rules` were run, of which `evidenced` had something to ask about;
    `situations` are those that they were asked of (0 where they read only what is written down). `acknowledged`
    findings are found all the same. `framework` is the pack that it is of; `note` says why no map can show it, why
    there was nothing to ask about, or how little is judged.
    """

    id: str
    title: str
    state: str
    findings: int
    questions: int
    rules: int
    evidenced: int = 0
    situations: int = 0
    acknowledged: int = 0
    framework: str = ""
    note: str = ""


@dataclass(frozen=True)
class ShownFramework:
    """A framework that a map goes by: what it is called, what it calls its principles, and what of it is not there."""

    id: str
    name: str
    called: str
    not_recovered: str = ""


@dataclass(frozen=True)
class RuleNotRun:
    """A rule that did not run, and why.

    `crashed` is a fault in pathkit, `by_profile` what a profile never asks, and `by_settings` what is switched off.
    """

    rule: str
    why: str
    crashed: bool = False
    by_profile: bool = False
    by_settings: bool = False


@dataclass(frozen=True)
class Closes:
    """One thing that an action is to close, and whether it has gone.

    `what` is the id of a finding, or the name of a scenario where `is_scenario`. `state` is `found` (it is still
    there), `gone` (its rule was asked, and does not find it; the scenario passes) or `cannot tell`, and then `why` says
    so.
    """

    what: str
    is_scenario: bool
    state: str
    why: str = ""


@dataclass(frozen=True)
class MilestoneState:
    """A step of an action. `owners` are names, as people call them; `overdue` on the date of the check.

    Without a day, `due_within` may say how long after the plan was agreed (on a day that nobody wrote down) it is due.
    """

    title: str
    due: date | None
    done: date | None
    overdue: bool
    owners: tuple[str, ...] = ()
    due_within: str = ""


@dataclass(frozen=True)
class ToCome:
    """What is written down as done although its day is still to come: `what` is `delivered` or `started`, or `reached`
    of the milestone of that `title`.
    """

    what: str
    on: date
    title: str = ""


@dataclass(frozen=True)
class ActionState:
    """An action of the plan, and what the engine says of it.

    `closes` is how what it is to close stands now; `promised` how it would stand with the action's `change` made, None
    where the action states no change, is over, or the rule about that was not asked. `confirmed`, of a delivered
    action, is `confirmed` (it names something to close, and all of it has gone), `still there`, `cannot tell`, or
    `nothing to test` (it names nothing to close); of any other action it is empty.
    """

    id: str
    title: str
    theme: str | None
    serves: tuple[str, ...]
    owners: tuple[str, ...]
    due: date | None
    status: str
    overdue: bool
    started: date | None = None
    done: date | None = None
    milestones: tuple[MilestoneState, ...] = ()
    closes: tuple[Closes, ...] = ()
    promised: tuple[Closes, ...] | None = None
    confirmed: str = ""
    evidence: tuple[str, ...] = ()
    learned: str | None = None
    place: Place | None = None
    due_within: str = ""
    """As of a milestone."""
    notes: str | None = None
    """Of a stopped action, what is noted of it: perhaps why."""
    to_come: tuple[ToCome, ...] = ()
    """What is written down as done on a day that is still to come, on the date of the check."""


@dataclass(frozen=True)
class CheckedMap:
    """One map as checked. An invalid one has `problems` and was asked nothing else."""

    path: str
    area: str | None
    name: str | None
    services: int
    transfers: int
    people: int
    situations: int
    rules_run: tuple[str, ...]
    rules_not_run: tuple[RuleNotRun, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    questions: tuple[OpenQuestion, ...]
    principles: tuple[PrincipleState, ...]
    is_library: bool = False
    checked: bool = True
    fail_on: str = "error"
    profile: str = "agreed"
    not_weighed: tuple[RuleNotRun, ...] = ()
    """Rules with open answers whose findings do not count in what answers would settle, and why."""
    forum: str | None = None
    organisations: tuple[tuple[str, str], ...] = ()
    """The organisations of the map: their ids and names."""
    refused: str | None = None
    """Why the map could not be asked at all (unreadable, too many kinds of people), or None."""
    frameworks: tuple[ShownFramework, ...] = ()
    """The frameworks that it goes by, in the order in which it names them."""
    actions: tuple[ActionState, ...] = ()
    """The actions of the plan, in its order."""
    uses: tuple[str, ...] = ()
    """The files that it brings in, directly or not."""
    has_plan: bool = False
    plan_unused: bool = False
    """Of a library: whether it holds a plan that none of the checked maps brings in, so that nobody asks of it."""
    settings_differ: tuple[str, ...] = ()
    """The rules of which `pathkit.yaml` asks otherwise than by default, and its settings for all rules that differ."""


@dataclass(frozen=True)
class Report:
    """What one run of `check` found, over all its maps; gravest findings first."""

    date: date
    profile: str
    fail_on: str
    maps: tuple[CheckedMap, ...]
    principles: tuple[PrincipleState, ...]
    settings_files: tuple[str, ...] = ()
    crashes: Mapping[str, str] = field(default_factory=dict)

    @property
    def frameworks(self) -> tuple[ShownFramework, ...]:
        """The frameworks that any map goes by, each once."""
        return tuple(dict.fromkeys(one for checked in self.maps for one in checked.frameworks))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all maps, gravest first."""
        return tuple(sorted((f for m in self.maps for f in m.findings), key=lambda f: (f.rank, f.map, f.id)))

    @property
    def questions(self) -> tuple[OpenQuestion, ...]:
        """The questions of all maps, those that settle most first."""
        return tuple(
            sorted(
                (q for m in self.maps for q in m.questions),
                key=lambda q: (-q.settles.situations, -len(q.bears_on), q.map, q.id),
            )
        )

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What makes maps invalid, by map."""
        return tuple(p for m in self.maps for p in m.problems)
