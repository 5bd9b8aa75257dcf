"""The JSON Schema says what the models say, and editors can go by it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from pathkit.maps.explain import keys_of
from pathkit.maps.model import Action, MapFile, PlannedChange, Service, Transfer
from pathkit.maps.schema import map_schema, schema_text

from .reading import changed
from .texts import GOOD, LIBRARY, PLANNED, SMALL, parted

ROOT = Path(__file__).parents[2]


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2's core schema, by which editors read: `yes` and dates are text, `16` is a number."""


AsEditorsRead.yaml_implicit_resolvers = {}

AsEditorsRead.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(~|null|Null|NULL|)$"), None)
AsEditorsRead.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)$"), list("tf"))
AsEditorsRead.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), list("-+0123456789"))
AsEditorsRead.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]+\.[0-9]*$"), list("-+0123456789")
)


def faults(text: str) -> list[str]:
    """What an editor would underline."""
    validator = jsonschema.Draft202012Validator(map_schema())
    # Ids of digits only are numbers to YAML; JSON knows only text as keys, and so do editors.
    data = json.loads(json.dumps(yaml.load(text, Loader=AsEditorsRead)))
    return sorted(path for error in validator.iter_errors(data) for path in paths(error))


def paths(error: Any) -> Iterator[str]:
    """Where a fault is, and where inside the choices that it might have met."""
    yield error.json_path
    for inner in error.context:
        yield from paths(inner)


