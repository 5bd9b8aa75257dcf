"""What a service is in words, as a page and an editor say it: who can turn to it, and when it is open.

These are parts of sentences: they begin with a small letter, and no full stop ends them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pathkit.maps import Map, Service
from pathkit.output.words import date_in_words
from pathkit.times.hours import DayPolicy, Hours, hours_in_words
from pathkit.times.phrases import windows_words

UNWRITTEN = "nobody has written it down"


@dataclass(frozen=True)
class Access:
    """Who can turn to a service: in short, and for somebody who does not know the words of the map."""

    short: str
    long: str


OPEN_TO = {
    "public": Access("open to the public", "open to the public: people can turn to it themselves"),
    "professionals": Access("open to professionals only", "open to professionals only"),
    "transfers": Access("by transfer only", "people come to it by a transfer only"),
}


def opening_words(map_: Map, service: Service) -> Iterator[str]:
    """When a service is open: first its hours, then whatever else is known of it."""
    yield hours_words(map_, service.hours)
    if service.intake is not None:
        yield f"it takes new people: {hours_words(map_, service.intake)}"
    yield from _holidays(service)
    for day, policy in sorted(service.dates.items()):
        yield f"on {date_in_words(day)}: {_policy(policy)}"
    if service.valid_from is not None:
        yield f"from {date_in_words(service.valid_from)} on"
    if service.valid_until is not None:
        yield f"until {date_in_words(service.valid_until)}"


def hours_words(map_: Map, hours: Hours) -> str:
    """Hours, with the name of a service that they follow."""
    if not hours.known:
        return UNWRITTEN
    if hours.closed_with is not None:
        other = map_.services.get(hours.closed_with)
        return f"whenever {hours.closed_with if other is None else other.name} is shut"
    return hours_in_words(hours)


def _holidays(service: Service) -> Iterator[str]:
    if service.hours.closed_with is not None or not service.hours.known:
        return
    policy = service.holidays
    if policy is None:
        yield f"on holidays: {'as usual' if service.hours.always else UNWRITTEN}"
    elif policy.public == policy.local:
        yield f"on holidays: {_policy(policy.public)}"
    else:
        yield f"on public holidays: {_policy(policy.public)}; on local holidays: {_policy(policy.local)}"


def _policy(policy: DayPolicy | None) -> str:
    if policy is None:
        return UNWRITTEN
    return windows_words(policy.windows) if policy.kind == "times" else policy.kind


def nobody_itself(map_: Map, service: Service) -> str:
    """Whom a service helps that helps nobody: that it passes people on is said only where it does."""
    passes_on = any(transfer.from_ == service.id for transfer in map_.transfers.values())
    return "nobody itself: it passes people on" if passes_on else "nobody itself"
