"""What the map and its sources say of hours and ages."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import found, ids, only, small

RULE = "sources-disagree"


def listed(*says: str, hours: str = "Mon-Fri 09:00-17:00", more: str = "", people: str = "18+") -> str:
    """A line with sources A, B, … that say these things."""
    sources = ", ".join(f"{{title: {'ABCDEFG'[n]}, says: {one}}}" for n, one in enumerate(says))
    return small(
        f"""
        services:
          line: {{name: Line, provider: listening, kind: helpline, open_to: public, hours: "{hours}",
                 sources: [{sources}]{more}}}
        """,
        people=f"{{ages: {people}, needs: [distress]}}",
    )


def says_hours(hours: str) -> str:
    return f'{{hours: "{hours}"}}'


def test_a_source_gives_other_hours_than_the_map(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, listed(says_hours("Mon-Fri 08:00-18:00"))))
    assert (finding.id, finding.severity) == ("sources-disagree@line", "warning")
    assert finding.message == (
        "What is said of Line differs: its hours are Mon-Fri 09:00-17:00 (this map) or Mon-Fri 08:00-18:00 (“A”)."
    )
    assert [one.label for one in finding.places] == ["its hours in this map", "its hours in this source"]
    assert finding.places[0].place != finding.places[1].place


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("24/7", "daily 00:00-24:00"),
        ("Mon 00:00 to Sun 24:00", "24/7"),
        ("Mon-Fri 09:00-17:00", "weekdays 09:00-12:00, 12:00-17:00"),
        ("Mon-Fri 09:00-17:00, Sat 10:00-12:00", "sat 10:00-12:00; Friday, Mon-Thu 09:00-17:00"),
        (
            "Mon-Thu 18:00-02:00, Fri 18:00 to Mon 06:00",
            "Fri 18:00 to Mon 06:00, Mon-Thu 18:00-24:00, Tue-Fri 00:00-02:00",
        ),
        ("Sun 20:00-04:00", "Sun 20:00-24:00, Mon 00:00-04:00"),
        ("Mon 09:00-17:00", "Mon 09:00-17:00, first Mon 10:00-12:00"),
        ("closed", "closed"),
    ],
)
def test_hours_are_compared_by_what_they_mean(tmp_path: Path, hours: str, said: str) -> None:
    assert ids(found(tmp_path, RULE, listed(says_hours(said), hours=hours))) == []


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("Mon-Fri 09:00-17:00", "Mon-Fri 09:00-17:01"),
        ("first Mon 10:00-12:00", "last Mon 10:00-12:00"),
        ("fourth Fri 10:00-12:00", "last Fri 10:00-12:00"),  # in most months, but not in all
        ("24/7", "closed"),
    ],
)
def test_a_small_difference_is_one(tmp_path: Path, hours: str, said: str) -> None:
    assert ids(found(tmp_path, RULE, listed(says_hours(said), hours=hours))) == ["sources-disagree@line"]


def test_hours_that_are_not_known_disagree_with_nothing(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, listed(says_hours("24/7"), hours="unknown"))) == []
    assert ids(found(tmp_path, RULE, listed(says_hours("unknown")))) == []


def test_two_sources_differ_where_the_map_does_not_know(tmp_path: Path) -> None:
    text = listed(
        says_hours("24/7"), says_hours("weekends 10:00-16:00"), says_hours("daily 00:00-24:00"), hours="unknown"
    )
    assert only(found(tmp_path, RULE, text)).message == (
        "What is said of Line differs: its hours are 24/7 (“A”, “C”) or weekends 10:00-16:00 (“B”)."
    )


def test_hours_that_follow_another_service_mean_its_opposite(tmp_path: Path) -> None:
    gp = "  gp: {name: GP, provider: nhs, kind: primary-care, open_to: public, hours: HOURS, holidays: closed}"
    nights = listed(says_hours("Mon-Thu 18:00-08:30, Fri 18:00 to Mon 08:30"), hours="when gp is closed")
    usual = gp.replace("HOURS", "Mon-Fri 08:30-18:00")
    assert ids(found(tmp_path, RULE, nights + usual)) == []
    assert ids(found(tmp_path, RULE, nights + gp.replace("HOURS", "unknown"))) == []
    assert ids(found(tmp_path, RULE, nights + gp.replace("HOURS", "Mon-Fri 08:30-17:00"))) == ["sources-disagree@line"]


def test_a_source_gives_other_ages_than_the_map(tmp_path: Path) -> None:
    text = listed("{ages: 16+}", more=", supports: [{ages: 18-64}, {ages: 70+}]")
    assert only(found(tmp_path, RULE, text)).message == (
        "What is said of Line differs: its ages are 18-64, 70+ (this map) or 16+ (“A”)."
    )


@pytest.mark.parametrize(
    ("supports", "said"),
    [
        ("{ages: 18+}", "18+"),
        ("{ages: 18+}", "[18-64, 65+]"),
        ("[{ages: 16-17, urgency: urgent}, {ages: 18-110}]", "16+"),
        ("[{ages: 18+}, {needs: [distress]}]", "0+"),
        ("{needs: [distress]}", "18+"),  # everybody whom the map is for
        ("{needs: [distress]}", "16+"),
    ],
)
def test_ages_are_compared_as_sets(tmp_path: Path, supports: str, said: str) -> None:
    assert ids(found(tmp_path, RULE, listed(f"{{ages: {said}}}", more=f", supports: {supports}"))) == []


def test_a_block_without_ages_takes_everybody(tmp_path: Path) -> None:
    text = listed("{ages: 18+}", more=", supports: [{ages: 18+}, {needs: [distress]}]", people="16+")
    assert only(found(tmp_path, RULE, text)).message == (
        "What is said of Line differs: its ages are 0+ (this map) or 18+ (“A”)."
    )


def test_where_a_map_supports_nobody_only_the_sources_are_compared(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, listed("{ages: 18+}"))) == []
    assert only(found(tmp_path, RULE, listed("{ages: 18+}", "{ages: 16+}"))).message == (
        "What is said of Line differs: its ages are 18+ (“A”) or 16+ (“B”)."
    )


def test_hours_and_ages_are_one_finding(tmp_path: Path) -> None:
    text = listed('{hours: "24/7", ages: 18+}', "{ages: 16+}", more=", supports: {ages: 16+}")
    assert only(found(tmp_path, RULE, text)).message == (
        "What is said of Line differs: its hours are Mon-Fri 09:00-17:00 (this map) or 24/7 (“A”); its ages are 16+ "
        "(this map, “B”) or 18+ (“A”)."
    )


def test_a_source_that_says_nothing_is_not_asked(tmp_path: Path) -> None:
    text = listed("{}").replace("says: {}", "url: https://example.org")
    assert ids(found(tmp_path, RULE, text)) == []


@pytest.mark.parametrize("ended", ["status: closed", "status: planned", "valid_until: 2025-01-31"])
def test_what_is_said_of_a_service_that_does_not_run_is_not_compared(tmp_path: Path, ended: str) -> None:
    text = listed(says_hours("24/7"), '{ages: "16+"}')
    assert ids(found(tmp_path, RULE, text)) == ["sources-disagree@line"]
    assert ids(found(tmp_path, RULE, text.replace("name: Line,", f"name: Line, {ended},"))) == []


def test_a_title_is_never_read_as_a_placeholder(tmp_path: Path) -> None:
    text = listed(says_hours("24/7")).replace("title: A", 'title: "{service} \\u202e<script>"')
    message = only(found(tmp_path, RULE, text)).message
    assert message.startswith("What is said of Line differs: ") and "(“{service} \u202e<script>”)" in message
