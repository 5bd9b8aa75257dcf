"""What a rule is, and the small face by which it asks.

A rule is a module of this folder: its docstring is its documentation (see `documentation`), and one
function, marked with `@rule`, asks a pathway in one reading and yields hits. The engine asks every rule
in both readings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pathkit.maps import Map
from pathkit.pathway import ANY_WAY, Asked, Journey
from pathkit.pathway.readings import Route
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
    shows_journey: bool = True
    """False where no one journey shows what is found."""
    stuck: frozenset[str] | None = None
    """The ways by which people can go no further: causes are walked by these. None: nobody is stuck."""


Asking = Callable[..., Iterator[Hit]]


def always(_map: Map) -> bool:
    """A rule that asks about people at doors has something to ask about in every map."""
    return True


@dataclass(frozen=True, eq=False)
class Rule:
    """One question asked of a map.

    `severity` is `error`, `warning` or `note`; an `assured` rule runs in the profile of that name only; a
    `sound` one is about the soundness of the map, runs always and cannot be acknowledged. `settings` are
    what it can be given in `pathkit.yaml`, with their defaults. `asks` is None for what the reader
    or the check itself finds. `stated` tells whether a map states anything that the rule asks about: where
    it does not, that nothing is found is no evidence. A rule `of_statements` checks only what is written down
    (that something is stated, dated and owned), and not what happens to people.
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
    stated: Callable[[Map], bool] = always
    of_statements: bool = False

    @property
    def summary(self) -> str:
        """What it finds, in one line."""
        return self.documentation.summary


def rule(
    *,
    principle: str | tuple[str, ...] = (),
    severity: str,
    remedy: str,
    assured: bool = False,
    sound: bool = False,
    stated: Callable[[Map], bool] = always,
    of_statements: bool = False,
    **settings: Any,
) -> Callable[[Asking], Rule]:
    """Make a function the rule of its module: `wrong_door` in `wrong_door.py` is `wrong-door`.

    `remedy` says in a sentence what would put it right; for `stated` and `of_statements` see `Rule`. Further
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
            stated,
            of_statements,
        )

    return made


def found_elsewhere(module: str, *, severity: str, remedy: str) -> Rule:
    """The rule of a module whose findings the reader or the check itself makes, before any pathway can be asked."""
    name = module.rpartition(".")[2].replace("_", "-")
    return Rule(name, (), severity, remedy, documentation_of(module), sound=True)


def at_sender(pathway: Asked, route: Route) -> Situations:
    """The situations that can arise from a door in which people can be sent by a route.

    The door itself counts also while it is shut: what it then passes on (`when: closed`) is sent from there.
    """
    there = pathway.arrivals(route.sender, ANY_WAY)
    if pathway.map.services[route.sender].open_to == "public":
        there = there | pathway.everyone.of(pathway.at_door(route.sender))
    return pathway.usable(route) & there


__all__ = ["Asked", "Hit", "Iterator", "Map", "Rule", "Situations", "at_sender", "found_elsewhere", "rule"]
