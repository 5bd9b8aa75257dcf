"""One person's way, to be read aloud: true to the journey, each telling counted, nothing made up, names harmless."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from browser.hostile import MAP as HOSTILE
from browser.hostile import TEXTS

from pathkit.check.journeys import OneSituation, ask_journey, open_map
from pathkit.check.report import ShownJourney
from pathkit.check.words import person_shown, show_person
from pathkit.pages.spoken import spoken, times
from pathkit.pages.walk import MOST_REASONS, Walk, walk_of, walk_page
from pathkit.pages.walk_way import Tellings, tellings
from pathkit.pathway import Pathway
from pathkit.situations import Person, usual_circumstances

ON = date(2026, 11, 21)
PATHWAYS = Path(__file__).parents[2] / "pathways"

MAP = """\
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 16+, needs: [distress, injury-or-overdose], localities: [north, south], circumstances: [deaf-bsl]}
organisations: {nhs: {name: NHS Eastglen, sector: health}, police: {name: Eastglen police, sector: police}}
services:
  gp: {name: Eastglen GP practice, provider: nhs, kind: primary-care, open_to: public, hours: "Mon-Fri 09:00-17:00",
       contact: {phone: "01632 960001"}}
  line: {name: Eastglen line, provider: nhs, kind: helpline, open_to: public, hours: 24/7,
         contact: {phone: "01632 960002", text: "01632 960003"}}
  desk: {name: Eastglen desk, provider: nhs, kind: call-handling, hours: 24/7}
  officers: {name: Eastglen officers, provider: police, kind: police-response, hours: 24/7}
  team: {name: Eastglen team, provider: nhs, kind: crisis-team, hours: "Mon-Fri 09:00-17:00",
         supports: {urgency: up to urgent, excludes: []}, offers: [assessment, safety-planning],
         responds_within: {routine: 4 h, urgent: 3 days}}
  unit: {name: Eastglen unit, provider: nhs, kind: assessment-unit, hours: 24/7,
         supports: {localities: [north], urgency: very-urgent or above, excludes: []}, offers: [assessment]}
transfers:
  - {from: gp, to: line, by: signpost, when: closed}
  - {from: line, to: desk, by: call-transfer, takes: 10 min, shares: [identity, story], holds_until: accepted}
  - {from: desk, to: team, by: referral, shares: [identity], holds_until: sent, for: {urgency: up to urgent}}
  - {from: desk, to: officers, by: deployment, for: {urgency: very-urgent or above}}
  - {from: officers, to: unit, by: conveyance, shares: [], for: {urgency: very-urgent or above}}
