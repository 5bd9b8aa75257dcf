"""What rules about agreements between organisations share: which transfers are in use, and who runs their ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pathkit.maps import Map, Transfer
from pathkit.rules.face import Asked


def runs(pathway: Asked, service: str) -> bool:
    """Whether a service runs: its status says so, and its last day has not passed."""
    return pathway.is_operating(service) and not _ended(pathway, pathway.map.services[service].valid_until)


def in_use(pathway: Asked) -> Iterator[Transfer]:
    """The transfers whose two services run, and whose own last day has not passed."""
    for transfer in pathway.map.transfers.values():
        if runs(pathway, transfer.from_) and runs(pathway, transfer.to) and not _ended(pathway, transfer.valid_until):
            yield transfer


def _ended(pathway: Asked, last: date | None) -> bool:
    return last is not None and last < pathway.pathway.date


def providers(map_: Map, transfer: Transfer) -> tuple[str, str]:
    """The organisations that run the sender and the receiver."""
    return map_.services[transfer.from_].provider, map_.services[transfer.to].provider


def in_forum(map_: Map) -> frozenset[str] | None:
    """The organisations at the forum's table: its members and its convenor; None where no members are stated."""
    if map_.forum is None or map_.forum.members is None:
        return None
    convenor = () if map_.forum.convenor is None else (map_.forum.convenor,)
    return frozenset((*map_.forum.members, *convenor))
