"""One person's way, with what the map says of each step: what the page that is read aloud is made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from pathkit.check.report import JourneyStep, ShownJourney
from pathkit.check.words import person_shown
from pathkit.maps import Map, Transfer
from pathkit.pages.spoken import in_a_row
from pathkit.pathway import Pathway, Reading
from pathkit.pathway.readings import EMERGENCY_RESPONSES


@dataclass(frozen=True)
class Story:
    """What becomes of the person's story at a step.

    `kind` is `told` (for the first time), `again`, `perhaps` (nobody has written down whether they tell it here),
    `passed-on`, or `nobody` (there is nobody to tell it to).
    """

    kind: str
    words: str


@dataclass(frozen=True)
class Stop:
    """One contact, and how it is left: what to read aloud. `when` is told where the clock has moved."""

    at: datetime
    when: str | None
    service: str
    here: tuple[str, ...]
    story: Story
    onward: tuple[str, ...] = ()
    wait: str = ""
    holds: str = ""


@dataclass(frozen=True)
class Tellings:
    """How often somebody tells their story: surely, and besides where nobody has written down whether they have to."""

    surely: int
    perhaps: int


def tellings(stops: Iterable[Stop]) -> Tellings:
    """How often the story is told on a way."""
    kinds = [stop.story.kind for stop in stops]
    return Tellings(kinds.count("told") + kinds.count("again"), kinds.count("perhaps"))


@dataclass(frozen=True)
class Way:
    """A journey, and the pathway that it was walked in."""

    pathway: Pathway
    journey: ShownJourney
    other: ShownJourney | None = None
    """The journey in the other reading, where that differs."""

    @property
    def map(self) -> Map:
        return self.pathway.map

    @property
    def door(self) -> str:
        return self.journey.steps[0].service_name

    @property
    def last(self) -> JourneyStep:
        return self.journey.steps[-1]

    @property
    def transfers(self) -> tuple[tuple[Transfer, int], ...]:
        """The transfers on the way, each with the minutes until the receiver takes the person."""
        return tuple(
            (self.map.transfers[to.transfer], minutes_between(sender.at, to.at))
            for sender, to in pairwise(self.journey.steps)
            if to.transfer is not None
        )

    @property
    def last_wait(self) -> int | None:
        """How long support takes to begin at the last service, or None where nobody knows."""
        begins = self.journey.begins
        return None if begins is None else minutes_between(self.last.at, begins)

    @property
    def standard(self) -> int:
        """The longest wait that keeps the standard for the person's urgency."""
        return dict(self.pathway.waits.standard)[self.journey.person.urgency]

    @property
    def cannot_contact(self) -> bool:
        """Whether no channel of the door reaches the person."""
        journey = self.journey
        if journey.outcome != "none" or self.map.services[journey.door].open_to != "public":
            return False
        return not self._can_contact(Reading(journey.reading))

    @property
    def may_contact(self) -> bool:
        """Whether some channel of the door reaches the person, if what nobody has written down turns out well."""
        return self._can_contact(Reading.BEST)

    def _can_contact(self, reading: Reading) -> bool:
        journey = self.journey
        return self.pathway.walker(person_shown(self.map, journey.person), reading).can_contact(journey.door)

    @property
    def takes(self) -> int:
        """The minutes that being passed on takes in all: they count in the wait, and do not move the clock."""
        return sum(step.takes_minutes for step in self.journey.steps)

    @property
    def sends_an_emergency_response(self) -> bool:
        """Whether police or an ambulance come on the way, though there is no emergency."""
        if self.journey.person.urgency == "emergency":
            return False
        met = {step.service for step in self.journey.steps[1:]}
        met |= {transfer.conveyed_by for transfer, _ in self.transfers if transfer.conveyed_by is not None}
        return any(self.map.services[service].kind in EMERGENCY_RESPONSES for service in met)

    def state(self, service: str, at: datetime) -> str:
        """Whether a service is `open` or `shut` at a moment, or that is `not known`."""
        opening = self.pathway.clock.service(service).open
        minute = self.pathway.horizon.minute_of(at)
        if opening.sure.holds(minute):
            return "open"
        return "not known" if opening.possible.holds(minute) else "shut"

    @property
    def door_state(self) -> str:
        """Whether the door is `open` or `shut`, or that is `not known`, nor supposed by a journey at best."""
        journey = self.journey
        state = self.state(journey.door, journey.at)
        if state != "not known" or journey.reading != Reading.BEST.value or journey.outcome == "none":
            return state
        first = self.transfers[0][0].when if self.transfers else "open"
        return {"open": "open", "closed": "shut"}.get(first, state)

    @property
    def unsettled(self) -> bool:
        """Whether nothing leads on as the map states it, and something does at best."""
        best = self.other
        return self.journey.outcome == "none" and best is not None and best.outcome != "none"

    def name(self, service: str) -> str:
        return self.map.services[service].name

    def between(self, transfers: Sequence[Transfer]) -> str:
        """ "from A to B, and from B to C"; in short where that is the whole of a longer way."""
        if len(transfers) == len(self.transfers) > 1:
            return "each time"
        return in_a_row([f"from {self.name(one.from_)} to {self.name(one.to)}" for one in transfers])


def minutes_between(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds()) // 60
