"""What a card for officers, crews and GPs may say: whom to call now, as far as the map states it as certain.

Somebody acts on a card at three in the morning and can ask nobody what it meant. So whatever is on it holds in the
reading of the map that is surely so, for everybody and at every minute that its words name. Hours that nobody has
written down, a holiday that nobody has decided on, an offer that nobody has named lead to nothing on the card, and the
card says what is missing. Facts that are too old are not used, and the card lapses on the day after which the first of
its facts is too old, or something on it has ended.

One thing is on the card without being certain: whom a service turns away, where nobody has written that down. Such a
service is marked, and what is said of it holds for people about whom nothing is out of the usual. Without these
services almost nothing of a real map would be left; without the mark the card would promise that nobody is turned away.

A service that does not help somebody itself, and whose staff surely get them to one that does (`card_onward`), is on
the card for whom and when no service with a number helps them itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby, product
from pathlib import Path

from pathkit.check.card_onward import Onward
from pathkit.check.card_times import HOLIDAYS, IN_HOURS, Column, Days, Told, columns, dates_of, days_of, missing, told
from pathkit.check.exits import CannotDo
from pathkit.check.journeys import open_map
from pathkit.check.settings import load_settings
from pathkit.maps import Condition, Map, Service, Transfer
from pathkit.maps.changes import joined
from pathkit.maps.values import did_you_mean, listed, shown
from pathkit.maps.words import URGENCIES, age_range
from pathkit.pathway import Pathway, Reading
from pathkit.pathway.readings import EMERGENCY_RESPONSES, OPERATING
from pathkit.rules import all_rules
from pathkit.situations import usual_circumstances
from pathkit.situations.people import Person, age_meets, meets
from pathkit.times.durations import Response, duration_in_words
from pathkit.times.horizon import Horizon
from pathkit.times.hours import Hours, hours_in_words
from pathkit.times.patterns import WHOLE_DAY, Pattern, merged
from pathkit.times.patterns import without as without_
from pathkit.times.phrases import windows_words
from pathkit.times.words import date_in_words

CALLABLE = ("professionals", "public")
"""Who has to be able to contact a service for it to be on a card."""
RESPONDERS = EMERGENCY_RESPONSES | {"primary-care", "out-of-hours-primary-care"}
"""The kinds of service whose staff a card is for."""

Times = tuple[str | None, ...]
"""Words for each of a card's times: "" for all of it, None for none of it, else hours and dates."""


@dataclass(frozen=True)
class CardNumber:
    """How to ring a service: the number as the map writes it, or what the map says where a number should stand.

    `professionals` says that it is not for the public.
    """

    text: str
    professionals: bool
    is_number: bool


@dataclass(frozen=True)
class CardRow:
    """A service that may be called. Everything here restricts it; a text that is empty does not.

    `urgencies` and `needs` are those, of the section's and the card's, at which it surely takes people; `ages` and
    `places` are whom, `only` and `not_if` circumstances. Where not `exclusions_stated`, nobody has written down whom
    else it turns away. Where not `reach_stated`, nobody has written down when officers, crews and GPs can hand
    people over to it. `onward` says how it gets people to services that help, `leads_to`, where it does not help them
    itself.
    """

    service: str
    urgencies: tuple[str, ...]
    needs: tuple[str, ...]
    ages: str
    places: str
    only: str
    not_if: str
    within: str
    exclusions_stated: bool
    times: Times
    reach_stated: bool = True
    onward: str = ""
    leads_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class CardSilence:
    """For whom and when nothing certain is written down; the words are those of a row."""

    urgencies: tuple[str, ...]
    needs: tuple[str, ...]
    ages: str
    places: str
    times: Times


@dataclass(frozen=True)
class CardSection:
    """Whom to call at some urgencies, the most urgent first, and for whom there is nobody."""

    urgencies: tuple[str, ...]
    rows: tuple[CardRow, ...]
    silences: tuple[CardSilence, ...]


@dataclass(frozen=True)
class CardTime:
    """One of the times that a card tells apart: `in-hours`, `out-of-hours` or `holidays`."""

    id: str
    words: str


@dataclass(frozen=True)
class CardService:
    """What a card says of a service besides where it is listed. What is empty or None is not written down."""

    id: str
    name: str
    provider: str
    public: bool
    number: CardNumber | None
    address: str
    offers: str
    responds: str
    hours: str
    turned_away: tuple[str, ...]
    exclusions_stated: bool
    handed_over_by: tuple[str, ...]
    differs: str
    checked_on: date | None


@dataclass(frozen=True)
class CardEmergency:
    """The number for immediate danger to life. `lapsed` says so where its facts are too old or have no date."""

    number: str
    names: tuple[str, ...]
    lapsed: str


