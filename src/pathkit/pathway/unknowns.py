"""The facts that a map does not state, and the organisation that can answer each.

A fact that is not stated is no fault: it is a question. Some bear on what happens to people and make the
two readings differ (semantics page, "Two readings"); others only leave a principle without evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pathkit.maps import Map, Service, Transfer
from pathkit.pathway.flows import STAFF_LED
from pathkit.pathway.readings import HOW, OPERATING
from pathkit.situations.people import URGENCIES

CRISIS_KINDS = frozenset({"crisis-team", "assessment-unit", "crisis-space", "place-of-safety"})

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fact:
    """A fact that nobody has written down.

    `name` is the fact ("holidays"), `subject` the ids it is about, `ask` the organisation that can answer (None:
    the forum). `words` says it inside a list, `question` as a question; `path` is the place in the map.
    """

    name: str
    subject: tuple[str, ...]
    ask: str | None
    words: str
    question: str
    path: Path
    principles: tuple[str, ...]

    @property
    def id(self) -> str:
        """The question's id, such as `holidays@gp`."""
        return "@".join((self.name, *self.subject))


def unknown_facts(map_: Map) -> Iterator[Fact]:
    """Every fact that the map leaves open, in the order of the map."""
    referred_to: dict[str, tuple[str, ...]] = {}
    for transfer in map_.transfers.values():
        if HOW.get(transfer.by) == "queued":
            stated = {*(transfer.responds_within or ()), *(map_.services[transfer.to].responds_within or ())}
            silent = {*referred_to.get(transfer.to, ()), *(u for u in URGENCIES if u not in stated)}
            referred_to[transfer.to] = tuple(u for u in URGENCIES if u in silent)
    signposted_to = {t.to for t in map_.transfers.values() if t.by == "signpost"}
    answered = {t.from_ for t in map_.transfers.values() if t.when in ("closed", "always")}
    for service in map_.services.values():
        if service.status in OPERATING:
            yield from _of_service(map_, service, referred_to, signposted_to, answered)
    for transfer in map_.transfers.values():
        yield from _of_transfer(map_, transfer)
    yield from _of_pairs(map_)
    yield from _of_forum(map_)


def _of_service(
    map_: Map,
    service: Service,
    referred_to: Mapping[str, tuple[str, ...]],
    signposted_to: set[str],
    answered: set[str],
) -> Iterator[Fact]:
    def fact(name: str, words: str, question: str, *principles: str, key: str | None = None) -> Fact:
        path = ("services", service.id, key or name)
        return Fact(name, (service.id,), service.provider, words, question, path, principles)

    name = service.name
    public = service.open_to == "public"
    if not service.hours.known:
        yield fact("hours", "its hours", f"What are the hours of {name}?", "responsive", "no-wrong-door")
    elif _holidays_open(map_, service):
        yield fact(
            "holidays",
            "what happens on holidays",
            f"What happens at {name} on public and local holidays: closed, as usual, or at what times?",
            "responsive",
        )
    if any(block.excludes is None for block in service.supports or ()):
        yield fact(
            "excludes",
            "whom it excludes",
            f"Is anybody turned away by {name}, such as people who are intoxicated?",
            "free-from-stigma-and-discrimination",
            "no-wrong-door",
            key="supports",
        )
    if any(exclusion.kind is None for block in service.supports or () for exclusion in (block.excludes or {}).values()):
        yield fact(
            "exclusion-kind",
            "the kind of its exclusions",
            f"Are the exclusions of {name} blanket, or functional (only while somebody cannot take part)?",
            "free-from-stigma-and-discrimination",
            key="supports",
        )
    if service.supports is not None and service.offers is None:
        yield fact("offers", "what it offers", f"What is offered by {name}?", "no-wrong-door", "responsive")
    silent = referred_to.get(service.id, ())
    if silent:
        at = "" if len(silent) == len(URGENCIES) else f" at {' and '.join(silent).replace('-', ' ')} urgency"
        yield fact(
            "responds-within",
            f"how soon it responds to a referral{at}",
            f"How soon is there a response from {name} to a referral{at or ', by urgency'}?",
            "responsive",
            key="responds_within",
        )
    if service.contact is None and (public or service.id in signposted_to):
        yield fact(
            "contact",
            "how people contact it",
            f"By which channels can people contact {name}, and how?",
            "signposting-and-referral",
            "getting-it-right-for-everyone",
        )
    if (
        public
        and service.when_shut is None
        and not service.hours.always
        and service.hours.closed_with is None
        and service.id not in answered
    ):
        yield fact(
            "when-shut",
            "what a caller gets when it is shut",
            f"What does somebody who turns to {name} get while it is shut: a message, a divert, or nothing?",
            "no-wrong-door",
            key="when_shut",
        )
    if service.trauma_training is None and (public or service.kind in CRISIS_KINDS):
        yield fact(
            "trauma-training",
            "the trauma training of its staff",
            f"What level of trauma training have the staff of {name}?",
            "trauma-informed",
            key="trauma_training",
        )
    if service.checked_on is None:
        yield fact(
            "checked-on",
            "when these facts were last checked",
            f"When were the facts about {name} last checked?",
            "signposting-and-referral",
            "continuously-improving",
            key="checked_on",
        )


