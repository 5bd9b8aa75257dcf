"""Why people are stuck: the causes at each place they get to, in the engine's own terms.

Found by walking from where a person is, by the transfers that can be made, and asking at every service on
the way why it does not support them and why each other transfer cannot be made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pathkit.maps import Condition, Map, Service, Transfer
from pathkit.pathway.journeys import Walker
from pathkit.pathway.readings import HOW, Clock, Openings
from pathkit.situations.people import (
    age_meets,
    circumstances_meet,
    excluded_when_not_stated,
)

MOST_CONTACTS = 400
"""A walk that has come to more places than this stops: what is near is what explains."""


@dataclass(frozen=True)
class Reason:
    """One cause. `cause` is a word of the closed list below; `facts` are the questions it rests on.

    Words: `receiver-shut`, `shut`, `not-taking-new-people`, `excluded`, `outside-ages`, `outside-needs`,
    `outside-localities`, `outside-urgency`, `requires`, `not-enough-offered`, `supports-nobody`,
    `transfer-hours`, `transfer-condition`, `only-a-signpost`, `cannot-contact`, `no-transfer`, `not-stated`.
    """

    cause: str
    service: str | None
    transfer: str | None
    text: str
    facts: tuple[str, ...] = ()


def reasons(map_: Map, clock: Clock, walker: Walker, start: str, minute: int, ways: frozenset[str]) -> Iterator[Reason]:
    """The causes for one person in contact with `start` at a minute, nearest first."""
    waiting = [(start, minute)]
    seen = set(waiting)
    told: set[tuple[str, str | None, str | None]] = set()
    while waiting and len(seen) < MOST_CONTACTS:
        service, now = waiting.pop(0)
        found = list(_unsupported(map_, clock, walker, service, now))
        leaving = [t for t in map_.transfers.values() if t.from_ == service and t.by in HOW]
        if not leaving:
            name = map_.services[service].name
            found.append(Reason("no-transfer", service, None, f"No transfer leads on from {name}."))
        for transfer in leaving:
            blocked = _blocked(map_, clock, walker, transfer, now, ways)
            if blocked is not None:
                found.append(blocked)
                continue
            for way in walker.ways.get(service, ()):
                if way.transfer.id == transfer.id:
                    for arrived in walker.contacts_by(way, now):
                        if (transfer.to, arrived) not in seen:
                            seen.add((transfer.to, arrived))
                            waiting.append((transfer.to, arrived))
        for reason in found:
            key = (reason.cause, reason.service, reason.transfer)
            if key not in told:
                told.add(key)
                yield reason


def cannot_contact(service: Service) -> Reason:
    """The cause where somebody turns to a door by none of whose channels they can reach it."""
    if service.contact is None:
        text = f"{service.name}: the map does not say how it can be contacted."
        return Reason("not-stated", service.id, None, text, (f"contact@{service.id}",))
    text = f"They can contact {service.name} by none of the ways that it offers."
    return Reason("cannot-contact", service.id, None, text)


def _unsupported(map_: Map, clock: Clock, walker: Walker, name: str, minute: int) -> Iterator[Reason]:
    service = map_.services[name]
    label = service.name
    if service.supports is None:
        if service.offers:  # it may have been forgotten: then nothing else explains why nobody is helped here
            text = f"{label} helps nobody itself: it offers help, and its `supports` is left out."
            yield Reason("supports-nobody", name, None, text)
        return
    if not walker.supported(name):
        yield _why_not(map_, walker, service)
        return
    openings = clock.service(name)
    if openings.intake.sure.holds(minute):
        return
    if openings.open.sure.holds(minute):
        taken = service.intake.text if service.intake is not None else "other hours"
        yield Reason("not-taking-new-people", name, None, f"{label} is open but takes new people only {taken}.")
    elif openings.intake.possible.holds(minute):
        yield _opening_not_stated(map_, service, None)
    else:
        yield Reason("shut", name, None, f"{label} is shut (hours: {service.hours.text}).")


def _opening_not_stated(map_: Map, service: Service, transfer: str | None) -> Reason:
    fact = "holidays" if service.hours.known else "hours"
    what = "whether it is open on holidays" if service.hours.known else "when it is open"
    other = service.hours.closed_with
    about = other if other is not None else service.id
    return Reason(
        "not-stated",
        service.id,
        transfer,
        f"{service.name}: the map does not say {what}.",
        (f"{fact}@{about}", f"hours@{about}"),
    )


def _why_not(map_: Map, walker: Walker, service: Service) -> Reason:
    """Why a service's `supports` or offers leave a person out: the block that comes nearest says."""
    person = walker.person
    name, label = service.id, service.name
    nearest: Reason | None = None
    best = -1
    for block in service.supports or ():
        passed, reason = _block_reason(map_, walker, service, label, block, True)
        if passed > best:
            best, nearest = passed, reason
    if nearest is not None:
        return nearest
    urgency = person.urgency.replace("-", " ")
    if not service.supports:
        return Reason("supports-nobody", name, None, f"{label} supports nobody itself.")
    if service.offers is None:
        return Reason("not-stated", name, None, f"{label}: the map does not say what it offers.", (f"offers@{name}",))
    return Reason("not-enough-offered", name, None, f"What {label} offers is not enough at {urgency}.")


