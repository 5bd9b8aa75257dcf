"""The map as an action would make it is the map that would be read if somebody wrote the change into the file."""

import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pathkit.maps import Loaded, Map, load_map
from pathkit.maps.planned import transfer_id, with_change

from .reading import changed, good, read, told
from .texts import LIBRARY, PLANNED

Tree = dict[str, Any]

# The map with a plan, without the plan; with a library.
BASE: Tree = yaml.load(f"uses: [lib.pathway.yaml]\n{PLANNED}", Loader=yaml.CBaseLoader)
del BASE["plan"]

BY_ID = ("organisations", "services", "agreements", "training")


def written(tree: Tree) -> bytes:
    return yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, encoding="utf-8")


def with_action(change: Tree) -> Tree:
    """The map with a plan whose one action makes the change."""
    return {**BASE, "plan": {"actions": {"it": {"title": "It", "change": change}}}}


def by_hand(change: Tree) -> Tree:
    """The map with the change written into it, as somebody would who reads what a change means."""
    tree = deepcopy(BASE)
    for key in BY_ID:
        for name, part in change.get(key, {}).items():
            tree.setdefault(key, {})[name] = _keys(tree.get(key, {}).get(name, {}), part)
    for key in ("forum", "emergency_plan"):
        if key in change:
            tree[key] = _keys(tree.get(key, {}), change[key])
    for part in change.get("transfers", []):
        name = _id(part)
        there = [number for number, one in enumerate(tree["transfers"]) if _id(one) == name]
        if there:
            tree["transfers"][there[0]] = _keys(tree["transfers"][there[0]], part)
        else:
            tree["transfers"].append(_keys({}, part))
    gone = set(change.get("remove", []))
    for key in BY_ID:
        tree[key] = {name: part for name, part in tree[key].items() if name not in gone}
    left = [one for one in tree["transfers"] if not gone & {_id(one), one["from"], one["to"]}]
    gone |= {_id(one) for one in tree["transfers"] if one not in left}
    tree["transfers"] = left
    tree["measures"] = {name: one for name, one in tree["measures"].items() if one["about"] not in gone}
    return tree


def _keys(part: Tree, change: Tree) -> Tree:
    return {key: value for key, value in {**part, **change}.items() if value is not None}


def _id(transfer: Mapping[str, str]) -> str:
    return transfer.get("id") or f"{transfer['from']}-to-{transfer['to']}"


# --- any change


def keys(**values: list[Any]) -> st.SearchStrategy[Tree]:
    """Some of these keys, each with one of its values."""
    return st.fixed_dictionaries({}, optional={key: st.sampled_from(value) for key, value in values.items()})