@dataclass(frozen=True)
class CardLeftOut:
    """Services that professionals can contact and that are not on the card, and why."""

    why: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """All that a card says. It may be used up to and including the day `until`; `until_why` says why no longer.

    `checked` are the first and the last day on which what is on it was checked, and `undated` the services of which
    nobody has written that down. Where none of them has a date the card is not `dated`, and may not be used; nor where
    all that might be on it was checked too long ago, last on the day `lapsed`. `agreed` says when a forum reviewed the
    map, and is empty where nobody has written down that one did. `local_holidays_ended` is the last year for which
    local holidays are written down, where that is over. `standards` is how soon, by urgency, help is to begin.
    """

    area: str
    file: str
    locality: str | None
    localities: tuple[str, ...]
    made: date
    until: date
    until_why: str
    dated: bool
    lapsed: date | None
    freshness: int
    checked: tuple[date, date] | None
    undated: tuple[str, ...]
    agreed: str
    local_holidays_ended: int | None
    ages: str
    needs: Mapping[str, str]
    urgencies: Mapping[str, str]
    standards: Mapping[str, str]
    unusual: tuple[str, ...]
    times: tuple[CardTime, ...]
    emergencies: tuple[CardEmergency, ...]
    sections: tuple[CardSection, ...]
    services: Mapping[str, CardService]
    left_out: tuple[CardLeftOut, ...]


def card_asked(path: Path, on: date, locality: str | None = None) -> Card:
    """The card of a map, by the settings that hold for it. Raises `CannotDo`, and `InvalidMap`."""
    pathway = open_map(path, on)
    return card_of(pathway, locality, _days_fresh(pathway.map, path))


def _days_fresh(map_: Map, path: Path) -> int:
    """For how many days a fact is fresh: the forum's own number (of the rule `stale-listing`), or the framework's."""
    own = load_settings(path).values("stale-listing", {"days": 0})["days"]
    return int(own) or map_.framework.freshness


def card_of(pathway: Pathway, locality: str | None = None, freshness: int | None = None) -> Card:
    """The card of a pathway, on its date. Raises `CannotDo` for a locality that the map does not know."""
    if pathway.map.area is None:
        raise CannotDo("This is a library: a card is made of a map, which has an `area`.")
    known = pathway.map.people.localities
    if locality is not None and not known:
        raise CannotDo(f"This map has no localities, so --locality {shown(locality)} says nothing. Leave it out.")
    if locality is not None and locality not in known:
        raise CannotDo(f"There is no locality {shown(locality)}. {did_you_mean(locality, known, 'Known localities')}")
    places = (locality,) if locality is not None else known or (None,)
    return _Maker(pathway, places, freshness or pathway.map.framework.freshness).card(locality)


def in_fewer_sections(card: Card) -> Card:
    """The same card with two sections at most: rows that are not for all of a section's urgencies name theirs."""
    halves: dict[bool, list[CardSection]] = {}
    for section in card.sections:
        if {"emergency", "very-urgent"} & set(section.urgencies) and {"urgent", "routine"} & set(section.urgencies):
            return card
        halves.setdefault(section.urgencies[0] in ("emergency", "very-urgent"), []).append(section)
    return replace(card, sections=tuple(map(_one_section, halves.values())))


def _one_section(sections: Sequence[CardSection]) -> CardSection:
    rows: dict[CardRow, set[str]] = {}
    silences: dict[CardSilence, set[str]] = {}
    for section in sections:
        for row in section.rows:
            rows.setdefault(replace(row, urgencies=()), set()).update(row.urgencies)
        for one in section.silences:
            silences.setdefault(replace(one, urgencies=()), set()).update(one.urgencies)
    return CardSection(
        tuple(urgency for section in sections for urgency in section.urgencies),
        tuple(replace(row, urgencies=_most_urgent_first(found)) for row, found in rows.items()),
        tuple(replace(one, urgencies=_most_urgent_first(found)) for one, found in silences.items()),
    )


def _answer(section: CardSection) -> tuple[tuple[CardRow, ...], tuple[CardSilence, ...]]:
    """What a section answers, whatever its urgency."""
    rows = tuple(replace(row, urgencies=()) for row in section.rows)
    return rows, tuple(replace(one, urgencies=()) for one in section.silences)


def _most_urgent_first(urgencies: Collection[str]) -> tuple[str, ...]:
    return tuple(one for one in reversed(URGENCIES) if one in urgencies)


# --- whom a service takes ------------------------------------------------------------------------------

Cell = tuple[int, str | None]
"""People whom nothing on the card tells apart but their need and urgency: the number of an age band, a locality."""


@dataclass(frozen=True, order=True)
class _Terms:
    """On what terms a service takes somebody: what has to be true of them, and what must not be.

    Where not `known`, nobody has written down what else must not be.
    """

    requires: tuple[str, ...]
    excludes: tuple[str, ...]
    known: bool

    def cover(self, other: _Terms, usual: frozenset[str]) -> bool:
        """Whether whoever is surely taken on the other terms is on these as well."""
        if not set(self.requires) <= set(other.requires):
            return False
        if not self.known:
            alike = self.requires == other.requires and set(self.excludes) <= set(other.excludes)
            return alike and not other.known
        # On terms that are not known, those are surely taken about whom nothing is unusual but what is required.
        possible = usual | set(other.requires)
        return set(self.excludes) <= set(other.excludes) or not (other.known or set(self.excludes) & possible)

    def met_as_usual(self, usual: frozenset[str]) -> bool:
        """Whether somebody about whom nothing is out of the usual is taken."""
        return set(self.requires) <= usual and not set(self.excludes) & usual


def _terms(block: Condition, door: Condition | None) -> _Terms:
    """The terms of a block of `supports`, and of a block of `door_for` besides."""
    both = [block] if door is None else [block, door]
    requires = {name for one in both for name in one.requires}
    excludes = {name for one in both for name in one.excludes or ()}
    return _Terms(tuple(sorted(requires)), tuple(sorted(excludes)), block.excludes is not None)


