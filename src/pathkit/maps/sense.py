"""What is well-formed and makes no sense: dates backwards, hours in a loop, persons that cannot be.

Parts with another fault are looked at too; they have None where the fault is, also where the model says that
there is always a value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pathkit.frameworks import Circumstance, Need
from pathkit.maps.document import Document
from pathkit.maps.model import (
    Acknowledgement,
    Action,
    Declaration,
    Forum,
    Measure,
    PeopleBlock,
    Plan,
    Scenario,
    Service,
    Training,
    Transfer,
)
from pathkit.maps.planning import DELIVERED, SCENARIO, scenario_closed
from pathkit.maps.problems import Problems
from pathkit.maps.quantities import Quantity
from pathkit.maps.values import list_of, shown
from pathkit.maps.words import ACTION_STATUSES

# What a file without `area` cannot state.
_MAP_ONLY = ("forum", "scenarios", "acknowledged")
# A rule, and one subject or more; no wildcards.
_FINDING = re.compile(r"[^\s@*]+(@[^\s@*]+)+")
_EVERYBODY = PeopleBlock.model_validate({})


def check_document(document: Document) -> None:
    """Problems of sense that show in one file alone."""
    problems = document.problems
    if document.is_library:
        _library(document)
    for name, service in document.by_id.get("services", {}).items():
        check_service(service, problems, "services", name)
    for number, transfer in document.listed.get("transfers", {}).items():
        check_transfer(transfer, problems, "transfers", number)
    for number, acknowledgement in document.listed.get("acknowledged", {}).items():
        _acknowledgement(acknowledgement, problems, "acknowledged", number)
    _acknowledged_twice(document)
    forum = document.blocks.get("forum")
    if isinstance(forum, Forum):
        check_forum(forum, problems, "forum")
    _planning(document)
    people = document.blocks.get("people")
    if isinstance(people, PeopleBlock):
        if people.needs is not None and not people.needs:
            problems.add(
                "invalid-map",
                "`needs` is empty, so that the pathway would be for nobody",
                "List the needs the pathway is for, or leave `needs` out: then it is for all of the framework's.",
                "people",
                "needs",
            )
        check_twice(people.localities or (), problems, "people", "localities")


def _library(document: Document) -> None:
    remedy = "Add `area:` with an `id` and a `name` if this is a map, or take it out"
    for key in _MAP_ONLY:
        if key in document.data:
            document.problems.add(
                "invalid-map",
                f"`{key}` belongs in a map, and without `area:` this file is a library",
                remedy,
                key,
                key=True,
            )
    people = document.data.get("people")
    if isinstance(people, dict):
        for key in people:
            if key in PeopleBlock.model_fields and key != "circumstances":
                document.problems.add(
                    "invalid-map",
                    f"a library can state `circumstances` of people, not `{key}`; "
                    "and without `area:` this file is a library",
                    remedy,
                    "people",
                    key,
                    key=True,
                )


def check_twice(names: Iterable[str], problems: Problems, *path: str | int) -> None:
    """A problem for each name that stands in a list for the second time."""
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            problems.add("invalid-map", f"{shown(name)} is listed twice", "Keep one", *path, number)
        seen.add(name)


def check_forum(forum: Forum, problems: Problems, *path: str | int) -> None:
    """Problems of sense of a forum."""
    check_twice(forum.members or (), problems, *path, "members")


def _dates(start: date | None, end: date | None, problems: Problems, *path: str | int) -> None:
    if start is not None and end is not None and start > end:
        problems.add(
            "invalid-map",
            f"`valid_until` ({end}) is before `valid_from` ({start})",
            "Check both dates; each day counts, ends included",
            *path,
            "valid_until",
        )


def check_service(
    service: Service, problems: Problems, *path: str | int, said: Collection[str] = ("hours", "intake")
) -> None:
    """Problems of sense of a service. `said` are the keys of hours that stand at this place."""
    for key, hours in (("hours", service.hours), ("intake", service.intake)):
        for warning in hours.warnings if hours is not None and key in said else ():
            problems.add("invalid-map", warning, None, *path, key, severity="warning")
    if service.hours is not None and service.hours.closed_with is not None:
        stated = {"holidays": service.holidays, "dates": service.dates, "intake": service.intake}
        for key, value in stated.items():
            if value:
                problems.add(
                    "invalid-map",
                    f"`{key}` cannot stand beside `hours: {service.hours.text}`",
                    "Take it out: such hours follow the other service on every day",
                    *path,
                    key,
                    key=True,
                )
    _dates(service.valid_from, service.valid_until, problems, *path)


def check_transfer(
    transfer: Transfer, problems: Problems, *path: str | int, said: Collection[str] = ("hours",)
) -> None:
    """Problems of sense of a transfer, likewise."""
    for warning in transfer.hours.warnings if transfer.hours is not None and "hours" in said else ():
        problems.add("invalid-map", warning, None, *path, "hours", severity="warning")
    if transfer.hours is not None and transfer.hours.closed_with is not None and transfer.holidays:
        problems.add(
            "invalid-map",
            f"`holidays` cannot stand beside `hours: {transfer.hours.text}`",
            "Take it out: such hours follow the other service on every day",
            *path,
            "holidays",
            key=True,
        )
    if transfer.from_ is not None and transfer.from_ == transfer.to:
        problems.add(
            "invalid-map",
            f"this transfer leads from {shown(transfer.to)} to itself",
            "A transfer leads from one service to another",
            *path,
            "to",
        )
    if transfer.conveyed_by is not None and transfer.by not in ("conveyance", None):
        problems.add(
            "invalid-map",
            f"`conveyed_by` cannot stand beside `by: {transfer.by}`",
            "Write `by: conveyance`, or take `conveyed_by` out",
            *path,
            "conveyed_by",
            key=True,
        )
    _dates(transfer.valid_from, transfer.valid_until, problems, *path)


def _acknowledgement(known: Acknowledgement, problems: Problems, *path: str | int) -> None:
    if known.finding is not None and not _FINDING.fullmatch(known.finding):
        problems.add(
            "invalid-map",
            f"{shown(known.finding)} is not the id of one finding",
            "Write the exact id that `pathkit check` prints, such as `closed-door@gp`",
            *path,
            "finding",
        )
    if known.agreed is None or known.review is None:
        return
    latest = a_year_after(known.agreed)
    if known.review < known.agreed:
        problems.add(
            "invalid-map",
            f"`review` ({known.review}) is before `agreed` ({known.agreed})",
            "Write the day by which the forum looks at it again",
            *path,
            "review",
        )
    elif known.review > latest:
        problems.add(
            "invalid-map",
            f"`review` ({known.review}) is more than 12 months after `agreed` ({known.agreed})",
            f"Write {latest} or an earlier day",
            *path,
            "review",
        )


def _planning(document: Document) -> None:
    problems = document.problems
    declaration, plan = document.blocks.get("declaration"), document.blocks.get("plan")
    if isinstance(declaration, Declaration):
        check_twice(declaration.signed_by or (), problems, "declaration", "signed_by")
    if isinstance(plan, Plan):
        check_twice(plan.agreed_by or (), problems, "plan", "agreed_by")
        written = document.data["plan"]
        for name, action in plan.actions.items():
            _action(action, written, problems, "plan", "actions", name)
    for name, training in document.by_id.get("training", {}).items():
        check_training(training, problems, "training", name)
    for name, measure in document.by_id.get("measures", {}).items():
        _measure(measure, problems, "measures", name)


def _action(action: Action, plan: Mapping[str, Any], problems: Problems, *path: str | int) -> None:
    """`plan` is as it is written: what is there and has a fault is not missing."""
    status = plan["actions"][path[-1]].get("status", action.status)
    if action.done is not None and status in ACTION_STATUSES and status != DELIVERED:
        problems.add(
            "invalid-map",
            f"this action was done on {action.done}, and its status is `{action.status}`",
            f"Write `status: {DELIVERED}`, or take `done` out",
            *path,
            "done",
        )
    if action.done is not None and action.started is not None and action.done < action.started:
        problems.add(
            "invalid-map",
            f"`done` ({action.done}) is before `started` ({action.started})",
            "Check both dates",
            *path,
            "done",
        )
    seen: set[str] = set()
    for number, one in enumerate(action.closes):
        if scenario_closed(one) is None and not _FINDING.fullmatch(one):
            problems.add(
                "invalid-map",
                f"{shown(one)} is neither the id of a finding nor a scenario",
                "Write the exact id that `pathkit check` prints, such as `closed-door@gp`; or the name of a scenario, "
                f'in quotes, such as `"{SCENARIO} A Saturday night"`',
                *path,
                "closes",
                number,
            )
        elif one in seen:
            problems.add("invalid-map", f"{shown(one)} is listed twice", "Keep one", *path, "closes", number)
        seen.add(one)


def check_training(training: Training, problems: Problems, *path: str | int) -> None:
    """Problems of sense of a training."""
    check_twice(training.with_ or (), problems, *path, "with")
    if training.on is not None and training.review_by is not None and training.review_by < training.on:
        problems.add(
            "invalid-map",
            f"`review_by` ({training.review_by}) is before `on` ({training.on})",
            "Check both dates",
            *path,
            "review_by",
        )


def _measure(measure: Measure, problems: Problems, *path: str | int) -> None:
    value, target = measure.value, measure.target
    if value is not None and target is not None and value.kind != target.quantity.kind:
        problems.add(
            "invalid-map",
            f"the value is {_unit(value)} and the target {_unit(target.quantity)}, so that they cannot be compared",
            "Write both with the same unit",
            *path,
            "target",
        )
    if measure.said_by is not None and measure.says is None:
        problems.add(
            "invalid-map",
            "`said_by` says who, and nothing says what",
            "Add `says:`, or take `said_by` out",
            *path,
            "said_by",
            key=True,
        )


def _unit(quantity: Quantity) -> str:
    return f"in {shown(quantity.unit)}" if quantity.unit else "a bare number"


def a_year_after(day: date) -> date:
    """The same day of the next year; the last of February after the 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 2, 28)