SERVICE = keys(
    name=["Another name", "No, change"],
    provider=["eastglen-police", "nhs-24", "eastglen-council"],
    open_to=["public", "professionals", None],
    status=["active", "needed", None],
    hours=["24/7", "Mon-Fri 09:00-17:00", "when hub is closed", "when gp is closed", "when ward is closed"],
    intake=["Mon-Fri 10:00-12:00", None],
    holidays=["closed", {"public": "closed"}, None],
    dates=[{"2026-12-24": "closed"}, {}, None],
    valid_from=["2026-05-01", None],
    valid_until=["2026-04-01", "2027-04-01", None],
    supports=[{"needs": ["distress"], "excludes": []}, [{"ages": "16+"}, {"ages": "0-15"}], None],
    offers=[["listening"], [], None],
    contact=[{"phone": "01632 960001"}, None],
    responds_within=[{"urgent": "4 h"}, "30 min", None],
    sources=[[{"title": "x", "says": {"hours": "24/7"}}], None],
    notes=["A note", None],
)
WHOLE = {"name": "New", "provider": "nhs-eastglen", "kind": "helpline", "hours": "24/7"}
TRANSFER = keys(
    by=["warm-handover", "conveyance", "referral"],
    when=["always", None],
    hours=["Mon-Fri 09:00-17:00", "when ward is closed", None],
    takes=["5 min", None],
    shares=[["story"], [], None],
    agreement=["sharing", None],
    agreed_by=[["nhs-eastglen"], None],
    conveyed_by=["officers", None],
    feedback=["yes", None],
    notes=["A note", None],
)
ENDS = st.sampled_from(
    [
        {"from": "gp", "to": "hub"},
        {"id": "to-ward"},
        {"id": "to-ward", "to": "gp"},
        {"id": "gp-to-hub", "from": "officers"},
        {"from": "hub", "to": "gp", "by": "signpost"},
        {"from": "gp", "to": "nhs24-mental-health-hub", "by": "signpost"},
        {"id": "second", "from": "gp", "to": "hub", "by": "signpost"},
    ]
)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "services": st.dictionaries(st.sampled_from(["gp", "hub", "ward", "officers"]), SERVICE, max_size=2)
        | SERVICE.map(lambda part: {"new": {**WHOLE, **part}}),
        "transfers": st.tuples(ENDS, TRANSFER).map(lambda two: [{**two[0], **two[1], **two[0]}]),
        "organisations": st.sampled_from(
            [{"nhs-eastglen": {"name": "NHS"}}, {"eastglen-council": {"name": "Council", "sector": "council"}}]
        ),
        "agreements": st.sampled_from([{"sharing": {"covers": ["story"]}}, {"sharing": {"parties": None}}]),
        "training": st.sampled_from([{"distress-skills": {"on": None}}, {"distress-skills": {"on": "2028-01-01"}}]),
        "forum": st.sampled_from([{"members": None}, {"members": ["nhs-eastglen"], "reviewed": "2026-05-01"}, {}]),
        "emergency_plan": st.sampled_from([{"covers": {"transport": "to-ward"}}, {"covers": None}, {"owner": None}]),
        "remove": st.lists(
            st.sampled_from(["ward", "to-ward", "gp-to-hub", "sharing", "officers", "distress-skills", "hub"]),
            unique=True,
            max_size=2,
        ),
    },
)


def reads(folder: Path, tree: Tree) -> Loaded:
    (folder / "lib.pathway.yaml").write_text(LIBRARY)
    return read(folder, written(tree))


def same(one: Map, other: Map) -> None:
    for key in (
        *("area", "people", "forum", "organisations", "services", "transfers", "agreements", "scenarios", "library"),
        *("declaration", "measures", "training", "emergency_plan", "needs", "circumstances", "offers"),
    ):
        mine, theirs = getattr(one, key), getattr(other, key)
        assert mine == theirs, key
        if isinstance(mine, Mapping):
            assert list(mine) == list(theirs), key


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(change=CHANGES)
def test_any_change_comes_to_what_writing_it_into_the_file_would(tmp_path: Path, change: Tree) -> None:
    """And what no file may say, no change may come to."""
    there = by_hand(change)
    wrote = {*(name for key in BY_ID for name in change.get(key, {})), *map(_id_of_change, change.get("transfers", []))}
    if wrote - {*(name for key in BY_ID for name in there[key]), *map(_id, there["transfers"])}:
        return  # told of by itself: a change cannot both write something and take it out
    promised, done = reads(tmp_path, with_action(change)), reads(tmp_path, there)
    assert (promised.map is None) == (done.map is None), [told(one) for one in (*promised.problems, *done.problems)]
    if promised.map is not None and done.map is not None:
        assert promised.map.plan is not None
        made = promised.map.plan.actions["it"].change
        assert made is not None
        same(with_change(promised.map, made), done.map)


def _id_of_change(part: Tree) -> str:
    return part.get("id") or f"{part.get('from')}-to-{part.get('to')}"


# --- one change at a time


def after(folder: Path, change: str) -> Map:
    """The map after a change, written as in a file."""
    loaded = reads(folder, with_action(yaml.load(change, Loader=yaml.CBaseLoader)))
    assert loaded.problems == () and loaded.map is not None and loaded.map.plan is not None
    made = loaded.map.plan.actions["it"].change
    assert made is not None
    return with_change(loaded.map, made)


