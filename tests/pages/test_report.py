"""The report: a whole document, complete, the same every time, and never more than text."""

from __future__ import annotations

import pickle
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from browser.hostile import MAP as HOSTILE
from browser.hostile import TEXTS

from pathkit.check import Report, check_and_look
from pathkit.check.report import RuleNotRun
from pathkit.check.summary import all_findings
from pathkit.pages.report import Audience, Portrait, look_for, report_page

ON = date(2026, 11, 21)
ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"

VOID = frozenset({"meta", "br", "hr", "img", "input", "link"})
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Document(HTMLParser):
    """What a page comes to: its elements, its headings, its texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.levels: list[int] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "svg" not in self.open:  # a picture has titles of its own
            self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag in HEADINGS:
            self.levels.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open):
            self.said.append(data)

    def values(self, name: str) -> list[str]:
        """The values of an attribute, wherever it stands."""
        return [value for _, one, value in self.attributes if one == name]

    @property
    def text(self) -> str:
        """All that can be read, on one line."""
        return " ".join("".join(self.said).split())


Made = tuple[Report, dict[str, Portrait]]


def made(*paths: Path, audience: Audience = Audience.FORUM, jobs: int = 1) -> Made:
    """The report on some maps, and their portraits."""
    return check_and_look(paths, look_for(audience), date=ON, jobs=jobs)


@pytest.fixture(scope="module")
def several() -> Made:
    """Two of the teaching maps."""
    return made(EXAMPLES / "school-leaver-gap.pathway.yaml", EXAMPLES / "police-as-the-only-way.pathway.yaml")


INVALID = """\
area: {id: westmarch, name: Westmarch}
organisations:
  nhs: {name: NHS Westmarch, sector: health}
services:
  gp: {name: Westmarch GP, provider: nhs-westmrach, kind: primary-care, hours: 9-5}