def _is_about(condition: Condition | None, need: str, urgency: str) -> bool:
    return condition is None or (
        (condition.needs is None or need in condition.needs)
        and (condition.urgency is None or urgency in condition.urgency)
    )


def _is_for(condition: Condition | None, age: int, place: str | None) -> bool:
    return condition is None or (
        age_meets(condition, age) and (condition.localities is None or place in condition.localities)
    )


# --- the card ------------------------------------------------------------------------------------------


_NOT_RUNNING = {"closed": "Closed", "planned": "Planned", "paused": "Paused", "needed": "Needed, and not there"}


class _Maker:
    """Makes one card: `places` are the localities that it is for, `fresh` the days for which a fact is good."""

    def __init__(self, pathway: Pathway, places: tuple[str | None, ...], fresh: int) -> None:
        self.pathway = pathway
        self.map = pathway.map
        self.horizon = pathway.horizon
        self.on = pathway.date
        self.places = places
        self.fresh = fresh
        self.usual = usual_circumstances(self.map.circumstances)
        self.bands = pathway.population.bands
        # The last week of the year stands for all others when hours are put into words.
        self.latest = min(self.on + timedelta(days=fresh), self.horizon.date_of(Horizon.days - 8))
        self._known_takers: dict[tuple[str, str, str], dict[_Terms, list[Cell]]] = {}
        self._known_terms: dict[tuple[str, tuple[str, ...], int], tuple[tuple[str, ...], tuple[str, ...], bool]] = {}
        self._known_ways: dict[tuple[str, bool, bool, int], tuple[Days, tuple[str, ...]]] = {}

    def card(self, locality: str | None) -> Card:
        area = self.map.area
        assert area is not None
        until, why = self._until()
        sections = self._sections(until)
        while (found := self._until(_rows_of(sections)))[0] < until:
            until, why = found
            sections = self._sections(until)
        rows = _rows_of(sections)
        named = {row.service for row in rows}
        services = {name: self._service(one) for name, one in self.map.services.items() if name in named}
        used = sorted(named | {name for row in rows for name in row.leads_to})
        dates = sorted(filter(None, (self.map.services[name].checked_on for name in used)))
        old = [one.checked_on for one in self._callable() if one.checked_on is not None and self._stale(one)]
        last = self._last_local_holidays
        return Card(
            area=area.name,
            file=Path(self.map.path).name,
            locality=locality,
            localities=self.map.people.localities,
            made=self.on,
            until=until,
            until_why=why,
            dated=bool(dates) or (not rows and not old and any(one.checked_on for one in self._callable())),
            lapsed=max(old) if old and not dates else None,
            freshness=self.fresh,
            checked=(dates[0], dates[-1]) if dates else None,
            undated=tuple(self.map.services[name].name for name in used if self.map.services[name].checked_on is None),
            agreed=self._agreed(),
            local_holidays_ended=last if last is not None and last < self.on.year else None,
            ages=_ages_words(self.map.people.ages),
            needs={need: self.map.needs[need].label for need in self.map.people.needs},
            urgencies=self.map.framework.urgencies,
            standards={one: duration_in_words(minutes) for one, minutes in self.pathway.waits.standard},
            unusual=tuple(self._unusual()),
            times=tuple(CardTime(one.id, self._time_words(one)) for one in self._columns(until)),
            emergencies=self._emergencies(),
            sections=sections,
            services=services,
            left_out=tuple(self._left_out(until, rows)),
        )

    # -- how long it holds ------------------------------------------------------------------------------

    def _until(self, rows: Iterable[CardRow] = ()) -> tuple[date, str]:
        """The last day of the card, and why it is: the first end of anything that it may name, or its rows rest on."""
        services = [
            one for one in self._candidates() if self._why_not(one, self.latest) is None and self._asks(one, URGENCIES)
        ]
        ends = [(self.latest, f"no fact counts as fresh for more than {self.fresh} days")]
        for service in [*services, *self._emergency_services()]:
            ends += self._ends(service)
        for name in {row.service for row in rows if row.onward}:
            ends += self._ends(self.map.services[name])
            # When one of those that it leads on to ends is known, and told; when its facts are too old is not.
            ends += [end for one in self._onward.chain(name) for end in self._ends_fresh(self.map.services[one])]
        for service in services:
            ends += [
                (one.valid_until, f"a transfer to {service.name} ends")
                for one, _ in self._senders(service)
                if one.valid_until is not None
            ]
        return min([*ends, *self._end_of_local_holidays()])

    def _ends_fresh(self, service: Service) -> Iterator[tuple[date, str]]:
        if service.checked_on is not None and not self._stale(service):
            day = service.checked_on + timedelta(days=self.fresh)
            yield day, f"the facts about {service.name} are then {self.fresh} days old"

    def _ends(self, service: Service) -> Iterator[tuple[date, str]]:
        yield from self._ends_fresh(service)
        if service.valid_until is not None:
            yield service.valid_until, f"{service.name} ends then"

    def _end_of_local_holidays(self) -> Iterator[tuple[date, str]]:
        last = self._last_local_holidays
        if last is not None and last >= self.on.year:
            yield date(last, 12, 31), f"local holidays are written down to the end of {last}"

    @property
    def _last_local_holidays(self) -> int | None:
        """The last year for which local holidays are written down, if any are."""
        assert self.map.area is not None
        return max((one.year for one in self.map.area.local_holidays), default=None)

    def _stale(self, service: Service) -> bool:
        return service.checked_on is not None and (self.on - service.checked_on).days > self.fresh

    # -- when -------------------------------------------------------------------------------------------

    def _between(self, until: date) -> tuple[int, int]:
        return self.horizon.day_of(self.on), self.horizon.day_of(until)

    def _columns(self, until: date) -> tuple[Column, ...]:
        return columns(self.pathway.in_hours, self.pathway.holidays, *self._between(until))

    def _time_words(self, column: Column) -> str:
        assert self.map.area is not None
        if column.id == HOLIDAYS:
            return dates_of(column, self.horizon)
        return hours_in_words(self.map.area.in_hours) if column.id == IN_HOURS else "all other times"

    def _surely(self, service: Service) -> Days:
        """When a service surely takes new people."""
        return self.pathway.clock.service(service.id).intake.sure.days[: Horizon.days]

    # -- whom to call ------------------------------------------------------------------------------------

    def _callable(self) -> list[Service]:
        """The services that professionals can contact."""
        return [one for one in self.map.services.values() if one.open_to in CALLABLE]

    def _candidates(self) -> list[Service]:
        """The services that professionals can contact and that support somebody themselves."""
        return [one for one in self._callable() if one.supports is not None]

    def _why_not(self, service: Service, until: date) -> str | None:
        """Why a candidate is not used, if it is not."""
        return self._never_used(service) or self._never_open(service, until)

    def _never_used(self, service: Service) -> str | None:
        if service.status not in OPERATING:
            return _NOT_RUNNING[service.status]
        if service.valid_until is not None and service.valid_until < self.on:
            return "Ended"
        if service.valid_from is not None and service.valid_from > self.on:
            return f"Begins on {date_in_words(service.valid_from)}"
        if self._stale(service):
            assert service.checked_on is not None
            return f"Lapsed, as last checked on {date_in_words(service.checked_on)}"
        return None

    def _never_open(self, service: Service, until: date) -> str | None:
        opening = self.pathway.clock.service(service.id).intake
        if any(days_of(opening.sure, *self._between(until))):
            return None
        possible = any(days_of(opening.possible, *self._between(until)))
        return "Hours not written down" if possible else "Shut"

    def _sections(self, until: date) -> tuple[CardSection, ...]:
        used = [one for one in self._candidates() if self._why_not(one, until) is None]
        parts = self._columns(until)
        hours = {one.id: tuple(told(part, self._surely(one), self.horizon) for part in parts) for one in used}
        sections = [self._section(urgency, used, parts, hours) for urgency in reversed(URGENCIES)]
        found = []
        for _, group in groupby(sections, key=_answer):
            found.append(_one_section(list(group)))
        return tuple(found)

    def _section(
        self,
        urgency: str,
        used: Sequence[Service],
        parts: Sequence[Column],
        hours: Mapping[str, tuple[Told | None, ...]],
    ) -> CardSection:
        rows: dict[CardRow, list[str]] = {}
        silences: dict[CardSilence, list[str]] = {}
        cover: dict[frozenset[str], Times] = {}
        hours = dict(hours)
        ranked = sorted(
            used,
            key=lambda one: (
                not self._reach_stated(one),
                CALLABLE.index(one.open_to),
                urgency not in (one.responds_within or {}),
            ),
        )
        for need in self.map.people.needs:
            takers: dict[Cell, set[str]] = {cell: set() for cell in product(range(len(self.bands)), self.places)}
            for service in ranked:
                if not any(hours[service.id]) or not self._enough(service, urgency):
                    continue
                for terms, cells in self._taken(service, need, urgency).items():
                    for row in self._rows(service, urgency, terms, cells, hours[service.id]):
                        rows.setdefault(row, []).append(need)
                    if terms.met_as_usual(self.usual):
                        for cell in cells:
                            takers[cell].add(service.id)
            direct = {cell: frozenset(names) for cell, names in takers.items()}
            for service, at_once in product(self._passing, (True, False)):
                for way, to, terms, cells in self._led_on(service, at_once, need, urgency, direct, parts, hours):
                    for row in self._onward_rows(service, at_once, to, urgency, terms, cells, hours[way]):
                        rows.setdefault(row, []).append(need)
                    for cell in cells:
                        takers[cell].add(way)
            without: dict[Times, list[Cell]] = {}
            for cell, names in takers.items():
                key = frozenset(names)
                if key not in cover:
                    cover[key] = self._nobody(parts, [hours[name] for name in sorted(key)])
                without.setdefault(cover[key], []).append(cell)
            for times, people in without.items():
                if any(one is not None for one in times):
                    for ages, places in self._who(people):
                        silences.setdefault(CardSilence((urgency,), (), ages, places, times), []).append(need)
        order = [one.id for one in (*ranked, *self._passing)]
        return CardSection(
            (urgency,),
            tuple(
                replace(row, needs=tuple(needs))
                for row, needs in sorted(
                    rows.items(), key=lambda item: (bool(item[0].onward), order.index(item[0].service))
                )
            ),
            tuple(replace(one, needs=tuple(needs)) for one, needs in silences.items()),
        )

    def _nobody(self, parts: Sequence[Column], hours: Sequence[tuple[Told | None, ...]]) -> Times:
        """When none of some services takes anybody."""
        words = []
        for number, part in enumerate(parts):
            open_ = [one[number] for one in hours]
            days = [one.days for one in open_ if one is not None]
            covered = tuple(merged(run for one in days for run in one[day]) for day in range(len(part.days)))
            words.append(missing(part, covered, self.horizon))
        return tuple(words)

    # -- who passes people on --------------------------------------------------------------------------------

    @cached_property
    def _onward(self) -> Onward:
        """The ways on that use nothing that is too old."""
        senders = [one.id for one in self._callable() if self._never_used(one) is None]
        return Onward(self.pathway, senders, [name for name, one in self.map.services.items() if self._stale(one)])

    @cached_property
    def _passing(self) -> tuple[Service, ...]:
        """The services whose staff surely lead somebody on; those with a number first."""
        found = [self.map.services[name] for name in self._onward.senders]
        return tuple(sorted(found, key=lambda one: (not _has_number(one), CALLABLE.index(one.open_to))))

    def _led_on(
        self,
        service: Service,
        at_once: bool,
        need: str,
        urgency: str,
        direct: Mapping[Cell, frozenset[str]],
        parts: Sequence[Column],
        hours: dict[str, tuple[Told | None, ...]],
    ) -> Iterator[tuple[str, tuple[str, ...], _Terms, list[Cell]]]:
        """Whom a service leads on to help that no service with a number gives them itself.

        With a key under which the hours are put among the others, and the services that help.
        """
        found: dict[str, list[Cell]] = {}
        helpers: dict[str, set[str]] = {}
        people: dict[Cell, Person] = {}
        for cell, names in direct.items():
            person = people[cell] = Person(need, urgency, self.bands[cell[0]][0], cell[1], self.usual)
            if not self._at_its_door(service, person):
                continue
            days, to = self._way_on(service, person, at_once, service.id in names, hours)
            numbers = [hours[name] for name in sorted(names) if _has_number(self.map.services[name])]
            if not to or not _more(parts, days, numbers):
                continue
            times = tuple(told(part, days, self.horizon) for part in parts)
            if any(times):
                key = f"{service.id}>{'now' if at_once else 'later'}>{'|'.join(_words_of(times))}"
                hours[key] = times
                found.setdefault(key, []).append(cell)
                helpers.setdefault(key, set()).update(to)
        for key, cells in found.items():
            to = tuple(name for name in self._onward.helpers if name in helpers[key])
            yield key, to, self._terms_on(service, to, [people[cell] for cell in cells]), cells

    def _way_on(
        self, service: Service, person: Person, at_once: bool, helps: bool, hours: Mapping[str, tuple[Told | None, ...]]
    ) -> tuple[Days, tuple[str, ...]]:
        """When a service leads somebody on whom it does not help itself, and who helps them."""
        ways = self._onward
        key = (service.id, at_once, helps, ways.column(person))
        if key not in self._known_ways:
            days = ways.days(service.id, person, at_once=at_once)
            if not at_once:
                days = tuple(map(without_, days, ways.days(service.id, person, at_once=True)))
            for one in hours[service.id] if helps else ():
                days = days if one is None else tuple(map(without_, days, one.days))
            to = tuple(
                name
                for name in ways.helpers
                if any(map(_both, days, ways.days(service.id, person, at_once=at_once, by=name)))
            )
            self._known_ways[key] = days, to
        return self._known_ways[key]

    def _terms_on(self, service: Service, to: tuple[str, ...], people: Iterable[Person]) -> _Terms:
        """The terms that hold for all of some people: a row for each of them would say little more.

        What has to be true is usual, or nobody as usual would be led on: whoever is out of the usual has to ask.
        """
        alike = {self._onward.column(one): one for one in people}
        for number, one in alike.items():
            if (service.id, to, number) not in self._known_terms:
                self._known_terms[service.id, to, number] = self._onward.terms(service.id, to, one)
        terms = [self._known_terms[service.id, to, number] for number in alike]
        excludes = tuple(sorted({name for one in terms for name in one[1]}))
        return _Terms((), excludes, all(known and not requires for requires, _, known in terms))

    def _at_its_door(self, service: Service, person: Person) -> bool:
        return (
            service.open_to != "public" or service.door_for is None or any(meets(b, person) for b in service.door_for)
        )

    def _onward_rows(
        self,
        service: Service,
        at_once: bool,
        to: tuple[str, ...],
        urgency: str,
        terms: _Terms,
        cells: Sequence[Cell],
        hours: tuple[Told | None, ...],
    ) -> Iterator[CardRow]:
        names = [self.map.services[name].name for name in to]
        for row in self._rows(service, urgency, terms, cells, hours):
            yield replace(row, within="", onward=self._onward_words(service, at_once, names), leads_to=to)

    def _onward_words(self, service: Service, at_once: bool, names: Sequence[str]) -> str:
        shown_names = [*names[:MOST_HELPERS], *([f"{len(names) - MOST_HELPERS} more"] if names[MOST_HELPERS:] else [])]
        to = listed(shown_names, "or")
        if not at_once:
            return f"refers people on to {to}; help with a wait"
        methods = {route.transfer.by for route in self._onward.asked.routes_from(service.id) if route.how == "live"}
        return f"{'puts people through' if methods == {'call-transfer'} else 'hands people over'} to {to}"

    def _enough(self, service: Service, urgency: str) -> bool:
        """Whether what a service surely offers is enough at an urgency."""
        wanted = self.map.framework.enough.get(urgency)
        return wanted is None or bool(wanted & set(service.offers or ()))

    def _taken(self, service: Service, need: str, urgency: str) -> dict[_Terms, list[Cell]]:
        """Whom a service takes, by the terms on which it surely does."""
        key = (service.id, need, urgency)
        if key not in self._known_takers:
            self._known_takers[key] = self._takers(service, need, urgency)
        return self._known_takers[key]

    def _takers(self, service: Service, need: str, urgency: str) -> dict[_Terms, list[Cell]]:
        doors: Sequence[Condition | None] = (None,)
        if service.open_to == "public" and service.door_for is not None:
            doors = service.door_for
        blocks = [
            (block, door)
            for block, door in product(service.supports or (), doors)
            if _is_about(block, need, urgency) and _is_about(door, need, urgency)
        ]
        found: dict[_Terms, list[Cell]] = {}
        for number, place in product(range(len(self.bands)) if blocks else (), self.places):
            age = self.bands[number][0]
            here = {_terms(b, d) for b, d in blocks if _is_for(b, age, place) and _is_for(d, age, place)}
            here = {one for one in here if not set(one.requires) & set(one.excludes)}
            for one in sorted(here):
                if not any(other != one and other.cover(one, self.usual) for other in here):
                    found.setdefault(one, []).append((number, place))
        return found

    def _rows(
        self,
        service: Service,
        urgency: str,
        terms: _Terms,
        cells: Sequence[Cell],
        hours: tuple[Told | None, ...],
    ) -> Iterator[CardRow]:
        response = (service.responds_within or {}).get(urgency)
        for ages, places in self._who(cells):
            yield CardRow(
                service=service.id,
                urgencies=(urgency,),
                needs=(),
                ages=ages,
                places=places,
                only=self._labels(terms.requires, " and "),
                not_if=self._labels(terms.excludes, " or "),
                within="" if response is None else self._within(response, urgency),
                exclusions_stated=terms.known,
                times=tuple(None if one is None else one.words for one in hours),
                reach_stated=self._reach_stated(service),
            )

    def _reach_stated(self, service: Service) -> bool:
        """Whether it is written down when some of those whom the card is for can hand people over to a service."""
        if service.open_to != "professionals":
            return True
        hours = [
            one.hours
            for one in self.map.transfers.values()
            if one.to == service.id and one.by != "signpost" and self.map.services[one.from_].kind in RESPONDERS
        ]
        return not hours or any(one is None or one.known for one in hours)

    def _within(self, response: Response, urgency: str) -> str:
        """A response time, with the standard for the urgency where it may be longer."""
        standard = dict(self.pathway.waits.standard)[urgency]
        at_most = response.minutes if response.clock == "elapsed" else _LONGEST_NIGHT
        words = response_in_words(response)
        return words if at_most <= standard else f"{words} (standard: {duration_in_words(standard)})"

    def _labels(self, names: Iterable[str], joined: str) -> str:
        return joined.join(self.map.circumstances[name].label for name in names)

    def _who(self, cells: Sequence[Cell]) -> Iterator[tuple[str, str]]:
        """Age bands and localities in words: pairs of ages and places that together hold exactly those."""
        by_place: dict[str | None, list[int]] = {}
        for number, place in sorted(cells, key=lambda cell: (self.places.index(cell[1]), cell[0])):
            by_place.setdefault(place, []).append(number)
        together: dict[tuple[int, ...], list[str | None]] = {}
        for place, bands in by_place.items():
            together.setdefault(tuple(bands), []).append(place)
        for numbers, places in together.items():
            ages = "" if len(numbers) == len(self.bands) else _ages_words(self.bands[number] for number in numbers)
            where = "" if len(places) == len(self.places) else ", ".join(place for place in places if place)
            yield ages, where

    # -- the services on it -------------------------------------------------------------------------------

    def _service(self, service: Service) -> CardService:
        blocks = service.supports or ()
        exclusions = {name: how for block in blocks for name, how in (block.excludes or {}).items()}
        return CardService(
            id=service.id,
            name=service.name,
            provider=self.map.organisations[service.provider].name,
            public=service.open_to == "public",
            number=_number(service),
            address=(service.contact or {}).get("address", ""),
            offers=", ".join(self.map.offers[one] for one in service.offers or ()),
            responds=_responses(service.responds_within),
            hours=self._hours(service),
            turned_away=tuple(
                self.map.circumstances[name].label + (f" (instead: {how.instead})" if how.instead else "")
                for name, how in exclusions.items()
            ),
            exclusions_stated=all(block.excludes is not None for block in blocks),
            handed_over_by=tuple(self._handed_over_by(service)),
            differs=self._differs.get(service.id, ""),
            checked_on=service.checked_on,
        )

    def _hours(self, service: Service) -> str:
        """When a service takes new people, in words."""
        words = self._hours_words(service.hours)
        if service.intake is not None:
            words = f"takes people {self._hours_words(service.intake)} (open {words})"
        if service.hours.closed_with is not None or (service.hours.always and service.holidays is None):
            return words
        return f"{words}; holidays: {_holiday_words(service)}"

    def _hours_words(self, hours: Hours) -> str:
        if hours.closed_with is not None:
            return f"whenever {self.map.services[hours.closed_with].name} is closed"
        return hours_in_words(hours)

    def _handed_over_by(self, service: Service) -> Iterator[str]:
        """How officers, crews and GPs surely can hand people over to a service, and which of them."""
        found: dict[str, list[str]] = {}
        for transfer, sender in self._senders(service):
            words = [] if transfer.for_ is None else [self._for_words(transfer.for_)]
            words += [] if transfer.hours is None else [self._hours_words(transfer.hours)]
            limits = f" ({'; '.join(filter(None, words))})" if any(words) else ""
            found.setdefault(self.map.framework.methods[transfer.by].label, []).append(sender.name + limits)
        for how, names in found.items():
            yield f"{how} from {', '.join(dict.fromkeys(names))}"

    def _senders(self, service: Service) -> Iterator[tuple[Transfer, Service]]:
        for transfer in self.map.transfers.values():
            sender = self.map.services[transfer.from_]
            if transfer.to != service.id or transfer.by == "signpost" or sender.kind not in RESPONDERS:
                continue
            if transfer.for_ is not None and not any(map(self._may_be_met, transfer.for_)):
                continue
            times = self.pathway.clock.service(sender.id).open.sure
            own = self.pathway.clock.transfer(transfer)
            if any(days_of(times if own is None else times & own.sure, *self._between(self.latest))):
                yield transfer, sender

    def _may_be_met(self, block: Condition) -> bool:
        """Whether anybody whom the card is for meets a condition."""
        return (
            any(_is_about(block, *one) for one in product(self.map.people.needs, URGENCIES))
            and any(_is_for(block, *one) for one in product((band[0] for band in self.bands), self.places))
            and not set(block.requires) & set(block.excludes or ())
        )

    def _for_words(self, blocks: Iterable[Condition]) -> str:
        """Whom something is for, of those whom the card is for; nothing where that is everybody."""
        found = [", ".join(self._condition_words(one)) for one in blocks if self._may_be_met(one)]
        return "" if "" in found else "; or ".join(dict.fromkeys(found))

    def _condition_words(self, block: Condition) -> Iterator[str]:
        needs, urgencies = self.map.people.needs, self.map.framework.urgencies
        if block.needs is not None and not set(needs) <= block.needs:
            yield listed([self.map.needs[one].label for one in needs if one in block.needs], "or")
        if block.urgency is not None and not set(urgencies) <= block.urgency:
            yield listed([urgencies[one] for one in reversed(URGENCIES) if one in block.urgency], "or")
        if not all(age_meets(block, band[0]) for band in self.bands):
            yield f"aged {_ages_words(block.ages or ())}"
        if block.localities is not None and not set(self.places) <= block.localities:
            yield listed([one for one in self.places if one in block.localities], "or")
        if block.requires:
            yield f"only if {self._labels(block.requires, ' and ')}"
        if block.excludes:
            yield f"not if {self._labels(block.excludes, ' or ')}"

    @cached_property
    def _differs(self) -> dict[str, str]:
        """What the map and its sources say differently of a service."""
        rule = next(one for one in all_rules() if one.name == "sources-disagree")
        assert rule.asks is not None
        hits = rule.asks(self.pathway.asked(Reading.STATED), **rule.settings)
        return {hit.subjects[0]: str(hit.words["told"]) for hit in hits}

    # -- danger to life -----------------------------------------------------------------------------------

    def _emergency_services(self) -> list[Service]:
        """Those to ring when life is in danger: for everybody, at any hour until they end."""
        return [one for one in self.map.services.values() if self._takes_emergencies(one)]

    def _takes_emergencies(self, service: Service) -> bool:
        number = _number(service)
        if service.kind != "emergency-call-handling" or service.open_to not in CALLABLE or service.door_for is not None:
            return False
        if number is None or not number.is_number:
            return False
        first, last = self._between(min(self.latest, service.valid_until or self.latest))
        opening = self.pathway.clock.service(service.id).open.sure
        return first <= last and all(opening.days[day] == WHOLE_DAY for day in range(first, last + 1))

    def _emergencies(self) -> tuple[CardEmergency, ...]:
        """The numbers. One whose facts are old stays, and is marked: an old number is better here than none."""
        by_number: dict[str, list[Service]] = {}
        for service in self._emergency_services():
            number = _number(service)
            assert number is not None
            by_number.setdefault(number.text, []).append(service)
        return tuple(
            CardEmergency(number, tuple(one.name for one in services), self._lapsed(services))
            for number, services in by_number.items()
        )

    def _lapsed(self, services: Sequence[Service]) -> str:
        dates = [one.checked_on for one in services if one.checked_on is not None]
        if not dates:
            return "nobody has written down when this was last checked"
        if all(self._stale(one) for one in services if one.checked_on is not None):
            return f"last checked on {date_in_words(max(dates))}, more than {self.fresh} days ago"
        return ""

    # -- what is not on it ----------------------------------------------------------------------------------

    def _left_out(self, until: date, rows: Sequence[CardRow]) -> Iterator[CardLeftOut]:
        why: dict[str, list[str]] = {}
        for service in self._callable():
            listed_at = {one for row in rows if row.service == service.id for one in row.urgencies}
            reason = None
            if service.supports is None:
                reason = None if listed_at or service.status == "needed" else self._leads_nowhere(service)
            elif service.status != "needed" and self._asks(service, URGENCIES):
                reason = self._why_not(service, until) if not listed_at else None
                reason = reason or self._not_enough(service, listed_at)
            if reason:
                why.setdefault(reason, []).append(service.name)
        for reason, names in sorted(why.items()):
            yield CardLeftOut(reason, tuple(names))

    def _leads_nowhere(self, service: Service) -> str:
        """Why a service that helps nobody itself is not listed."""
        if reason := self._never_used(service):
            return reason
        if service.id in self._onward.senders:
            return "Only pass people on, which adds nothing certain to what is above"
        return "Help nobody themselves, and lead on to nobody who surely does"

    def _not_enough(self, service: Service, listed_at: Collection[str]) -> str:
        """At which urgencies a service takes people, and what it offers is not enough."""
        short = [
            one
            for one in reversed(URGENCIES)
            if one not in listed_at and not self._enough(service, one) and self._asks(service, (one,))
        ]
        if not short:
            return ""
        labels = listed([self.map.framework.urgencies[one] for one in short], "or")
        if service.offers is None:
            return f"Not listed as {labels}, as what they offer is not written down"
        return f"Not listed as {labels}, as the map shows no assessment there"

    def _asks(self, service: Service, urgencies: Iterable[str]) -> bool:
        """Whether a service takes anybody whom the card is for."""
        return any(self._taken(service, need, one) for need, one in product(self.map.people.needs, urgencies))

    def _unusual(self) -> Iterator[str]:
        """The circumstances out of the usual that the map asks about."""
        for name in self.map.people.circumstances:
            label = self.map.circumstances[name].label
            yield f"not {label}" if name in self.usual else label

    def _agreed(self) -> str:
        forum = self.map.forum
        if forum is None or forum.reviewed is None:
            return ""
        said = f"{forum.name or 'The forum'} last reviewed this map on {date_in_words(forum.reviewed)}"
        if forum.review_every is not None and forum.review_every.after(forum.reviewed) < self.on:
            said += f"; its next review was due on {date_in_words(forum.review_every.after(forum.reviewed))}"
        return said


