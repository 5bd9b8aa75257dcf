"""Differences made by hand, for the tests of formats and commands."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from output.made import KNOWN, MAP, ON, checked, finding, invalid
from pathkit.check.difference import (
    BETTER,
    NO_DOOR,
    UNCLEAR,
    WORSE,
    Differences,
    FindingChange,
    Happens,
    MapDifference,
    PartChange,
    PeopleChange,
)
from pathkit.check.report import Extent, ExtentGroup, JourneyPerson, JourneyStep, RuleNotRun, ShownJourney

T = TypeVar("T")

NOW, NONE, ELSEWHERE = Happens("now", "now"), Happens("none", "none"), Happens("self", "self")
LATER = Happens("later", "later", (240, 960))
UNKNOWN = Happens("none", "later")
NO_SUCH_DOOR = Happens(NO_DOOR, NO_DOOR)

SIXTEEN = JourneyPerson(
    16,
    "suicidal-thoughts",
    "very-urgent",
    None,
    ("left-school",),
    (),
    "a 16-year-old, suicidal thoughts, very urgent, who has left school",
)


def journey(outcome: str = "now", **changes: Any) -> ShownJourney:
    """The way of a school leaver by the police's call handlers: by the hub to the duty team, or to nobody."""
    at = datetime(2026, 11, 28, 0, 0)
    steps = [
        JourneyStep(
            "police-101",
            "Police call handling (101)",
            at,
            None,
            None,
            0,
            40,
            "Sat 28 Nov 2026 00:00: they turn to Police call handling (101), which is open",
        ),
        JourneyStep(
            "hub",
            "Mental Health Hub",
            at,
            "101-to-hub",
            "call-transfer",
            5,
            71,
            "Sat 28 Nov 2026 00:00: call transfer from Police call handling (101) to Mental Health Hub, "
            "which takes 5 min",
        ),
        JourneyStep(
            "duty-team",
            "Eastglen duty team",
            at,
            "hub-to-duty-team",
            "warm-handover",
            10,
            88,
            "Sat 28 Nov 2026 00:00: warm handover from Mental Health Hub to Eastglen duty team, which takes 10 min",
        ),
    ]
    ending = "Eastglen duty team supports them, at once (helped straight away), after 15 min."
    if outcome == "none":
        steps = steps[:2]
        ending = "Nothing leads on to anybody who supports them: they are left with nothing."
    if outcome == "later":
        ending = "Eastglen duty team supports them (taken on, with a wait), after 16 h."
    wait = {"now": 15, "later": 960}.get(outcome)
    begins = {"now": at, "later": datetime(2026, 11, 28, 15, 45)}.get(outcome)
    return replace(
        ShownJourney("police-101", SIXTEEN, at, outcome, wait, None, "stated", begins, tuple(steps), ending),
        **changes,
    )


NIGHTS = Extent(
    ("aged 16-17, suicidal thoughts, very urgent, who have left school",),
    12,
    ("Sat-Sun 00:00-09:00", "on Fri 25 Dec 2026: 00:00-09:00"),
    18.0,
    (date(2026, 12, 25),),
)
IN_GROUPS = Extent(
    ("aged 18+, distress, routine", "aged 18+, distress, urgent"),
    8,
    ("Mon-Fri 15:30-17:00", "Sat-Sun all day"),
    55.5,
    (),
    (
        ExtentGroup(("aged 18+, distress, routine",), 4, ("Sat-Sun all day",), 48.0, ()),
        ExtentGroup(("aged 18+, distress, urgent",), 4, ("Mon-Fri 15:30-17:00",), 7.5, ()),
    ),
    3,
)


def change(**changes: Any) -> PeopleChange:
    """School leavers who were helped straight away are left with nothing, and no rule says so."""
    return replace(
        PeopleChange(
            id="worse@police-101@now-none",
            direction=WORSE,
            what="outcome",
            door="police-101",
            door_name="Police call handling (101)",
            before=NOW,
            after=NONE,
            extent=NIGHTS,
            message="People aged 16-17, suicidal thoughts, very urgent, who have left school, who turn to Police call "
            "handling (101) Sat-Sun 00:00-09:00 were helped straight away, and are left with nothing.",
            journey_before=journey(),
            journey_after=journey("none"),
            parts=("hub-to-duty-team", "duty-team"),
        ),
        **changes,
    )


