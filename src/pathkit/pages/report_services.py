"""The services of a map for reading: what each is, when it is open, whom it helps, how it is reached, and the ways on.

All in words, in the order of the map, so that it can be read aloud or by a screen reader. What nobody has written down
is said to be so, for a gap in a list would read as "no".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pathkit.drawing.words import conditions_in_words, transfer_lines
from pathkit.maps import Map, Service, Transfer, model
from pathkit.maps.words import URGENCIES, age_range
from pathkit.output.service_words import OPEN_TO, UNWRITTEN, hours_words, nobody_itself, opening_words
from pathkit.output.words import capital, date_in_words, listed
from pathkit.pages.audience import Audience, contact_of, kept_back
from pathkit.pathway.readings import OPERATING
from pathkit.times.durations import Response, duration_in_words

NO_PUBLIC_WAY = "No public way to contact it is written down."

_STATUS = {
    "pilot": "It is a pilot.",
    "paused": "It is paused: never open.",
    "planned": "It is planned: not open yet.",
    "needed": "It is needed: there is no such service yet.",
    "closed": "It has closed.",
}


@dataclass(frozen=True)
class Row:
    """Something that is said of a service: what it is about, and one or more texts."""

    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Way:
    """A transfer: the service at its other end, and how, when and for whom. `more` is said below that."""

    service: str
    name: str
    words: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListedService:
    """A service, for reading."""

    id: str
    name: str
    what: str
    rows: tuple[Row, ...]
    ways_on: tuple[Way, ...]
    ways_in: tuple[Way, ...]


@dataclass(frozen=True)
class Listed:
    """An organisation and its services."""

    id: str
    name: str
    sector: str
    services: tuple[ListedService, ...]


def services_listed(map_: Map, audience: Audience) -> tuple[Listed, ...]:
    """Every service, by organisation, in the order of the map."""
    found = []
    for name, organisation in map_.organisations.items():
        services = [one for one in map_.services.values() if one.provider == name]
        if services:
            told = tuple(_listed(map_, one, audience) for one in services)
            found.append(Listed(name, organisation.name, map_.framework.sectors[organisation.sector], told))
    return tuple(found)


def _listed(map_: Map, service: Service, audience: Audience) -> ListedService:
    kind = map_.framework.kinds[service.kind].label
    tier = f", tier {service.tier}" if service.tier is not None else ""
    hours = hours_words(map_, service.hours) if service.status in OPERATING else service.status
    return ListedService(
        service.id,
        service.name,
        f"{capital(kind)}{tier} · {hours}",
        tuple(_rows(map_, service, audience)),
        tuple(_way_on(map_, one, audience) for one in map_.transfers.values() if one.from_ == service.id),
        tuple(_way_in(map_, one) for one in map_.transfers.values() if one.to == service.id),
    )


def _rows(map_: Map, service: Service, audience: Audience) -> Iterator[Row]:
    def free(label: str, key: str, text: str | None) -> Iterator[Row]:
        if text is not None and not kept_back(model.Service, key, audience):
            yield Row(label, (text,))

    if service.status in _STATUS:
        yield Row("Status", (_STATUS[service.status],))
    access = [f"{capital(OPEN_TO[service.open_to].long)}."]
    if service.door_for is not None:
        access.append(f"A door for: {conditions_in_words(map_, service.door_for)}.")
    yield Row("Who can turn to it", tuple(access))
    if service.status in OPERATING:
        yield Row("Open", tuple(f"{capital(one)}." for one in opening_words(map_, service)))
    yield Row("Whom it helps", tuple(_helps(map_, service, audience)))
    if service.supports:
        offers = None if service.offers is None else [map_.offers[one] for one in service.offers]
        yield Row("What it offers", (UNWRITTEN if offers is None else listed(offers) or "nothing",))
        if service.responds_within is not None:
            yield Row("How soon", tuple(_responses(map_, service.responds_within)))
    yield from _contact(map_, service, audience)
    if service.when_shut is not None:
        yield Row("When it is shut", ("A caller gets no message.",))
    if service.languages is not None:
        yield Row("Languages", (listed(service.languages) or "none named",))
    if service.trauma_training is not None:
        yield Row("Trauma training", (service.trauma_training,))
    yield from free("Who decides about risk", "decision_owner", service.decision_owner)
    yield from free("Notes", "notes", service.notes)
    if service.sources and not kept_back(model.Service, "sources", audience):
        yield Row("Read in", tuple(map(_source, service.sources)))
    if service.checked_on is not None:
        yield Row("Last checked", (date_in_words(service.checked_on),))


def _source(source: model.Source) -> str:
    """What is said of a source, with its address as text: the page leads nowhere by itself."""
    address = f", {source.url}" if source.url is not None else ""
    says = [] if source.says is None else list(_said(source.says))
    return f"{source.title}{address}{f' (it says: {listed(says)})' if says else ''}"


def _said(says: model.Says) -> Iterator[str]:
    if says.hours is not None:
        yield f"hours {says.hours.text}"
    if says.ages is not None:
        ranges = (age_range(low, high) for low, high in says.ages)
        yield f"ages {listed(list(ranges))}"


# --- whom it helps, and how soon ---------------------------------------------------------------------------


def _helps(map_: Map, service: Service, audience: Audience) -> Iterator[str]:
    if not service.supports:
        yield f"{capital(nobody_itself(map_, service))}."
        return
    for block in service.supports:
        yield f"{capital(conditions_in_words(map_, (block,)))}."
        if block.excludes is None:
            yield f"Whom it turns away: {UNWRITTEN}."
        for circumstance, exclusion in (block.excludes or {}).items():
            told = list(_exclusion(exclusion, audience))
            if told:
                yield f"Not if {map_.circumstances[circumstance].label}: {'; '.join(told)}."


_KINDS = {"blanket": "whoever it is", "functional": "only while it makes the help impossible"}


def _exclusion(exclusion: model.Exclusion, audience: Audience) -> Iterator[str]:
    if exclusion.kind is not None:
        yield _KINDS[exclusion.kind]
    if exclusion.why is not None and not kept_back(model.Exclusion, "why", audience):
        yield exclusion.why
    if exclusion.instead is not None and not kept_back(model.Exclusion, "instead", audience):
        yield f"instead: {exclusion.instead}"


def _responses(map_: Map, responses: Mapping[str, Response]) -> Iterator[str]:
    """How soon, once where it is the same at every urgency."""
    told = {urgency: _response(responses[urgency]) for urgency in URGENCIES if urgency in responses}
    if len(told) == len(URGENCIES) and len(set(told.values())) == 1:
        yield f"{capital(told[URGENCIES[0]])}."
        return
    for urgency, words in told.items():
        yield f"{capital(map_.framework.urgencies[urgency])}: {words}."


def _response(response: Response) -> str:
    if response.clock == "next-working-day":
        return "on the next working day"
    counted = ", counting only when it is open" if response.clock == "open" else ""
    return f"within {duration_in_words(response.minutes)}{counted}"


def _contact(map_: Map, service: Service, audience: Audience) -> Iterator[Row]:
    channels = map_.framework.channels
    told = [f"{capital(channels[one])}: {text}" for one, text in contact_of(service, audience).items()]
    if service.open_to == "public":
        if service.contact is None:
            told.append(f"{capital(UNWRITTEN)}.")
        elif not contact_of(service, Audience.PUBLIC):
            told.append(NO_PUBLIC_WAY)
    if told:
        yield Row("Contact", tuple(told))


# --- ways on and in ----------------------------------------------------------------------------------------


def _way_on(map_: Map, transfer: Transfer, audience: Audience) -> Way:
    words = "; ".join(transfer_lines(map_, transfer))
    return Way(transfer.to, map_.services[transfer.to].name, words, tuple(_terms(map_, transfer, audience)))


def _way_in(map_: Map, transfer: Transfer) -> Way:
    return Way(transfer.from_, map_.services[transfer.from_].name, map_.framework.methods[transfer.by].label)


def _terms(map_: Map, transfer: Transfer, audience: Audience) -> Iterator[str]:
    """On what terms a transfer is made: what is passed on, who has agreed to it, and who holds the person."""
    if transfer.takes is not None:
        yield f"It takes {duration_in_words(transfer.takes)}."
    if transfer.responds_within is not None:
        yield f"A response comes: {' '.join(_responses(map_, transfer.responds_within))}"
    if transfer.shares is not None:
        shared = listed([map_.framework.shares[one] for one in transfer.shares])
        agreement = "" if transfer.agreement is None else f", under {map_.agreements[transfer.agreement].name}"
        yield f"Passed on with the person: {shared or 'nothing'}{agreement}."
    if transfer.agreed_by is not None:
        agreed = listed([map_.organisations[one].name for one in transfer.agreed_by])
        yield f"Agreed by: {agreed or 'nobody'}."
    if transfer.holds_until is not None:
        yield f"The sender holds the person until: {transfer.holds_until}."
    if transfer.feedback is not None:
        yield f"The sender {'hears' if transfer.feedback else 'does not hear'} what came of it."
    if transfer.holidays is not None:
        yield "Not on holidays."
    if transfer.basis is not None and not kept_back(model.Transfer, "basis", audience):
        yield f"It rests on: {transfer.basis}."
    if transfer.notes is not None and not kept_back(model.Transfer, "notes", audience):
        yield transfer.notes
    if transfer.sources and not kept_back(model.Transfer, "sources", audience):
        yield f"Read in: {'; '.join(source.title for source in transfer.sources)}."