def described(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that the schema describes, with its own schema."""
    if isinstance(node, dict):
        for key, value in node.get("properties", {}).items():
            yield f"{path}/{key}", value
        for key, value in node.items():
            yield from described(value, f"{path}/{key}")
    elif isinstance(node, list):
        for value in node:
            yield from described(value, path)


def test_the_committed_schema_is_fresh() -> None:
    committed = (ROOT / "schemas/pathway.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(), "write it again: pathkit schema > schemas/pathway.schema.json"


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(map_schema())


def test_every_key_has_a_description() -> None:
    keys = list(described(map_schema()))
    assert len(keys) > 100
    assert [path for path, schema in keys if not schema.get("description", "").strip()] == []


MAP_KEYS = (
    "uses area people forum organisations services transfers agreements scenarios acknowledged "
    "declaration plan measures training emergency_plan"
)
SERVICE_KEYS = (
    "name provider kind tier open_to door_for status hours intake holidays dates valid_from valid_until supports "
    "offers responds_within contact when_shut languages trauma_training decision_owner sources checked_on notes"
)
TRANSFER_KEYS = (
    "id from to by for when hours holidays valid_from valid_until takes responds_within conveyed_by basis shares "
    "agreement agreed_by holds_until feedback notes sources"
)


ACTION_KEYS = "title theme serves closes owner due status started done milestones change evidence learned sources notes"
CHANGE_KEYS = "forum organisations services transfers agreements training emergency_plan remove"


def test_the_schema_knows_every_key_of_the_design() -> None:
    schema = map_schema()
    services, transfers = schema["$defs"]["Service"], schema["$defs"]["Transfer"]
    assert list(schema["properties"]) == list(keys_of(MapFile)) == MAP_KEYS.split()
    assert list(services["properties"]) == list(keys_of(Service)) == SERVICE_KEYS.split()
    assert list(transfers["properties"]) == list(keys_of(Transfer)) == TRANSFER_KEYS.split()
    assert services["required"] == ["name", "provider", "kind", "hours"]
    assert transfers["required"] == ["from", "to", "by"]
    action, change = schema["$defs"]["Action"], schema["$defs"]["PlannedChange"]
    assert list(action["properties"]) == list(keys_of(Action)) == ACTION_KEYS.split()
    assert action["required"] == ["title"]
    assert list(change["properties"]) == list(keys_of(PlannedChange)) == CHANGE_KEYS.split()


@pytest.mark.parametrize(
    "part", ["Organisation", "Service", "Transfer", "Agreement", "Forum", "Training", "EmergencyPlan"]
)
def test_a_change_of_a_part_has_its_keys_and_asks_for_none_of_them(part: str) -> None:
    known = map_schema()["$defs"]
    whole, change = known[part], known[f"{part}Change"]
    assert list(change["properties"]) == list(whole["properties"])
    assert "required" not in change and change["additionalProperties"] is False
    for key, value in change["properties"].items():
        assert value["description"] == whole["properties"][key]["description"]


@pytest.mark.parametrize(
    "text", [GOOD, LIBRARY, SMALL, PLANNED, parted(PLANNED)[1]], ids=["good", "library", "small", "planned", "plan"]
)
def test_a_good_map_is_good_in_an_editor(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    "path",
    sorted([*ROOT.glob("pathways/**/*.pathway.yaml"), *ROOT.glob("examples/**/*.pathway.yaml")]),
    ids=lambda path: path.name,
)
def test_the_maps_of_this_repository_are_good_in_an_editor(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hours: 24/7", "hours: [24/7, closed], tier: 2, offers: , notes: 111"),
        ("hours: 24/7", "hours: 24/7, supports: [{ages: [0-15, 65+], urgency: [urgent]}, {excludes: []}]"),
        ("hours: 24/7", "hours: 24/7, supports: {excludes: {intoxicated: , x: {kind: blanket}}}"),
        ("hours: 24/7", "hours: 24/7, holidays: {public: closed, local: as usual}, contact: {phone: 999}"),
        ("hours: 24/7", "hours: 24/7, responds_within: {within: 4 h, clock: open}"),
        ("hours: 24/7", "hours: 24/7, responds_within: {urgent: {within: 4 h}, routine: next working day}"),
        ("by: call-transfer", "by: call-transfer, feedback: yes"),
        ("by: call-transfer", "by: call-transfer, feedback: true"),
        ("area: {", "people: {needs: {distress: , x: {label: x, physical: no}}, ages: [5+]}\narea: {"),
        ("area: {", "scenarios:\nforum:\narea: {"),
        ("  hub:", "  111: {name: x, provider: nhs, kind: helpline, hours: 24/7}\n  hub:"),
        ("to: hub", "to: 111"),
        ("area: {", "plan: {actions: {x: {title: x, owner: [nhs, The panel], due: {within: 6 months}}}}\narea: {"),
        ("area: {", "plan: {actions: {x: {title: x, owner: nhs, due: 2026-05-01, closes: [closed-door@gp]}}}\narea: {"),
        ("area: {", "plan: {actions: {x: {title: x, change: {services: {hub: {notes: , dates: ~}}}}}}\narea: {"),
        ("area: {", "plan: {actions: {x: {title: x, change: {transfers: [{from: gp, to: hub, takes: }]}}}}\narea: {"),
        ("area: {", "plan:\nmeasures:\ntraining:\nemergency_plan:\ndeclaration:\narea: {"),
        ("area: {", "measures: {m: {what: calls, value: 81, target: at most 90}}\narea: {"),
        ("area: {", "emergency_plan: {title: x, covers: {place-of-safety: hub, transport: 111}}\narea: {"),
        ("area: {", "area: {code: S08000022, framework: [framework-for-collaboration], "),
    ],
)
def test_what_the_grammar_allows_an_editor_allows(old: str, new: str) -> None:
    assert faults(changed(SMALL, old, new)) == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("hours: 24/7", "hous: 24/7", "$.services.hub"),
        ("kind: helpline", "kind: help", "$.services.hub.kind"),
        ("by: call-transfer", "by: call", "$.transfers[0].by"),
        ("sector: health", "sector: [health]", "$.organisations.nhs.sector"),
        ("area: {", "area: {calendar: scotish, ", "$.area"),
        ("area: {", "ara: {", "$"),
        ("area: {", "plan: {actions: {x: {titel: x}}}\narea: {", "$.plan.actions.x"),
        ("area: {", "plan: {actions: {x: {title: x, status: done}}}\narea: {", "$.plan.actions.x.status"),
        ("area: {", "plan: {actions: {x: {title: x, due: {in: 6 months}}}}\narea: {", "$.plan.actions.x.due"),
        (
            "area: {",
            "plan: {actions: {x: {title: x, change: {services: {hub: {hous: 24/7}}}}}}\narea: {",
            "$.plan.actions.x.change.services.hub",
        ),
        ("area: {", "measures: {m: {value: 81 %}}\narea: {", "$.measures.m"),
    ],
)
def test_a_slip_shows_in_an_editor(old: str, new: str, where: str) -> None:
    assert any(fault.startswith(where) for fault in faults(changed(SMALL, old, new)))