WAITS_LONGER = change(
    id="worse@gp@later-later",
    what="wait",
    door="gp",
    door_name="Eastglen GP",
    before=Happens("later", "later", (60, 60)),
    after=LATER,
    extent=IN_GROUPS,
    message="People aged 18 and over, distress, routine or urgent, who turn to Eastglen GP wait longer: 4 h to 16 h "
    "where it was 1 h.",
    journey_before=journey("later"),
    journey_after=journey("later"),
    parts=("gp-to-duty-team",),
    findings=("long-wait@gp",),
)
DOOR_GONE = change(
    id="worse@drop-in@self-no-door",
    door="drop-in",
    door_name="Southness drop-in",
    before=ELSEWHERE,
    after=NO_SUCH_DOOR,
    message="People aged 16-17, suicidal thoughts, very urgent, who have left school, have no Southness drop-in to "
    "turn to Sat-Sun 00:00-09:00: they were told where to go.",
    journey_after=None,
    parts=("drop-in",),
)
NOT_TOLD = change(
    id="unclear@gp@later-none-later",
    direction=UNCLEAR,
    door="gp",
    door_name="Eastglen GP",
    before=LATER,
    after=UNKNOWN,
    message="Whether people who turn to Eastglen GP on public holidays are still taken on turns on whether the duty "
    "team is open then.",
    journey_before=journey("later"),
    journey_after=journey("later", reading="best"),
    parts=("duty-team",),
)
PERHAPS_WORSE = replace(NOT_TOLD, id="unclear@gp@later-later.none", leaning="worse")
PERHAPS_BETTER = replace(NOT_TOLD, id="unclear@gp@none-none.later", before=NONE, after=UNKNOWN, leaning="better")
NEITHER = change(
    id="unclear@kiosk@no-door-none",
    direction=UNCLEAR,
    leaning="neither",
    door="kiosk",
    door_name="Southness kiosk",
    before=NO_SUCH_DOOR,
    after=NONE,
    message="Aged 16-17 who turn to Southness kiosk Sat-Sun 00:00-09:00: no such door → left with nothing.",
    journey_before=None,
    journey_after=journey("none"),
    parts=("kiosk",),
)
TOLD_IN_PART = replace(WAITS_LONGER, id="worse@gp@now-later", what="outcome", before=NOW, untold=NIGHTS)
SAME_WORDS = replace(
    WAITS_LONGER,
    id="worse-wait@gp@self",
    before=ELSEWHERE,
    after=ELSEWHERE,
    message="Aged 18+, distress, who turn to Eastglen GP daily 00:00-24:00 are told where to go later than before.",
)
HELPED = change(
    id="better@night-line@none-now",
    direction=BETTER,
    door="night-line",
    door_name="Westmarch night line",
    before=NONE,
    after=NOW,
    message="People aged 16-17, suicidal thoughts, very urgent, who have left school, who turn to Westmarch night line "
    "Sat-Sun 00:00-09:00 were left with nothing, and are helped straight away.",
    journey_before=journey("none"),
    journey_after=journey(),
    parts=("night-line",),
)

FINDINGS = (
    FindingChange("new", None, finding("long-wait@gp", message="Adults wait more than 24 h by way of Eastglen GP.")),
    FindingChange(
        "changed",
        finding("closed-door@gp", severity="warning"),
        finding("closed-door@gp", severity="warning", message="Nobody answers at Eastglen GP out of hours."),
        ("128 h a week (was: 64 h a week)",),
        grown=True,
    ),
    FindingChange(
        "changed",
        finding("no-feedback@gp", severity="note", extent=None, journey=None),
        finding("no-feedback@gp", severity="note", extent=None, journey=None, acknowledgement=KNOWN),
        ("the forum knows of it now",),
    ),
    FindingChange(
        "gone", finding("dead-end@hub", severity="error", message="People come to the hub and go no further."), None
    ),
    FindingChange("new", None, finding("age-gap@hub", severity="note", message="Nobody under 16.", library=True)),
    *(
        FindingChange("new", None, finding(f"not-stated@{one}", severity="note", extent=None, journey=None, remedy=""))
        for one in ("drop-in", "hub", "night-line")
    ),
)
RENAMED = PartChange(
    "services", "night-line", "Westmarch night line", "renamed", was_id="nightline", bears_on_people=False
)
PARTS = (
    PartChange(
        "services",
        "duty-team",
        "Eastglen duty team",
        "changed",
        ("intake: Mon-Fri 09:00-15:30 (was: Mon-Fri 09:00-17:00)", "ages: 18+ (was: 16+)"),
    ),
    PartChange("services", "drop-in", "Southness drop-in", "removed"),
    PartChange("services", "night-line", "Westmarch night line", "renamed", was_id="nightline"),
    PartChange("services", "gp", "Eastglen GP", "changed", ("notes",), bears_on_people=False),
    PartChange("transfers", "hub-to-night-line", "Mental Health Hub to Westmarch night line", "added"),
    PartChange("area", "eastglen", "Eastglen", "changed", ("local holidays: 2026-09-28 (was: none)",)),
)