"""

PLAIN = """\
One person’s way – Eastglen
Skip to the content
Eastglen · an illustration to be read aloud; no guide for somebody in distress
One person’s way
Somebody aged 30 needs help with distress.
The urgency is “urgent”: by the standard, help begins within 24 hours.
The locality is north.
It is 03:00 on Saturday 21 November 2026.
That is out of hours.
What happens
03:00, Saturday 21 November 2026
Eastglen line
They turn to Eastglen line. It is open. They tell their story, for the first time.
Their call is put through to Eastglen desk. That takes 10 minutes.
Responsibility for them stays with Eastglen line until they have been accepted by Eastglen desk.
Eastglen desk
Their story is passed on. They need not tell it again.
They are referred to Eastglen team. New people are next taken there at 09:00 on Monday 23 November.
They wait 2 days and 6 hours. Responsibility for them ends for Eastglen desk once they have been sent on. Nobody \
holds them while they wait.
09:00, Monday 23 November 2026
Eastglen team
Their story is not passed on. They have to tell it again, for the second time.
They can be supported here. What is offered: assessment and safety planning. Help begins at 09:00 on \
Tuesday 24 November, not counting the 10 minutes that being passed on takes.
They wait another 24 hours.
How it ends
They are taken on by Eastglen team, with a wait.
wait 3 days 6 h 10 min
standard for this urgency 24 h
tellings of the story 2
times passed on 2
The clock above leaves out the 10 minutes that being passed on takes: in all they wait 3 days, 6 hours and 10 \
minutes. By the standard for “urgent”, help begins within 24 hours. This is 2 days, 6 hours and 10 minutes \
longer. They tell their story twice.
Questions for the meeting
What would it take to pass their story on, from Eastglen desk to Eastglen team, so that they need not tell it again?
They wait 2 days and 6 hours for Eastglen team. Who knows how they are meanwhile, and whom can they turn to?
Who could stay responsible for them until they are with Eastglen team?
Help from Eastglen team begins 24 hours after they get there. What happens meanwhile?
What would have to change for help to begin within 24 hours?
Is this what happens in truth? Who in the room would know?
Made from the map of Eastglen (eastglen.pathway.yaml) as it applies on 21 November 2026, read as the map states it.
This is an illustration made from a map of services. It is nobody’s own story. It is no guide for somebody in \
distress, and it gives no advice. No map shows capacity, kindness, or whether the phone is answered. Changes of the \
clock in spring and autumn are left out.
"""


def asked(door: str, at: str, urgency: str = "urgent", **more: Any) -> OneSituation:
    """Somebody of 30 in distress in the north, but for what is said otherwise."""
    person: dict[str, Any] = {"age": 30, "need": "distress", "locality": "north"}
    return OneSituation(door, at, urgency=urgency, **(person | more))


@pytest.fixture
def pathway(tmp_path: Path) -> Pathway:
    """The small map, compiled."""
    return opened(tmp_path, MAP)


def opened(folder: Path, text: str, name: str = "eastglen") -> Pathway:
    """A map from its text, compiled."""
    path = folder / f"{name}.pathway.yaml"
    path.write_text(text, "utf-8")
    return open_map(path, ON)


def walked(pathway: Pathway, situation: OneSituation) -> Walk:
    """The sentences of a page."""
    return walk_of(pathway, *ask_journey(pathway, situation))


def paged(pathway: Pathway, situation: OneSituation) -> str:
    """A whole page."""
    return walk_page(pathway, *ask_journey(pathway, situation))


def read_out(html: str) -> str:
    """What a page says: a line for each block, without its style and its pictures."""
    html = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", html, flags=re.DOTALL)
    reader = _Reader()
    reader.feed(html)
    lines = ("".join(line).split() for line in reader.lines)
    return "".join(f"{' '.join(line)}\n" for line in lines if line)


class _Reader(HTMLParser):
    """The texts of a page, block by block."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[list[str]] = [[]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "li", "h1", "h2", "h3", "div", "dl"):
            self.lines.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "li", "title", "time", "a", "h3"):
            self.lines.append([])
        elif tag == "dt":
            self.lines[-1].append(" ")

    def handle_data(self, data: str) -> None:
        # Each sentence of the person and of the moment stands on a line of its own in the template.
        for number, line in enumerate(data.split("\n")):
            if number:
                self.lines.append([])
            self.lines[-1].append(line)


# --- what is read aloud -----------------------------------------------------------------------------------


def test_a_page_reads_like_this(pathway: Pathway) -> None:
    html = paged(pathway, asked("line", "Sat 03:00"))
    assert read_out(html) == PLAIN


def test_each_telling_of_the_story_is_counted(pathway: Pathway) -> None:
    walk = walked(pathway, asked("line", "Sat 03:00"))
    assert [stop.story.kind for stop in walk.stops] == ["told", "passed-on", "again"]
    assert tellings(walk.stops) == Tellings(2, 0)
    assert "They tell their story twice." in walk.ending


def test_what_nobody_has_written_down_is_no_telling_and_no_passing_on(pathway: Pathway) -> None:
    walk = walked(pathway, asked("line", "Sat 03:00", "emergency"))
    assert [stop.story.kind for stop in walk.stops] == ["told", "passed-on", "perhaps", "again"]
    assert tellings(walk.stops) == Tellings(2, 1)
    assert walk.stops[2].story.words == (
        "Nobody has written down whether their story is passed on. They may have to tell it again."
    )
    assert walk.stops[3].story.words == "Their story is not passed on. They have to tell it again."
    assert walk.ending[-1] == (
        "They tell their story twice for certain. Nobody has written down whether they have to tell it at one more "
        "service: it may be three times in all."
    )
    assert ("tellings of the story", "2 to 3") in walk.figures


def test_behind_a_shut_door_nobody_hears_the_story(pathway: Pathway) -> None:
    walk = walked(pathway, asked("gp", "Sat 03:00"))
    assert walk.stops[0].here == ("They turn to Eastglen GP practice.", "It is shut.")
    assert [stop.story.kind for stop in walk.stops] == ["nobody", "told", "passed-on", "again"]
    assert tellings(walk.stops) == Tellings(2, 0)


