"""What a picture shows of a map: all of it, what is open at a moment or to a person, what a door leads to, one journey,
or what a check finds.

A view is a `Seen`: a state for each service and transfer, in both readings of the map. What is usable in both is open;
what is in neither is shut; of the rest nobody can tell, because nobody has written it down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pathkit.check.exits import CannotDo
from pathkit.check.library import InvalidMap
from pathkit.check.people_asked import Group, at_door, notes_on_door, notes_on_people, one_of
from pathkit.check.report import SEVERITIES, Finding, Report
from pathkit.check.run import nothing_at
from pathkit.check.words import labels, readings_differ, show_journey
from pathkit.drawing.cells import GROUPS
from pathkit.drawing.scene import SIGNS, Scene, Seen, State, mark_of, scene_of
from pathkit.maps import Map, Service, Transfer, load_map
from pathkit.maps.files import DISK, Files
from pathkit.maps.problems import sentence
from pathkit.maps.values import did_you_mean, shown
from pathkit.pathway import Pathway, Reading, Walker
from pathkit.pathway.readings import HOW, Route, together
from pathkit.rules import all_rules
from pathkit.situations import Person, usual_circumstances
from pathkit.situations.words import person_in_words
from pathkit.times.openings import Timeline
from pathkit.times.problem import TimeProblem
from pathkit.times.words import date_in_words, moment_in_words

NOT_DRAWN = "not-stated"
"""A rule that finds something at nearly everything: its findings are counted, and not drawn."""

_TOO_LARGE = "too large"
"""What a rule says that was not asked for the size of the map."""

_OPEN_WORDS = {
    "open": "bold outline, “open”: it can be used then",
    "shut": "grey and broken, “shut”; a line that ends in a bar: it cannot be used then",
    "full": "thin outline, “takes nobody new”: open, but it takes nobody new and passes nobody on then",
    "perhaps": "dotted outline, “?”; a hollow arrow: nobody has written down whether it can be used then",
}
_PERSON_WORDS = {
    "open": "bold outline: it helps them, or passes them on",
    "shut": "grey and broken; a line that ends in a bar: shut, or not for them",
    "full": "thin outline, “takes nobody new”: it would help them, but takes nobody new, and does not pass them on",
    "perhaps": "dotted outline, “?”; a hollow arrow: not known, for nobody has written it down",
}
_REACH_WORDS = {
    "open": "bold outline: they get there; the box says when",
    "shut": "grey and broken: they get there, and it neither helps them nor passes them on",
    "full": "thin outline, “takes nobody new”: they get there, and it takes nobody new and does not pass them on",
    "perhaps": "dotted outline, “? perhaps”, “? may”; a hollow arrow: not known, for nobody has written it down",
    "path": "bold outline, “here”: the door that they turn to",
}
_PERSON_COUNTS = {"open": "for them", "shut": "not for them", "perhaps": "not known"}
_REACH_COUNTS = {"open": "reached", "shut": "of no use"}


@dataclass(frozen=True)
class Look:
    """How a picture is cut: what boxes are grouped by, and which organisations and services are opened."""

    group: str = GROUPS[0]
    focus: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What a picture is asked to show, as somebody asks at the command line.

    `at` is a moment in words; `door` is an id. A `journey` needs a door, a moment and a person.
    """

    at: str | None = None
    person: Person | None = None
    door: str | None = None
    journey: bool = False


def picture(pathway: Pathway, asked: Asked | None = None, look: Look | None = None) -> Scene:
    """The picture of a map that shows what is asked.

    Raises `CannotDo` for what the map does not know, and for what is no moment of the year.
    """
    asked = asked or Asked()
    minute = None if asked.at is None else _minute(pathway, asked.at)
    if asked.door is not None:
        one_of(asked.door, pathway.map.services, "service")
    if asked.journey:
        if asked.door is None or minute is None or asked.person is None:
            raise CannotDo("A journey is one person's, from a door, at a moment: all three are needed.")
        seen = journey(pathway, asked.door, minute, asked.person)
    elif asked.door is not None:
        seen = reached_from(pathway, asked.door, minute, asked.person)
    elif minute is not None or asked.person is not None:
        seen = openness(pathway, minute, asked.person)
    else:
        seen = everything(pathway.map)
    seen = replace(seen, heading=(*seen.heading, *_notes_on_person(pathway.map, asked.person)))
    return drawn(pathway.map, seen, look)


