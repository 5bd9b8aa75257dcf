"""Progress made by hand, for the tests of its engine, formats and command."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from output.made import MAP, ON, invalid
from pathkit.check.progress import (
    AnnualReport,
    AreaProgress,
    AreaYear,
    MeasureState,
    MeasureYear,
    Moved,
    OpenError,
    Progress,
    Promise,
    Step,
    ThemeYear,
)
from pathkit.check.report import ActionState, Closes, MilestoneState
from pathkit.maps import Place

SINCE = date(2025, 11, 21)


def action(name: str = "weekend-cover", **changes: Any) -> ActionState:
    """An action in progress, with everything that one can have, but for what is changed."""
    return replace(
        ActionState(
            id=name,
            title=f"The title of {name}",
            theme="community-provision",
            serves=("responsive",),
            owners=("NHS Eastglen",),
            due=date(2027, 2, 1),
            status="in-progress",
            overdue=False,
            started=date(2026, 3, 2),
            milestones=(
                MilestoneState("Posts advertised", date(2026, 5, 1), date(2026, 4, 20), False),
                MilestoneState("Rota agreed", date(2026, 10, 30), None, True, ("Eastglen Council",)),
            ),
            closes=(Closes("wrong-door@gp", False, "found"), Closes("A Saturday evening", True, "gone")),
            promised=(Closes("wrong-door@gp", False, "gone"), Closes("A Saturday evening", True, "gone")),
            place=Place(MAP, 60, 5),
        ),
        **changes,
    )


def delivered(name: str = "joint-training", confirmed: str = "confirmed", **changes: Any) -> ActionState:
    """An action that is said to be delivered."""
    state = {"confirmed": "gone", "still there": "found", "cannot tell": "cannot tell"}.get(confirmed)
    closes = () if state is None else (Closes("closed-door@gp", False, state, "why" if state == "cannot tell" else ""),)
    given: dict[str, Any] = {"status": "delivered", "done": date(2026, 6, 15), "milestones": (), "promised": None}
    return action(name, **{**given, "closes": closes, "confirmed": confirmed, **changes})


MEASURE = MeasureState(
    "answered", "calls answered", "Eastglen line", "81 %", "95 %", False, None, None, date(2026, 6, 30), "Its own count"
)
WORDS = MeasureState("words", "what people say", None, None, None, None, "I was believed.", "Panel", None, None)

STEPS = (
    Step("declared", True, date(2025, 11, 3)),
    Step("plan agreed", True, date(2026, 2, 2)),
    Step("in delivery", True, date(2026, 3, 2)),
    Step("tested", False, None, ("2 errors are neither acknowledged nor in the plan: `a@b` and `c@d`.",)),
)


def area(**changes: Any) -> AreaProgress:
    """An area in delivery, with everything that one can have, but for what is changed."""
    return replace(
        AreaProgress(
            path=MAP,
            area="eastglen",
            name="Eastglen",
            code="S08000022",
            stage="in delivery",
            since=date(2026, 3, 2),
            steps=STEPS,
            plan="Eastglen action plan",
            agreed=date(2026, 2, 2),
            agreed_by=("NHS Eastglen", "Eastglen Council"),
            signed=date(2025, 11, 3),
            signed_by=("NHS Eastglen",),
            actions=(action(), delivered(), action("late", status="not-started", overdue=True, due=date(2026, 9, 30))),
            measures=(MEASURE, WORDS),
            questions=14,
            acknowledged=2,
            untracked=("a@b", "c@d"),
            scenarios=3,
            failed=("A Saturday night",),
            themes=(("community-provision", "Community provision"),),
            errors_acknowledged=2,
            errors_planned=1,
            half_planned=("e@f",),
            errors_of_libraries=3,
            settings_differ=("long-wait", "straight_away"),
            errors=(OpenError("a@b", "Nobody answers at Eastglen GP at night.", True), OpenError("c@d", "So it is.")),
            promises=(Promise("scenario", "a-saturday-night", "A Saturday night", "x"),),
        ),
        **changes,
    )


def untold(**changes: Any) -> AreaProgress:
    """An area whose map is not valid."""
    given: dict[str, Any] = {
        "path": "pathways/westmarch.pathway.yaml",
        "area": "westmarch",
        "name": "Westmarch",
        "code": None,
        "stage": None,
        "since": None,
        "trouble": ("The map is not valid: something is wrong in line 12.",),
        "problems": invalid().problems,
    }
    return AreaProgress(**{**given, **changes})


def nothing_recorded(**changes: Any) -> AreaProgress:
    """An area whose map tells of no declaration and no plan."""
    lacks = (
        Step("declared", False, None, ("No declaration is written down.",)),
        Step("plan agreed", False, None, ("No plan is written down.",)),
        Step("in delivery", False, None, ("There is no plan that is agreed.",)),
        Step("tested", False, None, ("Nothing is in delivery yet.",)),
    )
    path = "pathways/southness.pathway.yaml"
    return replace(AreaProgress(path, "southness", "Southness", None, "nothing recorded", None, lacks), **changes)


def progress(*areas: AreaProgress, **changes: Any) -> Progress:
    """Progress of some areas; of one with everything, one with nothing and one that is not valid, if none are given."""
    notes = ("plan.pathway.yaml holds a plan that no map here uses.",)
    return replace(Progress(ON, areas or (area(), nothing_recorded(), untold()), ("pathkit.yaml",), notes), **changes)


def year(**changes: Any) -> AreaYear:
    """What became of what an area had agreed, with everything that there can be."""
    now = area()
    given: dict[str, Any] = {
        "now": now,
        "then": area(stage="declared", since=date(2025, 11, 3), actions=(), measures=()),
        "themes": (
            ThemeYear(
                "Community provision",
                done=(now.actions[1],),
                late=(now.actions[2],),
                under_way=(now.actions[0],),
                stopped=(action("stopped", status="stopped", milestones=()),),
                new=("late",),
                dropped=("A crisis house",),
                moved=(
                    Moved(
                        now.actions[0],
                        date(2026, 10, 15),
                        ("Eastglen Council",),
                        (Closes("dead-end@gp", False, "gone"),),
                        (Closes("A Saturday evening", True, "gone"),),
                        was_delivered=True,
                    ),
                ),
            ),
        ),
        "measures": (MeasureYear("calls answered", replace(MEASURE, value="74 %"), MEASURE),),
        "learned": (("Joint training", "Both sides asked for a second day."),),
        "withdrawn": tuple(
            Promise(kind, kind, f"The {kind} of then")
            for kind in ("declaration", "scenario", "training", "emergency plan", "cover", "measure")
        ),
        "rewritten": (Promise("scenario", "a-saturday-night", "A Saturday night", "y"),),
    }
    return AreaYear(**{**given, **changes})


def report(*years: AreaYear, **changes: Any) -> AnnualReport:
    """The annual report of some areas; of one with everything, if none are given."""
    return replace(
        AnnualReport("21 Nov 2025", SINCE, ON, years or (year(),), ("What was then was read from commit 0123456789.",)),
        **changes,
    )