def _block_reason(
    map_: Map, walker: Walker, service: Service, label: str, block: Condition, of_supports: bool
) -> tuple[int, Reason | None]:
    """How many tests a person passes in a block, and the first they do not (None: they meet it).

    `label` is what the block belongs to; what is not stated matters in `supports` alone.
    """
    person, name = walker.person, service.id
    need = map_.needs[person.need].label
    if block.needs is not None and person.need not in block.needs:
        return 0, Reason("outside-needs", name, None, f"{label} is not for {need}.")
    if block.localities is not None and person.locality not in block.localities:
        return 1, Reason("outside-localities", name, None, f"{label} does not serve {person.locality}.")
    if not age_meets(block, person.age):
        return 2, Reason("outside-ages", name, None, f"{label} is not for people aged {person.age}.")
    if block.urgency is not None and person.urgency not in block.urgency:
        urgency = person.urgency.replace("-", " ")
        return 3, Reason("outside-urgency", name, None, f"{label} is not for people at the urgency {urgency}.")
    lacking = [c for c in block.requires if c not in person.circumstances]
    if lacking:
        words = " and ".join(map_.circumstances[c].label for c in lacking)
        return 4, Reason("requires", name, None, f"{label} takes only people of whom this is true: {words}.")
    if not circumstances_meet(block, person.circumstances):
        hit = sorted(person.circumstances & set(block.excludes or ()))
        words = " and ".join(map_.circumstances[c].label for c in hit)
        return 5, Reason("excluded", name, None, f"{label} does not take people of whom this is true: {words}.")
    unsure = of_supports and excluded_when_not_stated(block, person.circumstances, walker.usual)
    if unsure and not walker.at_best("excludes", name):
        return 6, Reason(
            "not-stated",
            name,
            None,
            f"{label}: the map does not say whom it excludes.",
            (f"excludes@{name}",),
        )
    return 7, None


def _blocked(
    map_: Map, clock: Clock, walker: Walker, transfer: Transfer, minute: int, ways: frozenset[str]
) -> Reason | None:
    """Why a transfer cannot be made for a person at a minute, or None if it can."""
    how = HOW[transfer.by]
    sender, receiver = map_.services[transfer.from_], map_.services[transfer.to]
    name, to = transfer.id, receiver.name
    if how not in ways:
        if how == "person-led":
            return Reason("only-a-signpost", transfer.to, name, f"To {to} there is only a signpost from {sender.name}.")
        return Reason("only-a-referral", transfer.to, name, f"To {to} there is only a referral, and so a wait.")
    if not walker.meets_any(transfer.for_):
        return _not_for_them(map_, walker, transfer)
    window = clock.transfer(transfer)
    if window is not None and not window.sure.holds(minute) and window.possible.holds(minute):
        text = f"The map does not say when the transfer from {sender.name} to {to} is made."
        return Reason("not-stated", transfer.to, name, text, (f"hours@{name}",))
    if window is not None and not window.sure.holds(minute):
        hours = transfer.hours.text if transfer.hours is not None else "only on some days"
        return Reason(
            "transfer-hours",
            transfer.to,
            name,
            f"The transfer from {sender.name} to {to} is not made at that time (it is made: {hours}).",
        )
    opening = clock.service(transfer.from_)
    if transfer.when == "open" and not opening.open.sure.holds(minute):
        return _shut_or_not_stated(map_, sender, opening, minute, name, "sender-shut")
    if transfer.when == "closed" and opening.open.possible.holds(minute):
        return Reason(
            "transfer-hours",
            transfer.to,
            name,
            f"What leads from {sender.name} to {to} does so only while {sender.name} is shut.",
        )
    there = clock.service(transfer.to)
    if how == "live":
        if not there.open.sure.holds(minute):
            return _shut_or_not_stated(map_, receiver, there, minute, name, "receiver-shut")
        return None
    if how == "person-led":
        if receiver.open_to != "public" or not walker.can_contact(transfer.to):
            facts = (f"contact@{receiver.id}",) if receiver.contact is None else ()
            cause = "not-stated" if facts else "cannot-contact"
            return Reason(cause, transfer.to, name, f"They cannot contact {to} on their own.", facts)
        return None if there.open.sure.next(minute) is not None else _never(receiver, name)
    return None if there.intake.sure.next(minute) is not None else _never(receiver, name)


def facts_on_the_way(
    map_: Map, clock: Clock, walker: Walker, start: str, minute: int, ways: frozenset[str]
) -> Iterator[str]:
    """The questions that lie on a person's ways: where the map does not say, and response times not written down."""
    for reason in reasons(map_, clock, walker, start, minute, ways):
        yield from reason.facts
    for sender in sorted(walker.ways):
        for way in walker.ways[sender]:
            if not way.response_known:
                yield f"responds-within@{way.transfer.to}"


def _not_for_them(map_: Map, walker: Walker, transfer: Transfer) -> Reason:
    """Why a transfer's `for` leaves a person out: the block that comes nearest says."""
    sender, receiver = map_.services[transfer.from_], map_.services[transfer.to]
    label = f"The transfer from {sender.name} to {receiver.name}"
    told = [_block_reason(map_, walker, receiver, label, block, False) for block in transfer.for_ or ()]
    nearest = max(told, key=lambda one: one[0], default=(0, None))[1]
    text = f"{label} is for nobody." if nearest is None else nearest.text
    return Reason("transfer-condition", transfer.to, transfer.id, text)


def _never(receiver: Service, transfer: str) -> Reason:
    return Reason(
        "receiver-shut",
        receiver.id,
        transfer,
        f"{receiver.name} is not known to take anybody from then on (hours: {receiver.hours.text}).",
        (f"hours@{receiver.id}",) if not receiver.hours.known else (),
    )


def _shut_or_not_stated(
    map_: Map, service: Service, openings: Openings, minute: int, transfer: str, cause: str
) -> Reason:
    if openings.open.possible.holds(minute):
        return _opening_not_stated(map_, service, transfer)
    return Reason(cause, service.id, transfer, f"{service.name} is shut (hours: {service.hours.text}).")