def test_somebody_who_finds_their_own_way_is_not_said_to_be_taken_there(pathway: Pathway) -> None:
    walk = walked(pathway, asked("gp", "Sat 03:00"))
    assert walk.stops[1].here == ("Suppose that they get there.",)
    assert walk.ending[0] == (
        "They are told where to go. If they find their own way, they are supported by Eastglen team."
    )
    assert "The time that they need to find their own way is not counted." in walk.ending
    assert walk.why_heading == "Why nobody takes them there"
    assert "Eastglen GP practice is shut (hours: Mon-Fri 09:00-17:00)." not in walk.why, "nothing leads on from it open"
    assert walk.why == ("To Eastglen line there is only a signpost from Eastglen GP practice.",)


def test_who_is_left_with_nothing_is_told_why(pathway: Pathway) -> None:
    walk = walked(pathway, asked("line", "Sat 03:00", "emergency", locality="south"))
    assert walk.ending == (
        "They are left with nothing.",
        "By the standard for “emergency”, help begins within 1 hour. Here it does not begin.",
        "They tell their story once.",
    )
    assert walk.stops[0].onward == ("Nothing leads on to anybody who supports them.",)
    assert walk.why_heading == "Why nobody helps"
    assert "Eastglen unit does not serve south." in walk.why
    assert ("help", "none") in walk.figures


def test_who_cannot_contact_a_door_is_said_to_be_kept_from_it(pathway: Pathway) -> None:
    walk = walked(pathway, asked("gp", "Mon 10:00", true=("deaf-bsl",)))
    assert walk.person[-1] == "This is true of them as well: deaf and using BSL."
    assert walk.stops[0].here == ("They cannot contact Eastglen GP practice on their own.",)
    assert tellings(walk.stops) == Tellings(0, 0)
    assert walk.why == ("Eastglen GP practice can be contacted by phone. None of that reaches them.",)
    assert walk.questions[0] == "How could they reach Eastglen GP practice?"


def test_a_response_time_that_nobody_knows_is_no_wait_of_nothing(tmp_path: Path) -> None:
    pathway = opened(tmp_path, re.sub(r",\s+responds_within: \{routine.*?\}", "", MAP))
    walk = walked(pathway, asked("line", "Sat 03:00"))
    assert walk.stops[-1].onward[-1] == "Nobody has written down how soon help begins."
    assert walk.ending[1:4] == (
        "The clock above leaves out the 10 minutes that being passed on takes: in all they wait at least 2 days, 6 "
        "hours and 10 minutes.",
        "Nobody has written down how long they wait in all.",
        "By the standard for “urgent”, help begins within 24 hours. This is already longer.",
    )
    assert ("wait", "2 days 6 h 10 min or more") in walk.figures
    assert walk.not_said == ("How soon help begins at Eastglen team.",)
    sooner = walked(pathway, asked("line", "Mon 10:00"))
    assert (
        "By the standard for “urgent”, help begins within 24 hours. Whether it does, nobody can tell." in sooner.ending
    )


def test_the_other_reading_is_told_apart(tmp_path: Path) -> None:
    pathway = opened(tmp_path, re.sub(r",\s+responds_within: \{routine.*?\}", "", MAP))
    stated = walked(pathway, asked("line", "Sat 03:00"))
    assert stated.other is not None and stated.other.heading == "What could happen instead"
    assert stated.other.journey.reading == "best"
    assert [stop.service for stop, _ in stated.other.told] == ["Eastglen line", "Eastglen desk", "Eastglen team"]
    assert stated.questions[-2] == (
        "This way turns on facts that nobody has written down. Who finds them out, and by when?"
    )
    best = walked(pathway, asked("line", "Sat 03:00", reading="best"))
    assert best.other is not None and best.other.heading == "What the map states"
    assert best.other.journey.reading == "stated"
    assert best.made.endswith("read at best.")


def test_a_door_that_nobody_knows_to_be_open_is_not_said_to_be(tmp_path: Path) -> None:
    text = MAP.replace('open_to: public, hours: "Mon-Fri 09:00-17:00"', "open_to: public, hours: unknown")
    walk = walked(opened(tmp_path, text), asked("gp", "Sat 03:00"))
    assert walk.stops[0].here[1] == "Nobody has written down whether it is open at this time."
    assert walk.not_said[0] == "Whether Eastglen GP practice is open at this time."
    assert walk.stops[0].story.words == "Nobody can tell whether anybody hears their story here."
    assert tellings(walk.stops) == Tellings(0, 1)
    assert walk.ending[-1] == "Nobody can tell whether anybody hears their story."
    assert ("tellings of the story", "0 to 1") in walk.figures
    assert walk.questions[0] == "Is Eastglen GP practice open at this hour? Who can write it down?"


