"""One person at one moment, as somebody asks at the command line: words to a person, a door and a minute.

Whatever is not known is refused with what was probably meant and what there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pathkit.check.exits import CannotDo
from pathkit.check.library import load
from pathkit.check.people_asked import fits_age, notes_on_door, notes_on_people, one_of
from pathkit.check.report import ShownJourney
from pathkit.check.run import nothing_at
from pathkit.check.words import readings_differ, show_journey
from pathkit.maps import Map
from pathkit.maps.problems import sentence
from pathkit.maps.values import shown
from pathkit.maps.words import OLDEST, URGENCIES
from pathkit.pathway import Pathway, Reading
from pathkit.situations import Person, TooManyPeople, turned, usual_circumstances
from pathkit.times.problem import TimeProblem


@dataclass(frozen=True)
class OneSituation:
    """What is asked: ids as typed. `true` and `untrue` are circumstances that are not as usual."""

    door: str
    at: str
    age: int
    need: str
    urgency: str
    locality: str | None = None
    true: tuple[str, ...] = ()
    untrue: tuple[str, ...] = ()
    reading: str = Reading.STATED.value


def open_map(path: Path, on: date) -> Pathway:
    """The pathway of a map. Raises `CannotDo`, and `InvalidMap`."""
    if path.is_dir():
        raise CannotDo(f"{path.as_posix()} is a folder: name the map itself.")
    if not path.exists():
        raise CannotDo(nothing_at(path))
    try:
        pathway = load(path, date=on)
    except TooManyPeople as fault:
        raise CannotDo(f"{path.as_posix()}: {fault}.") from None
    except OSError as fault:
        raise CannotDo(f"{path.as_posix()} cannot be read: {fault.strerror or 'it is no file'}.") from None
    if pathway.map.area is None:
        raise CannotDo(f"{path.as_posix()} is a library: this is asked of a map, which has an `area`.")
    return pathway


def ask_journey(pathway: Pathway, asked: OneSituation) -> tuple[ShownJourney, ShownJourney | None]:
    """What happens to the person, and what does in the other reading if that differs.

    Raises `CannotDo` for what the map does not know, and for a moment outside the year.
    """
    reading = one_of(asked.reading, [one.value for one in Reading], "reading")
    person = person_asked(pathway.map, asked)
    door = one_of(asked.door, pathway.map.services, "service")
    try:
        minute = pathway.minute_of(asked.at)
        journey = pathway.journey(door, person, minute, Reading(reading))
    except TimeProblem as problem:
        raise CannotDo(" ".join(map(sentence, filter(None, (problem.message, problem.hint))))) from None
    except ValueError as problem:
        raise CannotDo(f"{shown(asked.at)} cannot be asked about: {problem}.") from None
    other = readings_differ(pathway, journey)
    return show_journey(pathway, journey), None if other is None else show_journey(pathway, other)


def notes_on(map_: Map, asked: OneSituation) -> tuple[str, ...]:
    """What somebody should know who asks about a person, or a door, that the checks of the map leave out."""
    return (*notes_on_people(map_, ((asked.age, asked.age),), asked.need), *notes_on_door(map_, asked.door))


def person_asked(map_: Map, asked: OneSituation) -> Person:
    """The person, with circumstances as usual but for those named. Raises `CannotDo`."""
    if not 0 <= asked.age <= OLDEST:
        raise CannotDo(f"Ages run from 0 to {OLDEST}, in whole years.")
    both = sorted(set(asked.true) & set(asked.untrue))
    if both:
        raise CannotDo(f"{shown(both[0])} cannot be both --with and --without.")
    turn = {one_of(name, map_.circumstances, "circumstance"): True for name in asked.true} | {
        one_of(name, map_.circumstances, "circumstance"): False for name in asked.untrue
    }
    for name in asked.true:
        fits_age(map_, name, ((asked.age, asked.age),))
    return Person(
        one_of(asked.need, map_.needs, "need"),
        one_of(asked.urgency, URGENCIES, "urgency"),
        asked.age,
        _locality(asked.locality, map_.people.localities),
        turned(turn, map_.circumstances, usual_circumstances(map_.circumstances)),
    )


def _locality(named: str | None, known: Sequence[str]) -> str | None:
    if named is None:
        if known:
            raise CannotDo(f"This map tells localities apart: add --locality with one of {', '.join(known)}.")
        return None
    if not known:
        raise CannotDo(f"This map has no localities, so --locality {named} says nothing. Leave it out.")
    return one_of(named, known, "locality")