def _holidays_open(map_: Map, service: Service) -> bool:
    hours = service.hours
    if hours.always or hours.closed_with is not None or not (any(hours.weekly) or hours.monthly):
        return False
    area = map_.area
    public = area is None or area.calendar != "none"
    local = area is not None and bool(area.local_holidays) and service.id not in map_.library
    policy = service.holidays
    return (public and (policy is None or policy.public is None)) or (
        local and (policy is None or policy.local is None)
    )


def _providers(map_: Map, transfer: Transfer) -> tuple[str, str]:
    return map_.services[transfer.from_].provider, map_.services[transfer.to].provider


def _of_transfer(map_: Map, transfer: Transfer) -> Iterator[Fact]:
    sender, receiver = map_.services[transfer.from_], map_.services[transfer.to]
    between = f"the transfer from {sender.name} to {receiver.name}"
    if transfer.hours is not None and not transfer.hours.known:
        yield Fact(
            "hours",
            (transfer.id,),
            sender.provider,
            "when it is made",
            f"At what hours is {between} made?",
            ("transfers", transfer.id, "hours"),
            ("responsive", "no-wrong-door"),
        )
    if HOW.get(transfer.by) not in STAFF_LED:
        return
    if transfer.agreed_by is None and sender.provider != receiver.provider:
        yield Fact(
            "agreed-by",
            (transfer.id,),
            sender.provider,
            "who has agreed to it",
            f"Which organisations have agreed to {between}?",
            ("transfers", transfer.id, "agreed_by"),
            ("collaborative",),
        )
    if transfer.holds_until is None:
        yield Fact(
            "holds-until",
            (transfer.id,),
            sender.provider,
            "until when the sender holds the person",
            f"In {between}, until when is the sender responsible: sent, contacted, accepted or arrived?",
            ("transfers", transfer.id, "holds_until"),
            ("alignment-of-services",),
        )


def _of_pairs(map_: Map) -> Iterator[Fact]:
    seen: set[tuple[str, str]] = set()
    for transfer in map_.transfers.values():
        pair = _providers(map_, transfer)
        key = (min(pair), max(pair))
        if HOW.get(transfer.by) not in STAFF_LED or pair[0] == pair[1] or key in seen or not transfer.shares:
            continue
        seen.add(key)
        covered = transfer.agreement is not None or any(
            set(pair) <= set(agreement.parties or ()) for agreement in map_.agreements.values()
        )
        if not covered:
            names = [_organisation(map_, one) for one in key]
            yield Fact(
                "agreement",
                key,
                pair[0],
                "the agreement under which they share information",
                f"Under which agreement do {names[0]} and {names[1]} share information about people?",
                ("transfers", transfer.id, "agreement"),
                ("data-sharing",),
            )


def _organisation(map_: Map, name: str) -> str:
    organisation = map_.organisations.get(name)
    return name if organisation is None else organisation.name


def _of_forum(map_: Map) -> Iterator[Fact]:
    area, forum = map_.area, map_.forum
    if area is None:
        return
    wanted = (
        (
            "escalation",
            "how a disputed transfer is escalated",
            "Who is called when a transfer is disputed or refused, and at what hours?",
            "collaborative",
        ),
        (
            "lived-experience",
            "how people with lived experience take part",
            "How do people with lived experience take part in the forum?",
            "continuously-improving",
        ),
        (
            "measures",
            "what is measured",
            "What does the forum measure to see whether the pathway works?",
            "continuously-improving",
        ),
        (
            "reviewed",
            "when the pathway was last reviewed",
            "When was the pathway last reviewed, and how often is it to be?",
            "continuously-improving",
        ),
    )
    for name, words, question, principle in wanted:
        key = name.replace("-", "_")
        if forum is None or getattr(forum, key) is None:
            yield Fact(
                name,
                (area.id,),
                None if forum is None else forum.convenor,
                words,
                question,
                ("forum", key),
                (principle,),
            )