def notes_on(map_: Map, asked: Asked) -> tuple[str, ...]:
    """What somebody should know who asks about a person, or a door, that the checks of the map leave out."""
    notes = _notes_on_person(map_, asked.person)
    if asked.door is None:
        return notes
    if asked.person is not None:
        notes = at_door(map_, asked.door, Group((asked.person,), "", notes)).notes
    return (*notes, *notes_on_door(map_, asked.door))


def _notes_on_person(map_: Map, person: Person | None) -> tuple[str, ...]:
    return () if person is None else notes_on_people(map_, ((person.age, person.age),), person.need)


def _minute(pathway: Pathway, at: str) -> int:
    """The minute that is meant. Raises `CannotDo`."""
    try:
        return pathway.minute_of(at)
    except TimeProblem as problem:
        raise CannotDo(" ".join(map(sentence, filter(None, (problem.message, problem.hint))))) from None


def read_map(path: Path, files: Files = DISK) -> Map:
    """The map, or the library, of a file, read from where `files` are. Raises `CannotDo`, and `InvalidMap`."""
    if files.is_folder(path):
        raise CannotDo(f"{path.as_posix()} is a folder: name the map itself.")
    if files is DISK and not path.exists():
        raise CannotDo(nothing_at(path))
    try:
        loaded = load_map(path, files=files)
    except OSError as fault:
        raise CannotDo(f"{path.as_posix()} cannot be read: {fault.strerror or 'it is no file'}.") from None
    errors = tuple(problem for problem in loaded.problems if problem.severity == "error")
    if loaded.map is None or errors:
        raise InvalidMap(path.as_posix(), errors)
    return loaded.map


def drawn(map_: Map, seen: Seen, look: Look | None = None, findings: Sequence[Finding] = ()) -> Scene:
    """The picture of a map as it is seen. Raises `CannotDo` for a focus that the map does not know."""
    look = look or Look()
    known = (*map_.organisations, *map_.services)
    for name in look.focus:
        if name not in known:
            meant = did_you_mean(name, known, "Known organisations and services")
            raise CannotDo(f"There is no organisation or service {shown(name)}. {meant}")
    marks = tuple(map(mark_of, findings))
    return scene_of(map_, seen.heading[0], marks, seen, group=look.group, focus=look.focus)


def everything(map_: Map) -> Seen:
    """A map as it is written."""
    counted = (
        _many(len(map_.services), "service"),
        _many(len(map_.transfers), "transfer"),
        _many(len({one.provider for one in map_.services.values()}), "organisation"),
    )
    return Seen(heading=(name_of(map_), f"{', '.join(counted)}."))


def of_check(map_: Map, report: Report) -> tuple[Seen, tuple[Finding, ...]]:
    """A map with what a check of it found, and the findings to draw: the open ones, but for what is not stated."""
    open_ = [one for one in report.findings if one.open]
    shown = tuple(one for one in open_ if one.rule != NOT_DRAWN)
    counted = [(sum(one.severity == severity for one in shown), severity) for severity in SEVERITIES]
    told = ", ".join(_many(many, severity) for many, severity in counted if many) or "nothing"
    lines = [f"Found and drawn: {told}."]
    unstated = len(open_) - len(shown)
    if unstated:
        lines.append(
            f"Not drawn: {_many(unstated, 'note')} of facts that nobody has written down; the check lists them."
        )
    known = len(report.findings) - len(open_)
    if known:
        lines.append(f"Not drawn: {_many(known, 'finding')} that the forum has acknowledged.")
    crashed = sorted({one.rule for checked in report.maps for one in checked.rules_not_run if one.crashed})
    if crashed:
        lines.append(f"Not asked, by a fault in pathkit: {', '.join(crashed)}.")
    large = sorted({one.rule for checked in report.maps for one in checked.rules_not_run if _TOO_LARGE in one.why})
    if large:
        lines.append(f"Not asked, for this map is too large: {', '.join(large)}.")
    title = f"{name_of(map_)}: what a check for {date_in_words(report.date)} finds (profile {report.profile})"
    return Seen(heading=(title, *lines), told=tuple(_rules_told(shown))), shown


