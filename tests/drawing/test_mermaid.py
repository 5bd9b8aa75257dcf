"""Mermaid: every word of a picture, and no word of a map that is anything but text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathkit.check import CannotDo
from pathkit.drawing import Mark, Scene, mermaid, scene_of
from pathkit.drawing.mermaid import MOST_CHARACTERS, flowchart
from pathkit.drawing.scene import STATES, Edge, Group, Key, Node, Seen, State
from pathkit.maps import load_map
from pathkit.maps.values import visible

from .seen import read

ROOT = Path(__file__).parents[2]
MAPS = sorted((ROOT / "pathways").glob("*.pathway.yaml"))

MAP = """\
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 18+, needs: [distress]}
organisations:
  practices: {name: Eastglen GP practices, sector: health}
  nhs: {name: NHS Eastglen, sector: health}
  police: {name: Police in Eastglen, sector: police}
services:
  gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
  team: {name: Eastglen team, provider: nhs, kind: crisis-team, hours: 24/7, supports: {excludes: []}}
  officers: {name: Officers, provider: police, kind: police-response, hours: Mon-Fri 09:00-17:00}
transfers:
  - {id: calls, from: gp, to: team, by: call-transfer}
  - {id: refers, from: gp, to: team, by: referral}
  - {id: points, from: gp, to: team, by: signpost}
  - {id: asks, from: gp, to: team, by: advice}