@pytest.mark.parametrize(
    ("sent_when", "supposed", "kind"),
    [("closed", "shut", "nobody"), ("open", "open", "told"), ("always", "", "perhaps")],
)
def test_at_best_a_door_is_said_to_be_supposed_open_or_shut(
    tmp_path: Path, sent_when: str, supposed: str, kind: str
) -> None:
    text = MAP.replace('open_to: public, hours: "Mon-Fri 09:00-17:00"', "open_to: public, hours: unknown")
    pathway = opened(tmp_path, text.replace("when: closed", f"when: {sent_when}"))
    walk = walked(pathway, asked("gp", "Sat 03:00", reading="best"))
    assert walk.stops[0].here[2:] == ((f"Suppose that it is {supposed}.",) if supposed else ())
    assert walk.stops[0].story.kind == kind
    if kind == "perhaps":
        assert walk.stops[1].story.words == "They tell their story, unless somebody has heard it before."


def test_who_may_be_able_to_contact_a_door_is_not_said_to_be_kept_from_it(tmp_path: Path) -> None:
    text = MAP.replace('kind: primary-care, open_to: public, hours: "Mon-Fri 09:00-17:00",', "kind: primary-care,")
    text = text.replace('       contact: {phone: "01632 960001"}}', "       open_to: public, hours: 24/7}")
    walk = walked(opened(tmp_path, text), asked("gp", "Mon 10:00", true=("deaf-bsl",)))
    assert walk.stops[0].here == (
        "As far as anybody has written down, they cannot contact Eastglen GP practice on their own.",
    )
    assert walk.stops[0].story.kind == "perhaps"
    assert walk.not_said == ("How Eastglen GP practice can be contacted.",)


# --- what turns on facts that nobody has written down -----------------------------------------------------

UNKNOWN_GP = MAP.replace('hours: "Mon-Fri 09:00-17:00",\n       contact', "hours: unknown,\n       contact")
UNKNOWN_OFFICERS = MAP.replace("kind: police-response, hours: 24/7", "kind: police-response, hours: unknown")


def test_nothing_as_stated_is_no_fact_where_something_leads_on_at_best(tmp_path: Path) -> None:
    pathway = opened(tmp_path, UNKNOWN_GP)
    walk = walked(pathway, asked("gp", "Sat 03:00"))
    assert walk.ending[0] == (
        "As far as anybody has written down, nothing leads on from here: they are left with nothing. If what nobody "
        "has written down turns out well: they are told where to go. If they find their own way, they are supported by "
        "Eastglen team."
    )
    assert walk.ending[1].endswith("As far as anybody has written down, it does not begin.")
    assert walk.stops[0].onward == (
        "As far as anybody has written down, nothing leads on from here to anybody who supports them.",
    )
    assert walk.figures[0] == ("help, as far as is written down", "none")
    assert walk.why_heading == "Why nobody helps, as far as is written down"
    assert "If nothing leads on in truth, who should be there for somebody like this, at this hour?" in walk.questions
    assert ">as far as is written down</text>" in paged(pathway, asked("gp", "Sat 03:00"))
    best = walked(pathway, asked("gp", "Sat 03:00", reading="best"))
    assert best.other is not None
    assert best.other.ending[0] == (
        "As far as anybody has written down, nothing leads on from here: they are left with nothing."
    )


def test_an_emergency_response_below_an_emergency_is_told_as_a_fact_and_not_praised(tmp_path: Path) -> None:
    pathway = opened(tmp_path, UNKNOWN_OFFICERS)
    walk = walked(pathway, asked("line", "Sat 03:00", "very-urgent"))
    assert walk.other is not None
    assert walk.other.heading == "What could happen instead"
    assert "This would send an emergency response." in walk.other.ending
    assert walk.ending[0].endswith(
        "With other answers to what nobody has written down: they are helped straight away, by Eastglen unit. This "
        "would send an emergency response."
    )
    assert "turns out well" not in walk.ending[0] and "turn out well" not in walk.other.lead
    best = walked(pathway, asked("line", "Sat 03:00", "very-urgent", reading="best"))
    assert best.other is not None
    assert "and sends an emergency response." in best.other.lead and "well" not in best.other.lead