def _rules_told(findings: Sequence[Finding]) -> Iterator[str]:
    """What each rule that finds something finds, in words, the gravest first."""
    gravest: dict[str, str] = {}
    for severity in SEVERITIES:
        for name in sorted({one.rule for one in findings if one.severity == severity}):
            gravest.setdefault(name, severity)
    summaries = {rule.name: rule.summary for rule in all_rules()}
    for name, severity in gravest.items():
        yield sentence(f"{SIGNS[severity]} {name}: {summaries.get(name, severity)}")


def name_of(map_: Map) -> str:
    """What a map is called: its area, or (a library) its file."""
    if map_.area is not None:
        return map_.area.name
    return map_.path.replace("\\", "/").rsplit("/", 1)[-1]


# --- what is open -----------------------------------------------------------------------------------------


def openness(pathway: Pathway, at: int | None, person: Person | None) -> Seen:
    """What is open at a minute, to a person, or both."""
    asked = _Openness(pathway, at, person)
    map_ = pathway.map
    states = {one.id: asked.service(one) for one in map_.services.values()}
    states |= {one.id: asked.transfer(one) for one in map_.transfers.values()}
    title = f"{name_of(map_)}: what "
    title += "there is" if at is None else f"is open on {_moment(pathway, at)}"
    if person is not None:
        title += f" for {_who(pathway, person)}"
    return Seen(
        states,
        heading=(title, _readings_told(states, map_)),
        words=_OPEN_WORDS if person is None else _PERSON_WORDS,
        counts={} if person is None else _PERSON_COUNTS,
    )


def _readings_told(states: Mapping[str, State], map_: Map) -> str:
    """How many services are in each state."""
    of = [states[one].state for one in map_.services]
    words = {
        "open": "can be used",
        "full": "taking nobody new",
        "shut": "cannot",
        "perhaps": "not known: nobody has written it down",
    }
    parts = [f"{of.count(state)} {told}" for state, told in words.items() if of.count(state)]
    return f"Of {_many(len(of), 'service')}: {', '.join(parts)}."