"""


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """The picture of a small map that has one of each kind of line."""
    return scene_of(read(tmp_path, MAP), "A small map")


# --- an independent reading -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Chart:
    """What stands in a flowchart. Labels are as people see them: lines of text."""

    title: str
    told: dict[str, str]
    groups: dict[str, tuple[str, ...]]
    boxes: dict[str, tuple[str, ...]]
    shapes: dict[str, str]
    lines: tuple[tuple[str, str, str, tuple[str, ...]], ...]
    classes: dict[str, str]
    styles: dict[int, str]


# All that may stand outside a label, after each label has become LABEL.
_LINES = {
    "box": r"(?P<id>n\d+|legend|found)(?P<shape>(?:\[|\(\[|\{\{|\[\[|\[/|\()LABEL(?:\]|\]\)|\}\}|\]\]|\\\]|/\]|\)))",
    "group": r"subgraph (?P<id>g\d+)\[LABEL\]",
    "end": r"end",
    "line": r"(?P<sender>n\d+) (?P<arrow>==>|-->|-\.->|--o)(?:\|LABEL\|)? (?P<receiver>n\d+)",
    "classDef": r"classDef [a-z]+ (?:[a-z-]+:[#a-z0-9 ]+,?)+",
    "class": r"class (?P<members>[a-z0-9,]+) (?P<name>[a-z]+)",
    "comment": r"%% [A-Z][A-Za-z ,.-]+",
    "linkStyle": r"linkStyle (?P<number>\d+) (?P<style>(?:[a-z-]+:[#a-z0-9 ]+,?)+)",
}
# What means something to Mermaid, or to the Markdown, icons and formulas in its labels, and is not a code.
_SIGNS = set('"`<>&%#;\\*_~$@[]{}|^=!?')
_WORDS = ("style", "classDef", "direction", "fa:", "https:", "www.")


def text_of(coded: str) -> str:
    """A text with its codes put back; nothing in it may have meant anything but text."""
    bare = re.sub(r"#\d+;", "", coded)
    assert not _SIGNS & set(bare), coded
    assert not any(word in coded for word in _WORDS), coded
    assert not re.match(r"\s|[-+]|\d+[.)]( |$)", coded), "neither a list nor an indented block"
    assert coded == "" or visible(bare) == bare
    return re.sub(r"#(\d+);", lambda code: chr(int(code[1])), coded)


def read_chart(text: str) -> Chart:
    """Read a flowchart line by line; refuse whatever is not one of the few forms that there are."""
    settings, _, chart = text.removeprefix("---\n").partition("\n---\nflowchart LR\n")
    title, *others = settings.split("\n")
    assert re.fullmatch(r'title: "([A-Za-z0-9 ,.\'()-]|\\U[0-9a-f]{8})*"', title)
    assert all(re.fullmatch(r" *[a-zA-Z]+:( \d+| \{[a-z0-9:, ]+\})?", one) for one in others[0:])
    told = dict(re.findall(r"^  (accTitle|accDescr): (.*)$", chart, re.MULTILINE))
    chart = re.sub(r"^  acc(Title|Descr): .*\n", "", chart, flags=re.MULTILINE)
    labels = iter(re.findall(r'"([^"]*)"', chart))
    found = Chart(
        _put_back(title.removeprefix("title: ")), {k: text_of(v) for k, v in told.items()}, {}, {}, {}, (), {}, {}
    )
    for line in re.sub(r'"[^"]*"', "LABEL", chart).splitlines():
        found = _with_line(found, line.strip(), labels)
    assert next(labels, None) is None
    return found


def _put_back(quoted: str) -> str:
    return str(
        json.loads(re.sub(r"\\U0000([0-9a-f]{4})", r"\\u\1", re.sub(r"\\U(?!0000)[0-9a-f]{8}", _astral, quoted)))
    )


def _astral(code: re.Match[str]) -> str:
    return json.dumps(chr(int(code[0][2:], 16)))[1:-1]


def _with_line(found: Chart, line: str, labels: Iterator[str]) -> Chart:
    matches = {name: match for name, form in _LINES.items() if (match := re.fullmatch(form, line))}
    assert len(matches) == 1, line
    ((name, match),) = matches.items()
    label = tuple(text_of(one) for one in next(labels).split("\n")) if "LABEL" in line else ()
    if name == "box":
        shape = match["shape"].replace("LABEL", " ")
        return replace(found, boxes={**found.boxes, match["id"]: label}, shapes={**found.shapes, match["id"]: shape})
    if name == "group":
        return replace(found, groups={**found.groups, match["id"]: label})
    if name == "line":
        drawn = (match["sender"], match["arrow"], match["receiver"], label)
        return replace(found, lines=(*found.lines, drawn))
    if name == "class":
        return replace(found, classes={**found.classes, **dict.fromkeys(match["members"].split(","), match["name"])})
    if name == "linkStyle":
        return replace(found, styles={**found.styles, int(match["number"]): match["style"]})
    return found


# --- what is drawn ----------------------------------------------------------------------------------------


def test_every_service_stands_in_its_group_with_its_words(scene: Scene) -> None:
    chart = read_chart(as_mermaid(scene))
    nodes = [node for group in scene.groups for node in group.nodes]
    assert [chart.groups[f"g{place}"] for place in range(3)] == [(group.name,) for group in scene.groups]
    assert [chart.boxes[f"n{place}"] for place in range(3)] == [(node.name, *node.details) for node in nodes]


def test_each_way_of_passing_on_has_a_line_of_its_own_look(scene: Scene) -> None:
    chart = read_chart(as_mermaid(scene))
    assert chart.lines == (
        ("n0", "==>", "n1", ("call transfer",)),
        ("n0", "-->", "n1", ("referral",)),
        ("n0", "-.->", "n1", ("signpost",)),
        ("n0", "--o", "n1", ("advice",)),
    )
    assert "stroke-dasharray" in chart.styles[1], "a plain arrow is made a broken one"


def test_doors_are_marked_by_word_and_by_look(scene: Scene) -> None:
    chart = read_chart(as_mermaid(scene))
    assert chart.boxes["n0"][1].startswith("door")
    assert (chart.classes["n0"], chart.classes["n1"]) == ("door", "box")


def test_a_door_that_does_not_say_so_is_made_to(scene: Scene) -> None:
    group = scene.groups[0]
    bare = replace(group, nodes=(replace(group.nodes[0], details=()),))
    chart = read_chart(as_mermaid(replace(scene, groups=(bare, *scene.groups[1:]))))
    assert chart.boxes["n0"] == ("Eastglen GP practice", "door")


def test_shapes_follow_the_kind_of_service(scene: Scene) -> None:
    shapes = read_chart(as_mermaid(scene)).shapes
    assert shapes["n2"] == "{{ }}" != shapes["n1"] == "[ ]"


def test_the_legend_explains_what_is_drawn_here_and_not_elsewhere(scene: Scene) -> None:
    legend = read_chart(as_mermaid(scene)).boxes["legend"]
    assert legend == (
        "· blue box, “door”: open to the public",
        "· thick line: staff bring the person into contact",
        "· broken line: the person is referred, and waits",
        "· dotted line: the person is told where to go",
        "· line that ends in a circle: a colleague is asked; the person stays",
        "· the shape of a box follows the kind of service",
    )


def test_who_does_not_see_it_is_told_all_of_it(scene: Scene) -> None:
    assert read_chart(as_mermaid(scene)).told == {"accTitle": "A small map", "accDescr": scene.description}


def test_findings_are_words_and_a_look(tmp_path: Path) -> None:
    marks = (
        Mark("dead-end", "error", ("team",)),
        Mark("wrong-door", "warning", ("gp",)),
        Mark("no-feedback", "note", ("refers",)),
        Mark("stale", "note", ("x",)),
    )
    chart = read_chart(as_mermaid(scene_of(read(tmp_path, MAP), "A small map", marks)))
    assert chart.boxes["n1"][-1] == "✗ dead-end"
    assert (chart.classes["n0"], chart.classes["n1"]) == ("warningdoor", "error")
    assert chart.lines[1][3] == ("referral", "· no-feedback")
    assert chart.boxes["found"] == ("· note: stale (x)",), "not inside the legend"
    assert chart.classes["found"] == "legend"


@pytest.mark.parametrize("state", [one for one in STATES if one not in ("plain", "path", "aside")])
def test_what_a_view_says_is_words_and_a_look(tmp_path: Path, state: str) -> None:
    map_ = read(tmp_path, MAP)
    seen = Seen({"team": State(state), "calls": State(state)}, heading=("Seen", "More of it."))
    chart = read_chart(as_mermaid(scene_of(map_, "A small map", seen=seen)))
    plain = read_chart(as_mermaid(scene_of(map_, "A small map")))
    assert chart.classes["n1"] == state
    assert set(chart.boxes["n1"]) - set(plain.boxes["n1"]), "words of its own"
    assert set(chart.lines[0][3]) - set(plain.lines[0][3]), "words of its own"
    assert (chart.title, chart.boxes["legend"][0]) == ("Seen", "More of it.")


def test_the_steps_of_a_journey_are_numbered(tmp_path: Path) -> None:
    seen = Seen({"team": State("path", steps=(2,)), "calls": State("path", steps=(1, 3))}, told=("One. Two.",))
    chart = read_chart(as_mermaid(scene_of(read(tmp_path, MAP), "A small map", seen=seen)))
    assert "step 2" in chart.boxes["n1"]
    assert "steps 1, 3" in chart.lines[0][3]
    assert chart.classes["n1"] == "path"
    assert "stroke-width" in chart.styles[0]
    assert chart.boxes["legend"][0] == "One. Two."


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.name.partition(".")[0])
def test_real_maps_are_short_enough_with_all_their_words(path: Path) -> None:
    map_ = load_map(path).map
    assert map_ is not None
    scene = scene_of(map_, "A real map")
    text = as_mermaid(scene)
    assert len(text) <= MOST_CHARACTERS
    chart = read_chart(text)
    assert chart.told["accDescr"] == scene.description
    assert len(chart.lines) == len(scene.edges)


def test_what_is_too_long_for_mermaid_is_cut_to_what_matters(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = as_mermaid(scene)
    monkeypatch.setattr(mermaid, "MOST_CHARACTERS", len(whole) - 1)
    short = as_mermaid(scene)
    assert "accDescr" not in read_chart(short).told
    assert read_chart(short).boxes == read_chart(whole).boxes
    monkeypatch.setattr(mermaid, "MOST_CHARACTERS", len(short) - 1)
    chart = read_chart(as_mermaid(scene))
    assert chart.boxes["n0"] == ("Eastglen GP practice", "door")
    assert chart.boxes["n1"] == ("Eastglen team",)
    assert [line[3] for line in chart.lines] == [("call transfer",), ("referral",), ("signpost",), ("advice",)]


def test_what_was_cut_is_told_in_the_text_and_to_who_asked(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = flowchart(scene)
    assert whole.left_out == "" and "%%" not in whole.text
    monkeypatch.setattr(mermaid, "MOST_CHARACTERS", len(whole.text) - 1)
    short = flowchart(scene)
    assert short.left_out.startswith("Left out is the description ") and f"\n  %% {short.left_out}\n" in short.text
    monkeypatch.setattr(mermaid, "MOST_CHARACTERS", len(short.text) - 1)
    shortest = flowchart(scene)
    assert "what stands beneath the names" in shortest.left_out and f"\n  %% {shortest.left_out}\n" in shortest.text


def test_what_is_too_long_with_names_alone_is_refused(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mermaid, "MOST_CHARACTERS", 200)
    with pytest.raises(CannotDo, match=r"too large for Mermaid, which takes 200 characters\. .*--focus ID"):
        as_mermaid(scene)


# --- whatever stands in a map -----------------------------------------------------------------------------

HOSTILE = [
    *("\"quotes\" and 'more'", "[a] (b) {c} |d|", "end", 'click n0 href "javascript:alert(1)"', "```mermaid", "`*x*`"),
    *("<script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", '%%{init: {"theme": "dark"}}%%', "%% x"),
    *("#quot; #35; #", "a\nb\r\nc", "\u202eabc\u2066", "style: x#y;z", "classDef a:b#c;", "direction LR", "restyle: a"),
    *("1. list", "12) list", "- dash", "+ plus", "> quoted", "# head", "**b** _i_", "~~x~~", "$$x^2$$", "fa:fa-car"),
    *(
        "https://x.example/?a=b&c",
        "www.x.example",
        "me@x.example",
        "a\\nb",
        "---",
        "subgraph x",
        "A--B-->C",
        "x:::door",
    ),
    *(
        "健 😀 ø",
        "&lt;",
        "e\u0301",
        "1.",
        "<br/>",
        "accDescr: {",
        "\\",
        "18+",
        "Mon-Fri 09:00-17:00",
        "hub (101).",
    ),
]


def as_mermaid(scene: Scene) -> str:
    return flowchart(scene).text


def named(name: str) -> Scene:
    """A picture in which everything that can come from a map is called so."""
    nodes = (
        Node(name, name, (name, name), "team", True, True, state="changed"),
        Node(f"{name}2", name, (), "organisation", False, False),
    )
    edge = Edge(name, name, f"{name}2", (name,), "live", status=name, state="path")
    note = (Mark("rule", "note", (name,)), name)
    return Scene(name, f"{name} {name}", (Group(name, name, nodes),), (edge,), (note,), (Key("x", name),), (name, name))


def inert(name: str) -> None:
    """Everything is drawn as it would be for any other name, and the name is read as it is written."""
    line = visible(" ".join(name.split()))
    chart = read_chart(as_mermaid(named(name)))
    assert chart.title == line
    assert chart.told == {"accTitle": line, "accDescr": f"{line} {line}"}
    assert chart.groups == {"g0": (line,)}
    door = () if "door" in name else ("door",)
    # White space goes where a text begins or ends, and within a sentence it is one space.
    note = " ".join(f"· note: rule ({name})".split())
    assert chart.boxes == {
        "n0": (line, "≠ changed", *door, line, line),
        "n1": (line,),
        "found": (visible(note),),
        "legend": (line, f"· {line}"),
    }
    assert chart.lines == (("n0", "==>", "n1", (line, line)),)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_that_mean_something_to_mermaid_are_text(name: str) -> None:
    inert(name)


@settings(deadline=None)
@given(st.text().filter(str.strip))
def test_any_name_is_text(name: str) -> None:
    inert(name)


@settings(deadline=None)
@given(st.text(st.sampled_from("\"'`#;:%{}[]()<>|&\\$*_-+=~.!@/ \n1ab")).filter(str.strip))
def test_any_mixture_of_signs_is_text(name: str) -> None:
    inert(name)


@pytest.mark.parametrize("name", [" ", "\n", "\x85"])
def test_a_name_of_nothing_is_drawn_as_nothing(name: str) -> None:
    chart = read_chart(as_mermaid(named(name)))
    assert chart.boxes["n1"] == ("\u00a0",)