def test_in_an_emergency_an_emergency_response_is_what_turns_out_well(tmp_path: Path) -> None:
    walk = walked(opened(tmp_path, UNKNOWN_OFFICERS), asked("line", "Sat 03:00", "emergency"))
    assert walk.other is not None
    assert walk.other.lead.endswith("If all of them turn out well, this happens:")
    assert "This would send an emergency response." not in walk.other.ending


def test_reasons_are_not_told_without_end() -> None:
    pathway = open_map(PATHWAYS / "highland.pathway.yaml", ON)
    person = {"age": 16, "need": "suicidal-thoughts", "locality": "skye", "true": ("intoxicated",)}
    walk = walked(pathway, asked("police-101", "Sat 03:00", "very-urgent", **person))
    assert len(walk.why) == MOST_REASONS + 1
    assert re.fullmatch(r"There are [0-9]+ more reasons of this sort, further on\.", walk.why[-1])


def test_the_person_who_is_shown_is_the_person_who_was_asked_about(pathway: Pathway) -> None:
    usual = usual_circumstances(pathway.map.circumstances)
    assert usual, "else what is not so could not be lost"
    for circumstances in (usual, frozenset({"deaf-bsl"}), usual | {"deaf-bsl"}):
        person = Person("distress", "urgent", 30, "north", circumstances)
        assert person_shown(pathway.map, show_person(pathway.map, person)) == person


# --- questions --------------------------------------------------------------------------------------------


def test_below_an_emergency_emergency_services_are_asked_about(pathway: Pathway) -> None:
    walk = walked(pathway, asked("line", "Sat 03:00", "very-urgent"))
    assert [question for question in walk.questions if "Eastglen officers" in question][-2:] == [
        "There is no immediate risk of significant harm. Could they be helped without Eastglen officers?",
        "Who other than Eastglen officers could take them to Eastglen unit?",
    ]


@pytest.mark.parametrize("more", [{"urgency": "emergency"}, {"urgency": "very-urgent", "need": "injury-or-overdose"}])
def test_where_emergency_services_are_right_they_are_not_asked_about(pathway: Pathway, more: dict[str, str]) -> None:
    questions = walked(pathway, asked("line", "Sat 03:00", **more)).questions
    assert not any("Could they be helped without" in one or "Who other than" in one for one in questions)


def test_nothing_is_asked_that_the_journey_does_not_show(pathway: Pathway) -> None:
    walk = walked(pathway, asked("line", "Mon 10:00", "routine"))
    assert walk.questions == (
        "What would it take to pass their story on, from Eastglen desk to Eastglen team, so that they need not tell it "
        "again?",
        "Help from Eastglen team begins 4 hours after they get there. What happens meanwhile?",
        "Is this what happens in truth? Who in the room would know?",
    )


# --- the page ---------------------------------------------------------------------------------------------


