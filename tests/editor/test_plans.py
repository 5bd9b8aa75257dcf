"""What partners have agreed is written with the same help as the rest of a map, also in a file of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.made import PLAN, Workspace, offset_of
from editor.test_renaming import NEW, meaning
from pathkit.editor.completion import completion
from pathkit.editor.definitions import definition_places, reference_places
from pathkit.editor.hover import Findings, hover
from pathkit.editor.open_files import OpenFiles
from pathkit.editor.reading import Reading
from pathkit.editor.renaming import CannotRename, renamed
from pathkit.maps import load_map

IDS = [
    *(("service", name) for name in ("gp", "night-line", "hub", "officers")),
    *(("organisation", name) for name in ("nhs-eastglen", "listeners", "nhs-24", "council")),
    *(("agreement", name) for name in ("sharing", "council-sharing")),
    ("transfer", "by-day"),
    ("action", "gp-hours"),
    ("measure", "calls"),
    ("training", "distress-skills"),
    ("area", "eastglen"),
]


@pytest.fixture(params=[False, True], ids=["in the map", "apart"])
def planned(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.chdir(tmp_path)
    return Workspace.planned(tmp_path, apart=request.param)


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.chdir(tmp_path)
    return Workspace.planned(tmp_path, apart=True)


def test_the_maps_to_write_in_are_valid(planned: Workspace) -> None:
    assert planned.reading.problems == () and planned.reading.map is not None


# --- renaming


@pytest.mark.parametrize(("sort", "name"), IDS)
def test_an_id_is_renamed_wherever_a_plan_names_it_and_from_wherever_it_is_asked(
    planned: Workspace, sort: str, name: str
) -> None:
    before = load_map(planned.map).map
    assert before is not None
    readings = [planned.reading, *([planned.plan_reading] if planned.plan.exists() else [])]
    made = [
        renamed(planned.files, reading, reading.root, one.span.start + 1, NEW)
        for reading in readings
        for file, one in reading.mentions_of(sort, name)
        if file is reading.root and not one.implied
    ]
    assert made and all(one == made[0] for one in made)
    for path, text in made[0].texts.items():
        assert text.source.replace(NEW, name) == path.read_text("utf-8")
        path.write_text(text.source, "utf-8")
    after = load_map(planned.map)
    assert after.problems == () and after.map is not None
    assert meaning(after.map) == meaning(before, sort, name, NEW)


def test_a_service_is_renamed_in_every_place_of_a_plan(apart: Workspace) -> None:
    reading = apart.reading
    text = renamed(apart.files, reading, reading.root, apart.at("door: gp", 7), "surgery").texts[apart.plan].source
    for words in (
        "    gp-hours:   # gp opens on Saturdays\n      title: gp opens",
        'closes: [wrong-door@surgery, cold-handover@hub-to-surgery, "scenario: gp by night"]',
        "          surgery: {hours: daily",
        "hours: when surgery is closed}",
        "{from: hub, to: surgery, takes",
        "{id: surgery-to-night-line, takes",
        "{from: surgery, to: officers",
        "transport: surgery-to-officers}",
        "about: hub-to-surgery,",
        "{place-of-safety: surgery,",
    ):
        assert words in text


def test_a_scenario_is_renamed_with_what_closes_it(planned: Workspace) -> None:
    reading = planned.reading
    found = renamed(planned.files, reading, reading.root, planned.at("gp by night", 1), "A quiet night")
    text = "".join(one.source for one in found.texts.values())
    assert "  - name: A quiet night\n" in text and '"scenario: A quiet night"]' in text
    assert "gp by night" not in text
    for name, why in (
        ("two\nlines", "one line of text"),
        (" ", "one line of text"),
        ("a: b", "cannot be changed without"),
    ):
        with pytest.raises(CannotRename, match=why):
            renamed(planned.files, reading, reading.root, planned.at("gp by night", 1), name)


@pytest.mark.parametrize(
    ("words", "within", "why"),
    [
        ("theme: community", 8, "is a word of the framework"),
        ("serves: [responsive", 10, "is a word of the framework"),
        ("title: gp opens", 8, "There is no id here"),
        ("The manager", 2, "There is no id here"),
        ("[wrong-door@", 3, "There is no id here"),
    ],
)
def test_what_is_no_id_of_the_map_is_not_renamed(apart: Workspace, words: str, within: int, why: str) -> None:
    reading = apart.plan_reading
    with pytest.raises(CannotRename, match=why):
        renamed(apart.files, reading, reading.root, offset_of(PLAN, words) + within, NEW)


@pytest.mark.parametrize("name", ["calls", "distress-skills", "gp-hours", "by-day", "night-line"])
def test_an_id_that_is_anothers_is_not_taken(apart: Workspace, name: str) -> None:
    reading = apart.reading
    with pytest.raises(CannotRename, match="is already the id of"):
        renamed(apart.files, reading, reading.root, apart.at("door: gp", 7), name)


def test_what_only_a_plan_names_is_renamed_in_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library's id that a map brings in and does not name itself, but its plan does."""
    monkeypatch.chdir(tmp_path)
    files = {
        "line": "organisations: {we: {name: We, sector: third}}\n"
        "services: {line: {name: Line, provider: we, kind: helpline, hours: 24/7}}\n",
        "plan": "measures: {calls: {about: line, what: calls, value: 81 %}}\n",
        "a": "uses: [line.pathway.yaml, plan.pathway.yaml]\narea: {id: a, name: A}\n",
    }
    for name, text in files.items():
        (tmp_path / f"{name}.pathway.yaml").write_text(text)
    open_files = OpenFiles()
    open_files.put(tmp_path / "line.pathway.yaml", files["line"])
    reading = open_files.reading(tmp_path / "line.pathway.yaml")
    found = renamed(open_files, reading, reading.root, offset_of(files["line"], "{line: {") + 2, "hub")
    assert sorted(path.name for path in found.texts) == ["line.pathway.yaml", "plan.pathway.yaml"]


