"""What a rule is, and the small face by which it asks.

A rule is a module of this folder: its docstring is its documentation (see `documentation`), and one
function, marked with `@rule`, asks a pathway in one reading and yields hits. The engine asks every rule
in both readings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pathkit.maps import Map, Service, Transfer
from pathkit.maps.plan_facts import actions_of
from pathkit.maps.planning import Action
from pathkit.pathway import ANY_WAY, STAFF_LED, Asked, Journey, Pathway
from pathkit.pathway.readings import HOW, OPERATING, Route
from pathkit.rules.documentation import Documentation, documentation_of
from pathkit.situations import Situations

Path = tuple[str | int, ...]


@dataclass(frozen=True, eq=False)
class Hit:
    """One answer of a rule.

    `subjects` are ids, which with the rule's name make the finding's id. `sentence` says what is found;
    in it `{who}` and `{when}` stand for the people and times of `situations`, and any other
    `{word}` for the text that `words` gives (names go there, so that nothing in a name is read as a
    placeholder). `start` is the service at which the people of the situations are, from which the
    journey that shows the finding and its causes are walked. `situations` None: about the map as such.
    `at` are the paths in the map to point to with a label each, first the main one; left out, the subjects'.
    """

    subjects: tuple[str, ...]
    sentence: str
    situations: Situations | None = None
    start: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    at: tuple[tuple[Path, str], ...] = ()
    journey: Journey | None = None
    remedy: str | None = None
    via: str | None = None
    """The transfer that the journey has to be shown by: it begins at the transfer's sender."""
    brought: bool = False
    """Whether staff brought them to `start`, so that they need not be able to contact it on their own."""
    shows_journey: bool = True
    """False where no one journey shows what is found."""
    stuck: frozenset[str] | None = None
    """The ways by which people can go no further: causes are walked by these. None: nobody is stuck."""
    doors: tuple[str, ...] = ()
    """The doors at which it holds of people, where they are more than `start` or the subjects."""
    names: tuple[str, ...] = ()
    """What `{names}` in the sentence stands for. Of these, a finding tells only what both readings name."""


Asking = Callable[..., Iterator[Hit]]
Stated = Callable[[Map], bool]
"""Whether a map states anything that a rule asks about."""


def any_door(map_: Map) -> bool:
    """A rule that asks about people has somebody to ask about where a door runs, the map's own or one it brings in."""
    return any(service.open_to == "public" and service.status in OPERATING for service in map_.services.values())


def _of_people(stated: Stated) -> Stated:
    """What a rule about people needs besides what it asks about: everybody comes in by a door."""
    return lambda map_: any_door(map_) and stated(map_)


def any_service(holds: Callable[[Service], object]) -> Stated:
    """There is something to ask about where this holds for any service of the map's own.

    What a library states is no evidence of the forum's: its findings are none of the forum's either.
    """
    return lambda map_: any(holds(service) for name, service in map_.services.items() if name not in map_.library)


def any_of_kind(*kinds: str) -> Stated:
    """There is something to ask about where a service is of such a kind: the map's own, or one that it brings in.

    National services answer for the people of the map, and so do the doors that lead to them.
    """
    return lambda map_: any(service.kind in kinds for service in map_.services.values())


def any_transfer(holds: Callable[[Transfer], object]) -> Stated:
    """There is something to ask about where this holds for any transfer of the map's own."""
    return lambda map_: any(holds(transfer) for name, transfer in map_.transfers.items() if name not in map_.library)


def helped_somewhere(pathway: Asked) -> bool:
    """There is somebody to ask about where anybody is helped through any door."""
    return bool(pathway.helped_somewhere)


def staff_led(transfer: Transfer) -> bool:
    """Whether staff bring people there or refer them: live or queued."""
    return HOW.get(transfer.by) in STAFF_LED