class _Elements(HTMLParser):
    """Every element with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    """The page of a journey through a map whose names try to be more than names."""
    situation = OneSituation("line", "Sat 19:00", 30, "loneliness", "emergency", None, ("afloat",))
    return paged(opened(tmp_path, HOSTILE, "southness"), situation)


def test_a_hostile_name_is_text(hostile: str) -> None:
    found = _Elements(hostile).found
    tags = {tag for tag, _ in found}
    assert not tags & {"script", "img", "iframe", "object", "textarea", "b"}
    assert not any(name.startswith("on") or name == "style" for _, attributes in found for name in attributes)
    assert [tag for tag, _ in found].count("style") == 1
    assert "&lt;script&gt;" in hostile
    assert TEXTS[3] not in hostile, "what turns the direction of writing is shown by its code"
    assert "\\u202e" in hostile


def test_the_questions_stay_on_one_sheet_of_paper(pathway: Pathway) -> None:
    found = _Elements(paged(pathway, asked("line", "Sat 03:00"))).found
    (section,) = [attributes for _, attributes in found if attributes.get("aria-labelledby") == "questions"]
    assert section.get("class") == "keep"


def test_the_page_needs_nothing_else(pathway: Pathway) -> None:
    html = paged(pathway, asked("line", "Sat 03:00"))
    found = _Elements(html).found
    (policy,) = [a["content"] for tag, a in found if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None and policy.startswith("default-src 'none'; ") and "script-src 'none'" in policy
    assert not any(attributes.get("src") for _, attributes in found)
    assert [attributes["href"] for _, attributes in found if "href" in attributes] == ["#content"]
    assert "01632" not in html, "numbers stay out: the page is no guide for somebody in distress"


def test_the_same_journey_is_the_same_page(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    pages = []
    for folder in (here, there):
        folder.mkdir()
        pages.append(paged(opened(folder, MAP), asked("line", "Sat 03:00", "emergency")))
    assert pages[0] == pages[1]
    assert str(tmp_path) not in pages[0]


@pytest.mark.parametrize("area", ["edinburgh", "highland", "lanarkshire"])
def test_every_urgency_at_every_door_of_the_real_maps_can_be_read_aloud(area: str) -> None:
    pathway = open_map(PATHWAYS / f"{area}.pathway.yaml", ON)
    locality = next(iter(pathway.map.people.localities), None)
    doors = [name for name, service in pathway.map.services.items() if service.open_to == "public"]
    for door in doors:
        for urgency in pathway.map.framework.urgencies:
            for reading in ("stated", "best"):
                situation = asked(door, "Fri 16:50", urgency, locality=locality, reading=reading)
                shown, other = ask_journey(pathway, situation)
                _adds_up(shown, walk_of(pathway, shown, other))


@pytest.mark.parametrize("urgency", ["routine", "urgent", "very-urgent"])
def test_the_clock_and_the_whole_wait_agree(tmp_path: Path, urgency: str) -> None:
    """What being passed on takes counts in the wait and does not move the clock."""
    pathway = opened(tmp_path, MAP.replace("takes: 10 min", "takes: 2 h").replace("4 h, urgent", "1 h, urgent"))
    shown, other = ask_journey(pathway, asked("line", "Mon 13:00", urgency))
    walk = walk_of(pathway, shown, other)
    _adds_up(shown, walk)
    assert not any(one.startswith("From turning to") for one in walk.ending)
    if urgency == "routine":
        assert walk.ending[1] == (
            "The clock above leaves out the 2 hours that being passed on takes: in all they wait 3 hours."
        )
        assert walk.stops[-1].onward[-1] == (
            "Help begins at 14:00, not counting the 2 hours that being passed on takes."
        )


def _adds_up(journey: ShownJourney, walk: Walk) -> None:
    """No sentence has a hole in it, the tellings are no more than the services met, and the waits that are read out
    at the steps, with what being passed on takes, are the wait that is read out at the end."""
    sentences = [*walk.person, *walk.moment, *walk.ending, *walk.why, *walk.not_said, *walk.questions]
    sentences += [one for stop in walk.stops for one in (*stop.here, stop.story.words, *stop.onward, stop.wait)]
    assert all(one.endswith((".", "?")) and "  " not in one and "{" not in one for one in sentences if one)
    count = tellings(walk.stops)
    assert count.surely + count.perhaps <= len(journey.steps) == len(walk.stops)
    takes = sum(_minutes(one) for stop in walk.stops for one in stop.onward if one.startswith("That takes "))
    waits = sum(_minutes(stop.wait) for stop in walk.stops)
    in_all = [one for one in walk.ending if re.search("[Tt]hey wait (at least )?[0-9]", one)]
    assert sum(_minutes(one.rpartition("they wait")[2]) for one in in_all) == takes + waits
    if journey.outcome != "none":
        assert takes + waits == (journey.wait_minutes or journey.wait_at_least_minutes or 0)
    for one in in_all:
        left_out = re.match("The clock above leaves out the (.*) that being passed on takes: ", one)
        assert (_minutes(left_out[1]) if left_out else 0) == takes


def _minutes(words: str) -> int:
    """The length of time that a sentence tells."""
    in_minutes = {"day": 1440, "hour": 60, "minute": 1}
    found = re.findall("([0-9]+) (day|hour|minute)s?", words)
    return sum(int(count) * in_minutes[unit] for count, unit in found)


# --- words ------------------------------------------------------------------------------------------------


def test_lengths_of_time_are_read_in_full() -> None:
    assert [spoken(minutes) for minutes in (1, 61, 1440, 1500, 4325)] == [
        *("1 minute", "1 hour and 1 minute", "24 hours", "1 day and 1 hour", "3 days and 5 minutes")
    ]
    assert [times(count) for count in (1, 2, 3, 12)] == ["once", "twice", "three times", "12 times"]