# --- going there


@pytest.mark.parametrize(
    ("words", "within", "there"),
    [
        ("          gp: {hours", 11, "gp:\n    name: Eastglen GP"),
        ("wrong-door@gp", 12, "gp:\n    name: Eastglen GP"),
        ("scenario: gp by", 11, "gp by night\n"),
        ("owner: listeners\n", 8, "listeners: {name: Eastglen Listeners"),
        ("about: hub,", 8, "hub:   # the national hub"),
        ("about: gp-hours", 8, "gp-hours:   # gp opens"),
        ("about: eastglen", 8, "eastglen, name: Eastglen"),
        ("remove: [by-day", 10, "by-day, from: night-line"),
        ("children: officers", 12, "officers: {name: Officers"),
        ("transport: gp-to-officers", 12, "gp, to: officers"),
    ],
)
def test_a_plan_leads_to_where_a_thing_is_defined(planned: Workspace, words: str, within: int, there: str) -> None:
    reading = planned.plan_reading if planned.plan.exists() else planned.reading
    ((file, span), *_) = definition_places(reading, offset_of(reading.root.text.source, words) + within)
    assert file.text.source[span.start :].startswith(there)


def test_a_thing_is_found_wherever_a_plan_names_it(planned: Workspace) -> None:
    reading = planned.plan_reading if planned.plan.exists() else planned.reading
    offset = offset_of(reading.root.text.source, "{place-of-safety: gp") + 19
    found = reference_places(planned.files, reading, offset, with_definitions=True)
    begun = [file.text.source[: span.start].rpartition("\n")[2].strip() for file, span in found]
    for words in (
        "closes: [wrong-door@",
        "",
        "officers: {name: Officers, provider: council, kind: social-work, hours: when",
    ):
        assert words in begun
    assert len(found) == 14


# --- what is shown


def shown(reading: Reading, files: OpenFiles, words: str, within: int) -> str:
    offset = offset_of(reading.root.text.source, words) + within
    found = hover(reading, files.last_map(reading), reading.root, offset, Findings())
    return found.markdown if found else ""


@pytest.mark.parametrize(
    ("words", "within", "says"),
    [
        ("wrong-door@gp", 12, "**Eastglen GP practice** · `gp`  \nPrimary care"),
        ("          gp: {hours", 11, "**Eastglen GP practice** · `gp`"),
        ("theme: community", 8, "`community-provision` · Strengthening community-based provision"),
        ("serves: [responsive", 10, "`responsive` · Responsive"),
        ("scenario: gp by", 11, "The promise **gp by night**  \nAt Eastglen GP practice, Sat 03:00"),
        (
            "gp-hours:   #",
            2,
            "**gp opens on Saturdays** · `gp-hours`  \nHow far it has got is not written down\n\n"
            "Owner: Eastglen Listeners  \nCloses: ",
        ),
        ("calls: {about", 2, "**calls** · `calls`\n\n81 %; to be at least 95 %"),
        (
            "  distress-skills: {what",
            4,
            "**Distress** · `distress-skills`\n\nWith: NHS Eastglen and Eastglen Listeners",
        ),
        ("officers: {name", 3, "**Officers** · `officers` · service"),
        ("      change:\n", 8, "**change**\n\nThe map as it would be once this is delivered"),
        ("place-of-safety: gp", 3, "**place-of-safety**\n\nThe service that is the place of safety."),
        ("hours: daily", 2, "**hours**\n\nWhen it is open"),
    ],
)
def test_what_a_plan_names_is_shown(planned: Workspace, words: str, within: int, says: str) -> None:
    reading = planned.plan_reading if planned.plan.exists() else planned.reading
    assert shown(reading, planned.files, words, within).startswith(says)


