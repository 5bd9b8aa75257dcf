"""One person's way as a small picture: true, readable in black and white, small, and harmless whatever names say."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest

from pathkit.check.report import JourneyPerson, JourneyStep, ShownJourney
from pathkit.drawing.measure import width_of
from pathkit.drawing.strip import WIDTH, journey_strip

SVG = "{http://www.w3.org/2000/svg}"
AT = datetime(2026, 11, 28, 3, 0)
PERSON = JourneyPerson(16, "distress", "urgent", None, (), (), "a 16-year-old, distress, urgent")
HOSTILE = (
    "<script>alert(1)</script>",
    "a]]>b",
    "\"quoted\" & 'so'",
    "</svg></title>",
    "turned \u202eround",
    "nul\x00bell\x07",
)


def step(name: str, later: int = 0, by: str | None = None, takes: int = 0, text: str = "") -> JourneyStep:
    """A contact so many minutes after the journey begins."""
    transfer = None if by is None else f"to-{name}"
    return JourneyStep(name, name, AT + timedelta(minutes=later), transfer, by, takes, None, text or f"by {by}: {name}")


def door(name: str, state: str = "which is open") -> JourneyStep:
    """The first contact, in the words that reports have for it."""
    return step(name, text=f"Sat 28 Nov 2026, 03:00: they turn to {name}, {state}")


def journey(*steps: JourneyStep, outcome: str, wait: int | None = None, begins: int | None = None) -> ShownJourney:
    """A journey that ends so; `begins` is in minutes after its start."""
    begun = None if begins is None else AT + timedelta(minutes=begins)
    at_least = steps[-1].at - AT if outcome != "none" and wait is None else None
    least = None if at_least is None else int(at_least.total_seconds()) // 60
    return ShownJourney(steps[0].service, PERSON, AT, outcome, wait, least, "stated", begun, steps, "It ends so.")


NOW = journey(door("Line"), step("Team", by="call-transfer", takes=10), outcome="now", wait=10, begins=0)
LATER = journey(door("Line"), step("Team", 3240, by="referral"), outcome="later", wait=3480, begins=3480)
SELF = journey(door("GP", "which is shut"), step("Line", by="signpost"), outcome="self", wait=0, begins=0)
NONE = journey(door("GP", "which is shut"), outcome="none")
UNKNOWN = journey(door("Line"), step("Team", 3240, by="referral"), outcome="later")
LONG = journey(
    door("Service 0"),
    *(step(f"Service {n} of the community mental health team", n * 60, by="warm-handover") for n in range(1, 9)),
    outcome="later",
    wait=480,
    begins=480,
)
ALL = {"now": NOW, "later": LATER, "self": SELF, "none": NONE, "unknown": UNKNOWN, "long": LONG}
each = pytest.mark.parametrize("shown", ALL.values(), ids=ALL)


def drawn(shown: ShownJourney) -> ElementTree.Element:
    """The picture as a tree."""
    return ElementTree.fromstring(journey_strip(shown))


def said(shown: ShownJourney) -> list[str]:
    """The lines of text of the picture, in order."""
    return [text.text or "" for text in drawn(shown).iter(f"{SVG}text")]


# --- what is drawn ----------------------------------------------------------------------------------------


def test_the_way_is_told_from_the_door_to_how_it_ends() -> None:
    assert said(NOW) == [
        *("03:00", "Sat 28 Nov", "They turn to", "Line", "which is open"),
        *("call transfer, takes 10 min", "Team"),
        *("Helped straight away", "supported by Team, after 10"),
        *("min in all (the clock leaves", "out 10 min of being passed", "on)"),
    ]


def test_a_plural_name_supports_nobody_in_the_singular() -> None:
    nurses = journey(door("Line"), step("Locality nurses", by="call-transfer"), outcome="now", wait=0, begins=0)
    assert " ".join(said(nurses)).endswith("supported by Locality nurses, at once")


def test_the_clock_and_the_whole_wait_agree() -> None:
    """What being passed on takes counts in the wait and does not move the clock: what differs is said."""
    passed = journey(door("Line"), step("Team", 60, by="referral", takes=120), outcome="later", wait=180, begins=60)
    assert " ".join(said(passed)).endswith("after 3 h in all (the clock leaves out 2 h of being passed on)")
    unknown = replace(passed, wait_minutes=None, wait_at_least_minutes=180, begins=None)
    assert "after at least 3 h (the clock leaves out 2 h of being passed on): nobody" in " ".join(said(unknown))


def test_the_clock_stands_wherever_it_has_moved_and_waits_in_words() -> None:
    texts = said(LATER)
    assert texts[:2] == ["03:00", "Sat 28 Nov"]
    assert texts[5:10] == ["referral", "waits 2 days 6 h", "09:00", "Mon 30 Nov", "Team"]
    assert texts[10:12] == ["waits 4 h", "13:00"], "help begins on the same day, so that its date is not told again"


def test_a_wait_that_nobody_has_written_down_is_said_to_be_one() -> None:
    texts = " ".join(said(UNKNOWN))
    assert "waits: nobody has written down how long" in texts
    assert "after at least 2 days 6 h: nobody has written down how long" in texts


def test_a_shut_door_and_nothing_else_says_both() -> None:
    assert said(NONE) == ["03:00", "Sat 28 Nov", "They turn to", "GP", "which is shut", "Left with nothing"]


def test_nothing_that_turns_on_what_nobody_has_written_down_is_no_plain_fact() -> None:
    root = ElementTree.fromstring(journey_strip(NONE, replace(NOW, reading="best")))
    assert [text.text for text in root.iter(f"{SVG}text")][-2:] == ["Left with nothing", "as far as is written down"]
    assert (root.findtext(f"{SVG}desc") or "").endswith("As far as is written down: It ends so.")
    assert "as far as" not in journey_strip(replace(NONE, reading="best"), NONE), "neither reading leads on"


def test_a_longer_wait_is_a_wider_gap() -> None:
    gaps = [_gap(journey(door("Line"), step("Team", by="referral"), outcome="later", wait=w, begins=w)) for w in WAITS]
    assert gaps == sorted(set(gaps)), "each wait is drawn wider than the one before"


WAITS = (30, 200, 1000, 3000)


def _gap(shown: ShownJourney) -> float:
    """How far the bars of the one gap stand apart."""
    (bars,) = [path.get("d", "") for path in drawn(shown).iter(f"{SVG}path") if path.get("class") == "wait"]
    above, below = (float(bar.split()[1].split("h")[0]) for bar in bars.split("M")[1:])
    return below - above


@pytest.mark.parametrize(
    ("by", "dashes"), [("call-transfer", None), ("referral", "7 4"), ("signpost", "1.5 4")], ids=str
)
def test_live_queued_and_person_led_have_lines_of_their_own(by: str, dashes: str | None) -> None:
    shown = journey(door("Line"), step("Team", by=by), outcome="self", wait=0, begins=0)
    (line,) = [
        path for path in drawn(shown).iter(f"{SVG}path") if path.get("stroke-width") == "2" and "V" in path.get("d", "")
    ]
    assert line.get("stroke-dasharray") == dashes


def test_how_it_ends_can_be_told_without_colours() -> None:
    """A sign of its own for each outcome; help has a double outline, a signpost a dotted one, nothing has corners."""
    ends = [_end(shown) for shown in (NOW, LATER, SELF, NONE)]
    assert len({sign for sign, _ in ends}) == 4
    assert [outline for _, outline in ends] == [
        [("rect", None), ("rect", None)],
        [("rect", None), ("rect", None)],
        [("rect", "1.5 4")],
        [("path", None)],
    ]


def _end(shown: ShownJourney) -> tuple[str | None, list[tuple[str, str | None]]]:
    """The sign of how a journey ends, and the outline around it."""
    (end,) = [group for group in drawn(shown).iter(f"{SVG}g") if group.get("class") == "step end"]
    (sign,) = [part.get("d") for part in end if part.get("transform")]
    filled = [part for part in end if part.get("fill") == "#ffffff"]
    return sign, [(part.tag.removeprefix(SVG), part.get("stroke-dasharray")) for part in filled]


@each
def test_every_step_can_be_stepped_to(shown: ShownJourney) -> None:
    steps = [(group.get("class"), group.get("data-step")) for group in drawn(shown).iter(f"{SVG}g")]
    count = len(shown.steps)
    assert steps == [*(("step", str(number)) for number in range(1, count + 1)), ("step end", str(count + 1))]


# --- how it is drawn --------------------------------------------------------------------------------------


@each
def test_it_says_in_words_what_it_shows(shown: ShownJourney) -> None:
    root = drawn(shown)
    assert root.get("role") == "img"
    assert (
        root.findtext(f"{SVG}title")
        == root.get("aria-label")
        == "A 16-year-old, distress, urgent, Sat 28 Nov 2026, 03:00"
    )
    assert root.findtext(f"{SVG}desc") == " ".join([*(f"{one.text}." for one in shown.steps), "It ends so."])


def test_at_best_is_said_to_be_so() -> None:
    assert (drawn(replace(NOW, reading="best")).findtext(f"{SVG}title") or "").endswith(", at best")


@each
def test_texts_fit_whatever_the_font(shown: ShownJourney) -> None:
    root = drawn(shown)
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    assert width == WIDTH <= 360
    boxes = [_box(rect) for rect in root.iter(f"{SVG}rect")]
    for text in root.iter(f"{SVG}text"):
        size = float(text.get("font-size", root.get("font-size", "")))
        bold = 1.1 if text.get("font-weight") == "bold" else 1
        left, base = float(text.get("x", "nan")), float(text.get("y", "nan"))
        right = left + bold * width_of(text.text or "", size)
        assert right <= width, text.text
        assert base < height, text.text
        for box in boxes[1:]:  # the first is the paper
            if box[0] < left < box[2] and box[1] < base < box[3]:
                assert right < box[2], f"{text.text} stays in its box"


def _box(rect: ElementTree.Element) -> tuple[float, float, float, float]:
    left, above, width, height = (float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))
    return left, above, left + width, above + height


def test_long_names_are_broken_and_shortened() -> None:
    shown = journey(door("Beaufortandwestmarchcommunitymentalhealth" * 6), outcome="none")
    texts = said(shown)
    assert any(text.endswith("…") for text in texts)
    test_texts_fit_whatever_the_font(shown)


@each
def test_it_stays_small(shown: ShownJourney) -> None:
    assert len(journey_strip(shown).encode("utf-8")) < (5_000 if len(shown.steps) < 5 else 9_000)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text(name: str) -> None:
    shown = journey(door(name), step(name, by="call-transfer", text=name), outcome="now", wait=0, begins=0)
    hostile = replace(shown, person=replace(PERSON, words=name), ending=name)
    svg = journey_strip(hostile)
    root = ElementTree.fromstring(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        *("svg", "title", "desc", "rect", "g", "text", "path", "circle")
    }
    names = {name for element in root.iter() for name in element.attrib}
    assert not any(name.startswith("on") or name in ("style", "href", "id") for name in names)
    assert svg.replace("\n", "").isprintable()


@each
def test_the_same_journey_is_the_same_picture(shown: ShownJourney) -> None:
    assert journey_strip(shown) == journey_strip(replace(shown))
    assert " id=" not in journey_strip(shown), "dozens stand on one page"
