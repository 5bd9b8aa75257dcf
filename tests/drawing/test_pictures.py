"""Pictures of maps: true, readable, the same on every machine, and harmless whatever stands in a map."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pathkit.drawing import CannotDraw, Mark, Scene, as_dot, as_svg, engines, scene_of, svg
from pathkit.drawing.dot import COLOURS
from pathkit.drawing.scene import SIGNS, Edge, Group, Key, Node
from pathkit.maps.values import visible

from .seen import SVG, Part, all_texts, outline, page, parts, read, said

ROOT = Path(__file__).parents[2]
DRAWN = sorted((ROOT / "docs" / "rules" / "pictures").glob("*.svg"))

MAP = """\
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 18+, needs: [distress]}
organisations:
  practices: {name: Eastglen GP practices, sector: health}
  nhs: {name: NHS Eastglen, sector: health}
  council: {name: Eastglen Council, sector: council}
services:
  gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
  team: {name: Eastglen team, provider: nhs, kind: crisis-team, hours: 24/7, supports: {excludes: []}}
transfers:
  - {id: calls, from: gp, to: team, by: call-transfer}
  - {id: refers, from: gp, to: team, by: referral}
  - {id: points, from: gp, to: team, by: signpost}
  - {id: asks, from: gp, to: team, by: advice}
agreements:
  protocol: {name: Eastglen protocol, parties: [practices, nhs]}
