"""What the engine says of actions: whether what they close is still found, and whether their changes would close it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pathkit.check import check_paths
from pathkit.check.closing import OF_PLANS, closed_by, known_ids, no_such
from pathkit.check.exits import exit_code
from pathkit.check.report import ActionState, CheckedMap, Finding
from pathkit.check.run import Request, check_map, check_pathway, compiled
from pathkit.check.settings import Settings, load_settings
from pathkit.maps import Map, load_map
from pathkit.maps.planned import with_change
from pathkit.pathway import Asked, TooLarge
from pathkit.rules import Hit, Rule, all_rules
from pathkit.rules.documentation import Example

ON = date(2026, 11, 21)

HEAD = """\
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 18+, needs: [distress]}
organisations:
  practices: {name: Eastglen GP practices, sector: health}
  nhs: {name: NHS Eastglen, sector: health}
"""
BODY = """\
services:
  gp: {name: GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
  team: {name: Duty team, provider: nhs, kind: crisis-team, hours: HOURS, supports: {excludes: []},
         offers: [assessment]}
transfers:
  - {from: gp, to: team, by: warm-handover}
scenarios:
  - name: A Saturday night
    person: {age: 30, need: distress, urgency: very-urgent}
    door: gp
    at: Sat 23:00
    expect: {outcome: now}
"""
ALWAYS, BY_DAY = "24/7", "Mon-Fri 09:00-17:00"


def a_map(action: str, hours: str = BY_DAY, more: str = "", head: str = HEAD) -> str:
    """The map with one action, `a`, which says this."""
    title = "" if action.lstrip().startswith("title:") else "title: The duty team opens at night\n"
    plan = f"plan:\n  agreed: 2026-02-01\n  actions:\n    a:\n{indent(title + dedent(action), '      ')}\n"
    return head + BODY.replace("HOURS", hours) + more + plan


class Eastglen:
    """A folder with one map, checked on 21 November 2026."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "eastglen.pathway.yaml"
        self.settings = folder / "pathkit.yaml"

    def check(self, text: str, settings: str = "", **asked: Any) -> CheckedMap:
        self.path.write_text(text, "utf-8")
        self.settings.write_text(settings, "utf-8")
        request = Request(ON, **{"profile": "assured", "only_findings": True, **asked})
        checked = check_map(str(self.path), request, load_settings(self.path))
        assert checked.problems == ()
        return checked

    def action(self, action: str, hours: str = BY_DAY, **others: Any) -> ActionState:
        """What is said of the only action."""
        (state,) = self.check(a_map(action, hours, others.pop("more", "")), **others).actions
        return state

    def found(self, action: str, hours: str = BY_DAY, **others: Any) -> list[str]:
        """The ids of what is found of plans, but for what no action closes."""
        checked = self.check(a_map(action, hours, others.pop("more", "")), **others)
        rules = {*OF_PLANS} - {"finding-without-action"}
        return sorted(one.id for one in checked.findings if one.rule in rules)


@pytest.fixture
def eastglen(tmp_path: Path) -> Eastglen:
    return Eastglen(tmp_path)


def states(action: ActionState) -> list[str]:
    return [one.state for one in action.closes]


def finding(checked: CheckedMap, name: str) -> Finding:
    return next(one for one in checked.findings if one.id == name)


# --- whether what an action closes is still found


def test_what_is_still_found_and_what_has_gone(eastglen: Eastglen) -> None:
    assert states(eastglen.action("closes: [wrong-door@gp]")) == ["found"]
    assert states(eastglen.action("closes: [wrong-door@gp]", ALWAYS)) == ["gone"]


def test_what_has_gone_for_some_of_the_time_only_is_still_found(eastglen: Eastglen) -> None:
    assert states(eastglen.action("closes: [wrong-door@gp]", "Mon-Sun 00:00-23:00")) == ["found"]


def test_a_scenario_is_named_by_its_name_or_by_the_id_of_its_finding(eastglen: Eastglen) -> None:
    closes = 'closes: ["scenario: A Saturday night", scenario-failed@a-saturday-night]'
    broken, kept = eastglen.action(closes), eastglen.action(closes, ALWAYS)
    assert [(one.what, one.is_scenario, one.state) for one in broken.closes] == [
        ("A Saturday night", True, "found"),
        ("scenario-failed@a-saturday-night", False, "found"),
    ]
    assert states(kept) == ["gone", "gone"]


def test_an_acknowledged_finding_is_still_found(eastglen: Eastglen) -> None:
    known = """\
    acknowledged:
      - {finding: wrong-door@gp, reason: r, meanwhile: m, owner: nhs, agreed: 2026-11-01, review: 2027-04-30,
         covers: {hours_per_week: 168, people: 372, dates: 366}}
    """
    state = eastglen.action("closes: [wrong-door@gp]\nstatus: delivered", more=dedent(known))
    assert (states(state), state.confirmed) == (["found"], "still there")


def test_nobody_can_tell_what_turns_on_an_open_question_but_who_can_answer(eastglen: Eastglen) -> None:
    (closes,) = eastglen.action("closes: [wrong-door@gp]\nstatus: delivered", "unknown").closes
    assert closes.state == "cannot tell"
    assert closes.why == "it turns on what nobody has written down; NHS Eastglen (`hours@team`) can answer"


@pytest.mark.parametrize("asked", [{"rules": ("dead-end",)}, {"skip": ("out-of-hours-gap",)}, {"profile": "draft"}])
def test_a_rule_that_the_run_does_not_ask_is_asked_all_the_same(eastglen: Eastglen, asked: dict[str, Any]) -> None:
    """`out-of-hours-gap` is a warning, so that the profile draft leaves it out too."""
    checked = eastglen.check(a_map("closes: [out-of-hours-gap@gp]\nstatus: delivered"), **asked)
    assert not any(one.rule == "out-of-hours-gap" for one in checked.findings)
    assert states(checked.actions[0]) == ["found"]
    assert states(eastglen.action("closes: [out-of-hours-gap@gp]\nstatus: delivered", ALWAYS, **asked)) == ["gone"]


def test_the_settings_hold_for_a_rule_that_only_an_action_asks(eastglen: Eastglen) -> None:
    text = a_map("closes: [sector-missing@police]").replace("services:", "forum: {members: [nhs]}\nservices:", 1)
    assert states(eastglen.check(text, rules=("dead-end",)).actions[0]) == ["found"]
    none = "rules: {sector-missing: {sectors: [health]}}"
    assert states(eastglen.check(text, none, rules=("dead-end",)).actions[0]) == ["gone"]


def test_nobody_can_tell_by_a_rule_that_is_switched_off(eastglen: Eastglen) -> None:
    closes = 'closes: [wrong-door@gp, "scenario: A Saturday night"]'
    state = eastglen.action(closes, settings="rules: {wrong-door: off, scenario-failed: off}")
    assert [(one.state, one.why) for one in state.closes] == [
        ("cannot tell", "the rule `wrong-door` is switched off in the settings"),
        ("cannot tell", "the rule `scenario-failed` is switched off in the settings"),
    ]


@pytest.mark.parametrize(
    ("closes", "why"),
    [
        ("wrong-doo@gp", "there is no rule `wrong-doo` (did you mean `wrong-door@gp`?)"),
        ("zzz@gp", "there is no rule `zzz`"),
    ],
)
@pytest.mark.parametrize("status", ["in-progress", "delivered"])
def test_what_names_no_rule_closes_nothing_also_where_it_is_delivered(
    eastglen: Eastglen, closes: str, why: str, status: str
) -> None:
    text = a_map(f"closes: ['{closes}']\nstatus: {status}")
    checked = eastglen.check(text)
    assert [(one.state, one.why) for one in checked.actions[0].closes] == [("cannot tell", why)]
    assert why in finding(checked, "action-closes-nothing@a").message
    assert "action-closes-nothing@a" not in eastglen.found(f"closes: ['{closes}']\nstatus: stopped")
    assert no_such(closes) == why


@pytest.mark.parametrize("rule", ["invalid-map@eastglen", "finding-without-action@wrong-door@gp", "duplicate-id@x"])
def test_nobody_can_tell_of_what_the_check_itself_finds(eastglen: Eastglen, rule: str) -> None:
    (closes,) = eastglen.action(f"closes: [{rule}]").closes
    assert (closes.state, "while the map is read and checked" in closes.why) == ("cannot tell", True)


def test_what_is_found_of_acknowledgements_can_be_told(eastglen: Eastglen) -> None:
    known = (
        "acknowledged:\n  - {finding: wrong-door@gp, reason: r, meanwhile: m, owner: nhs, agreed: 2026-05-01, "
        "review: 2026-10-31, covers: {hours_per_week: 168, people: 372, dates: 366}}\n"
    )
    closes = "closes: [acknowledgement-lapsed@wrong-door@gp, acknowledgement-lapsed@wrong-door@team]"
    assert states(eastglen.action(closes, more=known)) == ["found", "gone"]


# --- delivered


def test_an_action_is_confirmed_by_the_engine_alone(eastglen: Eastglen) -> None:
    closes = "closes: [wrong-door@gp, 'scenario: A Saturday night']\nstatus: delivered"
    assert eastglen.action(closes, ALWAYS).confirmed == "confirmed"
    assert eastglen.action(closes).confirmed == "still there"
    assert eastglen.action(closes, "unknown").confirmed == "still there"  # the promise is as stated
    assert eastglen.action("closes: [wrong-door@gp]\nstatus: delivered", "unknown").confirmed == "cannot tell"
    assert eastglen.action("status: delivered").confirmed == "nothing to test"
    for status in ("not-started", "in-progress", "stopped"):
        assert eastglen.action(f"closes: [wrong-door@gp]\nstatus: {status}", ALWAYS).confirmed == ""


def test_what_a_delivered_action_closes_and_is_still_found_is_an_error(eastglen: Eastglen) -> None:
    text = "closes: [dead-end@gp, wrong-door@gp, 'scenario: A Saturday night']\nstatus: delivered\ndone: 2026-07-20"
    checked = eastglen.check(a_map(text))
    one = finding(checked, "delivered-but-still-there@a")
    assert (one.severity, one.subjects, one.principles) == ("error", ("a",), ("continuously-improving",))
    assert one.message == (
        "Still found: `wrong-door@gp` and the broken promise “A Saturday night”, although the action “The duty team "
        "opens at night” has been called delivered since 20 Jul 2026."
    )
    lines = a_map(text).splitlines()
    at = [lines[place.place.line - 1].strip()[:12] for place in one.places]
    assert at == ["closes: [dea", "closes: [dea", "gp: {name: G", "- name: A Sa"]
    assert exit_code(check_paths([eastglen.path], date=ON)) == 1


@pytest.mark.parametrize("hours", [ALWAYS, "unknown"])
def test_nothing_is_said_of_a_delivered_action_that_closed_it_or_of_which_nobody_can_tell(
    eastglen: Eastglen, hours: str
) -> None:
    assert eastglen.found("closes: [wrong-door@gp]\nstatus: delivered", hours) == []


def test_what_is_not_in_the_map_is_gone_only_where_the_action_itself_took_it_out(eastglen: Eastglen) -> None:
    text = "closes: [wrong-door@walk-in-centre]\nstatus: delivered"
    state = eastglen.action(text)
    why = (
        "names `walk-in-centre`, which is not in the map: check the id; if it was taken out, say so in the action's "
        "change (`remove: [walk-in-centre]`)"
    )
    assert ([(one.state, one.why) for one in state.closes], state.confirmed) == ([("cannot tell", why)], "cannot tell")
    told = finding(eastglen.check(a_map(text)), "action-closes-nothing@a").message
    assert f"`wrong-door@walk-in-centre` {why}." in told
    said = f"{text}\nchange: {{remove: [walk-in-centre]}}"
    assert (states(eastglen.action(said, ALWAYS)), eastglen.action(said, ALWAYS).confirmed) == (["gone"], "confirmed")
    assert eastglen.found(said, ALWAYS) == []
    # A service that has another name now has not gone.
    (renamed,) = eastglen.action(said).closes
    assert renamed.state == "cannot tell"
    assert renamed.why == (
        "`wrong-door@walk-in-centre` is about what was taken out, and the rule still finds `wrong-door@gp`: is that "
        "the same by another name?"
    )
    assert states(eastglen.action(text.replace("delivered", "in-progress"))) == ["gone"]


@pytest.mark.parametrize(
    ("closes", "confirmed"),
    [
        ("cold-handover@old-to-team", "confirmed"),
        ("cold-handover@gp-to-old", "confirmed"),
        ("cold-handover@old-to-older", "confirmed"),
        ("cold-handover@old-to-nowhere", "cannot tell"),
        ("cold-handover@older-to", "cannot tell"),
        ("passed-back-and-forth@gp@old", "confirmed"),
        ("passed-back-and-forth@gp@nowhere", "cannot tell"),
    ],
)
def test_with_a_service_that_was_taken_out_go_its_transfers(eastglen: Eastglen, closes: str, confirmed: str) -> None:
    text = f"closes: [{closes}]\nstatus: delivered\nchange: {{remove: [old, older]}}"
    assert eastglen.action(text, ALWAYS).confirmed == confirmed


def test_whom_the_map_does_not_ask_about_any_more_confirm_nothing(eastglen: Eastglen) -> None:
    """What was found of them may have gone because they were taken out of `people`."""
    (closes,) = eastglen.action("closes: [left-out@intoxicated]\nstatus: delivered", ALWAYS).closes
    assert closes.state == "cannot tell"
    assert closes.why.startswith("names `intoxicated`, which is not in the map: check the id")


def test_what_was_put_right_by_leaving_its_rule_nothing_to_ask_about_is_confirmed(eastglen: Eastglen) -> None:
    """A door that is never shut any more is no closed door."""
    assert eastglen.action("closes: [closed-door@gp]\nstatus: delivered", ALWAYS).confirmed == "confirmed"


def test_no_promise_is_closed_by_taking_it_back(eastglen: Eastglen) -> None:
    text = "closes: [scenario-failed@a-sunday]\nstatus: delivered\nchange: {remove: [a-sunday]}"
    (closes,) = eastglen.action(text, ALWAYS).closes
    assert closes.state == "cannot tell"
    assert closes.why == "names `a-sunday`, and the map has no such scenario: check the id"


EXAMPLES = [
    pytest.param(example, id=f"{rule.name}-{number}")
    for rule in all_rules()
    for number, example in enumerate(rule.documentation.examples)
    if rule.asks is not None and example.bad
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_whatever_a_finding_can_be_about_is_known(example: Example, tmp_path: Path) -> None:
    """Else an action that closes it could never be confirmed."""
    (tmp_path / "a.pathway.yaml").write_text(example.text, "utf-8")
    map_ = load_map(tmp_path / "a.pathway.yaml").map
    assert map_ is not None
    assert {one for name in example.ids for one in name.split("@")[1:]} <= known_ids(map_)


def test_a_mistyped_id_does_not_make_an_action_confirmed(eastglen: Eastglen) -> None:
    text = "closes: [wrong-door@gpp]\nstatus: delivered"
    state = eastglen.action(text)
    assert (states(state), state.confirmed) == (["cannot tell"], "cannot tell")
    assert eastglen.found(text) == ["action-closes-nothing@a"]
    assert eastglen.action(text, ALWAYS).confirmed == "cannot tell"  # nothing is left that could be meant


def test_where_nobody_can_tell_whether_an_action_is_delivered_the_principle_is_not_kept(eastglen: Eastglen) -> None:
    def improving(hours: str) -> str:
        checked = eastglen.check(a_map("closes: [wrong-door@gp]\nstatus: delivered", hours), profile="agreed")
        return next(one.state for one in checked.principles if one.id == "continuously-improving")

    assert improving(ALWAYS) == "kept"
    assert improving("unknown") == "cannot tell"


# --- promised


NIGHT = "change: {services: {team: {hours: 24/7}}}"
EVENING = "change: {services: {team: {hours: daily 09:00-23:30}}}"


def test_a_change_is_tried_and_what_it_leaves_is_told(eastglen: Eastglen) -> None:
    closes = "closes: [wrong-door@gp, 'scenario: A Saturday night']\n"
    assert [one.state for one in eastglen.action(closes + NIGHT).promised or ()] == ["gone", "gone"]
    assert [one.state for one in eastglen.action(closes + EVENING).promised or ()] == ["found", "gone"]
    assert eastglen.found(closes + NIGHT) == []
    checked = eastglen.check(a_map(closes + EVENING))
    one = finding(checked, "promised-change-does-not-close@a")
    assert (one.severity, one.message) == (
        "warning",
        "With the change that “The duty team opens at night” proposes, `wrong-door@gp` would still be found.",
    )


def test_what_a_change_would_bring_back_is_told_too(eastglen: Eastglen) -> None:
    text = "closes: [wrong-door@gp]\nchange: {services: {team: {hours: Mon-Fri 09:00-17:00}}}"
    one = finding(eastglen.check(a_map(text, ALWAYS)), "promised-change-does-not-close@a")
    assert one.message.endswith("proposes, `wrong-door@gp` would be found.")


def test_a_change_that_leaves_it_to_what_nobody_has_written_down_is_not_judged(eastglen: Eastglen) -> None:
    text = "closes: [wrong-door@gp]\nchange: {services: {team: {hours: unknown}}}"
    (closes,) = eastglen.action(text).promised or ()
    assert (closes.state, "NHS Eastglen (`hours@team`) can answer" in closes.why) == ("cannot tell", True)
    assert eastglen.found(text) == []


@pytest.mark.parametrize("status", ["delivered", "stopped"])
def test_what_is_over_promises_nothing(eastglen: Eastglen, status: str) -> None:
    assert eastglen.action(f"closes: [wrong-door@gp]\nstatus: {status}\n{EVENING}").promised is None


def test_an_action_without_a_change_promises_nothing(eastglen: Eastglen) -> None:
    assert eastglen.action("closes: [wrong-door@gp]").promised is None


def test_changes_are_not_tried_where_their_rule_is_not_asked(eastglen: Eastglen) -> None:
    text = "closes: [wrong-door@gp]\n" + EVENING
    for others in ({"rules": ("wrong-door",)}, {"settings": "rules: {promised-change-does-not-close: off}"}):
        assert eastglen.action(text, **others).promised is None


def test_changes_that_take_long_are_left_to_a_whole_check(eastglen: Eastglen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pathkit.check.closing.TOO_MUCH", 0)
    text = "closes: [wrong-door@gp]\n" + EVENING
    soon, whole = eastglen.check(a_map(text)), eastglen.check(a_map(text), only_findings=False)
    assert [one.why for one in soon.rules_not_run if one.rule == "promised-change-does-not-close"] == [
        "to try all the changes of this plan takes long: `pathkit check` does"
    ]
    assert soon.actions[0].promised is None
    assert [one.state for one in whole.actions[0].promised or ()] == ["found"]
    without = eastglen.check(a_map("closes: [wrong-door@gp]"))
    assert "promised-change-does-not-close" in without.rules_run


def test_a_change_by_which_people_cannot_be_told_apart_any_more_is_not_judged(
    eastglen: Eastglen, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pathkit.situations import TooManyPeople

    def too_many(map_: Map, asked: Request, settings: Settings) -> Any:
        if map_.services["team"].hours.text != BY_DAY:
            raise TooManyPeople("there are too many kinds of people")
        return compiled(map_, asked, settings)

    monkeypatch.setattr("pathkit.check.run.compiled", too_many)
    (closes,) = eastglen.action("closes: [wrong-door@gp]\n" + EVENING).promised or ()
    assert (closes.state, closes.why) == (
        "cannot tell",
        "the changed map is too large: there are too many kinds of people",
    )


# --- what is named in vain


def test_what_is_not_found_is_told_until_the_action_is_delivered(eastglen: Eastglen) -> None:
    checked = eastglen.check(a_map("closes: [wrong-door@gp, 'scenario: A Saturday night', wrong-door@gpp]", ALWAYS))
    one = finding(checked, "action-closes-nothing@a")
    assert (one.severity, one.message) == (
        "warning",
        "The action “The duty team opens at night” names, to be closed, what the check does not find: "
        "`wrong-door@gp` is not found; the promise “A Saturday night” is kept already; `wrong-door@gpp` is not found.",
    )
    for status in ("delivered", "stopped"):
        assert eastglen.found(f"closes: [wrong-door@gp]\nstatus: {status}", ALWAYS) == []


def test_a_finding_that_is_there_is_proposed_for_one_that_cannot_be(eastglen: Eastglen) -> None:
    one = finding(eastglen.check(a_map("closes: [wrong-door@gpp]")), "action-closes-nothing@a")
    assert "`wrong-door@gpp` is not found (did you mean `wrong-door@gp`?)." in one.message


def test_nothing_is_proposed_for_what_has_gone(eastglen: Eastglen) -> None:
    """`team` is in the map, and near to `gp` or not, it was no mistake to name it."""
    one = finding(eastglen.check(a_map("closes: [wrong-door@team]")), "action-closes-nothing@a")
    assert "did you mean" not in one.message


def test_what_nobody_can_tell_is_not_called_nothing(eastglen: Eastglen) -> None:
    assert eastglen.found("closes: [wrong-door@gp]", "unknown") == []


# --- errors without an action


def without(checked: CheckedMap) -> list[str]:
    return sorted(one.id for one in checked.findings if one.rule == "finding-without-action")


def test_an_error_that_no_action_closes_is_told(eastglen: Eastglen) -> None:
    checked = eastglen.check(a_map("closes: [wrong-door@gp]"))
    assert without(checked) == [
        "finding-without-action@nobody-to-turn-to@eastglen",
        "finding-without-action@scenario-failed@a-saturday-night",
    ]
    one = finding(checked, "finding-without-action@nobody-to-turn-to@eastglen")
    assert one.severity == "warning"
    assert [place.place.line for place in one.places] == [1]


@pytest.mark.parametrize("named", ["'scenario: A Saturday night'", "scenario-failed@a-saturday-night"])
@pytest.mark.parametrize(("status", "covers"), [("in-progress", True), ("delivered", False), ("stopped", False)])
def test_only_what_is_still_to_be_done_covers_a_finding(
    eastglen: Eastglen, named: str, status: str, covers: bool
) -> None:
    checked = eastglen.check(a_map(f"closes: [wrong-door@gp, nobody-to-turn-to@eastglen, {named}]\nstatus: {status}"))
    assert (without(checked) == []) is covers
    assert "finding-without-action@delivered-but-still-there@a" not in without(checked)


def test_what_the_forum_lives_with_needs_no_action_until_it_is_open_again(eastglen: Eastglen) -> None:
    entry = (
        "acknowledged:\n  - {{finding: nobody-to-turn-to@eastglen, reason: r, meanwhile: m, owner: nhs, "
        "agreed: 2026-11-01, review: 2027-04-30, covers: {{hours_per_week: {hours}, people: 372, dates: 366}}}}\n"
    )
    action = "closes: [wrong-door@gp, 'scenario: A Saturday night']"
    assert without(eastglen.check(a_map(action, more=entry.format(hours=168)))) == []
    again = eastglen.check(a_map(action, more=entry.format(hours=1)))
    assert without(again) == ["finding-without-action@nobody-to-turn-to@eastglen"]


def test_it_is_asked_of_a_map_without_a_plan_and_in_the_profile_assured_alone(eastglen: Eastglen) -> None:
    text = HEAD + BODY.replace("HOURS", BY_DAY)
    assert len(without(eastglen.check(text))) == 3
    assert without(eastglen.check(text, profile="agreed")) == []


# --- settings, profiles, acknowledgements


BROKEN = "closes: [wrong-door@gp, wrong-door@gpp]\nstatus: delivered"


@pytest.mark.parametrize("asked", [{"skip": ("delivered-but-still-there",)}, {"rules": ("wrong-door",)}])
def test_a_rule_about_plans_that_is_not_asked_finds_nothing_and_says_so(
    eastglen: Eastglen, asked: dict[str, Any]
) -> None:
    checked = eastglen.check(a_map(BROKEN), **asked)
    assert "delivered-but-still-there" in {one.rule for one in checked.rules_not_run}
    assert "delivered-but-still-there" not in {*checked.rules_run, *(one.rule for one in checked.findings)}
    assert checked.actions[0].confirmed == "still there"


def test_severities_and_off_are_those_of_the_settings(eastglen: Eastglen) -> None:
    settings = "rules: {delivered-but-still-there: {severity: note}, action-closes-nothing: off}"
    checked = eastglen.check(a_map(BROKEN), settings)
    assert finding(checked, "delivered-but-still-there@a").severity == "note"
    assert not any(one.rule == "action-closes-nothing" for one in checked.findings)


def test_warnings_about_plans_are_left_out_of_a_draft_and_the_error_is_not(eastglen: Eastglen) -> None:
    assert eastglen.found(BROKEN, profile="draft") == ["delivered-but-still-there@a"]


def entry_for(name: str) -> str:
    return (
        f"acknowledged:\n  - {{finding: {name}, reason: r, meanwhile: m, owner: nhs, agreed: 2026-11-01, "
        "review: 2027-04-30, covers: {hours_per_week: 0, people: 0, dates: 0}}\n"
    )


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("delivered-but-still-there@a", "Call the action in progress again"),
        ("finding-without-action@nobody-to-turn-to@eastglen", "Acknowledge the finding that it names"),
    ],
)
def test_some_of_it_cannot_be_acknowledged_and_it_says_what_to_do_instead(
    eastglen: Eastglen, name: str, instead: str
) -> None:
    checked = eastglen.check(a_map(BROKEN, more=entry_for(name)))
    assert finding(checked, name).open
    assert instead in finding(checked, f"acknowledgement-unused@{name}").message


def test_the_rest_can_be_acknowledged(eastglen: Eastglen) -> None:
    checked = eastglen.check(a_map(BROKEN, more=entry_for("action-closes-nothing@a")))
    assert not finding(checked, "action-closes-nothing@a").open
    assert not any(one.rule == "acknowledgement-unused" for one in checked.findings)


# --- faults


def crashing(monkeypatch: pytest.MonkeyPatch, name: str, fault: Exception, *, when: str = "") -> None:
    """Make one rule fail (of maps whose duty team has these hours)."""

    def asks(pathway: Asked, **_: Any) -> Iterator[Hit]:
        if not when or pathway.map.services["team"].hours.text == when:
            raise fault
        yield from ()

    rules = tuple(replace(one, asks=asks) if one.name == name else one for one in all_rules())
    for module in ("run", "closing"):
        monkeypatch.setattr(f"pathkit.check.{module}.all_rules", lambda: rules)


@pytest.mark.parametrize("asked", [{}, {"rules": ("dead-end",)}])
def test_nobody_can_tell_by_a_rule_that_crashes_and_the_run_says_so(
    eastglen: Eastglen, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any]
) -> None:
    crashing(monkeypatch, "wrong-door", KeyError("gp"))
    checked = eastglen.check(a_map("closes: [wrong-door@gp]\nstatus: delivered"), **asked)
    (closes,) = checked.actions[0].closes
    assert closes.state == "cannot tell"
    assert closes.why.startswith("a fault in pathkit: KeyError in test_closing.py")
    assert [one.rule for one in checked.rules_not_run if one.crashed] == ["wrong-door"]


def test_a_rule_that_crashes_with_a_change_made_is_told(eastglen: Eastglen, monkeypatch: pytest.MonkeyPatch) -> None:
    crashing(monkeypatch, "wrong-door", KeyError("gp"), when="daily 09:00-23:30")
    checked = eastglen.check(a_map("closes: [wrong-door@gp]\n" + EVENING))
    (closes,) = checked.actions[0].promised or ()
    assert closes.state == "cannot tell"
    (fault,) = [one for one in checked.rules_not_run if one.crashed]
    assert (fault.rule, fault.why.endswith("(with the change of `a`)")) == ("wrong-door", True)
    assert "wrong-door" not in checked.rules_run


def test_nobody_can_tell_by_a_rule_for_which_the_map_is_too_large(
    eastglen: Eastglen, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashing(monkeypatch, "wrong-door", TooLarge("more than 3"))
    for only in ((), ("dead-end",)):
        checked = eastglen.check(a_map("closes: [wrong-door@gp]"), rules=only)
        assert checked.actions[0].closes[0].why == "this map is too large for it: more than 3"
        assert not any(one.crashed for one in checked.rules_not_run)


@pytest.mark.parametrize(("asked", "told"), [({}, sorted(OF_PLANS)), ({"rules": ("wrong-door",)}, ["plan"])])
def test_a_fault_in_all_of_it_never_passes_silently(
    eastglen: Eastglen, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any], told: list[str]
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("pathkit.check.run.tested", fails)
    checked = eastglen.check(a_map("closes: [wrong-door@gp]"), **asked)
    assert sorted(one.rule for one in checked.rules_not_run if one.crashed) == told
    assert "wrong-door" in checked.rules_run
    assert not {*OF_PLANS} & {*checked.rules_run}
    monkeypatch.undo()
    monkeypatch.setattr("pathkit.check.run.tested", fails)
    assert exit_code(check_paths([eastglen.path], date=ON)) == 3


# --- the actions as plain values


def test_an_action_as_plain_values(eastglen: Eastglen) -> None:
    action = """\
    title: The duty team opens at weekends
    theme: community-provision
    serves: [responsive]
    owner: [nhs, A task group]
    due: {within: 6 months}
    status: in-progress
    started: 2026-03-01
    milestones:
      - {title: Posts advertised, due: 2026-05-01, done: 2026-04-20, owner: practices}
      - {title: Staff trained, due: {within: 7 months}}
      - {title: Staff there, due: 2026-11-21}
    evidence: [https://example.org/minutes]
    learned: It takes longer.
    """
    state = eastglen.action(action)
    assert (state.id, state.title, state.theme) == ("a", "The duty team opens at weekends", "community-provision")
    assert (state.owners, state.due, state.overdue) == (("NHS Eastglen", "A task group"), date(2026, 8, 1), True)
    assert (state.serves, state.started, state.learned) == (("responsive",), date(2026, 3, 1), "It takes longer.")
    assert [(one.title, one.due, one.overdue, one.owners) for one in state.milestones] == [
        ("Posts advertised", date(2026, 5, 1), False, ("Eastglen GP practices",)),
        ("Staff trained", date(2026, 9, 1), True, ()),
        ("Staff there", date(2026, 11, 21), False, ()),
    ]
    assert state.place is not None
    assert eastglen.path.read_text("utf-8").splitlines()[state.place.line - 1].strip() == "a:"


@pytest.mark.parametrize("status", ["delivered", "stopped"])
def test_what_is_over_is_not_overdue(eastglen: Eastglen, status: str) -> None:
    state = eastglen.action(f"due: 2026-08-01\nstatus: {status}\nmilestones: [{{title: M, due: 2026-05-01}}]")
    assert (state.overdue, state.milestones[0].overdue) == (False, False)


def test_findings_name_the_actions_that_are_to_close_them(eastglen: Eastglen) -> None:
    text = a_map("closes: [wrong-door@gp, 'scenario: A Saturday night']") + indent(
        dedent(
            """\
            b: {title: B, closes: [wrong-door@gp, dead-end@gp], status: delivered}
            c: {title: C, closes: [wrong-door@gp], status: stopped}
            """
        ),
        "    ",
    )
    checked = eastglen.check(text)
    assert finding(checked, "wrong-door@gp").planned == ("a", "b")
    assert finding(checked, "scenario-failed@a-saturday-night").planned == ("a",)
    assert finding(checked, "nobody-to-turn-to@eastglen").planned == ()
    map_ = load_map(eastglen.path).map
    assert map_ is not None
    assert closed_by(map_) == {
        "wrong-door@gp": ("a", "b"),
        "scenario-failed@a-saturday-night": ("a",),
        "dead-end@gp": ("b",),
    }


def test_a_map_without_a_plan_has_no_actions(eastglen: Eastglen) -> None:
    checked = eastglen.check(HEAD + BODY.replace("HOURS", BY_DAY))
    assert checked.actions == ()
    assert {*OF_PLANS} <= {*checked.rules_run}


# --- a change is what a file would say


CHANGED = {
    "hours of a service": ("{services: {team: {hours: HOURS}}}", "hours: Mon-Fri 09:00-17:00", "hours: HOURS"),
    "a key taken out": ("{services: {team: {supports: ~}}}", "supports: {excludes: []},\n         ", ""),
    "a new transfer": (
        "{transfers: [{id: gp-to-team-2, from: gp, to: team, by: referral, hours: HOURS}]}",
        "by: warm-handover}\n",
        "by: warm-handover}\n  - {id: gp-to-team-2, from: gp, to: team, by: referral, hours: HOURS}\n",
    ),
    "a transfer taken out": (
        "{remove: [gp-to-team]}",
        "transfers:\n  - {from: gp, to: team, by: warm-handover}\n",
        "",
    ),
    "a new service": (
        "{services: {line: {name: Line, provider: nhs, kind: helpline, open_to: public, hours: HOURS, "
        "supports: {excludes: []}}}, transfers: [{from: line, to: team, by: advice}]}",
        "transfers:\n",
        "  line: {name: Line, provider: nhs, kind: helpline, open_to: public, hours: HOURS, supports: {excludes: []}}\n"
        "transfers:\n  - {from: line, to: team, by: advice}\n",
    ),
}


@pytest.mark.parametrize("what", CHANGED)
@given(first=st.integers(0, 20), length=st.integers(1, 4))
@hypothesis_settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_map_is_checked_like_a_file_in_which_the_change_was_written_by_hand(
    tmp_path: Path, what: str, first: int, length: int
) -> None:
    hours = f"daily {first:02}:00-{min(first + length, 24):02}:00"
    change, old, new = CHANGED[what]
    body = BODY.replace("HOURS", BY_DAY)
    assert old in body
    by_hand = HEAD + body.replace(old, new, 1).replace("HOURS", hours)
    map_ = loaded(tmp_path, a_map(f"change: {change.replace('HOURS', hours)}"))
    assert map_.plan is not None
    promised = map_.plan.actions["a"].change
    assert promised is not None
    assert told(replace(with_change(map_, promised), plan=None)) == told(loaded(tmp_path, by_hand))


def loaded(folder: Path, text: str) -> Map:
    path = folder / "eastglen.pathway.yaml"
    path.write_text(text, "utf-8")
    found = load_map(path)
    assert found.problems == () and found.map is not None
    return found.map


def told(map_: Map) -> set[tuple[object, ...]]:
    """What a check finds, but for where it stands."""
    asked = Request(ON, "assured", only_findings=True)
    checked = check_pathway(compiled(map_, asked, Settings()), "x", asked, Settings())
    assert not any(one.crashed for one in checked.rules_not_run)
    return {(one.id, one.severity, one.message, one.extent, one.open) for one in checked.findings}


def test_every_rule_about_plans_is_made_here() -> None:
    made = {one.name for one in all_rules() if one.asks is None and not one.sound}
    assert made == {*OF_PLANS}
    assert all(isinstance(one, Rule) and one.principles for one in all_rules() if one.name in OF_PLANS)