def _acknowledged_twice(document: Document) -> None:
    first: dict[str, int] = {}
    for number, known in document.listed.get("acknowledged", {}).items():
        if known.finding is not None and first.setdefault(known.finding, number) != number:
            line, _ = document.tree.spot("acknowledged", first[known.finding])
            document.problems.add(
                "duplicate-id",
                f"{shown(known.finding)} is acknowledged a second time; the first is on line {line}",
                "Keep one of the two",
                "acknowledged",
                number,
                "finding",
            )


def check_loops(documents: Iterable[Document]) -> None:
    """`when x is closed` may not refer in a loop. One problem for each loop, at its first service."""
    follows: dict[str, str] = {}
    home: dict[str, Document] = {}
    for document in documents:
        for name, service in document.by_id.get("services", {}).items():
            if name not in home:
                home[name] = document
                if service.hours is not None and service.hours.closed_with is not None:
                    follows[name] = service.hours.closed_with
    for loop in loops(follows):
        home[loop[0]].problems.add(
            "invalid-map",
            f"{shown(loop[0])} is open when it is itself closed: {round_of(loop)}",
            "Write the hours of one of them as times",
            "services",
            loop[0],
            "hours",
        )


def loops(follows: Mapping[str, str]) -> Iterator[list[str]]:
    """The services whose hours follow one another round, each loop once, from its first service on."""
    done: set[str] = set()
    for start in follows:
        way: dict[str, None] = {}
        at = start
        while at in follows and at not in done and at not in way:
            way[at] = None
            at = follows[at]
        if at in way:
            names = list(way)
            yield names[names.index(at) :]
        done.update(way)


