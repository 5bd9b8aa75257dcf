"""Areas at every stage, and one that is not valid, made of the sample that the other formats are tested with.

The codes are those of Scottish health boards, because a tile map knows no others; all else is made up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from output import made_progress as made
from output.made import ON, finding
from output.made_differences import (
    DOOR_GONE,
    HELPED,
    NOT_TOLD,
    WAITS_LONGER,
    change,
    difference,
    nothing,
)

from pathkit.check.difference import FindingChange
from pathkit.check.progress import (
    AnnualReport,
    AreaProgress,
    AreaYear,
    MeasureState,
    MeasureYear,
    Progress,
    Step,
    ThemeYear,
)
from pathkit.check.report import ActionState, Closes, MilestoneState
from pathkit.check.stages import DECLARED, IN_DELIVERY, NOTHING_RECORDED, PLAN_AGREED, STAGES, TESTED

THEMES = (
    ("transfer-of-care", "Improved transfer of care"),
    ("community-provision", "Strengthening community-based provision"),
)
OUT_OF_HOURS, SCENARIO = "out-of-hours-gap@gp", "School leaver on a Saturday night"


def action(name: str = "weekend-cover", **changes: Any) -> ActionState:
    """An action in progress that is overdue, with everything that one can have, but for what is changed."""
    (advertised, _) = made.action().milestones
    given: dict[str, Any] = {
        "title": "The duty team opens at weekends",
        "owners": ("NHS Eastglen", "Eastglen Council"),
        "due": date(2026, 8, 1),
        "overdue": True,
        "milestones": (
            advertised,
            MilestoneState("Staff in post", date(2026, 7, 1), None, True, ("NHS Eastglen",)),
            MilestoneState("First weekend", date(2026, 12, 12), None, False),
        ),
        "closes": (Closes(OUT_OF_HOURS, False, "found"), Closes(SCENARIO, True, "found")),
        "promised": (Closes(OUT_OF_HOURS, False, "gone"), Closes(SCENARIO, True, "found")),
        "evidence": ("https://example.org/minutes", "Minutes of the forum, 4 May 2026"),
    }
    return made.action(name, **{**given, **changes})


def delivered(name: str, confirmed: str, **changes: Any) -> ActionState:
    """The same as one that is said to be delivered."""
    given: dict[str, Any] = {"status": "delivered", "overdue": False, "milestones": (), "promised": None}
    return action(name, **{**given, "confirmed": confirmed, **changes})


DELIVERED = delivered(
    "answerphone",
    "confirmed",
    title="The practices' answerphone says whom to ring",
    theme="transfer-of-care",
    owners=("GP practices",),
    due=date(2026, 6, 30),
    done=date(2026, 6, 12),
    closes=(Closes("closed-door@gp", False, "gone"),),
    learned="Practices wanted the same words everywhere; a shared recording took a morning.",
)
STILL_THERE = delivered(
    "handover",
    "still there",
    title="Officers can hand over at any hour",
    theme="transfer-of-care",
    owners=("Police Scotland",),
    due=date(2026, 9, 30),
    done=date(2026, 9, 29),
    closes=(Closes("responders-cannot-hand-over@police-101", False, "found"), Closes(SCENARIO, True, "gone")),
)
CANNOT_TELL = delivered(
    "line-hours",
    "cannot tell",
    title="The crisis line says when it is open",
    owners=(),
    due=None,
    started=None,
    done=None,
    closes=(Closes("holiday-gap@line", False, "cannot tell", "it turns on whether the line is open on holidays"),),
)
NOTHING_TO_TEST = delivered(
    "leaflet",
    "nothing to test",
    title="A leaflet for families",
    theme=None,
    done=date(2026, 10, 1),
    closes=(),
    evidence=(),
)
NOT_STARTED = action(
    "joint-training",
    title="Police and nurses train together",
    theme=None,
    owners=("Police Scotland", "NHS Eastglen"),
    due=date(2027, 2, 1),
    status="not-started",
    overdue=False,
    started=None,
    milestones=(),
    closes=(),
    promised=None,
    evidence=(),
)
STOPPED = action(
    "kiosk",
    title="A kiosk in the shopping centre",
    status="stopped",
    overdue=False,
    milestones=(),
    closes=(Closes("nobody-to-turn-to@eastglen", False, "found"),),
    promised=None,
    learned="Nobody came in the trial week; people asked for somewhere quiet.",
)
ACTIONS = (action(), DELIVERED, STILL_THERE, CANNOT_TELL, NOTHING_TO_TEST, NOT_STARTED, STOPPED)

ANSWERED = replace(
    made.MEASURE,
    about="Mental Health Hub",
    target="at least 95 %",
    on=date(2025, 12, 31),
    source="https://example.org/m",
)
WAIT = MeasureState(
    "wait", "median wait for the duty team", None, "3 h", "at most 4 h", True, None, None, date(2026, 9, 30), None
)
VISITS = MeasureState("visits", "visits to the drop-in", None, "1,250", None, None, None, None, None, None)
HEARD = MeasureState(
    "believed",
    "whether people feel believed",
    None,
    None,
    None,
    None,
    "I was asked what would help, and not only what was wrong.",
    "Service-user panel",
    date(2026, 10, 4),
    None,
)
MEASURES = (ANSWERED, WAIT, VISITS, HEARD)


def steps(stage: str, **lacks: tuple[str, ...]) -> tuple[Step, ...]:
    """All stages up to one as reached, and the rest as not; `lacks` are by stage, with _ for a space."""
    days = {DECLARED: date(2025, 11, 1), PLAN_AGREED: date(2026, 2, 1), IN_DELIVERY: date(2026, 3, 1), TESTED: ON}
    at = STAGES.index(stage)
    return tuple(
        Step(one, number <= at, days.get(one) if number <= at else None, lacks.get(one.replace(" ", "_"), ()))
        for number, one in enumerate(STAGES)
    )


def area(name: str = "Eastglen", stage: str | None = IN_DELIVERY, **changes: Any) -> AreaProgress:
    """An area at a stage, with a plan where the stage asks for one, but for what is changed."""
    reached = () if stage is None else steps(stage)
    since = reached[STAGES.index(stage)].on if stage is not None else None
    planned = stage in (PLAN_AGREED, IN_DELIVERY, TESTED)
    return replace(
        AreaProgress(
            path=f"pathways/{name.lower()}.pathway.yaml",
            area=name.lower(),
            name=name,
            code=None,
            stage=stage,
            since=since,
            steps=reached,
            plan=f"{name} action plan" if planned else None,
            agreed=date(2026, 2, 1) if planned else None,
            agreed_by=(f"NHS {name}", "Police Scotland") if planned else (),
            signed=None if stage in (None, NOTHING_RECORDED) else date(2025, 11, 1),
            signed_by=() if stage in (None, NOTHING_RECORDED) else (f"NHS {name}", "Police Scotland"),
            themes=THEMES,
        ),
        **changes,
    )


UNTESTED = (
    "1 action is said to be delivered, though what it is to close is still found: "
    "“Officers can hand over at any hour”.",
    "1 scenario is not kept: “School leaver on a Saturday night”.",
    "2 errors are neither acknowledged nor in the plan: `dead-end@hub` and `wrong-door@line`.",
)
EASTGLEN = area(
    code="S08000022",
    steps=steps(IN_DELIVERY, tested=UNTESTED),
    actions=ACTIONS,
    measures=MEASURES,
    questions=12,
    acknowledged=2,
    untracked=("dead-end@hub", "wrong-door@line"),
    scenarios=3,
    failed=(SCENARIO,),
)
HIGHFOLD = area("Highfold", NOTHING_RECORDED, code="S08000025", questions=31, untracked=("wrong-door@gp",))
LOWMOOR = area("Lowmoor", DECLARED, code="S08000029", steps=steps(DECLARED, plan_agreed=("No plan is written down.",)))
NORTHWICK = area(
    "Northwick",
    PLAN_AGREED,
    code="S08000030",
    signed=None,
    signed_by=(),
    steps=(
        Step(NOTHING_RECORDED, True),
        Step(DECLARED, False, None, ("No declaration is written down.",)),
        Step(PLAN_AGREED, True, date(2026, 10, 1)),
        Step(IN_DELIVERY, False, None, ("No action is in progress or delivered.",)),
        Step(TESTED, False, None, ("Nothing is delivered yet.",)),
    ),
    since=date(2026, 10, 1),
    agreed=date(2026, 10, 1),
    actions=(NOT_STARTED,),
    questions=1,
)
SOUTHNESS = area("Southness", TESTED, code="S08000024", actions=(DELIVERED,), measures=(WAIT,), scenarios=2)
UNKNOWN_SINCE = area("Thornhaven", IN_DELIVERY, code="S12000033", since=None, actions=(CANNOT_TELL, NOTHING_TO_TEST))
WESTMARCH = made.untold()
AREAS = (EASTGLEN, HIGHFOLD, LOWMOOR, NORTHWICK, SOUTHNESS, UNKNOWN_SINCE, WESTMARCH)
"""In alphabetical order, at every stage."""


def progress(*areas: AreaProgress, **changes: Any) -> Progress:
    """How far these areas have got (all of the sample, if none are given)."""
    return replace(Progress(ON, areas or AREAS), **changes)


# --- the annual report


def theme(title: str = THEMES[1][1], **changes: Any) -> ThemeYear:
    """A theme in which there is something of everything, but for what is changed."""
    return replace(
        ThemeYear(
            title,
            late=(action(),),
            done=(CANNOT_TELL,),
            stopped=(STOPPED,),
            new=("line-hours",),
            dropped=("A bus that comes round",),
        ),
        **changes,
    )


YEAR_THEMES = (
    ThemeYear(THEMES[0][1], done=(STILL_THERE,), done_before=(DELIVERED,)),
    theme(),
    ThemeYear("No theme", done=(NOTHING_TO_TEST,), not_started=(NOT_STARTED,)),
)
MEASURES_YEAR = (
    MeasureYear("calls answered", replace(ANSWERED, value="74 %", on=date(2024, 12, 31)), ANSWERED),
    MeasureYear("median wait for the duty team", None, WAIT),
    MeasureYear("visits to the drop-in", VISITS, None),
    MeasureYear("whether people feel believed", None, HEARD),
)
LEARNED = ((DELIVERED.title, DELIVERED.learned or ""), (STOPPED.title, STOPPED.learned or ""))
EASTGLEN_YEAR = AreaYear(
    EASTGLEN,
    area(stage=DECLARED),
    YEAR_THEMES,
    MEASURES_YEAR,
    LEARNED,
    difference(
        changes=(change(), WAITS_LONGER, DOOR_GONE, NOT_TOLD, HELPED),
        findings=(
            *difference().findings,
            FindingChange("gone", finding("closed-door@gp", message="Nobody answers at Eastglen GP at night."), None),
        ),
    ),
)
YEARS = (
    EASTGLEN_YEAR,
    AreaYear(HIGHFOLD, HIGHFOLD, difference=nothing()),
    AreaYear(
        NORTHWICK,
        None,
        (ThemeYear("No theme", not_started=(NOT_STARTED,)),),
        not_compared="There was no map of this area then.",
    ),
    AreaYear(SOUTHNESS, SOUTHNESS, (ThemeYear(THEMES[0][1], done=(DELIVERED,)),), difference=None),
    AreaYear(WESTMARCH, area("Westmarch", DECLARED), not_compared="The map is not valid now."),
)


def annual(*areas: AreaYear, **changes: Any) -> AnnualReport:
    """What became of what was agreed (in all of the sample, if no areas are given)."""
    notes = ("The maps of then are those of the last commit on or before 1 Apr 2026.",)
    return replace(AnnualReport("1 Apr 2026", date(2026, 4, 1), ON, areas or YEARS, notes), **changes)