def test_of_a_commitment_is_shown_who_leads_it_and_by_when(apart: Workspace) -> None:
    text = apart.map.read_text("utf-8").replace("area: {", "area: {framework: collaborative-commitments, ", 1)
    apart.files.put(apart.map, text)
    apart.files.put(apart.plan, PLAN.replace("serves: [responsive", "serves: [data-linkage, handover-process"))
    reading = apart.plan_reading
    assert shown(reading, apart.files, "data-linkage", 2) == (
        "`data-linkage` · 17: Linked data  \nLed by Scottish Police Authority; during 2025"
    )
    known = shown(reading, apart.files, "handover-process", 2)
    assert known.startswith("`handover-process` · 3: ") and "Led by" not in known, "who leads it is not known"


# --- what may be written


def labels(planned: Workspace, old: str, new: str) -> list[str]:
    """What is offered at `|`, where the plan says something else in that place."""
    path = planned.plan if planned.plan.exists() else planned.map
    text = path.read_text("utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    planned.files.put(path, text.replace("|", "", 1))
    reading = planned.files.around(planned.files.reading(path))
    found = completion(reading, text.index("|"), Findings())
    return [] if found is None else [one.label for one in found.found]


@pytest.mark.parametrize(
    ("old", "new", "offered"),
    [
        ("owner: listeners\n", "owner: |\n", ["nhs-eastglen", "listeners", "nhs-24"]),
        ("signed_by: [nhs-eastglen, listeners]", "signed_by: [nhs-eastglen, |]", ["listeners", "nhs-24"]),
        ("theme: community-provision", "theme: |", ["communication", "transfer-of-care", "capacity-and-capability"]),
        ("serves: [responsive]", "serves: [responsive, |]", ["no-wrong-door", "trauma-informed"]),
        ("about: hub,", "about: |,", ["gp", "night-line", "hub", "gp-to-night-line"]),
        ("provider: council", "provider: |", ["nhs-eastglen", "listeners", "nhs-24", "council"]),
        ("remove: [by-day]", "remove: [|]", ["gp", "night-line", "gp-to-night-line", "hub-to-gp", "by-day", "sharing"]),
        ("children: night-line}", "children: |}", ["gp", "night-line", "hub", "gp-to-night-line"]),
        ("          gp: {hours", "          |\n          gp: {hours", ["night-line"]),
        ("{hours: daily 09:00-17:00, holidays: ~}", "{|}", ["name", "provider", "kind", "tier", "open_to"]),
        (
            "    less:\n      title: No referral by day\n",
            "    less:\n      |\n",
            ["title", "theme", "serves", "closes"],
        ),
    ],
)
def test_a_plan_is_offered_what_it_can_name(planned: Workspace, old: str, new: str, offered: list[str]) -> None:
    found = labels(planned, old, new)
    assert found[: len(offered)] == offered


def test_what_a_change_writes_anew_is_no_librarys(planned: Workspace) -> None:
    assert "hub" not in labels(planned, "          gp: {hours", "          |\n          gp: {hours")
    assert "hub" not in labels(planned, "remove: [by-day]", "remove: [|]")


def test_scenarios_are_offered_in_quotes(planned: Workspace) -> None:
    found = labels(planned, "closes: [wrong-door@gp,", "closes: [|,")
    assert found == ["scenario: gp by night"] or found == []
    path = planned.plan if planned.plan.exists() else planned.map
    text = path.read_text("utf-8").replace("less:\n", "less:\n      closes: [|]\n", 1)
    planned.files.put(path, text.replace("|", "", 1))
    reading = planned.files.around(planned.files.reading(path))
    offers = completion(reading, text.index("|"), Findings())
    assert offers is not None
    assert [one.text for one in offers.found] == ['"scenario: gp by night"']


# --- a plan in a file of its own


def test_a_plan_that_no_map_uses_is_helped_with_as_far_as_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = OpenFiles()
    path = tmp_path / "plan.pathway.yaml"
    files.put(path, PLAN)
    reading = files.around(files.reading(path))
    assert reading.around is None and reading.problems == ()
    assert shown(reading, files, "gp-hours:   #", 2).startswith("**gp opens on Saturdays** · `gp-hours`")


def test_a_plan_keeps_its_map_while_either_has_mistakes(apart: Workspace) -> None:
    assert apart.plan_reading.around == apart.map
    apart.files.put(apart.plan, PLAN.replace("agreed: 2026-02-01", "agreed: [2026"))
    assert apart.plan_reading.around == apart.map
    assert shown(apart.plan_reading, apart.files, "wrong-door@gp", 12).startswith("**Eastglen GP practice**")
    apart.files.put(apart.plan, PLAN)
    apart.files.put(apart.map, apart.map.read_text("utf-8").replace("hours: when gp is closed", "hours: [when"))
    assert "gp" in shown(apart.plan_reading, apart.files, "wrong-door@gp", 12)


def test_a_map_that_uses_the_plan_no_more_is_not_its_map(apart: Workspace) -> None:
    assert apart.plan_reading.around == apart.map
    apart.write(apart.map.read_text("utf-8").replace("plan.pathway.yaml, ", ""))
    assert apart.plan_reading.around is None
