"""What might be changed where the people of a finding get stuck: ideas, to be tried.

What is never proposed: wider duties for the police or an ambulance; an emergency response, an emergency department,
a ward or a place of safety as the new receiver of people without immediate risk and without a physical need; a
transfer from where nobody ever is; a signpost; a change of what a library defines (transfers from and to it may be
added); another age group than a service is for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice, zip_longest

from pathkit.check.ask import Answer
from pathkit.check.findings import example_moments, first_minute
from pathkit.check.words import when
from pathkit.maps import Condition, Service, Transfer
from pathkit.maps.changes import Change, Plain, ages_say, condition_says, joined, urgency_says
from pathkit.maps.model import Exclusion
from pathkit.maps.values import listed
from pathkit.pathway import STAFF_LED, Pathway, Reading
from pathkit.pathway.causes import reasons
from pathkit.pathway.journeys import Walker
from pathkit.pathway.readings import EMERGENCY_RESPONSES, HOW, OPERATING
from pathkit.situations import URGENCIES
from pathkit.situations.people import Cell, age_meets
from pathkit.times.hours import Hours, parse_hours
from pathkit.times.patterns import DAY, WHOLE_DAY, clock, merged, without
from pathkit.times.words import days_words, weekly_words

MOST_MOMENTS = 12
MOST_PEOPLE = 16
"""From so many stretches of time, and with so many sorts of people, the places where people are stuck are walked to."""
MOST_SENDERS = 3
MOST_RECEIVERS = 4
"""New transfers are tried from so many places where people are stuck, to so many services each."""
MOST_PHRASES = 3
"""Longer hours that take more phrases than this to say are left to `24/7`."""
DUTIES = frozenset({*EMERGENCY_RESPONSES, "emergency-call-handling", "court-or-custody"})
"""Kinds of service whose duties are never widened."""
AFTER_ASSESSMENT = frozenset({"inpatient", "mental-health-officer"})
"""Kinds of service to which nobody is passed on but after an assessment."""
LAST_RESORTS = frozenset({"emergency-department", "place-of-safety"})
"""Kinds of service that become no new receiver for people without immediate risk and physical need."""
PHONES = frozenset({"helpline", "call-handling", "emergency-call-handling"})
"""Kinds of service that people are with by telephone, so that passing them on is a call transfer."""
EVERY_URGENCY = urgency_says(URGENCIES)
GROWN_UP_FROM = 16
CHILDREN_UNTIL = 25
"""No other ages than these are proposed for a service for grown-ups, and for one for children."""

ONLY_IN_EMERGENCIES = frozenset({"emergency-without-immediate-risk", "police-as-transport"})
"""Rules about a transfer that is for more people than those at immediate risk."""
AT_EMERGENCY = frozenset({"emergency"})
OF_ONE_CIRCUMSTANCE = frozenset({"left-out", "worse-off"})
"""Rules that compare people with a circumstance with the same people without."""


@dataclass(frozen=True)
class Idea:
    """A change to try: `subject` says it as the beginning of a sentence ("opening the day team at any hour")."""

    subject: str
    changes: tuple[Change, ...]
    size: tuple[int, int]
    """How large a change it is: its sort, and hours of service a week that it adds."""
    about: str
    """The service or transfer that it changes, or the sender of a new transfer."""
    to: str | None = None
    """The receiver of a new transfer; None for any other change."""
    part: bool = False
    """Whether it is a part of a change that is tried as well: some of the ages that the whole adds."""


@dataclass(eq=False)
class Ideas:
    """Ideas by what they change, in the order in which they were had; how often each was had counts for it."""

    by_key: dict[str, Idea] = field(default_factory=dict)
    votes: dict[str, int] = field(default_factory=dict)

    def have(self, ideas: Iterable[Idea]) -> None:
        for idea in ideas:
            key = repr([(change.of, change.says) for change in idea.changes])
            self.by_key.setdefault(key, idea)
            self.votes[key] = self.votes.get(key, 0) + 1

    def likeliest(self, most: int) -> list[Idea]:
        """The smallest and most often had first; where there are too many, each sort of change has its share."""
        sorts: dict[int, list[str]] = {}
        for key in sorted(self.by_key, key=lambda key: (self.by_key[key].size, -self.votes[key], key)):
            sorts.setdefault(self.by_key[key].size[0], []).append(key)
        turns = zip_longest(*(sorts[sort] for sort in sorted(sorts)))
        chosen = [key for turn in turns for key in turn if key is not None][:most]
        return [self.by_key[key] for key in sorted(chosen, key=lambda key: (self.by_key[key].size, key))]


@dataclass(frozen=True)
class _Wider:
    """A condition made wider: whom it then lets in too, or which exclusion it drops."""

    whom: str
    drops: bool
    change: Change
    more: int = 0
    """How many runs of ages it lets in beyond one."""
    part: bool = False

    @property
    def size(self) -> tuple[int, int]:
        return (2 if self.drops else 3, 2 * self.more)


@dataclass(frozen=True)
class _Key:
    """One key of a condition, as it would let somebody in: whom it lets in, and what it then says."""

    whom: str
    says: dict[str, Plain]
    drops: bool = False
    more: int = 0
    part: bool = False


def _letting_in(service: str, wider: _Wider) -> str:
    if wider.drops:
        return f"dropping the exclusion “{wider.whom}” of {service}"
    return f"letting {service} support {wider.whom}"


def _making_for(transfer: str, wider: _Wider) -> str:
    if wider.drops:
        return f"dropping the exclusion “{wider.whom}” from {transfer}"
    return f"making {transfer} for {wider.whom} as well"


def _both(service: str, transfer: str, wider: _Wider) -> str:
    """`transfer` is said as the one from its sender: it leads to the service."""
    if wider.drops:
        return f"dropping the exclusion “{wider.whom}” of {service}, and from {transfer},"
    return f"letting {service} support {wider.whom}, with {transfer} for them too,"


class Thinking:
    """Where the people of a finding get stuck, and what might be changed there."""

    def __init__(self, pathway: Pathway, answer: Answer) -> None:
        assert answer.certain is not None
        self.pathway = pathway
        self.map = pathway.map
        self.answer = answer
        self.certain = answer.certain
        self.stated = pathway.asked(Reading.STATED)
        self.ways = answer.hit.stuck or STAFF_LED
        self.people = self.certain.classes()
        self.week = when(pathway, self.certain)
        population = pathway.population
        self.urgencies = [one for one in URGENCIES if population.urgency(one) & self.people]
        self.calm = bool(self.people & self.stated.without_immediate_risk)
        """Whether it is about anybody without immediate risk and without a physical need."""

    def ideas(self) -> Ideas:
        """Everything that might be tried."""
        ideas = Ideas()
        ideas.have(self._of_the_transfer())
        senders: dict[str, int] = {}
        for number, minute in self._moments:
            walker = self.pathway.walker(self.pathway.population.person(number))
            for start in self._starts(number, minute):
                ideas.have(self._as_for_others(walker, number, start, minute))
                reached = self._reached(walker, start, minute)
                for name in reached:
                    senders[name] = senders.get(name, 0) + 1
                for reason in reasons(self.map, self.pathway.clock, walker, start, minute, self.ways):
                    ideas.have(self._of_cause(reason.cause, reason.service, reason.transfer, minute))
                for name in reached:
                    ideas.have(self._wider(walker, name))
        ranked = sorted(senders, key=lambda name: (name != self.answer.hit.start, -senders[name], name))
        for sender in ranked[:MOST_SENDERS]:
            ideas.have(self._new_transfers(sender))
        return ideas

    @cached_property
    def _moments(self) -> list[tuple[int, int]]:
        """Situations that stand for the whole: of each group and sort of people, and of each stretch of time."""
        days = self.certain.days()
        first = self.pathway.ordinary_week * 7
        horizon = self.pathway.horizon
        special = [horizon.day_of(one) for one in self.week.dates][:3]
        times = []
        for day in dict.fromkeys((*range(first, first + 7), *special)):
            for start, _ in days[day]:
                minute = day * DAY + start
                times.append((self.pathway.population.typical(self.certain.classes_at(minute)), minute))
        examples = example_moments(self.pathway, self.certain)
        people = islice(self._sorts_of_people(), MOST_PEOPLE)
        return list(dict.fromkeys((*examples, *times[:MOST_MOMENTS], *people)))

    def _sorts_of_people(self) -> Iterator[tuple[int, int]]:
        """Somebody with each circumstance, of each age, locality, urgency and need that the finding is about."""
        population = self.pathway.population
        needs, urgencies, bands, localities, variants = population.shape
        masks = [
            *(population.mask(variants=[one]) for one in range(variants)),
            *(population.mask(bands=[one]) for one in range(bands)),
            *(population.mask(localities=[one]) for one in range(localities)),
            *(population.mask(urgencies=[one]) for one in range(urgencies)),
            *(population.mask(needs=[one]) for one in range(needs)),
        ]
        for mask in masks:
            minute = first_minute(self.pathway, self.certain.touching(mask)) if mask & self.people else None
            if minute is not None:
                held = self.certain.classes_at(minute) & mask
                if held:
                    yield population.typical(held), minute

    def _starts(self, number: int, minute: int) -> list[str]:
        if self.answer.hit.start is not None:
            return [self.answer.hit.start]
        doors = [door.id for door in self.stated.doors if self.stated.at_door(door.id) >> number & 1]
        opened = [door for door in doors if self.stated.view.open[door].holds(minute)]
        return (opened or doors)[:MOST_SENDERS]

    def _reached(self, walker: Walker, start: str, minute: int) -> list[str]:
        """The services that a person gets to, nearest first."""
        waiting, seen = [(start, minute)], {(start, minute)}
        while waiting and len(seen) < 100:
            name, now = waiting.pop(0)
            for way in walker.ways.get(name, ()):
                if way.how not in self.ways:
                    continue
                for arrived in walker.contacts_by(way, now):
                    if (way.transfer.to, arrived) not in seen:
                        seen.add((way.transfer.to, arrived))
                        waiting.append((way.transfer.to, arrived))
        return list(dict.fromkeys(name for name, _ in sorted(seen, key=lambda one: one[1])))

    # -- times

    def _of_cause(self, cause: str, service: str | None, transfer: str | None, minute: int) -> Iterator[Idea]:
        """What might be changed where somebody is shut, or no transfer is made at the time."""
        if cause == "transfer-hours" and transfer is not None:
            yield from self._at_any_hour(self.map.transfers[transfer])
        if service is None or cause not in ("shut", "receiver-shut", "sender-shut", "not-taking-new-people"):
            return
        if cause == "sender-shut" and transfer is not None:
            service = self.map.transfers[transfer].from_
        one = self.map.services[service]
        if not self._ours_to_widen(one):
            return
        if cause == "not-taking-new-people":
            yield from self._all_its_hours(one)
        elif self.pathway.holidays.holds(minute):
            yield from self._as_usual(one)
        yield from self._longer(one)

    def _ours_to_widen(self, service: Service) -> bool:
        return (
            service.id not in self.map.library
            and service.kind not in DUTIES
            and service.status in OPERATING
            and not self.stated.is_police(service.id)
            and self.stated.sector(service.id) != "ambulance"
            and not (service.kind in LAST_RESORTS | AFTER_ASSESSMENT and self.calm)
        )

    def _at_any_hour(self, transfer: Transfer) -> Iterator[Idea]:
        if transfer.id in self.map.library or transfer.hours is None or not self._may_carry(transfer):
            return
        called = self._transfer_name(transfer)
        yield Idea(f"making {called} at any hour", (_at(transfer, hours="24/7"),), (1, 0), transfer.id)

    def _all_its_hours(self, service: Service) -> Iterator[Idea]:
        if service.intake is None or service.hours.closed_with is not None or not service.hours.known:
            return
        hours = service.hours.text
        yield Idea(
            f"letting {service.name} take new people whenever it is open ({hours})",
            (_of(service, intake=hours),),
            (1, 0),
            service.id,
        )

    def _as_usual(self, service: Service) -> Iterator[Idea]:
        if service.hours.closed_with is not None or service.hours.always:
            return
        text = f"opening {service.name} on holidays as usual"
        yield Idea(text, (_of(service, holidays="as usual"),), (1, 0), service.id)

    def _longer(self, service: Service) -> Iterator[Idea]:
        """Its own times on the other days, the times of the finding, and at any hour."""
        hours, intake = service.hours, service.intake
        if not hours.known or hours.always or (intake is not None and not intake.known):
            return
        if hours.closed_with is None:
            for added in dict.fromkeys(self._times_to_add(service)):
                says: dict[str, Plain] = {"hours": _with(hours, added)}
                if intake is not None:
                    says["intake"] = _with(intake, added)
                text = f"opening {service.name} {added} as well"
                yield Idea(text, (_of(service, **says),), (4, _hours_in(added)), service.id)
        whole: dict[str, Plain] = {"hours": "24/7"}
        if intake is not None:
            whole["intake"] = "24/7"
        if service.holidays is not None or (self.week.dates and hours.closed_with is None):
            whole["holidays"] = "as usual"
        yield Idea(f"opening {service.name} at any hour", (_of(service, **whole),), (5, 168), service.id)

    def _times_to_add(self, service: Service) -> Iterator[str]:
        hours = service.hours
        idle = [day for day in range(7) if not hours.weekly[day]]
        windows = {one for one in hours.weekly if one}
        if idle and len(windows) == 1 and not hours.monthly:
            only = next(iter(windows))
            if all(end <= DAY for _, end in only):
                yield f"{days_words(idle)} {', '.join(_clock(start, end) for start, end in only)}"
        first = self.pathway.ordinary_week * 7
        opened = self.stated.view.open[service.id].days
        if service.intake is not None:
            opened = self.stated.view.intake[service.id].days
        days = self.certain.days()
        lacking = [without(days[day], opened[day]) for day in range(first, first + 7)]
        phrases = [one.replace(" all day", " 00:00-24:00") for one in weekly_words(lacking)]
        whole = all(merged([*opened[first + day], *lacking[day]]) == WHOLE_DAY for day in range(7))
        if phrases and len(phrases) <= MOST_PHRASES and not whole:
            yield ", ".join(phrases)

    # -- the transfer that a finding is about

    def _of_the_transfer(self) -> Iterator[Idea]:
        """The transfer that a finding is about kept to emergencies, or its sender responsible for longer."""
        transfer = self.map.transfers.get(self.answer.hit.via or "")
        if transfer is None or transfer.id in self.map.library:
            return
        if self.answer.rule.name in ONLY_IN_EMERGENCIES:
            yield from self._only_in_emergencies(transfer)
        if self.answer.rule.name == "nobody-holds-them":
            sender, receiver = self.map.services[transfer.from_].name, self.map.services[transfer.to].name
            yield Idea(
                f"keeping {sender} responsible for whom it refers until {receiver} has accepted them",
                (_at(transfer, holds_until="accepted"),),
                (0, 0),
                transfer.id,
            )

    def _only_in_emergencies(self, transfer: Transfer) -> Iterator[Idea]:
        """Its `for` with `urgency: emergency`; whoever has a physical need stays in it as they are."""
        physical = frozenset(name for name in self.map.people.needs if self.map.needs[name].physical)
        blocks = []
        for block in transfer.for_ or (Condition(),):
            if block.urgency is None or "emergency" in block.urgency:
                blocks.append(block.model_copy(update={"urgency": AT_EMERGENCY}))
            kept = physical if block.needs is None else physical & block.needs
            if kept and block.urgency != AT_EMERGENCY:
                blocks.append(block.model_copy(update={"needs": kept}))
        if not blocks:
            return
        says = [condition_says(one, self.map.needs, self.map.people.localities) for one in blocks]
        whom = "emergencies and physical needs" if any(one.urgency != AT_EMERGENCY for one in blocks) else "emergencies"
        change = _at(transfer, **{"for": says if len(says) > 1 else says[0]})
        yield Idea(f"keeping {self._transfer_name(transfer)} to {whom}", (change,), (0, 0), transfer.id)

    # -- people

    def _as_for_others(self, walker: Walker, number: int, start: str, minute: int) -> Iterator[Idea]:
        """The ways by which the same people as usual are helped, without the exclusions that bar people from them."""
        others = self._as_usual_people.get(number, ())
        if not others:
            return
        usual = self.pathway.walker(self.pathway.population.person(others[0]))
        waiting: list[tuple[str, int, tuple[Transfer, ...]]] = [(start, minute, ())]
        seen = {start}
        while waiting:
            name, now, path = waiting.pop(0)
            if usual.supported(name):
                yield from self._without_exclusions(walker, self.map.services[name], path)
            for way in usual.ways.get(name, ()):
                arrived = next(iter(usual.contacts_by(way, now)), None) if way.how in self.ways else None
                if arrived is not None and way.transfer.to not in seen:
                    seen.add(way.transfer.to)
                    waiting.append((way.transfer.to, arrived, (*path, way.transfer)))

    @cached_property
    def _as_usual_people(self) -> Mapping[int, tuple[int, ...]]:
        if self.answer.rule.name not in OF_ONE_CIRCUMSTANCE:
            return {}
        return self.pathway.population.as_usual(self.answer.hit.subjects[0])

    def _without_exclusions(self, walker: Walker, service: Service, path: tuple[Transfer, ...]) -> Iterator[Idea]:
        """All exclusions dropped that keep a person from a service, and from the transfers that lead to it."""
        made: list[_Wider] = []
        barred = [one for one in path if not walker.meets_any(one.for_)]
        if not walker.supported(service.id):
            made += [one for one in self._supporting(walker, service) if one.drops][:1]
            if not made:
                return
        of_service = len(made)
        for transfer in barred:
            if transfer.id in self.map.library or not self._may_carry(transfer):
                return
            of, receiver = ("transfers", transfer.id), self.map.services[transfer.to]
            wider = self._widened(walker, transfer.for_ or (), receiver, of, "for")
            dropped = next((one for one in wider if one.drops), None)
            if dropped is None:
                return
            made.append(dropped)
        if not made or len({one.whom for one in made}) > 1:
            return
        if of_service and not barred:
            text = _letting_in(service.name, made[0])
        elif of_service:
            text = _both(service.name, listed([self._transfer_from(one) for one in barred]), made[0])
        else:
            text = _making_for(listed([self._transfer_name(one) for one in barred]), made[0])
        yield Idea(text, tuple(one.change for one in made), (0, len(made)), service.id)

    def _wider(self, walker: Walker, name: str) -> Iterator[Idea]:
        """A service that does not support them, and transfers from it that are not for them, made wider."""
        service = self.map.services[name]
        if not walker.supported(name):
            for wider in self._supporting(walker, service):
                text = _letting_in(service.name, wider)
                yield Idea(text, (wider.change,), wider.size, name, part=wider.part)
        for transfer in self.map.transfers.values():
            if transfer.from_ != name or not transfer.for_ or walker.meets_any(transfer.for_):
                continue
            if transfer.id in self.map.library or not self._may_carry(transfer):
                continue
            receiver, called = self.map.services[transfer.to], self._transfer_name(transfer)
            for wider in self._widened(walker, transfer.for_, receiver, ("transfers", transfer.id), "for"):
                if walker.supported(receiver.id) or not receiver.supports:
                    text = _making_for(called, wider)
                    yield Idea(text, (wider.change,), wider.size, transfer.id, part=wider.part)
                    continue
                for other in self._supporting(walker, receiver):
                    if other.whom == wider.whom:
                        text = _both(receiver.name, self._transfer_from(transfer), wider)
                        size = (wider.size[0], wider.size[1] + 1)
                        yield Idea(text, (other.change, wider.change), size, receiver.id, part=wider.part)

    def _supporting(self, walker: Walker, service: Service) -> Iterator[_Wider]:
        """How a service's `supports` might be wider so as to let a person in."""
        if service.supports and self._ours_to_widen(service):
            yield from self._widened(walker, service.supports, service, ("services", service.id), "supports")

    def _widened(
        self, walker: Walker, blocks: tuple[Condition, ...], service: Service, of: tuple[str, str], key: str
    ) -> Iterator[_Wider]:
        """A condition with one of its blocks made wider, for each block that leaves a person out by one key alone."""
        for number, block in enumerate(blocks):
            for found in self._let_in(walker, block, service):
                known = [condition_says(one, self.map.needs, self.map.people.localities) for one in blocks]
                whole = known[number] | found.says
                known[number] = {name: value for name, value in whole.items() if value != EVERY_URGENCY}
                says: list[Plain] = [*known]
                change = Change(of, {key: says if len(says) > 1 else says[0]})
                yield _Wider(found.whom, found.drops, change, found.more, found.part)

    def _let_in(self, walker: Walker, block: Condition, service: Service) -> Iterator[_Key]:
        """The one key by which a block leaves a person out, as it would let them in; nothing if there is more to it."""
        person = walker.person
        if block.needs is not None and person.need not in block.needs:
            return
        if any(one not in person.circumstances for one in block.requires):
            return
        hit = [one for one in block.excludes or () if one in person.circumstances]
        keys = [
            *(["ages"] if not age_meets(block, person.age) else []),
            *(["localities"] if block.localities is not None and person.locality not in block.localities else []),
            *(["urgency"] if block.urgency is not None and person.urgency not in block.urgency else []),
            *(["excludes"] if hit else []),
        ]
        if len(keys) != 1:
            return
        if keys == ["ages"]:
            yield from self._ages(walker, block, service)
        elif keys == ["localities"]:
            places = {place for cell in self._cells() for place in cell.localities if place is not None}
            known = block.localities or frozenset()
            wanted = [place for place in self.map.people.localities if place in places | known]
            new = [place for place in wanted if place not in known]
            yield _Key(f"people in {listed(new)}", {"localities": wanted})
        elif keys == ["urgency"]:
            stated = block.urgency or frozenset()
            new = [one.replace("-", " ") for one in self.urgencies if one not in stated]
            yield _Key(f"people at {listed(new)}", {"urgency": urgency_says(stated | set(self.urgencies))})
        else:
            kept = {name: one for name, one in (block.excludes or {}).items() if name not in hit}
            says = condition_says(block.model_copy(update={"excludes": kept}), (), ())["excludes"]
            yield _Key(listed([self.map.circumstances[one].label for one in hit]), {"excludes": says}, drops=True)

    def _ages(self, walker: Walker, block: Condition, service: Service) -> Iterator[_Key]:
        """The ages of the finding added, as far as they are those of a service of this kind; and the person's alone."""
        if self.answer.rule.name in OF_ONE_CIRCUMSTANCE:
            return
        low, high = (0, CHILDREN_UNTIL) if service.kind == "children-service" else (GROWN_UP_FROM, 110)
        known = block.ages or ()
        wanted = [(max(a, low), min(b, high)) for a, b in (cell.ages for cell in self._cells())]
        added = [(a, b) for a, b in wanted if a <= b]
        new = _outside(joined(added), known)
        if new:
            yield _aged(new, known)
        theirs = [(a, b) for a, b in new if a <= walker.person.age <= b]
        if theirs and len(new) > 1:
            yield replace(_aged(theirs, known), part=True)

    def _cells(self) -> Iterator[Cell]:
        population = self.pathway.population
        return (population.cell(number) for number in population.classes(self.people))

    # -- new ways

    def _new_transfers(self, sender: str) -> Iterator[Idea]:
        """From where people are stuck, to the services that would support most of them at these times."""
        best: list[tuple[int, bool, str]] = []
        for name in self.map.services:
            if name != sender and self._may_receive(name):
                covered = (self.certain & self.stated.supports(name)).count()
                later = self.people & self.stated.view.supports[name]
                if covered or later:
                    best.append((-covered, name in self.map.library, name))
        for covered, _, name in sorted(best)[:MOST_RECEIVERS]:
            if covered:
                yield from self._transfer(sender, self.map.services[name], live=True)
            if "queued" in self.ways:
                yield from self._transfer(sender, self.map.services[name], live=False)

    def _may_receive(self, name: str) -> bool:
        service = self.map.services[name]
        if service.kind in DUTIES | AFTER_ASSESSMENT or self.stated.is_police(name) or service.status not in OPERATING:
            return False
        return not (service.kind in LAST_RESORTS and self.calm) and name not in self.answer.hit.subjects

    def _may_carry(self, transfer: Transfer) -> bool:
        """Whether a transfer may be made for more people, or at more times."""
        return transfer.by in ("warm-handover", "call-transfer", "visit", "referral") and self._may_receive(transfer.to)

    def _transfer(self, sender: str, receiver: Service, *, live: bool) -> Iterator[Idea]:
        how = "live" if live else "queued"
        existing = [t for t in self.map.transfers.values() if (t.from_, t.to) == (sender, receiver.id)]
        if any(HOW.get(one.by) == how for one in existing):
            return
        from_ = self.map.services[sender]
        shut = not self.certain & self.stated.open(sender)
        by = "referral" if not live else "call-transfer" if from_.kind in PHONES or shut else "warm-handover"
        people = self._whom(receiver)
        if people is None:
            return
        says: dict[str, Plain] = {"from": sender, "to": receiver.id, "by": by}
        if existing:
            says = {"id": self._free_id(f"{sender}-to-{receiver.id}"), **says}
        if people:
            says["for"] = people
        if shut:
            says["when"] = "closed"
        hours = ""
        if live and receiver.intake is not None and receiver.intake.known:
            says["hours"] = hours = receiver.intake.text
        if self.answer.rule.name == "tell-it-again":
            # Nobody has agreed yet what is shared; where the finding is about just that, it is the change.
            says["shares"] = ["identity", "story", "risk"]
        label = self.map.framework.methods[by].label
        text = f"a {label} from {from_.name}{', while it is shut,' if shut else ''} to {receiver.name}"
        if hours:
            text += f" ({hours})"
        yield Idea(text, (Change(("transfers",), says),), (3, 0 if live else 1), sender, receiver.id)

    def _whom(self, receiver: Service) -> Plain | None:
        """Whom a new transfer is for: whom the receiver supports, at the urgencies of the finding. [] is everyone."""
        population = self.pathway.population
        supported = self.stated.view.supports[receiver.id]
        urgencies = [u for u in self.urgencies if supported & self.people & population.urgency(u)]
        blocks: list[Plain] = []
        for block in receiver.supports or ():
            if not population.block(block) & supported & self.people:
                continue
            within = [u for u in urgencies if block.urgency is None or u in block.urgency]
            sent = block.model_copy(
                update={
                    "urgency": frozenset(within) if len(within) < len(URGENCIES) else None,
                    "needs": None if set(self.map.people.needs) <= (block.needs or frozenset()) else block.needs,
                    "excludes": dict.fromkeys(block.excludes, Exclusion()) if block.excludes else None,
                }
            )
            says = condition_says(sent, self.map.needs, self.map.people.localities)
            if not says:
                return []
            blocks.append(says)
        return None if not blocks else blocks[0] if len(blocks) == 1 else blocks

    def waits_less(self, other: Pathway) -> bool:
        """Whether anybody of those who stand for the whole waits less in another pathway."""
        start = self.answer.hit.start
        if start is None:
            return True
        for number, minute in self._moments:
            person = self.pathway.population.person(number)
            now, then = (one.walker(person).wait(start, minute) for one in (self.pathway, other))
            if now is not None and then is not None and then < now:
                return True
        return False

    def _free_id(self, name: str) -> str:
        number = 2
        while f"{name}-{number}" in self.map.transfers or f"{name}-{number}" in self.map.services:
            number += 1
        return f"{name}-{number}"

    def _transfer_name(self, transfer: Transfer) -> str:
        return f"{self._transfer_from(transfer)} to {self.map.services[transfer.to].name}"

    def _transfer_from(self, transfer: Transfer) -> str:
        label = self.map.framework.methods[transfer.by].label
        return f"the {label} from {self.map.services[transfer.from_].name}"


def _of(service: Service, **says: Plain) -> Change:
    return Change(("services", service.id), says)


def _at(transfer: Transfer, **says: Plain) -> Change:
    return Change(("transfers", transfer.id), says)


def _aged(new: list[tuple[int, int]], known: Iterable[tuple[int, int]]) -> _Key:
    told = ages_say(new)
    called = told if isinstance(told, str) else listed([str(one) for one in told])
    return _Key(f"people aged {called}", {"ages": ages_say([*known, *new])}, more=len(new) - 1)


def _outside(runs: Iterable[tuple[int, int]], known: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of runs of years that are in none of the known ones."""
    years = {year for low, high in known for year in range(low, high + 1)}
    return joined((year, year) for low, high in runs for year in range(low, high + 1) if year not in years)


def _with(hours: Hours, added: str) -> str:
    """Hours as a file says them, with some added."""
    if hours.always:
        return hours.text
    return f"{hours.text}, {added}" if any(hours.weekly) or hours.monthly else added


def _clock(start: int, end: int) -> str:
    return f"{clock(start)}-{clock(end)}"


def _hours_in(text: str) -> int:
    return sum(end - start for windows in parse_hours(text).weekly for start, end in windows) // 60