class _Openness:
    """Answers for a minute (None: at any time) and a person (None: anybody)."""

    def __init__(self, pathway: Pathway, at: int | None, person: Person | None) -> None:
        self.pathway, self.at, self.person = pathway, at, person

    @cached_property
    def walkers(self) -> dict[Reading, Walker]:
        """Who walks, in either reading."""
        assert self.person is not None
        return {reading: self.pathway.walker(self.person, reading) for reading in Reading}

    def service(self, service: Service) -> State:
        """What is said of a service."""
        shut = self._shut(service)
        if shut:
            return State("shut", shut)
        stated = self._now(self.pathway.view(Reading.STATED).open[service.id])
        if self.person is None:
            return self._for_anybody(service, stated)
        said = self.for_them(service)
        if self.at is None:
            return self._door(service, said)
        if stated:
            return self._door(service, replace(said, status=f"open, {said.status}"))
        # Where it does not matter when it is open, that nobody knows it is not said.
        return State("perhaps") if said.state in ("open", "perhaps") else said

    def _shut(self, service: Service) -> str:
        """That a service is surely shut, in words; "" where it is not."""
        if self._now(self.pathway.view(Reading.BEST).open[service.id]):
            return ""
        return "never open" if self.at is None else "shut"

    def _for_anybody(self, service: Service, stated: bool) -> State:
        """What a service that may be open is to people in general."""
        if not stated:
            return State("perhaps")
        taking, best = (self._now(self.pathway.view(reading).intake[service.id]) for reading in Reading)
        if taking:
            return State("open", "open")
        nobody = "? may take nobody new" if best else "takes nobody new"
        passes, may_pass = self._passes_on(service)
        if passes:
            return State("open", f"open, {nobody}, passes people on")
        if may_pass:
            return State("perhaps", f"open, {nobody}, ? may pass people on")
        return State("perhaps" if best else "full", f"open, {nobody}")

    def for_them(self, service: Service) -> State:
        """What a service is to the person who is in contact with it, as far as it is open and takes new people."""
        (_, helps), (may, may_help) = (self._helps(service, reading) for reading in Reading)
        passes, may_pass = self._passes_on(service)
        if helps:
            return State("open", "helps them")
        shut = self._shut(service)
        full = may and not may_help and not shut
        before = f"{shut}, " if shut else "takes nobody new, " if full else ""
        if passes:
            more = before or ("? may help them, " if may_help else "")
            return State("open", f"{more}passes them on")
        if may_help:
            sure = self._helped(service, Reading.STATED) and self._now(
                self.pathway.view(Reading.STATED).open[service.id]
            )
            return State("perhaps", "? may take nobody new" if sure else "? may help them")
        if may_pass:
            return State("perhaps", f"{before}? may pass them on")
        return self._of_no_use(service, full)

    def _of_no_use(self, service: Service, full: bool) -> State:
        """Why a service neither helps the person nor passes them on."""
        shut = self._shut(service)
        if shut:
            return State("shut", shut)
        if full:
            return State("full", "takes nobody new")
        if self.at is not None and any(self._for(one, Reading.BEST) for one in self._onward(service)):
            return State("shut", "passes nobody on then")
        return State("shut", "not for this person")

    def _helps(self, service: Service, reading: Reading) -> tuple[bool, bool]:
        """Whether a service is for the person, and whether it helps them (for it takes new people)."""
        is_for = self._helped(service, reading)
        return is_for, is_for and self._now(self.pathway.view(reading).intake[service.id])

    def _helped(self, service: Service, reading: Reading) -> bool:
        return self.walkers[reading].supported(service.id)

    def _passes_on(self, service: Service) -> tuple[bool, bool]:
        """Whether a service passes people on, in either reading."""
        stated, best = (any(self._usable(one, reading) for one in self._onward(service)) for reading in Reading)
        return stated, best

    def _onward(self, service: Service) -> list[Transfer]:
        return [one for one in self.pathway.map.transfers.values() if one.from_ == service.id and one.by in HOW]

    def _now(self, when: Timeline) -> bool:
        """Whether something holds at the minute; without one, whether it ever does."""
        return bool(when) if self.at is None else when.holds(self.at)

    def _door(self, service: Service, said: State) -> State:
        """The same, and whether the person can turn to it, where it is a door."""
        if service.open_to != "public":
            return said
        if not self.walkers[Reading.STATED].meets_any(service.door_for):
            return replace(said, status=f"{said.status}; not a door for them")
        if not self.walkers[Reading.BEST].can_contact(service.id):
            return replace(said, status=f"{said.status}; they cannot contact it")
        if not self.walkers[Reading.STATED].can_contact(service.id):
            return replace(said, status=f"{said.status}; ? perhaps they cannot contact it")
        return said

    def transfer(self, transfer: Transfer) -> State:
        """What is said of a transfer."""
        if self._usable(transfer, Reading.STATED):
            return State("open")
        if self._usable(transfer, Reading.BEST):
            return State("perhaps")
        if not self._for(transfer, Reading.BEST):
            return State("shut", "for nobody" if self.person is None else "not for them")
        return State("shut", "shut")

    def _for(self, transfer: Transfer, reading: Reading) -> bool:
        """Whether a transfer is for the person (or for anybody), and they can make it where they have to."""
        receiver = self.pathway.map.services[transfer.to]
        alone = HOW.get(transfer.by) == "person-led"
        if alone and receiver.open_to != "public":
            return False
        if self.person is None:
            view, population = self.pathway.view(reading), self.pathway.population
            return bool(population.any_block(transfer.for_) & (view.reach[receiver.id] if alone else ~0))
        walker = self.walkers[reading]
        return walker.meets_any(transfer.for_) and (not alone or walker.can_contact(receiver.id))

    def _usable(self, transfer: Transfer, reading: Reading) -> bool:
        """Whether a transfer can be made."""
        view = self.pathway.view(reading)
        how = HOW.get(transfer.by)
        live = (view.open[transfer.to],) if how == "live" else ()
        if not any(self._hold((*when, *live)) for _, when in view.sending[transfer.id]):
            return False
        taken = {"queued": view.intake, "person-led": view.open}.get(how or "")
        if taken is not None and not self._ever(taken[transfer.to]):
            return False
        return self._for(transfer, reading)

    def _hold(self, when: Iterable[Timeline]) -> bool:
        return bool(together(when)) if self.at is None else all(one.holds(self.at) for one in when)

    def _ever(self, when: Timeline) -> bool:
        return bool(when) if self.at is None else when.next(self.at) is not None