@dataclass(frozen=True, eq=False)
class Rule:
    """One question asked of a map.

    `severity` is `error`, `warning` or `note`; an `assured` rule runs in the profile of that name only; a
    `sound` one is about the soundness of the map, runs always and cannot be acknowledged. `settings` are
    what it can be given in `pathkit.yaml`, with their defaults. `asks` is None for what the reader
    or the check itself finds. A rule `of_statements` checks only what is written down (that something is stated, dated
    and owned), and not what happens to people.

    That nothing is found is evidence only where there was something to ask about. `stated` tells whether a map states
    any of it, and for a rule about people a door as well; `anybody`, where only the pathway can tell, whether at best
    there is anybody whom the rule asks about; `possibly`, for a rule that compares people, whether some mix of answers
    might make it find something that neither reading does.

    `tells_of` is what a finding says of the very people at the very minutes that it is about: the outcomes with which
    they are left (`later`, `self`, `none`), and `wait`, that they wait too long. Empty where it says something else of
    them, or nothing: then nobody learns from it that they fare worse.
    """

    name: str
    principles: tuple[str, ...]
    severity: str
    remedy: str
    documentation: Documentation
    assured: bool = False
    sound: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)
    asks: Asking | None = None
    stated: Stated = any_door
    of_statements: bool = False
    anybody: Callable[[Asked], bool] | None = None
    possibly: Callable[[Pathway], bool] | None = None
    tells_of: tuple[str, ...] = ()
    instead: str = ""

    @property
    def summary(self) -> str:
        """What it finds, in one line."""
        return self.documentation.summary

    @property
    def can_be_acknowledged(self) -> bool:
        """Whether a forum may live with a finding for now, and say so."""
        return not self.sound and not self.instead


def rule(
    *,
    principle: str | tuple[str, ...] = (),
    severity: str,
    remedy: str,
    assured: bool = False,
    sound: bool = False,
    stated: Stated = any_door,
    of_statements: bool = False,
    anybody: Callable[[Asked], bool] | None = None,
    possibly: Callable[[Pathway], bool] | None = None,
    tells_of: tuple[str, ...] = (),
    **settings: Any,
) -> Callable[[Asking], Rule]:
    """Make a function the rule of its module: `wrong_door` in `wrong_door.py` is `wrong-door`.

    `remedy` says in a sentence what would put it right; for what else there is see `Rule`. Further
    keywords are the rule's settings with their defaults; the function is given them by name.
    """

    def made(asks: Asking) -> Rule:
        return Rule(
            asks.__name__.replace("_", "-"),
            (principle,) if isinstance(principle, str) else principle,
            severity,
            remedy,
            documentation_of(asks.__module__),
            assured,
            sound,
            settings,
            asks,
            stated if of_statements else _of_people(stated),
            of_statements,
            anybody,
            possibly,
            tells_of,
        )

    return made


def found_elsewhere(module: str, *, severity: str, remedy: str) -> Rule:
    """The rule of a module whose findings the reader or the check itself makes, before any pathway can be asked."""
    return Rule(_named(module), (), severity, remedy, documentation_of(module), sound=True)


def found_of_plans(
    module: str,
    *,
    severity: str,
    remedy: str,
    stated: Stated,
    assured: bool = False,
    of_statements: bool = False,
    instead: str = "",
) -> Rule:
    """The rule of a module whose findings the check itself makes, of what a plan says and of what rules have found.

    It is asked, set and switched off like any other rule; the principle that it serves is Continuously Improving.
    """
    return Rule(
        _named(module),
        ("continuously-improving",),
        severity,
        remedy,
        documentation_of(module),
        assured,
        stated=stated if of_statements else _of_people(stated),
        of_statements=of_statements,
        instead=instead,
    )


def any_action(holds: Callable[[Action], object]) -> Stated:
    """There is something to ask about where this holds for any action of the map's plan."""
    return lambda map_: any(holds(action) for action in actions_of(map_).values())


def _named(module: str) -> str:
    return module.rpartition(".")[2].replace("_", "-")


def at_sender(pathway: Asked, route: Route) -> Situations:
    """The situations that can arise from a door in which people can be sent by a route.

    The door itself counts also while it is shut: what it then passes on (`when: closed`) is sent from there.
    """
    there = pathway.arrivals(route.sender, ANY_WAY)
    if pathway.map.services[route.sender].open_to == "public":
        there = there | pathway.everyone.of(pathway.at_door(route.sender))
    return pathway.usable(route) & there


def turned_in_words(map_: Map, circumstance: str) -> str:
    """A circumstance turned from usual, in words: "intoxicated", "not registered with a GP"."""
    known = map_.circumstances[circumstance]
    return f"not {known.label}" if known.usual else known.label


def named(map_: Map, services: Iterable[str], most: int = 3) -> str:
    """The names of services, and how many more there are."""
    names = [map_.services[one].name for one in services]
    told, more = names[:most], len(names) - most
    return ", ".join(told) + (f" and {more} more" if more > 0 else "")


__all__ = [
    "Asked",
    "Hit",
    "Iterator",
    "Map",
    "Rule",
    "Situations",
    "any_action",
    "any_of_kind",
    "any_service",
    "any_transfer",
    "at_sender",
    "found_elsewhere",
    "found_of_plans",
    "helped_somewhere",
    "named",
    "rule",
    "staff_led",
    "turned_in_words",
]