"""


@pytest.fixture
def southness(tmp_path: Path) -> Path:
    """A map whose names try to be more than names."""
    place = tmp_path / "southness.pathway.yaml"
    place.write_text(HOSTILE, encoding="utf-8")
    return place


@pytest.fixture
def westmarch(tmp_path: Path) -> Path:
    """A map that is not valid."""
    place = tmp_path / "westmarch.pathway.yaml"
    place.write_text(INVALID, encoding="utf-8")
    return place


def assert_whole(page: str) -> Document:
    """That a page is one sound document: nested, its headings in steps, its links inside it and leading somewhere."""
    document = Document(page)
    assert document.open == []
    assert document.tags["h1"] == document.tags["main"] == document.tags["title"] == 1
    assert [(a, b) for a, b in pairwise(document.levels) if b > a + 1] == []
    ids = document.values("id")
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    links = document.values("href")
    assert links
    assert [link for link in links if not link.startswith("#") or link[1:] not in ids] == []
    assert document.values("src") == []
    assert [name for _, name, _ in document.attributes if name.startswith("on") or name == "style"] == []
    assert re.findall(r"@import|url\((?!#)", page.partition("</style>")[0]) == []
    assert any(value.startswith("default-src 'none'") for value in document.values("content"))
    return document


# --- whole


def test_one_map_is_a_whole_document() -> None:
    document = assert_whole(report_page(*made(EXAMPLES / "school-leaver-gap.pathway.yaml")))
    assert document.tags["h2"] > 5


def test_several_maps_are_a_whole_document_with_an_overview(several: Made) -> None:
    document = assert_whole(report_page(*several))
    assert document.tags["table"] >= 1
    for checked in several[0].maps:
        assert checked.name is not None
        assert checked.name in document.text


def test_every_finding_and_every_question_is_told(several: Made) -> None:
    report, portraits = several
    text = Document(report_page(report, portraits)).text
    assert [one.id for one in all_findings(report) if one.id not in text] == []
    assert [one.id for one in report.questions if one.id not in text] == []
    assert [one.message for one in all_findings(report) if one.rule != "not-stated" and one.message not in text] == []


def test_every_principle_is_told_with_its_state_in_a_word(several: Made) -> None:
    text = Document(report_page(*several)).text
    for principle in several[0].principles:
        assert principle.title in text
        assert principle.state in text


def test_every_principle_of_which_something_is_found_leads_to_it(several: Made) -> None:
    page = report_page(*several)
    for checked in several[0].maps:
        for principle in checked.principles:
            found = any(principle.id in one.principles for one in checked.findings if not one.library)
            link = rf'<a href="#[^"]+"><strong>{principle.title}</strong></a>'
            (part,) = re.findall(rf'id="{checked.area}.principles".*?</section>', page, re.S)
            assert bool(re.search(link, part)) == found


def test_every_journey_is_a_picture_and_in_words(several: Made) -> None:
    report, portraits = several
    document = Document(report_page(report, portraits))
    journeys = [one.journey for one in report.findings if one.journey is not None]
    assert journeys
    assert document.tags["svg"] >= len(journeys)
    for journey in journeys:
        for step in journey.steps:
            assert step.text in document.text


def test_every_service_is_listed(several: Made) -> None:
    text = Document(report_page(*several)).text
    names = [service.name for seen in several[1].values() for one in seen.listed for service in one.services]
    assert names
    assert [name for name in names if name not in text] == []


def test_the_limits_are_told(several: Made) -> None:
    text = Document(report_page(*several)).text
    assert "No map shows capacity, kindness, or whether the telephone is answered." in text
    assert "clock changes are ignored" in text


def test_what_rules_have_in_common_is_said_once() -> None:
    report, portraits = made(EXAMPLES / "school-leaver-gap.pathway.yaml")
    text = Document(report_page(report, portraits)).text
    rules = {one.rule for one in report.findings if one.remedy and not one.library}
    remedies = {one.remedy.replace("`", "") for one in report.findings if one.rule in rules and not one.library}
    assert remedies
    assert [remedy for remedy in remedies if text.count(" ".join(remedy.split())) != 1] == []


def test_what_weighs_most_is_told_by_the_findings_own_sentences() -> None:
    report, portraits = made(ROOT / "pathways" / "highland.pathway.yaml")
    page = report_page(report, portraits)
    (part,) = re.findall(r'id="gravest".*?</ul>', page, re.S)
    assert (
        ">Highland</a>: In Highland, the police have no place of safety to which they can bring anyone (distress, "
        "emergency) straight away"
    ) in part
    long = next(one for one in report.findings if one.id == "police-as-transport@skye-to-new-craigs")
    assert re.search(r"; not \d+ \w+ 2026", long.message)
    assert "2026" not in part
    assert "Mon-Thu 18:00-08:30, Fri 18:00 to Mon 08:30." in part


def test_a_public_door_that_only_professionals_can_ring_is_said_to_have_no_public_way(tmp_path: Path) -> None:
    text = (EXAMPLES / "answerphone.pathway.yaml").read_text(encoding="utf-8")
    place = tmp_path / "eastglen.pathway.yaml"
    contact = "    contact: {professional_phone: 01632 960999}\n"
    place.write_text(re.sub(r"(?m)^    contact:.*\n", contact, text), encoding="utf-8")
    for audience in Audience:
        _, portraits = made(place, audience=audience)
        (seen,) = portraits.values()
        rows = [row for one in seen.listed for service in one.services for row in service.rows]
        told = [row.texts for row in rows if row.label == "Contact"]
        assert told
        assert all("No public way to contact it is written down." in texts for texts in told)
        assert any("01632 960999" in one for texts in told for one in texts) is (audience is Audience.FORUM)


# --- acknowledged, scenarios


def test_what_the_forum_knows_of_is_told_apart_with_its_words(tmp_path: Path) -> None:
    text = (EXAMPLES / "answerphone.pathway.yaml").read_text(encoding="utf-8")
    first = made(EXAMPLES / "answerphone.pathway.yaml")[0].findings[0].id
    place = tmp_path / "answerphone.pathway.yaml"
    known = (
        f"\nacknowledged:\n  - finding: {first}\n    reason: Replaced in March.\n    meanwhile: Practices ring back.\n"
        "    owner: The board itself\n    agreed: 2026-05-04\n    review: 2026-12-30\n"
        "    covers: {hours_per_week: 168, people: 100000, dates: 366}\n"
    )
    place.write_text(text.rstrip("\n") + known, encoding="utf-8")
    report, portraits = made(place)
    assert [one.id for one in report.findings if not one.open] == [first]
    document = assert_whole(report_page(report, portraits))
    assert "known" in document.values("id")
    for words in ("Replaced in March.", "Practices ring back.", "The board itself", "by 30 Dec 2026"):
        assert words in document.text


def test_a_scenario_is_told_whether_it_is_kept_or_not(southness: Path) -> None:
    report, portraits = made(southness)
    (seen,) = portraits.values()
    assert [bool(one.broken) for one in seen.promises] == ["scenario-failed" in {one.rule for one in report.findings}]
    document = assert_whole(report_page(report, portraits))
    assert "scenarios" in document.values("id")
    assert ("not kept" in document.text) == bool(seen.promises[0].broken)


# --- hostile


def test_no_name_is_more_than_text(southness: Path) -> None:
    page = report_page(*made(southness))
    document = assert_whole(page)
    plain = Document(report_page(*made(EXAMPLES / "school-leaver-gap.pathway.yaml")))
    assert document.tags["script"] == plain.tags["script"]
    assert document.tags["style"] == plain.tags["style"] == 1
    assert document.tags["img"] == 0
    assert [sign for sign in "\u202e\u202c\u2066\u2069" if sign in page] == []
    for text in TEXTS:
        shown = "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in text)
        assert " ".join(shown.split()) in document.text


def test_an_acknowledgement_of_whatever_was_typed_gives_sound_anchors(tmp_path: Path) -> None:
    entry = (
        "  - finding: {}\n    reason: Why\n    meanwhile: What\n    owner: The board itself\n"
        "    agreed: 2026-05-04\n    review: 2026-12-30\n"
        "    covers: {{hours_per_week: 1, people: 1, dates: 1}}\n"
    )
    typed = ("'a b'", "'a\"b'", "'a<b'", "'a-b'")
    text = (EXAMPLES / "answerphone.pathway.yaml").read_text(encoding="utf-8").rstrip("\n")
    place = tmp_path / "eastglen.pathway.yaml"
    place.write_text(f"{text}\nacknowledged:\n{''.join(map(entry.format, typed))}", encoding="utf-8")
    assert_whole(report_page(*made(place)))


# --- the same every time, wherever it is made


def test_the_same_maps_give_the_same_bytes(several: Made) -> None:
    places = [Path(one.path) for one in several[0].maps]
    page = report_page(*several)
    assert report_page(*made(*places)) == page
    assert report_page(*made(*places, jobs=2)) == page


def test_a_portrait_is_plain_enough_to_be_sent_between_processes(several: Made) -> None:
    assert pickle.loads(pickle.dumps(several[1])) == several[1]


# --- what could not be checked


def test_a_map_that_is_not_valid_is_told_with_what_to_do(westmarch: Path) -> None:
    document = assert_whole(report_page(*made(westmarch)))
    assert "The map is not valid, so nothing could be asked of it." in document.text
    assert "every minute of the coming year" not in document.text
    assert "Read on Sat 21 Nov 2026" in document.text or "Read on 21 Nov 2026" in document.text
    assert "no map could be checked." in document.text
    assert "`" not in document.text
    assert "nhs-westmrach" in document.text
    assert "line 5" in document.text


def test_a_map_that_is_not_valid_stops_no_other(westmarch: Path) -> None:
    report, portraits = made(westmarch, EXAMPLES / "answerphone.pathway.yaml")
    document = assert_whole(report_page(report, portraits))
    assert "not checked" in document.text
    assert "every minute of the coming year" in document.text
    assert [one.id for one in all_findings(report) if one.id not in document.text] == []


def test_two_maps_of_one_area_do_not_mix(tmp_path: Path) -> None:
    text = (EXAMPLES / "answerphone.pathway.yaml").read_text(encoding="utf-8")
    places = [tmp_path / name for name in ("one.pathway.yaml", "two.pathway.yaml")]
    for place in places:
        place.write_text(text, encoding="utf-8")
    document = assert_whole(report_page(*made(*places)))
    landmarks = ("form", "nav", "div")
    labels = [label for tag, name, label in document.attributes if name == "aria-label" and tag in landmarks]
    assert [label for label, count in Counter(labels).items() if count > 1] == []
    assert "(one)" in document.text
    assert "(two)" in document.text


def test_a_library_alone_is_said_to_be_valid(tmp_path: Path) -> None:
    place = tmp_path / "national.pathway.yaml"
    place.write_text("organisations:\n  nhs: {name: NHS, sector: health}\n", encoding="utf-8")
    document = assert_whole(report_page(*made(place)))
    assert "national.pathway.yaml" in document.text
    assert "there was no map of an area to check" in document.text


@pytest.mark.parametrize("audience", Audience)
def test_a_crash_is_told_and_does_not_look_like_a_pass(several: Made, audience: Audience) -> None:
    report, portraits = several
    first = replace(report.maps[0], rules_not_run=(RuleNotRun("wrong-door", "a fault in pathkit: X", crashed=True),))
    page = report_page(replace(report, maps=(first, *report.maps[1:])), portraits, audience)
    document = assert_whole(page)
    assert "a fault in pathkit" in document.text
    assert "wrong-door" in document.text


def test_findings_are_told_of_a_map_whose_pictures_failed(several: Made) -> None:
    report, _ = several
    document = assert_whole(report_page(report, {}))
    assert [one.id for one in all_findings(report) if one.id not in document.text] == []
