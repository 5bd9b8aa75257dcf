"""What an answer would settle: one fact at best alone, every other as stated.

The quick way (copies of the people, each with one fact at best) against the plain one (the whole pathway asked again),
and that against the slow simulator, for which the answer is written into the map.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st
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