# --- what a door leads to ---------------------------------------------------------------------------------


def reached_from(pathway: Pathway, door: str, at: int | None, person: Person | None) -> Seen:
    """What can be reached from a door, by anybody or by one person, at any time or from a minute on."""
    map_ = pathway.map
    stated, best = (_reached(pathway, door, at, person, reading) for reading in Reading)
    states: dict[str, State] = {}
    for name in best.services:
        said = _contact(pathway, at, person, map_.services[name], stated.services.get(name, ()), best.services[name])
        states[name] = replace(said, state="path", status=_here(said.status)) if name == door else said
    for name in best.transfers - stated.transfers:
        states[name] = State("perhaps")
    asking = {
        one.id for one in map_.transfers.values() if one.by not in HOW and {one.from_, one.to} <= best.services.keys()
    }
    title = f"{name_of(map_)}: what can be reached from {map_.services[door].name}"
    if at is not None:
        title += f" on {_moment(pathway, at)}"
    if person is not None:
        title += f" by {_who(pathway, person)}"
    left = len(map_.services) - len(best.services)
    lines = [f"{left} of {_many(len(map_.services), 'service')} left out: nothing leads there."] if left else []
    return Seen(
        states,
        set(best.services),
        best.transfers | asking,
        own=(door,),
        heading=(title, *lines),
        words=_REACH_WORDS,
        counts=_REACH_COUNTS,
    )


_BEST_FIRST = ("open", "perhaps", "full", "shut")
"""Of what a service is to somebody who comes to it by several ways, at several times, the best is told."""


def _contact(
    pathway: Pathway,
    at: int | None,
    person: Person | None,
    service: Service,
    surely: Sequence[int],
    perhaps: Sequence[int],
) -> State:
    """What is said of a service that people come to at these minutes: when they do, and what it is to them then."""
    if person is None:
        when = "" if at is None else _arrival(pathway, at, (surely or perhaps)[0])
        return State("open" if when else "plain", when) if surely else State("perhaps", f"? perhaps {when}".rstrip())
    found: list[tuple[State, int]] = []
    for minute in dict.fromkeys((*surely, *perhaps)):
        said = _Openness(pathway, None if at is None else minute, person).for_them(service)
        when = "" if at is None else _arrival(pathway, at, minute)
        if minute in surely:
            found.append((replace(said, status=", ".join(filter(None, (when, said.status)))), minute))
        else:
            words = f"{f'? perhaps {when}'.rstrip()}, {said.status.removeprefix('? ')}"
            found.append((State("perhaps" if said.state == "open" else said.state, words), minute))
    return min(found, key=lambda one: (_BEST_FIRST.index(one[0].state), one[1]))[0]


def _here(status: str) -> str:
    """What is said of the door that people turn to: not when they come to it."""
    return ", ".join(("here", *(one for one in status.split(", ") if one not in ("at once", ""))))


@dataclass(frozen=True)
class _Reached:
    """The services that are reached, each at which minutes, and the transfers on the way."""

    services: dict[str, tuple[int, ...]]
    transfers: frozenset[str]


