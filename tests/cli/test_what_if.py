"""`pathkit what-if`: what a service's failure would do, in text and in JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.running import ON, Ended, run

Capture = pytest.CaptureFixture[str]

# The team helps whoever is passed on to it; besides, the line helps adults itself, and refers others to the clinic.
MAP = """\
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 16+, needs: [distress]}
organisations:
  nhs: {name: NHS Eastglen, sector: health}
services:
  gp: {name: Eastglen GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  line:
    name: Eastglen line
    provider: nhs
    kind: helpline
    open_to: public
    hours: 24/7
    supports: {ages: 18+, urgency: up to urgent, excludes: []}
    offers: [listening]
  team:
    name: Eastglen team
    provider: nhs
    kind: crisis-team
    hours: Mon-Fri 09:00-17:00
    supports: {excludes: []}
    offers: [assessment]
  clinic:
    name: Eastglen clinic
    provider: nhs
    kind: community-team
    hours: Tue 09:00-12:00
    supports: {ages: 18+, excludes: []}
    offers: [assessment]
transfers:
  - {from: gp, to: team, by: call-transfer}
  - {from: gp, to: clinic, by: referral, hours: Mon-Fri 09:00-17:00, responds_within: 0 min}
"""
CHILDREN_AT_FOUR = 2 * 4
ADULTS = 93 * 4


@pytest.fixture
def glen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The map above, in the working folder."""
    monkeypatch.chdir(tmp_path)
    path = Path("glen.pathway.yaml")
    path.write_text(MAP, encoding="utf-8")
    return path


def ask(capsys: Capture, path: Path, *arguments: str) -> Ended:
    return run(capsys, "what-if", path, "--date", ON, *arguments)


def asked(capsys: Capture, path: Path, *arguments: str) -> dict[str, Any]:
    """The JSON of an answer."""
    ended = ask(capsys, path, *arguments, "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    found: dict[str, Any] = json.loads(ended.out)
    return found


def flat(ended: Ended) -> str:
    """What was printed, without its line ends."""
    return " ".join(ended.out.split())


# --- one service


def test_the_first_sentence_says_the_gist(capsys: Capture, glen: Path) -> None:
    """Only those under 18 have no other help: adults are referred to the clinic, or helped by the line."""
    ended = ask(capsys, glen, "--without", "team")
    assert ended.code == 0 and ended.err == ""
    assert flat(ended).startswith(
        f"Without Eastglen team, {CHILDREN_AT_FOUR} kinds of people are helped nowhere, Mon-Fri 09:00-17:00: "
        "40 hours a week."
    )
    assert "Who is helped nowhere then, and is helped today Aged 16-17: Mon-Fri 09:00-17:00." in flat(ended)


def test_where_some_are_lost_at_other_times_the_first_sentence_says_so(capsys: Capture, glen: Path) -> None:
    """Those under 18 have the team, and the others have the clinic on Tuesdays."""
    text = MAP.replace(
        "hours: Mon-Fri 09:00-17:00\n    supports: {excludes: []}",
        "hours: Mon-Wed 09:00-17:00\n    supports: {excludes: []}",
    )
    text = text.replace("open_to: public\n    hours", "hours")  # the line is no door
    glen.write_text(text.replace("by: referral, hours: Mon-Fri", "by: referral, hours: Mon-Tue"), "utf-8")
    assert asked(capsys, glen, "--without", "team")["sentence"] == (
        f"Without Eastglen team, {CHILDREN_AT_FOUR + ADULTS} kinds of people are helped nowhere at some of these "
        "times: Mon-Wed 09:00-17:00 (24 hours a week in all)."
    )


def test_where_somebody_is_lost_at_every_hour_the_first_sentence_says_so(capsys: Capture, glen: Path) -> None:
    """Adults have the line at every hour, and all have the team in its hours."""
    found = asked(capsys, glen, "--without", "line", "--without", "team", "--without", "clinic")
    assert found["lost"]["extent"]["hours_per_week"] == 168 and len(found["lost"]["extent"]["groups"]) > 1
    assert found["sentence"].endswith(
        " kinds of people are helped nowhere at some hour of the week; no hour is without some of them."
    )


def test_each_door_says_what_becomes_what_for_whom(capsys: Capture, glen: Path) -> None:
    found = asked(capsys, glen, "--without", "team")
    assert [(one["id"], one["out"]) for one in found["doors"]] == [("gp", False)]
    falls = found["doors"][0]["falls"]
    assert [(one["before"], one["after"], one["people"], one["extent"]["hours_per_week"]) for one in falls] == [
        ("now", "none", ["aged 16-17"], 40.0),
        ("now", "later", ["aged 18 and over"], 40.0),
    ]
    text = flat(ask(capsys, glen, "--without", "team"))
    assert "Through Eastglen GP practice From “helped straight away” to “left with nothing”: anyone aged 16-17" in text


def test_who_is_helped_through_another_door_is_told_of_and_not_lost(capsys: Capture, glen: Path) -> None:
    found = asked(capsys, glen, "--without", "team", "--without", "clinic")
    assert found["lost"]["people_count"] == CHILDREN_AT_FOUR + 93 * 2
    still = found["doors"][0]["still_helped"]
    assert still["people"] == ["aged 18 and over, routine or urgent"]
    assert still["doors"] == [{"id": "line", "name": "Eastglen line", "library": False, "everyone": True}]
    text = flat(ask(capsys, glen, "--without", "team", "--without", "clinic"))
    assert "Some of those who lose help here are still helped through: Eastglen line." in text
    assert text.startswith("Without Eastglen team and Eastglen clinic, ")


def test_of_several_doors_that_still_help_it_says_whom(capsys: Capture, glen: Path) -> None:
    """The second line helps whoever the first does, and the third those over 30."""
    head, line = MAP.split("  line:\n")
    line, rest = line.split("  team:\n")
    second = f"  second:\n{line.replace('Eastglen line', 'Second line')}"
    third = f"  third:\n{line.replace('Eastglen line', 'Third line').replace('18+', '31+')}"
    glen.write_text(f"{head}  line:\n{line}{second}{third}  team:\n{rest}", "utf-8")
    text = flat(ask(capsys, glen, "--without", "line"))
    assert (
        "All of those who lose help here are still helped. Of those still helped, all are helped through Second line, "
        "and some through Third line and Eastglen GP practice." in text
    )


def test_a_door_that_fails_helps_nobody_itself(capsys: Capture, glen: Path) -> None:
    found = asked(capsys, glen, "--without", "line")
    assert [(one["id"], one["out"]) for one in found["doors"]] == [("line", True)]
    assert found["lost"]["people"] == ["aged 18 and over, routine or urgent"]
    assert found["lost"]["extent"]["hours_per_week"] == 128.0
    assert "Eastglen line is itself out" in ask(capsys, glen, "--without", "line").out


def test_nobody_is_worse_off_without_what_helps_nobody(capsys: Capture, glen: Path) -> None:
    glen.write_text(MAP.replace("offers: [assessment]", "offers: [assessment]\n    status: closed"), "utf-8")
    found = asked(capsys, glen, "--without", "team")
    assert found["sentence"] == "Without Eastglen team, nobody is worse off at any door."
    assert (found["lost"], found["doors"], found["worst_wait"]) == (None, [], None)


def test_an_emergency_response_can_be_asked_about(capsys: Capture, glen: Path) -> None:
    glen.write_text(MAP.replace("kind: crisis-team", "kind: ambulance-response"), "utf-8")
    assert asked(capsys, glen, "--without", "team")["lost"]["people_count"] == CHILDREN_AT_FOUR


# --- waits


def test_the_worst_new_wait_is_shown_before_and_after(capsys: Capture, glen: Path) -> None:
    """Whoever comes just after the clinic has closed on Tuesday waits for it until the next."""
    worst = asked(capsys, glen, "--without", "team")["worst_wait"]
    assert worst["door"]["id"] == worst["through"]["id"] == "gp"
    assert worst["grows_minutes"] == 7 * 1440 - 180
    assert (worst["before"]["at"], worst["before"]["wait_minutes"]) == ("2026-11-17T12:00", 0)
    assert (worst["after"]["wait_minutes"], worst["after"]["begins"]) == (7 * 1440 - 180, "2026-11-24T09:00")
    text = flat(ask(capsys, glen, "--without", "team"))
    assert "The wait that grows most: through Eastglen GP practice, no wait becomes 6 days 21 h" in text


def test_where_the_door_is_out_the_wait_is_that_of_the_door_that_helps_soonest(capsys: Capture, glen: Path) -> None:
    glen.write_text(MAP.replace("to: team, by: call-transfer", "to: team, by: call-transfer, takes: 25 min"), "utf-8")
    worst = asked(capsys, glen, "--without", "line")["worst_wait"]
    assert (worst["door"]["id"], worst["through"]["id"], worst["grows_minutes"]) == ("line", "gp", 25)
    assert "Eastglen line is out, and through Eastglen GP practice" in flat(ask(capsys, glen, "--without", "line"))


def test_a_wait_grows_most_where_a_response_time_runs_past_the_end_of_hours(capsys: Capture, glen: Path) -> None:
    """By the first minute at which four hours on the clinic is shut, and not only where some service opens or shuts."""
    text = MAP.replace("hours: Tue 09:00-12:00", "hours: Mon-Fri 09:00-17:00").replace("0 min", "4 h")
    glen.write_text(text, "utf-8")
    worst = asked(capsys, glen, "--without", "team")["worst_wait"]
    assert (worst["before"]["at"], worst["after"]["begins"]) == ("2026-11-20T13:00", "2026-11-23T09:00")


# A practice that refers people to the hub, which puts them through to the team at once; the other way takes longer.
REFERRED = MAP.replace("{from: gp, to: team, by: call-transfer}", "{from: gp, to: hub, by: referral}").replace(
    "transfers:\n",
    "  hub: {name: Eastglen hub, provider: nhs, kind: call-handling, hours: 24/7}\n"
    "transfers:\n  - {from: hub, to: team, by: call-transfer}\n",
)


def test_a_wait_that_nobody_has_written_down_is_not_called_none(capsys: Capture, glen: Path) -> None:
    glen.write_text(REFERRED, "utf-8")
    text = flat(ask(capsys, glen, "--without", "team"))
    assert (
        "The wait that grows most: through Eastglen GP practice, a wait that nobody has written down becomes 6 days"
        in text
    )
    assert "no wait becomes" not in text
    glen.write_text(REFERRED.replace("to: hub, by: referral", "to: hub, by: referral, takes: 10 min"), "utf-8")
    assert "through Eastglen GP practice, at least 10 min becomes 6 days" in flat(
        ask(capsys, glen, "--without", "team")
    )


def test_a_wait_that_is_known_goes_before_one_that_nobody_has_written_down(capsys: Capture, glen: Path) -> None:
    """At the second door the team helps at once, or the clinic in half an hour by the same hours."""
    day = "Mon-Fri 09:00-17:00"
    text = REFERRED.replace(
        "  line:\n",
        "  walk-in: {name: Walk-in, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}\n"
        f"  nurse: {{name: Nurse, provider: nhs, kind: community-team, hours: {day}, supports: {{excludes: []}}, "
        "offers: [assessment]}\n  line:\n",
    )
    ways = "  - {from: walk-in, to: team, by: call-transfer}\n"
    glen.write_text(f"{text}{ways}  - {{from: walk-in, to: nurse, by: call-transfer, takes: 30 min}}\n", "utf-8")
    worst = asked(capsys, glen, "--without", "team")["worst_wait"]
    assert (worst["door"]["id"], worst["grows_minutes"]) == ("walk-in", 30)
    assert "through Walk-in, no wait becomes 30 min" in flat(ask(capsys, glen, "--without", "team"))


def test_the_wait_is_looked_for_in_every_kind_of_people(capsys: Capture, glen: Path) -> None:
    """Adults have the clinic on weekdays; those under 18 have to wait for the youth team's Friday."""
    text = MAP.replace("hours: Tue 09:00-12:00", "hours: Mon-Fri 09:00-17:00")
    youth = (
        "  youth: {name: Youth, provider: nhs, kind: community-team, hours: Fri 09:00-12:00, supports: {excludes: []}"
    )
    text = text.replace("transfers:", f"{youth}, offers: [assessment]}}\ntransfers:")
    glen.write_text(text + "  - {from: gp, to: youth, by: referral}\n", "utf-8")
    worst = asked(capsys, glen, "--without", "team")["worst_wait"]
    assert (worst["before"]["person"]["age"], worst["after"]["wait_at_least_minutes"]) == (17, 7 * 1440 - 180)
    text = flat(ask(capsys, glen, "--without", "team"))
    assert "no wait becomes at least 6 days 21 h" in text


def test_what_was_looked_at_is_said(capsys: Capture, glen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = asked(capsys, glen, "--without", "team")["looked_at"]
    assert looked["walked"] == looked["situations"] > looked["people"] > 0
    assert "A wait that grows more may exist" not in flat(ask(capsys, glen, "--without", "team"))
    monkeypatch.setattr("pathkit.pathway.new_waits.MOST_STEPS", 4)
    looked = asked(capsys, glen, "--without", "team")["looked_at"]
    assert looked["walked"] < looked["situations"]
    assert "evenly chosen. A wait that grows more may exist." in flat(ask(capsys, glen, "--without", "team"))


# --- one moment


def test_one_moment_can_be_asked_about(capsys: Capture, glen: Path) -> None:
    found = asked(capsys, glen, "--without", "team", "--at", "Tue 10:00")
    assert found["at"] == "2026-11-17T10:00"
    assert found["sentence"] == (
        "On Tue 17 Nov 2026, 10:00, without Eastglen team, 8 kinds of people are helped nowhere: anyone aged 16-17."
    )
    assert (found["lost"]["situations"], found["lost"]["extent"]) == (8, None)
    assert [(one["before"], one["after"]) for one in found["doors"][0]["falls"]] == [("now", "none"), ("now", "later")]
    assert found["worst_wait"] is None  # the clinic takes them at once then
    assert asked(capsys, glen, "--without", "team", "--at", "Sat 03:00")["sentence"] == (
        "On Sat 21 Nov 2026, 03:00, without Eastglen team, nobody is worse off at any door."
    )
    ranked = asked(capsys, glen, "--all", "--at", "Sat 03:00")["services"]
    assert [(one["id"], one["lost"] and one["lost"]["people_count"]) for one in ranked] == [
        ("line", 186),
        ("clinic", None),
        ("gp", None),
        ("team", None),
    ]


# --- what nobody has written down


def test_what_may_be_caught_at_best_is_said_apart(capsys: Capture, glen: Path) -> None:
    """Whether the clinic takes people who are drunk is not stated: as stated it does not, at best it does."""
    text = MAP.replace("needs: [distress]", "needs: [distress], circumstances: [intoxicated]")
    text = text.replace("supports: {ages: 18+, excludes: []}", "supports: {ages: 18+}")
    text = text.replace("hours: Tue 09:00-12:00", "hours: Mon-Fri 09:00-17:00")
    glen.write_text(text.replace("open_to: public\n    hours", "hours"), "utf-8")  # the line is no door
    found = asked(capsys, glen, "--without", "team")
    assert found["lost"]["people_count"] == 2 * CHILDREN_AT_FOUR + found["caught_at_best"]["people_count"]
    assert found["caught_at_best"]["people"] == ["aged 18 and over, intoxicated"]
    assert found["perhaps_lost"] is None
    text = flat(ask(capsys, glen, "--without", "team"))
    assert "Of those, some may be helped all the same" in text
    assert "Who may be helped nowhere then, and is helped today" in text
    assert found["sentence"] == (
        f"Without Eastglen team, {found['lost']['people_count']} kinds of people may be helped nowhere, Mon-Fri "
        "09:00-17:00: 40 hours a week; it is certain for 16 kinds of people, Mon-Fri 09:00-17:00: 40 hours a week; "
        "the rest turns on facts that nobody has written down."
    )
    glen.write_text(text_of_uncertain(), "utf-8")
    for at, when in ((), "Mon-Fri 09:00-17:00: 40 hours a week"), (("--at", "Tue 10:00"), None):
        said = asked(capsys, glen, "--without", "team", *at)["sentence"]
        assert "kinds of people may be helped nowhere" in said and (when is None or when in said)
        assert said.endswith("; for none of them is it certain: it turns on facts that nobody has written down.")


def test_who_may_not_be_helped_today_is_said_apart(capsys: Capture, glen: Path) -> None:
    glen.write_text(MAP.replace("hours: Mon-Fri 09:00-17:00\n", "hours: unknown\n"), "utf-8")
    found = asked(capsys, glen, "--without", "team")
    assert found["lost"] is None
    assert found["perhaps_lost"]["people_count"] == CHILDREN_AT_FOUR + 93 * 2
    ended = flat(ask(capsys, glen, "--without", "team"))
    assert "nobody has written down whether they are helped today; without Eastglen team they would not be." in ended


def test_hours_that_are_those_when_another_is_closed_stay_as_they_are(capsys: Capture, glen: Path) -> None:
    text = MAP.replace("hours: Tue 09:00-12:00", "hours: when team is closed")
    glen.write_text(text, "utf-8")
    found = asked(capsys, glen, "--without", "team")
    assert found["notes"] == [
        "Eastglen clinic is open when Eastglen team is closed: its hours are left as they are, for it does not open "
        "because the other fails."
    ]


def test_who_takes_people_for_others_is_told_of(capsys: Capture, glen: Path) -> None:
    text = MAP.replace("to: team, by: call-transfer", "to: team, by: conveyance, conveyed_by: line")
    glen.write_text(text, "utf-8")
    assert asked(capsys, glen, "--without", "line")["notes"] == [
        "Eastglen line takes people from Eastglen GP practice to Eastglen team: that transfer is left as it is, as if "
        "somebody else took them."
    ]


# --- every service


def test_every_service_is_ranked_by_what_is_lost(capsys: Capture, glen: Path) -> None:
    ranked = asked(capsys, glen, "--all")["services"]
    lost = {one["id"]: one["lost"] and (one["lost"]["people_count"], one["lost"]["hours_per_week"]) for one in ranked}
    assert list(lost.items()) == [
        ("line", (186, 128.0)),
        ("gp", (8 + 186, 40.0)),
        ("team", (8, 40.0)),
        ("clinic", None),
    ]
    assert [one["certain"] == one["lost"] for one in ranked] == [True] * 4
    assert {one["id"]: one["doors"] for one in ranked} == {"line": ["line"], "gp": ["gp"], "team": ["gp"], "clinic": []}


def test_the_table_has_a_line_each_and_names_those_without_whom_nobody_loses_help(capsys: Capture, glen: Path) -> None:
    lines = ask(capsys, glen, "--all").out.splitlines()
    assert lines[0].startswith("Of 4 local services, 3 cannot fail without people being helped nowhere;")
    rows = [line.split() for line in lines if line.startswith("  Eastglen")]
    assert ["Eastglen", "line", "186", "128", "128", "1"] in rows
    assert ["Eastglen", "team", "8", "40", "40", "1"] in rows
    assert "  Nobody loses help at any door without: Eastglen clinic." in lines


def test_what_is_uncertain_of_a_rank_is_told(capsys: Capture, glen: Path) -> None:
    glen.write_text(text_of_uncertain(), "utf-8")
    found = asked(capsys, glen, "--all")
    ranked = {one["id"]: one for one in found["services"]}
    assert ranked["team"]["lost"]["people_count"] == 8 + 186 and ranked["team"]["certain"] is None
    assert found["sentence"] == (
        "Of 4 local services, there are 3 without which people may be helped nowhere; that is certain for 2 of them; "
        "most depends on Eastglen line."
    )
    found = asked(capsys, glen, "--all", "--at", "Tue 10:00")
    assert "that is certain for" in found["sentence"]


def text_of_uncertain() -> str:
    """The map, where all that is lost without the team turns on whether the clinic takes people who are drunk."""
    text = MAP.replace("needs: [distress]", "needs: [distress], circumstances: [intoxicated]")
    text = text.replace("supports: {ages: 18+, excludes: []}", "supports: {ages: 16+}")
    return text.replace("hours: Tue 09:00-12:00", "hours: Mon-Fri 09:00-17:00")


def test_a_library_is_apart(capsys: Capture, glen: Path) -> None:
    library = (
        "organisations:\n  nhs-24: {name: NHS 24, sector: national}\nservices:\n"
        "  hub: {name: National hub, provider: nhs-24, kind: call-handling, open_to: public, hours: 24/7}\n"
    )
    Path("national.pathway.yaml").write_text(library, "utf-8")
    glen.write_text(f"uses: [national.pathway.yaml]\n{MAP}  - {{from: hub, to: team, by: call-transfer}}\n", "utf-8")
    assert {one["id"]: one["library"] for one in asked(capsys, glen, "--all")["services"]} == {
        "line": False,
        "gp": False,
        "team": False,
        "clinic": False,
        "hub": True,
    }
    text = ask(capsys, glen, "--all").out
    assert text.index("Local services") < text.index("National services") < text.index("  National hub")
    ended = run(capsys, "what-if", "national.pathway.yaml", "--without", "hub")
    assert ended.code == 2 and "is a library" in ended.err


# --- what cannot be asked


def test_the_help_has_examples(capsys: Capture) -> None:
    assert "pathkit what-if highland.pathway.yaml --all" in run(capsys, "what-if", "--help").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--without", "teem"), "There is no service `teem`. Did you mean `team`?"),
        (("--without", "team", "--without", "nobody"), "There is no service `nobody`."),
        ((), "--without SERVICE, or ask about every one with --all"),
        (("--without", "team", "--all"), "--without and --all exclude each other"),
        (("--without", "team", "--at", "Sat"), "`Sat` is not a moment"),
        (("--all", "--at", "2031-01-01 09:00"), "outside the year that can be asked about"),
        (("--without", "team", "--format", "txt"), "Did you mean `text`?"),
    ],
)
def test_what_cannot_be_asked(capsys: Capture, glen: Path, arguments: tuple[str, ...], said: str) -> None:
    ended = ask(capsys, glen, *arguments)
    assert ended.code == 2 and ended.out == ""
    assert said in ended.err


def test_an_invalid_map_is_one_with_findings(capsys: Capture, glen: Path) -> None:
    glen.write_text(MAP.replace("to: clinic", "to: clinics"), "utf-8")
    ended = ask(capsys, glen, "--without", "team")
    assert ended.code == 1 and "Did you mean `clinic`?" in ended.out


def test_hostile_names_are_shown_and_not_obeyed(capsys: Capture, glen: Path) -> None:
    glen.write_text(MAP.replace("name: Eastglen team", 'name: "[red]Team\\e[2J\\u202e"'), "utf-8")
    for arguments in (("--without", "team"), ("--all",)):
        for kind in ("text", "json"):
            ended = ask(capsys, glen, *arguments, "--format", kind)
            assert ended.code == 0 and "[red]Team" in ended.out
            assert "\x1b" not in ended.out and "\u202e" not in ended.out