def test_the_keys_that_a_change_names_are_written_anew_and_all_others_stay(tmp_path: Path) -> None:
    found = good(tmp_path, PLANNED)
    assert found.plan is not None
    change = found.plan.actions["weekend-cover"].change
    assert change is not None
    then = with_change(found, change)
    gp = then.services["gp"]
    assert gp.hours.text == "daily 09:00-17:00" and gp.intake is None
    assert (gp.id, gp.name, gp.notes, gp.open_to) == ("gp", "GP practices", "Two practices", "public")
    transfer = then.transfers["gp-to-hub"]
    assert (transfer.id, transfer.by, transfer.takes, transfer.agreement) == (
        "gp-to-hub",
        "warm-handover",
        None,
        "sharing",
    )
    assert list(then.services) == ["gp", "hub", "officers", "social-work"]
    assert list(then.transfers) == ["gp-to-hub", "gp-to-social-work"]
    assert then.services["social-work"].id == "social-work"
    assert then.transfers["gp-to-social-work"].id == "gp-to-social-work"
    assert then.organisations["nhs-eastglen"].name == "NHS" and then.organisations["nhs-eastglen"].sector == "health"
    assert then.forum is not None
    assert (then.forum.name, then.forum.members) == ("Eastglen Distress Forum", ("nhs-eastglen",))
    assert then.training["distress-skills"].with_ == ("nhs-eastglen", "eastglen-council")
    assert then.training["distress-skills"].on == date(2026, 3, 1)
    assert then.emergency_plan is not None and then.emergency_plan.covers is not None
    assert (then.emergency_plan.covers.children, then.emergency_plan.covers.transport) == ("social-work", None)
    assert found.services["gp"].intake is not None and "ward" in found.services, "the map itself stays as it is"


@pytest.mark.parametrize("nothing", ["~", "null", ""])
def test_an_empty_value_takes_a_key_out(tmp_path: Path, nothing: str) -> None:
    text = changed(PLANNED, "intake: ~}", f"intake: {nothing}}}")
    found = good(tmp_path, text)
    assert found.plan is not None and found.plan.actions["weekend-cover"].change is not None
    assert with_change(found, found.plan.actions["weekend-cover"].change).services["gp"].intake is None


def test_a_service_that_is_taken_out_takes_its_transfers_and_measures_along(tmp_path: Path) -> None:
    tree = with_action({"remove": ["officers", "to-ward"]})
    tree["measures"] = {
        "arrivals": {"about": "to-ward", "what": "arrivals", "value": "5 people"},
        "calls": {"about": "hub", "what": "calls", "value": "5 calls"},
    }
    loaded = reads(tmp_path, tree)
    assert loaded.problems == () and loaded.map is not None and loaded.map.plan is not None
    change = loaded.map.plan.actions["it"].change
    assert change is not None
    then = with_change(loaded.map, change)
    assert list(then.services) == ["gp", "hub", "ward", "nhs24-mental-health-hub"]
    assert list(then.transfers) == ["gp-to-hub"] and list(then.measures) == ["calls"]


def test_what_is_added_stands_before_what_libraries_bring_in(tmp_path: Path) -> None:
    new = "{name: New, provider: nhs-eastglen, kind: helpline, hours: 24/7}"
    found = after(tmp_path, f"services: {{new: {new}}}")
    assert list(found.services) == ["gp", "hub", "ward", "officers", "new", "nhs24-mental-health-hub"]
    assert "new" not in found.library


def test_a_transfer_is_meant_by_its_id_or_by_where_it_leads(tmp_path: Path) -> None:
    found = after(tmp_path, "transfers: [{id: to-ward, takes: 30 min}, {from: gp, to: hub, takes: 5 min}]")
    assert found.transfers["to-ward"].takes == 30 and found.transfers["to-ward"].to == "ward"
    assert found.transfers["gp-to-hub"].takes == 5
    (transfer,) = (one for one in found.transfers.values() if one.to == "hub")
    assert transfer_id(transfer) == "gp-to-hub"


def test_an_emptied_id_of_a_transfer_is_no_id(tmp_path: Path) -> None:
    assert (
        after(tmp_path, "transfers: [{from: gp, to: hub, id: , takes: 5 min}]").transfers["gp-to-hub"].id == "gp-to-hub"
    )