def _rows_of(sections: Iterable[CardSection]) -> tuple[CardRow, ...]:
    return tuple(row for section in sections for row in section.rows)


def _has_number(service: Service) -> bool:
    number = _number(service)
    return number is not None and number.is_number


def _both(one: Pattern, other: Pattern) -> bool:
    return without_(one, other) != one


def _more(parts: Sequence[Column], days: Days, others: Sequence[tuple[Told | None, ...]]) -> bool:
    """Whether days hold a minute of a card's times that is in none of the others."""
    for number, part in enumerate(parts):
        told_of = [one[number] for one in others]
        covers = [one.days for one in told_of if one is not None]
        for day in part.dates:
            left = without_(part.days[day], without_(part.days[day], days[day]))
            for one in covers if left else ():
                left = without_(left, one[day])
            if left:
                return True
    return False


def _words_of(times: Iterable[Told | None]) -> list[str]:
    return ["–" if one is None else one.words for one in times]


# --- words ---------------------------------------------------------------------------------------------


MOST_HELPERS = 3
"""How many services are named that one leads on to."""
_LONGEST_NIGHT = 5 * 24 * 60
"""How long a service may stay shut at most, for a response time that counts its open hours: over Easter, say."""


def _number(service: Service) -> CardNumber | None:
    """The number for professionals, or else the public one, as the map writes it; failing both, what stands there."""
    contact = service.contact or {}
    stated = [channel for channel in ("professional_phone", "phone") if channel in contact]
    numbers = [channel for channel in stated if any(char.isdigit() for char in contact[channel])]
    for channel in (*numbers, *stated):
        closed = channel == "professional_phone" or service.open_to != "public"
        return CardNumber(contact[channel], closed, channel in numbers)
    return None


