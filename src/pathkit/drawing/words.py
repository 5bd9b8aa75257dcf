"""What a picture says of a service or a transfer, in as few words as will do."""

from __future__ import annotations

from collections.abc import Iterator

from pathkit.check.words import conditions_in_words
from pathkit.maps import Map, Service, Transfer
from pathkit.times.words import date_in_words

__all__ = ["conditions_in_words", "service_in_short", "service_lines", "transfer_in_short", "transfer_lines"]

_OPEN_TO = {"public": "door", "professionals": "for professionals"}
_WHEN = {"closed": "while it is shut", "always": "open or shut"}
_DOES_NOT_RUN = ("paused", "planned", "needed", "closed")


def service_lines(map_: Map, service: Service) -> Iterator[str]:
    """What stands in a service's box below its name: what it is, when it is open, whom it helps itself."""
    kind = map_.framework.kinds[service.kind].label
    access = _OPEN_TO.get(service.open_to)
    yield f"{access} · {kind}" if access else kind
    if service.door_for is not None:
        yield f"a door for: {conditions_in_words(map_, service.door_for)}"
    if service.status in _DOES_NOT_RUN:
        yield f"{service.status}: never open"
    yield _hours(service)
    if service.intake is not None:
        yield f"takes people {service.intake.text}"
    yield from _validity(service)
    if service.supports is not None:
        yield f"helps: {conditions_in_words(map_, service.supports)}"


def service_in_short(map_: Map, service: Service, with_hours: bool = True) -> Iterator[str]:
    """What stands in a box where there are many: what it is, and when it is open."""
    kind = map_.framework.kinds[service.kind].label
    yield f"door · {kind}" if service.open_to == "public" else kind
    if service.status in _DOES_NOT_RUN:
        yield f"{service.status}: never open"
    elif with_hours:
        yield _hours(service)


def transfer_in_short(map_: Map, transfer: Transfer) -> str:
    """What stands beside a line where there are many: how."""
    how = map_.framework.methods[transfer.by].label
    return f"{how}, {_WHEN[transfer.when]}" if transfer.when in _WHEN else how


def transfer_lines(map_: Map, transfer: Transfer) -> Iterator[str]:
    """What stands beside a transfer's line: how, when and for whom."""
    yield transfer_in_short(map_, transfer)
    if transfer.conveyed_by is not None:
        yield f"by {map_.services[transfer.conveyed_by].name}"
    if transfer.hours is not None:
        yield transfer.hours.text if transfer.hours.known else "hours not known"
    yield from _validity(transfer)
    if transfer.for_ is not None:
        yield f"for: {conditions_in_words(map_, transfer.for_)}"


def _hours(service: Service) -> str:
    if service.hours.text == "closed":
        return "never open"
    return service.hours.text if service.hours.known else "hours not known"


def _validity(part: Service | Transfer) -> Iterator[str]:
    if part.valid_from is not None:
        yield f"from {date_in_words(part.valid_from)}"
    if part.valid_until is not None:
        yield f"until {date_in_words(part.valid_until)}"