def difference(**changes: Any) -> MapDifference:
    """A map in which everything that can differ does, but for what is changed."""
    return replace(
        MapDifference(
            f"main:{MAP}",
            MAP,
            checked(services=15),
            checked(),
            (change(), WAITS_LONGER, DOOR_GONE, NOT_TOLD, HELPED),
            FINDINGS,
            PARTS,
            ("aged 5-15: only after",),
            None,
            ("Both editions were checked with the settings of today.",),
            51_287_040,
        ),
        **changes,
    )


def nothing(**changes: Any) -> MapDifference:
    """A map of which two editions come to the same."""
    return difference(**{"changes": (), "findings": (), "parts": (), "people": (), "notes": (), **changes})


def not_valid(**changes: Any) -> MapDifference:
    """A map whose later edition is not valid, so that nothing could be compared."""
    why = "the later edition is not valid (line 12: There is no organisation `nhs-eastlgen`)"
    return nothing(after=invalid(), not_compared=why, situations=0, **changes)


def differences(*maps: MapDifference, **changes: Any) -> Differences:
    """What a run found (one map in which everything differs, if none are given)."""
    return replace(Differences(ON, "main", "pathways", maps or (difference(),)), **changes)


SEVERAL = differences(
    difference(),
    nothing(
        before_label="main:pathways/southness.pathway.yaml",
        after_label="pathways/southness.pathway.yaml",
        after=checked(path="pathways/southness.pathway.yaml", area="southness", name="Southness"),
    ),
    not_valid(before=checked(name="Westmarch", area="westmarch")),
    nothing(before=None, after=checked(name="Northwick", area="northwick"), situations=0),
    nothing(
        after=checked(name="Broken", area="broken"),
        not_run=(RuleNotRun("compare", "ZeroDivisionError: division by zero", crashed=True),),
    ),
    nothing(
        before_label="main:pathways/highmoor.pathway.yaml",
        after_label="pathways/highmoor.pathway.yaml",
        after=checked(path="pathways/highmoor.pathway.yaml", area="highmoor", name="Highmoor"),
        changes=(TOLD_IN_PART, SAME_WORDS, PERHAPS_WORSE, PERHAPS_BETTER, NEITHER),
        waits_not_compared=("Highmoor GP",),
        meanings=("drunk",),
    ),
    nothing(after=None, before=checked(name="Lowmoor", area="lowmoor"), situations=0),
    unchanged=("pathways/highfold.pathway.yaml",),
)


def with_texts(value: T, text: str) -> T:
    """The same value, with a text put behind every free text in it (names, sentences, labels; not codes or ids)."""
    if isinstance(value, str):
        return f"{value} {text}"  # type: ignore[return-value]
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(with_texts(one, text) for one in value))
    if isinstance(value, tuple):
        return tuple(with_texts(one, text) for one in value)  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    kept = _CODES.get(type(value).__name__, ())
    found = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
    return replace(value, **{name: one if name in kept else with_texts(one, text) for name, one in found.items()})


_CODES = {
    "Happens": ("stated", "best"),
    "PeopleChange": ("direction", "what", "leaning"),
    "PartChange": ("kind", "what"),
    "FindingChange": ("what",),
    "Finding": ("severity", "rule", "principles"),
    "ShownJourney": ("outcome", "reading"),
    "JourneyStep": ("by",),
    "CheckedMap": ("rules_run", "fail_on", "profile", "principles", "findings", "questions"),
    "AreaProgress": ("stage", "code", "themes", "settings_differ"),
    "Promise": ("kind", "id"),
    "ToCome": ("what",),
    "Step": ("stage",),
    "ActionState": ("status", "confirmed", "theme", "id"),
    "Closes": ("state",),
    "Problem": ("rule", "severity"),
    "ThemeYear": ("new",),
}
"""What is no text of a map, by the class that holds it."""

HOSTILE = (
    "<script>window.got = 1</script>",
    "\"><img src=x onerror='window.got = 2'>",
    "</details></summary></td></table><h1>x</h1>",
    "</style><style>* { display: none }</style> ]]> --> <!-- pathkit diff -->",
    "a | b \\| c",
    "`code` ``` ~~~",
    "[x](javascript:alert(1)) ![y](http://example.org/z.png) <http://example.org> www.example.org @someone #12",
    "\n\n# heading\n\n- item\n\n| a |\n|---|\n",
    "::error file=x::%0A",
    "\u202etfel ot thgir\u202c \x1b[31m \x00 \ud800",
    "**bold** _it_ ~~struck~~ {{ 7 * 7 }} &lt;b&gt;",
)
