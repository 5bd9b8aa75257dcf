"""What lays pictures out can be chosen, and says what to do where it is missing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from pathkit.drawing import ENGINES, CannotDraw, as_svg, engines, scene_of
from pathkit.drawing.scene import Scene

from .seen import parts, read

MAP = """\
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 18+, needs: [distress]}
organisations:
  practices: {name: Eastglen GP practices, sector: health}
services:
  gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
  nurse: {name: Eastglen nurse, provider: practices, kind: primary-care, hours: 24/7}
transfers:
  - {from: gp, to: nurse, by: referral}
"""


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """The picture of a small map."""
    return scene_of(read(tmp_path, MAP), "Eastglen")


def test_the_engine_that_comes_with_pathkit_is_the_usual_one(scene: Scene) -> None:
    assert as_svg(scene) == as_svg(scene, ENGINES[0])


@pytest.mark.skipif(shutil.which("dot") is None, reason="there is no Graphviz on this machine")
def test_the_graphviz_of_the_machine_draws_the_same_things(scene: Scene) -> None:
    drawn = as_svg(scene, "dot")
    for kind in ("node", "edge", "cluster"):
        assert [one.title for one in parts(drawn, kind)] == [one.title for one in parts(as_svg(scene), kind)]


def test_a_machine_without_graphviz_is_told_what_to_do(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CannotDraw) as caught:
        as_svg(scene, "dot")
    assert str(caught.value) == (
        "dot is not installed. Install Graphviz on this machine, or use the engine that comes with pathkit: "
        "--engine graphviz-pure"
    )


def test_an_engine_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(CannotDraw, match=r"no engine `neato`.*graphviz-pure, dot"):
        engines.laid_out("digraph {}", "neato")


def test_a_picture_that_is_never_done_is_given_up_with_what_to_do(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def endless(command: list[str], *, timeout: float, **_: object) -> None:
        asked.append(timeout)
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(subprocess, "run", endless)
    with pytest.raises(CannotDraw, match=r"did not lay this picture out within 60 seconds.*--focus ID.*--door ID"):
        as_svg(scene)
    assert asked == [engines.LONGEST], "and no other layout is taken in its place"


def test_progress_is_told_of_each_layout_that_is_tried(scene: Scene) -> None:
    told: list[tuple[int, int, str]] = []
    as_svg(scene, progress=lambda *one: told.append(one))
    assert told and told[0][:2] == (0, 4)


def test_what_an_engine_says_of_a_fault_is_passed_on() -> None:
    with pytest.raises(CannotDraw, match=r"graphviz-pure could not lay the picture out: .*syntax error"):
        engines.laid_out("digraph {")
