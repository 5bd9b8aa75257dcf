"""The facts that a map does not state, and the organisation that can answer each.

A fact that is not stated is no fault: it is a question. Some bear on what happens to people and make the
two readings differ (semantics page, "Two readings"); others only leave a principle without evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pathkit.maps import Map, Service, Transfer
from pathkit.maps.plan_facts import actions_of, is_ended
from pathkit.maps.planning import DELIVERED, UNKNOWN
from pathkit.pathway.flows import STAFF_LED
from pathkit.pathway.names import called, within
from pathkit.pathway.readings import HOW, OPERATING
from pathkit.situations.people import URGENCIES
from pathkit.times.hours import Hours

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
    yield from _of_agreed(map_)


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
    idle = _follows_what_never_runs(map_, service.hours)
    if not service.hours.known or idle is not None:
        why = "" if idle is None else f" (the map says: when {idle} is closed, which is not running)"
        yield fact(
            "hours",
            "its hours",
            f"What are the hours of {name}: on which days, and from when to when{why}?",
            "responsive",
            "no-wrong-door",
        )
    else:
        holidays = _holidays_open(map_, service)
        if holidays:
            yield fact(
                "holidays",
                "what happens on holidays",
                f"What happens at {name} on {holidays} holidays: closed, as usual, or open at which other times?",
                "responsive",
            )
    if service.intake is not None and not service.intake.known:
        yield fact(
            "intake",
            "when it takes new people",
            f"When are new people taken by {name}: on which days, and from when to when?",
            "responsive",
            "no-wrong-door",
        )
    if any(block.excludes is None for block in service.supports or ()):
        yield fact(
            "excludes",
            "whom it excludes",
            f"Is anybody who needs help turned away by {name}, such as people who are intoxicated? If so, whom?",
            "free-from-stigma-and-discrimination",
            "no-wrong-door",
            key="supports",
        )
    unexplained = [
        circumstance
        for block in service.supports or ()
        for circumstance, exclusion in (block.excludes or {}).items()
        if exclusion.kind is None
    ]
    if unexplained:
        labels = ", ".join(dict.fromkeys(map_.circumstances[one].label for one in unexplained))
        yield fact(
            "exclusion-kind",
            "the kind of its exclusions",
            f"Some people are turned away by {name} ({labels}): always, or only while they cannot take part?",
            "free-from-stigma-and-discrimination",
            key="supports",
        )
    if service.supports is not None and service.offers is None:
        yield fact(
            "offers",
            "what it offers",
            f"What is offered to people by {name}, such as listening, assessment, treatment, a safe space or a bed?",
            "no-wrong-door",
            "responsive",
        )
    silent = referred_to.get(service.id, ())
    if silent:
        at = "" if len(silent) == len(URGENCIES) else f" at {' and '.join(silent).replace('-', ' ')} urgency"
        yield fact(
            "responds-within",
            f"how soon it responds to a referral{at}",
            f"How soon is there a response from {name} to somebody who is referred there{at or ', by urgency'}?",
            "responsive",
            key="responds_within",
        )
    if service.contact is None and (public or service.id in signposted_to):
        yield fact(
            "contact",
            "how people contact it",
            f"How can people get in touch with {name}: by telephone, text message, web, e-mail or video, or where?",
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
            f"What level of trauma training have the staff of {name}: informed, skilled, enhanced or specialist?",
            "trauma-informed",
            key="trauma_training",
        )
    if service.checked_on is None:
        yield fact(
            "checked-on",
            "when these facts were last checked",
            f"When did somebody last check that the hours, contacts and conditions of {name} are written down rightly?",
            "signposting-and-referral",
            "continuously-improving",
            key="checked_on",
        )


def _follows_what_never_runs(map_: Map, hours: Hours) -> str | None:
    """The name of the service whose closing hours follow, where that one is not running: nobody knows then."""
    other = hours.closed_with
    if other is None or map_.services[other].status in OPERATING:
        return None
    return map_.services[other].name


def _holidays_open(map_: Map, service: Service) -> str:
    """The holidays of which nobody says what happens on them: "public", "local" or both; "" where all is said."""
    hours = service.hours
    if hours.always or hours.closed_with is not None or not (any(hours.weekly) or hours.monthly):
        return ""
    area = map_.area
    public = area is None or area.calendar != "none"
    local = area is not None and bool(area.local_holidays) and service.id not in map_.library
    policy = service.holidays
    silent = {
        "public": public and (policy is None or policy.public is None),
        "local": local and (policy is None or policy.local is None),
    }
    return " and ".join(kind for kind, open_ in silent.items() if open_)


def _providers(map_: Map, transfer: Transfer) -> tuple[str, str]:
    return map_.services[transfer.from_].provider, map_.services[transfer.to].provider


def _of_transfer(map_: Map, transfer: Transfer) -> Iterator[Fact]:
    sender, receiver = map_.services[transfer.from_], map_.services[transfer.to]
    how = map_.framework.methods[transfer.by].label
    passed_on = f"people are passed on from {sender.name} to {receiver.name} (by {how})"
    hours = transfer.hours
    if hours is not None and (not hours.known or _follows_what_never_runs(map_, hours) is not None):
        yield Fact(
            "hours",
            (transfer.id,),
            sender.provider,
            "when it is made",
            f"At which times are people passed on from {sender.name} to {receiver.name} (by {how})?",
            ("transfers", transfer.id, "hours"),
            ("responsive", "no-wrong-door"),
        )
    if HOW.get(transfer.by) not in STAFF_LED:
        return
    apart = sender.provider != receiver.provider
    if transfer.shares is None and apart:
        yield Fact(
            "shares",
            (transfer.id,),
            sender.provider,
            "what is passed on with the person",
            f"When {passed_on}, what is passed on with them: who they are, what they have told, the risk?",
            ("transfers", transfer.id, "shares"),
            ("alignment-of-services", "data-sharing"),
        )
    if transfer.agreed_by is None and apart:
        both = " and ".join(_organisation(map_, one) for one in (sender.provider, receiver.provider))
        yield Fact(
            "agreed-by",
            (transfer.id,),
            sender.provider,
            "who has agreed to it",
            f"Have {both} both agreed that {passed_on}?",
            ("transfers", transfer.id, "agreed_by"),
            ("collaborative",),
        )
    if transfer.holds_until is None:
        yield Fact(
            "holds-until",
            (transfer.id,),
            sender.provider,
            "until when the sender is responsible for the person",
            f"When {passed_on}, until when is the sender responsible for them: until they are sent, contacted or "
            "accepted, or have arrived?",
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
        # Where the agreements are listed, a missing one is a finding (`no-sharing-agreement`): one gap is told once.
        if not covered and not lists_agreements(map_, transfer.id in map_.library):
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


def lists_agreements(map_: Map, library: bool) -> bool:
    """Whether a map (or, if `library`, what it uses) lists its agreements, so that one that is missing shows.

    An agreement of which nobody has written down the parties may be the one that seems to be missing.
    """
    listed = any((name in map_.library) == library for name in map_.agreements)
    return listed and all(agreement.parties is not None for agreement in map_.agreements.values())


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
            "Who is called when a service refuses somebody whom another wants to pass on to it, and at what hours?",
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
            "What does the forum measure, and how often, to see whether the pathway works?",
            "continuously-improving",
        ),
        (
            "reviewed",
            "when the pathway was last reviewed",
            "When did the forum last review the pathway, and how often is it to do so?",
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


# --- what partners have agreed

_IMPROVING, _TOGETHER = "continuously-improving", "collaborative"


def _of_agreed(map_: Map) -> Iterator[Fact]:
    """What partners have agreed and nobody has written down: who, by when, and on which day.

    Only what rules and the map of progress need. The forum is asked, for the plan is its own.
    """
    if map_.area is not None:
        yield from _of_declaration(map_, map_.area.id)
        yield from _of_plan(map_, map_.area.id)
        yield from _of_emergency_plan(map_, map_.area.id)
    yield from _of_actions(map_)
    yield from _of_measures(map_)
    yield from _of_training(map_)


def _asked_of_forum(map_: Map, name: str, subject: str, words: str, question: str, path: Path, principle: str) -> Fact:
    return Fact(
        name, (subject,), None if map_.forum is None else map_.forum.convenor, words, question, path, (principle,)
    )


def _of_declaration(map_: Map, area: str) -> Iterator[Fact]:
    if map_.declaration is not None and map_.declaration.signed_by is None:
        yield _asked_of_forum(
            map_,
            "declaration-signed-by",
            area,
            "who signed the declaration",
            "Which organisations have signed the declaration?",
            ("declaration", "signed_by"),
            _TOGETHER,
        )


def _of_plan(map_: Map, area: str) -> Iterator[Fact]:
    if map_.plan is None:
        return
    if map_.plan.agreed is None:
        yield _asked_of_forum(
            map_,
            "plan-agreed",
            area,
            "whether the plan is agreed",
            "Has the plan been agreed? If so, on which day, and by which organisations?",
            ("plan", "agreed"),
            _IMPROVING,
        )
    elif map_.plan.agreed_by is None:
        yield _asked_of_forum(
            map_,
            "plan-agreed-by",
            area,
            "who agreed the plan",
            "Which organisations have agreed the plan?",
            ("plan", "agreed_by"),
            _TOGETHER,
        )


def _of_emergency_plan(map_: Map, area: str) -> Iterator[Fact]:
    plan = map_.emergency_plan
    if plan is None:
        return
    wanted = (
        ("owner", "who keeps the emergency plan", f"Who keeps “{plan.title}”?"),
        (
            "review_by",
            "by when the emergency plan is to be reviewed",
            f"By when is “{plan.title}” to be reviewed?",
        ),
        (
            "covers",
            "what the emergency plan relies on",
            f"What does “{plan.title}” rely on: which place of safety, which way to a mental health officer, which "
            "transport, and which service for children and young people?",
        ),
    )
    for key, words, question in wanted:
        if getattr(plan, key) is None:
            name = f"emergency-plan-{key.replace('_', '-')}"
            yield _asked_of_forum(map_, name, area, words, question, ("emergency_plan", key), _TOGETHER)


def _of_actions(map_: Map) -> Iterator[Fact]:
    """Nothing is asked of an action that is stopped, and of one that is delivered only when that was."""
    for name, action in actions_of(map_).items():
        at: Path = ("plan", "actions", name)
        title = f"“{action.title}”"
        if action.status == DELIVERED and action.done is None:
            question = f"On which day was this action delivered: {title}?"
            yield _asked_of_forum(
                map_, "done", name, "on which day it was delivered", question, (*at, "done"), _IMPROVING
            )
        if is_ended(action):
            continue
        if action.status == UNKNOWN:
            question = f"How far has this action got (not started, in progress, delivered or stopped): {title}?"
            yield _asked_of_forum(map_, "status", name, "how far it has got", question, (*at, "status"), _IMPROVING)
        if not action.owner:
            question = f"Who owns this action: {title}?"
            yield _asked_of_forum(map_, "owner", name, "who owns it", question, (*at, "owner"), _IMPROVING)
        if action.due is None:
            question = f"By when is this action to be delivered: {title}?"
            yield _asked_of_forum(
                map_, "due", name, "by when it is to be delivered", question, (*at, "due"), _IMPROVING
            )


def _of_measures(map_: Map) -> Iterator[Fact]:
    for name, measure in map_.measures.items():
        at: Path = ("measures", name)
        of = "" if measure.about is None else f" ({within(called(map_, measure.about))})"
        if measure.value is None and measure.says is None:
            question = f"What does this measure come to, or what do people say of it: “{measure.what}”{of}?"
            yield _asked_of_forum(map_, "value", name, "what it comes to", question, at, _IMPROVING)
        elif measure.value is not None and measure.on is None:
            question = f"Up to which day was this measured: “{measure.what}”{of}?"
            words = "up to which day it was measured"
            yield _asked_of_forum(map_, "on", name, words, question, (*at, "on"), _IMPROVING)


def _of_training(map_: Map) -> Iterator[Fact]:
    for name, training in map_.training.items():
        at: Path = ("training", name)
        if training.with_ is None:
            question = f"The staff of which organisations took part in the training “{training.what}”?"
            yield _asked_of_forum(map_, "with", name, "whose staff took part", question, (*at, "with"), _TOGETHER)
        if training.on is None:
            question = f"When was the training “{training.what}” last held?"
            yield _asked_of_forum(map_, "on", name, "when it was last held", question, (*at, "on"), _TOGETHER)