def _reached(pathway: Pathway, door: str, at: int | None, person: Person | None, reading: Reading) -> _Reached:
    """Who gets where: people by class (one person is class 0), each contact with its minute."""
    start, ways = _ways(pathway, door, person, reading)
    contacts = {(door, at or 0): start}
    waiting = list(contacts)
    made: set[str] = set()
    while waiting:
        service, minute = waiting.pop()
        for route, classes in ways.get(service, ()):
            moved = contacts[service, minute] & classes
            if not moved:
                continue
            for arrived in _arrivals(route, None if at is None else minute):
                made.add(route.transfer.id)
                key = (route.receiver, arrived)
                if moved & ~contacts.get(key, 0):
                    contacts[key] = contacts.get(key, 0) | moved
                    waiting.append(key)
    found: dict[str, tuple[int, ...]] = {}
    for service, minute in sorted(contacts):
        found[service] = (*found.get(service, ()), minute)
    return _Reached(found, frozenset(made))


def _ways(
    pathway: Pathway, door: str, person: Person | None, reading: Reading
) -> tuple[int, dict[str, list[tuple[Route, int]]]]:
    """Who begins at a door, and who may use which routes, by sender."""
    view, service = pathway.view(reading), pathway.map.services[door]
    ways: dict[str, list[tuple[Route, int]]] = {}
    if person is None:
        for route in view.routes:
            ways.setdefault(route.sender, []).append((route, route.classes))
        if service.open_to != "public":  # people are brought there
            return pathway.population.everyone, ways
        return pathway.population.any_block(service.door_for) & view.reach[door], ways
    walker = pathway.walker(person, reading)
    usable = {way.transfer.id for some in walker.ways.values() for way in some}
    for route in view.routes:
        ways.setdefault(route.sender, []).append((route, int(route.transfer.id in usable)))
    return int(service.open_to != "public" or walker.can_contact(door)), ways


def _arrivals(route: Route, minute: int | None) -> Iterator[int]:
    """The minutes at which somebody arrives who is sent at a minute; without one, 0 if anybody ever does."""
    if minute is None:
        if together(route.when) and (route.how == "live" or any(route.arrivals)):
            yield 0
        return
    if not all(one.holds(minute) for one in route.when):
        return
    if route.how == "live":
        yield minute
    for one in dict.fromkeys(route.arrivals):
        arrived = one.next(minute)
        if arrived is not None:
            yield arrived


def _arrival(pathway: Pathway, at: int, minute: int) -> str:
    return "at once" if minute == at else f"from {_moment(pathway, minute)}"


# --- one journey ------------------------------------------------------------------------------------------


def journey(pathway: Pathway, door: str, at: int, person: Person) -> Seen:
    """One person's journey, its steps numbered from 1 (the door), beside all the rest."""
    map_ = pathway.map
    try:
        walked = pathway.journey(door, person, at)
    except ValueError as problem:
        raise CannotDo(f"This journey cannot be drawn: {problem}.") from None
    shown = show_journey(pathway, walked)
    steps: dict[str, list[int]] = {}
    for number, step in enumerate(walked.steps, start=1):
        steps.setdefault(step.service, []).append(number)
        if step.transfer is not None:
            steps.setdefault(step.transfer, []).append(number)
    states = {name: State("aside") for name in (*map_.services, *map_.transfers)}
    states |= {name: State("path", "", tuple(numbers)) for name, numbers in steps.items()}
    title = f"{name_of(map_)}: {_who(pathway, person)}, turns to {map_.services[door].name} on {_moment(pathway, at)}"
    other = readings_differ(pathway, walked)
    lines = [shown.ending]
    if other is not None:
        lines.append(f"Facts are missing. If all of them turn out well: {show_journey(pathway, other).ending}")
    told = tuple(f"{number}. {step.text}." for number, step in enumerate(shown.steps, start=1))
    return Seen(
        states,
        own=[step.service for step in walked.steps],
        alone=True,
        heading=(title, *lines),
        told=told,
    )


# --- words ------------------------------------------------------------------------------------------------


def _moment(pathway: Pathway, minute: int) -> str:
    return moment_in_words(pathway.horizon.moment(minute))


def _who(pathway: Pathway, person: Person) -> str:
    return person_in_words(labels(pathway.map), person, usual_circumstances(pathway.map.circumstances))


def _many(many: int, what: str) -> str:
    return f"{many} {what}{'' if many == 1 else 's'}"