"""


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """The picture of a small map that has one of each kind of line."""
    return scene_of(read(tmp_path, MAP), "A small map")


def marked(folder: Path, *marks: Mark) -> str:
    """The same map with findings drawn."""
    return as_svg(scene_of(read(folder, MAP), "A small map", marks))


def part(drawn: str, kind: str, title: str) -> Part:
    """The one part of a kind that is called so."""
    (found,) = [one for one in parts(drawn, kind) if one.title == title]
    return found


def named(name: str, title: str = "A picture") -> Scene:
    """A picture in which everything that a map names has the same name."""
    mark = Mark("wrong-door", "error", ("gp",))
    nodes = (
        Node("gp", name, (name, name), "team", True, False, (mark,)),
        Node("team", name, (name,), "place", False, True),
    )
    groups = (Group("practices", name, nodes, (mark,)),)
    edges = (Edge("calls", "gp", "team", (name, name), "live", (mark,)),)
    return Scene(title, name, groups, edges, ((mark, name),), (Key("live", "staff"), Key("shape", "shapes")))


# --- what is drawn ----------------------------------------------------------------------------------------


def test_services_stand_with_their_organisation(scene: Scene) -> None:
    drawn = as_svg(scene)
    boxes = {one.title: one.outline for one in parts(drawn, "node")}
    groups = [one.outline for one in parts(drawn, "cluster")]
    assert [group.holds(boxes["gp"]) for group in groups] == [True, False]
    assert [group.holds(boxes["team"]) for group in groups] == [False, True]
    assert {"Eastglen GP practices", "NHS Eastglen"} <= set(said(drawn))
    assert "Eastglen Council" not in said(drawn), "an organisation without services is not in the picture"


def test_a_box_says_in_words_what_its_drawing_means(scene: Scene) -> None:
    drawn = as_svg(scene)
    assert part(drawn, "node", "gp").said == ["Eastglen GP practice", "door · primary care", "24/7"]
    assert part(drawn, "node", "team").said == ["Eastglen team", "crisis team", "24/7", "helps: everyone"]


def test_a_door_has_a_thick_outline_and_who_helps_a_double_one(scene: Scene) -> None:
    drawn = as_svg(scene)
    (door,) = part(drawn, "node", "gp").shapes
    assert float(door.get("stroke-width", "1")) > 2
    assert len(part(drawn, "node", "team").shapes) == 2


def test_every_way_has_a_line_of_its_own(scene: Scene) -> None:
    styles = []
    for edge in parts(as_svg(scene), "edge"):
        line, *end = edge.shapes
        heads = tuple(shape.tag.removeprefix(SVG) for shape in end)
        styles.append((line.get("stroke-dasharray"), heads))
    assert styles == [
        (None, ("polygon",)),  # live: solid, with an arrow
        ("5,2", ("polygon",)),  # queued: dashed
        ("1,5", ("polygon",)),  # person-led: dotted
        (None, ("ellipse",)),  # advice: an open circle, for nobody goes there
    ]
    assert {"call transfer", "referral", "signpost", "advice"} <= set(said(as_svg(scene)))


def test_the_legend_explains_what_occurs_and_nothing_else(scene: Scene) -> None:
    assert [key.sign for key in scene.legend] == ["door", "helps", "live", "queued", "person-led", "none"]
    assert {key.words for key in scene.legend} <= set(said(as_svg(scene)))


def test_the_legend_of_less_is_shorter(tmp_path: Path) -> None:
    text = MAP[: MAP.index("transfers:")].replace(", open_to: public", "").replace(", supports: {excludes: []}", "")
    assert scene_of(read(tmp_path, text), "Two boxes").legend == ()


@pytest.mark.parametrize("severity", ["error", "warning", "note"])
def test_a_finding_is_marked_where_it_is(severity: str, tmp_path: Path) -> None:
    drawn = marked(
        tmp_path,
        Mark("a-rule", severity, ("gp",)),
        Mark("b-rule", severity, ("nhs",)),
        Mark("c-rule", severity, ("calls",)),
    )
    sign, colour = SIGNS[severity], COLOURS[severity]
    box = part(drawn, "node", "gp")
    assert box.said[-1] == f"{sign} a-rule" and box.shapes[0].get("stroke") == colour
    assert [one.shapes[0].get("stroke") == colour for one in parts(drawn, "cluster")] == [False, True]
    assert [one.shapes[0].get("stroke") == colour for one in parts(drawn, "edge")] == [True, False, False, False]
    assert {
        f"{sign} b-rule",
        f"{sign} c-rule",
        f"{sign} a finding: {'an' if severity == 'error' else 'a'} {severity}",
    } <= set(said(drawn))


@pytest.mark.parametrize(
    ("subjects", "told"),
    [
        (("eastglen",), "Eastglen"),
        (("protocol",), "Eastglen protocol"),
        (("council", "nhs"), "Eastglen Council"),
        (("intoxicated",), "intoxicated"),
        (("ambulance",), "ambulance"),
        (("saturday-night",), "saturday-night"),
    ],
)
def test_a_finding_about_what_is_not_drawn_stands_beneath(subjects: tuple[str, ...], told: str, tmp_path: Path) -> None:
    assert f"! warning: a-rule ({told})" in said(marked(tmp_path, Mark("a-rule", "warning", subjects)))


def test_the_gravest_finding_gives_the_colour_and_every_one_is_named(tmp_path: Path) -> None:
    drawn = marked(tmp_path, Mark("a-rule", "note", ("gp",)), Mark("b-rule", "error", ("gp",)))
    box = part(drawn, "node", "gp")
    assert box.said[-2:] == ["✗ b-rule", "· a-rule"] and box.shapes[0].get("stroke") == COLOURS["error"]


# --- readable ---------------------------------------------------------------------------------------------


def overlaps(drawn: str) -> list[str]:
    """What lies on one another, or outside of where it belongs, in the widest usual font."""
    sheet, placed = page(drawn), all_texts(drawn)
    faults = [f"{text} leaves the page" for text, box in placed if not sheet.holds(box)]
    faults += [f"{one} lies on {other}" for (one, a), (other, b) in combinations(placed, 2) if a.meets(b)]
    for node in parts(drawn, "node"):
        inside = outline(node.shapes[0])
        faults += [f"{text} leaves its box" for text, box in node.texts if not inside.holds(box)]
    for one, other in combinations(parts(drawn, "node"), 2):
        if one.outline.meets(other.outline):
            faults.append(f"{one.title} lies on {other.title}")
    return faults


@pytest.mark.parametrize("picture", DRAWN, ids=lambda path: path.stem)
def test_nothing_overlaps_in_the_pictures_of_the_rules(picture: Path) -> None:
    assert overlaps(picture.read_text("utf-8")) == []


@pytest.mark.parametrize("picture", DRAWN, ids=lambda path: path.stem)
def test_the_pictures_of_the_rules_fit_a_page_and_are_small(picture: Path) -> None:
    drawn = picture.read_bytes()
    assert float(ElementTree.fromstring(drawn).get("width", "inf")) <= svg.WIDEST
    assert len(drawn) < 30_000


@pytest.mark.parametrize("name", ["a-pathway-that-works", "passed-back-and-forth", "police-as-the-only-way"])
def test_nothing_overlaps_in_the_examples(name: str, tmp_path: Path) -> None:
    text = (ROOT / "examples" / f"{name}.pathway.yaml").read_text("utf-8")
    assert overlaps(as_svg(scene_of(read(tmp_path, text), name))) == []


@pytest.mark.parametrize(
    "name",
    ["i", "W" * 80, "Llanfairpwllgwyngyll and " * 9, "東京都健康長寿医療センター" * 4, "Приёмный покой", "é" * 60],
)
def test_long_and_foreign_names_stay_in_their_boxes(name: str) -> None:
    assert overlaps(as_svg(named(name))) == []


def luminance(colour: str) -> float:
    """How bright a colour is, by the WCAG."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_every_text_can_be_read_on_every_ground(tmp_path: Path) -> None:
    """4.5 to 1, which the WCAG asks of text at AA."""
    marks = [Mark("a-rule", severity, (subject,)) for severity in SIGNS for subject in ("gp", "team", "nhs", "calls")]
    root = ElementTree.fromstring(marked(tmp_path, *marks))
    grounds = {one.get("fill", "") for one in root.iter() if one.tag != f"{SVG}text"}
    inks = {one.get("fill", "") for one in root.iter(f"{SVG}text")}
    assert inks >= set(COLOURS.values())
    for ground in {one for one in grounds if one.startswith("#")} - inks:
        for ink in inks:
            low, high = sorted((luminance(ink), luminance(ground)))
            assert (high + 0.05) / (low + 0.05) >= 4.5, (ink, ground)


