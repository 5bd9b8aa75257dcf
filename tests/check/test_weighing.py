"""What an answer would settle: one fact at best alone, every other as stated.

Small maps by hand, and on random maps the quick way (copies of the people, each with one fact at best) against the
plain one (the whole pathway asked again).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st
from rules.checking import checked, small
from simulator.maps import check_dates, map_texts

from pathkit.check.ask import Answer, ask
from pathkit.check.settings import Settings
from pathkit.check.weighing import BEARING, LEFT_ASIDE, questions
from pathkit.maps import load_map
from pathkit.pathway import Asked, Pathway, Reading, TooLarge
from pathkit.pathway.readings import Supposed
from pathkit.rules import Rule, all_rules
from pathkit.situations import Situations

MAPS = int(os.environ.get("PATHKIT_MAPS", "15"))
ON = date(2026, 11, 21)


def compiled(text: str, on: date) -> Pathway:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "eastglen.pathway.yaml"
        path.write_text(text, encoding="utf-8")
        found = load_map(path)
    assert found.map is not None, [problem.message for problem in found.problems]
    return Pathway(found.map, on)


def answered(pathway: Pathway) -> list[Answer]:
    answers: list[Answer] = []
    for rule in all_rules():
        try:
            answers += ask(rule, pathway, rule.settings)
        except TooLarge:
            continue
    return answers


def said_of(asked: Asked, rules: Sequence[Rule]) -> dict[tuple[str, ...], Situations]:
    """All that is said of situations: outcomes at doors, and what each rule finds."""
    said: dict[tuple[str, ...], Situations] = {}
    for door in asked.doors:
        for name, outcome in (("now", asked.now), ("helped", asked.helped), ("not left", asked.not_left)):
            said["outcome", name, door.id] = outcome(door.id).of(asked.door_people(door.id))
    for rule in rules:
        assert rule.asks is not None
        for hit in rule.asks(asked, **rule.settings):
            if hit.situations is not None:
                key = (rule.name, *hit.subjects)
                said[key] = said[key] | hit.situations if key in said else hit.situations
    return said


def plainly(pathway: Pathway, fact: str, rules: Sequence[Rule]) -> Situations:
    """The situations in which something is said otherwise when a fact is at best alone."""
    nobody = pathway.frame.nobody
    stated = said_of(pathway.asked(Reading.STATED), rules)
    best = said_of(pathway.asked(Supposed((fact,))), rules)
    total = nobody
    for key in {*stated, *best}:
        one, other = stated.get(key, nobody), best.get(key, nobody)
        total = total | (one - other) | (other - one)
    return total


@settings(max_examples=MAPS, deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_fact_weighs_what_changes_when_it_is_at_best_alone(data: st.DataObject) -> None:
    on = data.draw(check_dates(), label="date")
    text = data.draw(map_texts(on), label="map")
    note(text)
    pathway = compiled(text, on)
    answers = answered(pathway)
    weighed = questions(pathway, answers, "eastglen.pathway.yaml", Settings())
    assume(all(one.rule in LEFT_ASIDE for one in weighed.left_out))
    open_rules = {answer.rule.name: answer.rule for answer in answers if answer.open}
    rules = [rule for name, rule in open_rules.items() if name not in LEFT_ASIDE and rule.asks is not None]
    for question in weighed.questions:
        if question.fact in BEARING:
            changed = plainly(pathway, question.id, rules)
            assert (question.id, question.settles.situations) == (question.id, changed.count())
        else:
            assert (question.id, question.settles.situations) == (question.id, 0)


LINE = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  line: {name: Line, provider: listening, kind: helpline, hours: LINE, supports: {urgency: up to urgent},
         offers: [listening]}
  team: {name: Team, provider: nhs, kind: crisis-team, hours: TEAM, supports: {excludes: []}, offers: [assessment]}
transfers:
  - {from: gp, to: line, by: call-transfer, shares: [story]}
  - {from: line, to: team, by: call-transfer, shares: [story]}
"""
YEAR = 371 * 1440


def weights(folder: Path, line: str, team: str) -> dict[str, tuple[float, int, bool]]:
    """What each question settles: hours a week, situations, and whether it may matter with other answers."""
    text = LINE.replace("LINE", line).replace("TEAM", team)
    found = checked(
        folder,
        small(text, people="{ages: 18-27, needs: [distress], circumstances: [intoxicated]}"),
        rules=("wrong-door",),
    )
    return {
        one.id: (one.settles.hours_per_week, one.settles.situations, one.settles.together) for one in found.questions
    }


def test_hours_that_alone_let_people_be_helped_weigh_all_of_them(tmp_path: Path) -> None:
    """Ten ages at two urgencies: those who are intoxicated may be turned away, so nothing changes for them."""
    found = weights(tmp_path, "unknown", "closed")
    assert found["hours@line"] == (168.0, 10 * 2 * YEAR, True)
    assert found["excludes@line"][:2] == (0.0, 0)


def test_an_exclusion_weighs_those_whom_it_may_turn_away(tmp_path: Path) -> None:
    found = weights(tmp_path, "Mon-Fri 09:00-17:00", "closed")
    assert found["excludes@line"][0] == 40.0
    assert found["excludes@line"][1] == 10 * 2 * 53 * 40 * 60


def test_an_answer_that_changes_nothing_weighs_nothing(tmp_path: Path) -> None:
    found = weights(tmp_path, "24/7", "24/7")
    assert found["checked-on@gp"] == (0.0, 0, False)
    assert found["trauma-training@team"] == (0.0, 0, False)
