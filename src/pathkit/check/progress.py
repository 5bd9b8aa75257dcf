"""How far areas have got with what they agreed: plain values that every format of `pathkit progress` is made from.

Areas stand in alphabetical order and are never ranked: what works in one place may not in another, and a stage says
what was written down, agreed and tested, not how good an area is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pathkit.check.difference import MapDifference
from pathkit.check.report import ActionState, Closes
from pathkit.maps import Problem


@dataclass(frozen=True)
class Step:
    """One stage and how it stands: reached or not, since when (None: nobody wrote it down), and what it still lacks.

    `lacks` are whole sentences in plain words, such as "2 errors are neither acknowledged nor in the plan."
    """

    stage: str
    reached: bool
    on: date | None = None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class MeasureState:
    """A measure: a number (`value`, with its `target` if there is one, and whether it is `met`), or what people say."""

    id: str
    what: str
    about: str | None
    value: str | None
    target: str | None
    met: bool | None
    says: str | None
    said_by: str | None
    on: date | None
    source: str | None


@dataclass(frozen=True)
class OpenError:
    """An error of the area's own that is found and not acknowledged: its id, and what is found in a sentence.

    `planned` tells whether an action that has an owner, a date and a status is to close it.
    """

    id: str
    message: str
    planned: bool = False


@dataclass(frozen=True)
class Promise:
    """Something that the map promises or states besides its services and actions, so that it is seen when it goes.

    `kind` is `declaration`, `scenario`, `training`, `emergency plan`, `cover` (what that plan relies on) or `measure`;
    `id` tells it from others of its kind, and `says` is what it promises, as far as it can be told apart by that.
    """

    kind: str
    id: str
    title: str
    says: str = ""


@dataclass(frozen=True)
class AreaProgress:
    """How far one area has got.

    `stage` is the furthest of `steps` that is reached with all before it that matter to it; None where the map is not
    valid or could not be checked, and then `trouble` says why. `untracked` are the ids of errors that are neither
    acknowledged nor to be closed by an action; `half_planned` those that only actions without an owner, a date or a
    status are to close; `failed` the names of scenarios that are not kept.
    """

    path: str
    area: str
    name: str
    code: str | None
    stage: str | None
    since: date | None
    steps: tuple[Step, ...] = ()
    plan: str | None = None
    agreed: date | None = None
    agreed_by: tuple[str, ...] = ()
    signed: date | None = None
    signed_by: tuple[str, ...] = ()
    actions: tuple[ActionState, ...] = ()
    measures: tuple[MeasureState, ...] = ()
    questions: int = 0
    acknowledged: int = 0
    untracked: tuple[str, ...] = ()
    scenarios: int = 0
    failed: tuple[str, ...] = ()
    themes: tuple[tuple[str, str], ...] = ()
    """The themes of the map's framework that actions have: their ids and titles, in the order of the framework."""
    trouble: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    errors_acknowledged: int = 0
    errors_planned: int = 0
    """How many errors the plan is to close, by actions that have an owner, a date and a status."""
    half_planned: tuple[str, ...] = ()
    errors_of_libraries: int = 0
    """How many errors are about services that come by `uses`: they count for no area."""
    settings_differ: tuple[str, ...] = ()
    """What the settings change of what is asked: the names of rules, and of settings for all rules."""
    errors: tuple[OpenError, ...] = ()
    promises: tuple[Promise, ...] = ()

    def with_status(self, *statuses: str) -> tuple[ActionState, ...]:
        """The actions of these statuses."""
        return tuple(one for one in self.actions if one.status in statuses)

    @property
    def overdue(self) -> tuple[ActionState, ...]:
        """The actions that are overdue."""
        return tuple(one for one in self.actions if one.overdue)


@dataclass(frozen=True)
class Progress:
    """How far all areas have got, in alphabetical order of their names."""

    date: date
    areas: tuple[AreaProgress, ...]
    settings_files: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What is to be said beside the areas, such as that a plan belongs to no map."""


# --- since some time: the annual report


@dataclass(frozen=True)
class Moved:
    """An action that was agreed otherwise then: by another day, or of other owners, or it was to close other things.

    `due` is the day of then, `owners` those of then, each None where it is as it was. Of what it was to close, `given
    up` is what it is not to close now, and `added` what it was not to close then. `was_delivered`: it was called
    delivered then, and is not now.
    """

    action: ActionState
    due: date | None = None
    owners: tuple[str, ...] | None = None
    given_up: tuple[Closes, ...] = ()
    added: tuple[Closes, ...] = ()
    was_delivered: bool = False


@dataclass(frozen=True)
class ThemeYear:
    """What became of the actions of one theme since then. Each action stands in exactly one of the lists.

    `done`: delivered since; `done_undated`: delivered, on a day that is not written down and that the plan of then does
    not tell either; `done_before`: delivered already then; `late`: not delivered, and overdue; `under_way`;
    `not_started` and `not_known` (nobody has written down how far they are): not due yet; `stopped`. `new` are the ids
    of those that were not in the plan then, and `dropped` the titles of those that were and are not in it now; `moved`
    are those that were agreed otherwise then, and `stopped_before` the ids of those that were stopped already then.
    """

    title: str
    done: tuple[ActionState, ...] = ()
    done_before: tuple[ActionState, ...] = ()
    late: tuple[ActionState, ...] = ()
    under_way: tuple[ActionState, ...] = ()
    not_started: tuple[ActionState, ...] = ()
    not_known: tuple[ActionState, ...] = ()
    stopped: tuple[ActionState, ...] = ()
    new: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    stopped_before: tuple[str, ...] = ()
    done_undated: tuple[ActionState, ...] = ()


@dataclass(frozen=True)
class MeasureYear:
    """A measure then and now; None where there was, or is, none."""

    what: str
    then: MeasureState | None
    now: MeasureState | None


@dataclass(frozen=True)
class AreaYear:
    """One area since some time: `now` and, where the map was there then and valid, `then`.

    `difference` says what changed for people, by the engine of `pathkit diff`; None where nothing differs or there is
    nothing to compare with, and then `not_compared` says why (empty: nothing differs).
    """

    now: AreaProgress
    then: AreaProgress | None
    themes: tuple[ThemeYear, ...] = ()
    measures: tuple[MeasureYear, ...] = ()
    learned: tuple[tuple[str, str], ...] = ()
    """What was learned: the title of the action, and the words."""
    difference: MapDifference | None = None
    not_compared: str = ""
    no_map_then: bool = False
    """Whether it is known that there was no map then."""
    withdrawn: tuple[Promise, ...] = ()
    """What the map promised or stated then, and does not now."""
    rewritten: tuple[Promise, ...] = ()
    """The scenarios, as they are called now, that promise something else than then."""


@dataclass(frozen=True)
class AnnualReport:
    """What became of what was agreed, since a date or a revision. `since` is what that is called."""

    since: str
    since_date: date | None
    date: date
    areas: tuple[AreaYear, ...]
    notes: tuple[str, ...] = ()