# --- what no change may do


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ("services: {nhs24-mental-health-hub: {hours: closed}}", "nhs24-mental-health-hub:"),
        ("organisations: {nhs-24: {name: x}}", "nhs-24:"),
        ("remove: [nhs24-mental-health-hub]", "- nhs24-mental-health-hub"),
    ],
)
def test_what_a_library_says_cannot_be_changed(tmp_path: Path, change: str, at: str) -> None:
    tree = with_action(yaml.load(change, Loader=yaml.CBaseLoader))
    (problem,) = reads(tmp_path, tree).problems
    assert "is a library's, and a map cannot change what a library says." in problem.message
    assert problem.remedy is not None and "propose the change to those who keep the library" in problem.remedy
    assert problem.source_line.strip() == at


def test_a_loop_over_several_services_is_told_where_the_change_makes_it(tmp_path: Path) -> None:
    tree = with_action({"services": {"gp": {"hours": "when ward is closed", "intake": None}}})
    tree["services"] = {**BASE["services"], "ward": {**BASE["services"]["ward"], "hours": "when gp is closed"}}
    (problem,) = reads(tmp_path, tree).problems
    assert problem.message == (
        "`gp` would be open when it is itself closed: the hours go round from `gp` to `ward` to `gp`."
    )
    assert problem.source_line.strip() == "hours: when ward is closed"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("remove: [ward]", "The hours of `officers` follow those of `ward`, which this takes out."),
        ("remove: [hub]", "The hours of the transfer `on` follow those of `hub`, which this takes out."),
    ],
)
def test_hours_that_follow_what_is_taken_out_are_told(tmp_path: Path, change: str, expected: str) -> None:
    tree = with_action(yaml.load(change, Loader=yaml.CBaseLoader))
    tree["services"] = {
        **BASE["services"],
        "officers": {**BASE["services"]["officers"], "hours": "when ward is closed"},
    }
    tree["transfers"] = [
        *BASE["transfers"],
        {"id": "on", "from": "gp", "to": "officers", "by": "signpost", "hours": "when hub is closed"},
    ]
    assert expected in [problem.message for problem in reads(tmp_path, tree).problems]


def test_a_warning_of_hours_is_told_where_the_hours_stand_and_nowhere_else(tmp_path: Path) -> None:
    text = changed(PLANNED, "kind: helpline, hours: 24/7", "kind: helpline, hours: daily 10:00-23:59")
    text = changed(text, "gp: {hours: daily 09:00-17:00,", "hub: {notes: x}\n          gp: {hours: daily 09:00-23:59,")
    loaded = read(tmp_path, text)
    assert loaded.map is not None
    assert [(problem.severity, problem.source_line.strip()[:6]) for problem in loaded.problems] == [
        ("warning", "hub: {"),
        ("warning", "gp: {h"),
    ]


def test_a_change_in_a_file_of_its_own_is_told_of_there(tmp_path: Path) -> None:
    tree = with_action({"services": {"gp": {"name": None}}})
    plan = {"plan": tree.pop("plan")}
    (tmp_path / "plan.pathway.yaml").write_bytes(written(plan))
    tree["uses"] = ["lib.pathway.yaml", "plan.pathway.yaml"]
    (problem,) = reads(tmp_path, tree).problems
    assert Path(problem.file).name == "plan.pathway.yaml" and problem.source_line.strip() == "name: null"
    assert load_map(tmp_path / "plan.pathway.yaml").problems == ()


def test_the_page_on_what_a_map_means_shows_what_its_change_comes_to(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "semantics.md").read_text("utf-8")
    section = page.partition("\n### What a change means\n")[2].partition("\n### ")[0]
    before, after = re.findall(r"^```yaml\n(.*?)^```$", section, re.M | re.S)
    found = good(tmp_path, before)
    assert found.plan is not None
    change = found.plan.actions["one-team"].change
    assert change is not None
    then = with_change(found, change)
    wanted = good(tmp_path, f"{before.partition('services:')[0]}{after}")
    assert (then.services, then.transfers) == (wanted.services, wanted.transfers)
    due = found.plan.actions["one-team"].due
    assert due is not None and due.by(found.plan.agreed) == date(2027, 2, 28)