def test_people_who_do_not_see_it_are_told_the_same(tmp_path: Path) -> None:
    drawn = marked(tmp_path, Mark("wrong-door", "error", ("gp",)))
    root = ElementTree.fromstring(drawn)
    assert (root.get("role"), root.get("aria-label")) == ("img", "A small map")
    assert [one.tag.removeprefix(SVG) for one in list(root)[:2]] == ["title", "desc"]
    assert root.findtext(f"{SVG}title") == "A small map"
    assert root.findtext(f"{SVG}desc") == (
        "Eastglen GP practices: Eastglen GP practice (door · primary care, 24/7). "
        "NHS Eastglen: Eastglen team (crisis team, 24/7, helps: everyone). "
        "Eastglen GP practice to Eastglen team: call transfer. Eastglen GP practice to Eastglen team: referral. "
        "Eastglen GP practice to Eastglen team: signpost. Eastglen GP practice to Eastglen team: advice. "
        "Finding: wrong-door@gp (error)."
    )


# --- the same everywhere ----------------------------------------------------------------------------------


def test_a_picture_is_the_same_on_a_machine_without_fonts_path_or_locale(scene: Scene, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from pathkit.maps import load_map; "
        "from pathkit.drawing import as_svg, scene_of; map_ = load_map(Path(sys.argv[1])).map; "
        "sys.stdout.buffer.write(as_svg(scene_of(map_, 'A small map')).encode())"
    )
    bare = {"LC_ALL": "C", "PATH": "", "HOME": "/nowhere", "FONTCONFIG_FILE": "/nowhere", "PYTHONHASHSEED": "7"}
    if "SYSTEMROOT" in os.environ:
        bare["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    command = [sys.executable, "-c", program, str(tmp_path / "eastglen.pathway.yaml")]
    elsewhere = subprocess.run(command, env=bare, capture_output=True, timeout=120, check=True).stdout
    assert elsewhere.decode() == as_svg(scene)


def test_a_picture_tells_nothing_of_the_machine(scene: Scene) -> None:
    drawn = as_svg(scene)
    assert "<!--" not in drawn and "<!DOCTYPE" not in drawn and "graphviz" not in drawn.lower()


def test_what_cannot_be_drawn_says_what_to_do(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    from graphviz.backend import dot_command

    usual = dot_command.DOT_BINARY
    monkeypatch.setattr(engines, "binary_of", lambda engine: Path("/nowhere") / engine)
    with pytest.raises(CannotDraw, match="pip install graphviz-pure"):
        as_svg(scene)
    assert usual == dot_command.DOT_BINARY, "other users of the package are left alone"


# --- whatever stands in a map -----------------------------------------------------------------------------

ELEMENTS = {"svg", "g", "title", "desc", "text", "polygon", "path", "polyline", "ellipse"}
ATTRIBUTES = {
    *("width", "height", "viewBox", "role", "aria-label", "font-family", "class", "transform", "font-size"),
    *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "points", "d", "x", "y", "text-anchor"),
    *("cx", "cy", "rx", "ry"),
}


def inert(drawn: str) -> None:
    """Nothing in a picture is markup but what is always there, and every character prints, or is a space."""
    root = ElementTree.fromstring(drawn)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES
    assert drawn.replace("\n", "").replace("\xa0", "").isprintable()


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "\"quoted\" and 'quoted'",
        "Smith & Sons &amp; &#60;b&#62;",
        "\\N \\G \\L \\E \\T \\H",
        "back\\slash\\",
        "<b>bold</b>",
        "<<TABLE>>",
        "]]> --> */ }",
        "{left|right}",
        "\x1b[31mred\x07",
        "abc\u202edef\u2066g\u200b",
        "\ufffe\ud800",
    ],
)
def test_a_hostile_name_is_only_a_name(name: str) -> None:
    drawn = as_svg(named(name, title=name))
    inert(drawn)
    words = "".join(part(drawn, "node", "team").said[0].split())
    assert words and "".join(visible(name).split()).startswith(words.removesuffix("…"))
    root = ElementTree.fromstring(drawn)
    assert root.findtext(f"{SVG}title") == root.get("aria-label") == visible(name)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1))
def test_no_name_whatever_breaks_out_of_its_box(name: str) -> None:
    drawn = as_svg(named(name, title=name))
    inert(drawn)
    assert [fault for fault in overlaps(drawn) if "leaves" in fault] == []


def test_the_dot_text_holds_names_as_text_only() -> None:
    dot = as_dot(named('"]; evil [label="\\N'))
    assert "evil" in dot and not re.search(r"^\s*evil", dot, re.M)
    assert set(re.findall(r"(\\\\+)N", dot)) == {"\\\\"}, "two backslashes are one, and none an escape"


def test_an_empty_map_is_an_empty_sheet(scene: Scene) -> None:
    drawn = as_svg(replace(scene, groups=(), edges=(), notes=(), legend=()))
    inert(drawn)
    assert said(drawn) == []
