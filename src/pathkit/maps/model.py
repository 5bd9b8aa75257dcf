"""A whole map: the shape of a file (`MapFile`), and what a file and all that it uses come to together (`Map`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pydantic import ConfigDict, Field

from pathkit.frameworks import Circumstance, Framework, Need
from pathkit.maps.parts import (
    ID_LENGTH,
    ID_PATTERN,
    Acknowledgement,
    Agreement,
    Area,
    Condition,
    Covers,
    Exclusion,
    Expect,
    Forum,
    Id,
    Organisation,
    OwnCircumstance,
    OwnLabel,
    OwnNeed,
    Part,
    PeopleBlock,
    Person,
    Says,
    Scenario,
    Service,
    Source,
    Text,
    Transfer,
)
from pathkit.maps.planning import (
    Action,
    Declaration,
    EmergencyCover,
    EmergencyPlan,
    Measure,
    Milestone,
    Plan,
    PlannedChange,
    Training,
)

# --- a whole file


class MapFile(Part):
    """A map of one local area's distress pathway; without `area`, a library that maps use."""

    model_config = ConfigDict(defer_build=True)  # files are read part by part; this is for the JSON Schema

    noun = "a map"

    uses: tuple[Text, ...] = Field(
        (),
        description="Libraries that this file brings in, each by its path from this file.",
        examples=[["national/scotland.pathway.yaml"]],
    )
    area: Area | None = Field(
        None,
        description="The area that this map is about. A file without it is a library.",
        examples=[{"id": "eastglen", "name": "Eastglen"}],
    )
    people: PeopleBlock | None = Field(None, description="Who the pathway is for; every combination is checked.")
    forum: Forum | None = Field(None, description="The local multi-agency forum.")
    organisations: dict[Id, Organisation] = Field(
        default_factory=dict, description="The organisations, each under an id of its own."
    )
    services: dict[Id, Service] = Field(default_factory=dict, description="The services, each under an id of its own.")
    transfers: tuple[Transfer, ...] = Field((), description="The ways from one service to another.")
    agreements: dict[Id, Agreement] = Field(
        default_factory=dict, description="Information sharing agreements, each under an id of its own."
    )
    scenarios: tuple[Scenario, ...] = Field(
        (), description="Promises about named people at named moments, checked on every run."
    )
    acknowledged: tuple[Acknowledgement, ...] = Field(
        (), description="Findings that the forum knows of and lives with for now."
    )
    declaration: Declaration | None = Field(
        None, description="That partners have declared, together, to work in this way."
    )
    plan: Plan | None = Field(None, description="What partners have agreed to do, and by when.")
    measures: dict[Id, Measure] = Field(
        default_factory=dict, description="What is measured, or what people say, each under an id of its own."
    )
    training: dict[Id, Training] = Field(
        default_factory=dict, description="Training that organisations had together, each under an id of its own."
    )
    emergency_plan: EmergencyPlan | None = Field(None, description="The psychiatric emergency plan.")


# --- what a file and all that it uses come to


class Place(NamedTuple):
    """Where something stands: a file, and a line and column that count from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True)
class People:
    """Who the pathway is for, with everything that was left out filled in.

    `ages` are inclusive runs of whole years; `needs` and `circumstances` are ids that `Map.needs` and
    `Map.circumstances` define.
    """

    ages: tuple[tuple[int, int], ...]
    needs: tuple[str, ...]
    localities: tuple[str, ...] = ()
    circumstances: tuple[str, ...] = ()


def _nowhere(_path: tuple[str | int, ...]) -> Place | None:
    return None


@dataclass(frozen=True)
class Map:
    """A map with everything that it uses, valid throughout.

    What is by id is in the order of the map's own file, then of the libraries in the order of `uses`.
    `library` holds the ids of the services, transfers, organisations and agreements that came by `uses` (a declaration,
    plan, measures, training and emergency plan are the map's own wherever they stand);
    `needs`, `circumstances` and `offers` those of the framework pack and then the map's own.
    """

    path: str
    area: Area | None
    people: People
    forum: Forum | None
    organisations: Mapping[str, Organisation]
    services: Mapping[str, Service]
    transfers: Mapping[str, Transfer]
    agreements: Mapping[str, Agreement]
    scenarios: tuple[Scenario, ...]
    acknowledged: tuple[Acknowledgement, ...]
    framework: Framework
    needs: Mapping[str, Need]
    circumstances: Mapping[str, Circumstance]
    offers: Mapping[str, str]
    library: frozenset[str]
    files: tuple[str, ...]
    declaration: Declaration | None = None
    plan: Plan | None = None
    measures: Mapping[str, Measure] = field(default_factory=dict)
    training: Mapping[str, Training] = field(default_factory=dict)
    emergency_plan: EmergencyPlan | None = None
    find: Callable[[tuple[str | int, ...]], Place | None] = field(default=_nowhere, repr=False, compare=False)

    def place(self, *path: str | int) -> Place | None:
        """Where something stands, such as `place("services", "gp", "hours")`.

        The key's own place for what has a key, the item's for what is in a list; transfers go by id. What
        is not written down has the place of the nearest thing around it that is.
        """
        return self.find(path)


__all__ = [
    "ID_LENGTH",
    "ID_PATTERN",
    "Acknowledgement",
    "Action",
    "Agreement",
    "Area",
    "Condition",
    "Covers",
    "Declaration",
    "EmergencyCover",
    "EmergencyPlan",
    "Exclusion",
    "Expect",
    "Forum",
    "Id",
    "Map",
    "MapFile",
    "Measure",
    "Milestone",
    "Organisation",
    "OwnCircumstance",
    "OwnLabel",
    "OwnNeed",
    "Part",
    "People",
    "PeopleBlock",
    "Person",
    "Place",
    "Plan",
    "PlannedChange",
    "Says",
    "Scenario",
    "Service",
    "Source",
    "Text",
    "Training",
    "Transfer",
]