def round_of(loop: list[str]) -> str:
    """How a loop goes round, in words."""
    if len(loop) == 1:
        return "it refers to itself"
    return "the hours go round from " + " to ".join(shown(name) for name in [*loop[:10], loop[0]])


def check_scenarios(
    document: Document,
    services: Mapping[str, Service],
    people: PeopleBlock | None,
    needs: Mapping[str, Need],
    circumstances: Mapping[str, Circumstance],
) -> None:
    """A scenario's person is one whom the map is for, and turns to a public door."""
    names: dict[str, int] = {}
    for number, scenario in document.listed.get("scenarios", {}).items():
        path = ("scenarios", number)
        first = names.setdefault(scenario.name, number)
        if first != number and scenario.name is not None:
            line, _ = document.tree.spot("scenarios", first)
            document.problems.add(
                "duplicate-id",
                f"a second scenario is called {shown(scenario.name)}; the first is on line {line}",
                "Give this one another name",
                *path,
                "name",
            )
        door = services.get(scenario.door)
        if door is not None and scenario.door is not None and door.open_to != "public":
            document.problems.add(
                "invalid-map",
                f"{shown(scenario.door)} is not a door: it is open to {door.open_to}",
                f"Name a service that says `open_to: public`: {_doors(services)}",
                *path,
                "door",
            )
        if not document.is_library:
            _person(scenario, document.problems, people or _EVERYBODY, needs, circumstances, *path)


def _doors(services: Mapping[str, Service]) -> str:
    doors = [name for name, service in services.items() if service.open_to == "public"]
    return list_of(doors) if doors else "there is none yet"


def _person(
    scenario: Scenario,
    problems: Problems,
    block: PeopleBlock,
    needs: Mapping[str, Need],
    circumstances: Mapping[str, Circumstance],
    *path: str | int,
) -> None:
    person = scenario.person
    if person is None:
        return
    path = (*path, "person")
    if block.ages is not None and not _within(person.age, block.ages):
        problems.add(
            "invalid-map",
            f"the pathway is not for people aged {person.age}",
            f"Choose an age in `people: ages:` ({_ages(block.ages)}), or widen it",
            *path,
            "age",
        )
    if block.needs is not None and person.need in needs and person.need not in block.needs:
        problems.add(
            "invalid-map",
            f"{shown(person.need)} is not among the needs of `people`",
            f"Choose one of {list_of(block.needs)}; or add it there",
            *path,
            "need",
        )
    if block.localities and person.locality is None:
        problems.add(
            "invalid-map",
            "this person has no `locality`, and the map has localities",
            f"Add `locality:` with one of {list_of(block.localities)}",
            *path,
            "locality",
            key=True,
        )
    for name, true in person.circumstances.items():
        known = circumstances.get(name)
        if known is None or known.ages is None or true == known.usual or _within(person.age, known.ages):
            continue
        problems.add(
            "invalid-map",
            f"{shown(name)} is for ages {_ages(known.ages)}, and this person is {person.age}",
            "Change the age, or leave the circumstance out",
            *path,
            "circumstances",
            name,
            key=True,
        )


def _within(age: int, ages: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= age <= high for low, high in ages)


def _ages(ages: tuple[tuple[int, int], ...]) -> str:
    return ", ".join(f"{low}+" if high >= 110 else f"{low}-{high}" for low, high in ages)