def response_in_words(response: Response) -> str:
    """A response time as part of a sentence.

    Example:
        >>> response_in_words(Response("open", 240)), response_in_words(Response("next-working-day", 0))
        ('responds within 4 h of opening time', 'responds on the next working day')
    """
    if response.clock == "next-working-day":
        return "responds on the next working day"
    if response.minutes == 0:
        return "responds at once"
    within = f"responds within {duration_in_words(response.minutes)}"
    return f"{within} of opening time" if response.clock == "open" else within


def _responses(stated: Mapping[str, Response] | None) -> str:
    """All response times of a service: "within 1 h", or by urgency where they differ."""
    words = {one: response_in_words((stated or {})[one]) for one in reversed(URGENCIES) if one in (stated or {})}
    plain = {one: text.removeprefix("responds ") for one, text in words.items()}
    if len(set(plain.values())) == 1 and len(plain) == len(URGENCIES):
        return next(iter(plain.values()))
    named = {text: " or ".join(one.replace("-", " ") for one in plain if plain[one] == text) for text in plain.values()}
    return ", ".join(f"{urgencies} {text}" for text, urgencies in named.items())


def _holiday_words(service: Service) -> str:
    policy = service.holidays
    days = (None, None) if policy is None else (policy.public, policy.local)
    words = [
        "not written down" if one is None else windows_words(one.windows) if one.kind == "times" else one.kind
        for one in days
    ]
    return words[0] if words[0] == words[1] else f"public {words[0]}, local {words[1]}"


def _ages_words(ranges: Iterable[tuple[int, int]]) -> str:
    """Ages as a map writes them, such as "0-15, 65+"."""
    return ", ".join(age_range(low, high) for low, high in joined(ranges))
