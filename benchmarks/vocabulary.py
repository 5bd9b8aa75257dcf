"""The words from which `generate.py` builds its made-up nation: hours, roles, routes, names and remarks.

All of it is invented. Telephone numbers are from the range that is kept for drama, addresses end in
`example.org`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HOURS: dict[str, tuple[str, ...]] = {
    "always": ("24/7",),
    "office": (
        "Mon-Fri 09:00-17:00",
        "Mon-Fri 09:00-17:00",
        "Mon-Fri 08:30-17:00",
        "Mon-Fri 09:00-16:30",
        "Mon-Fri 08:45-16:45",
        "Mon-Fri 08:30-16:30",
        "Mon-Thu 09:00-17:00, Fri 09:00-16:00",
        "Mon-Thu 08:30-16:45; Fri 08:30-15:45",
        "Mon-Fri 09:00-12:30, 13:30-17:00",
        "weekdays 08:00-18:00",
    ),
    "practice": (
        "Mon-Fri 08:30-18:00",
        "Mon-Fri 08:00-18:00",
        "Mon-Fri 08:30-12:30, 13:30-18:00",
        "Mon-Fri 08:00-18:30, Sat 09:00-12:00",
        "Mon 08:00-19:30, Tue-Fri 08:00-18:00",
    ),
    "some-days": (
        "Mon, Wed, Fri 09:30-16:30",
        "Tue, Thu 10:00-16:00",
        "Mon-Wed 10:00-15:00",
        "Tue 13:00-15:00, Thu 18:00-20:30",
        "Mon, Thu 09:00-12:00, 13:00-15:30",
    ),
    "extended": (
        "daily 08:00-20:00",
        "daily 09:00-21:00",
        "daily 08:00-24:00",
        "Mon-Fri 08:00-20:00",
        "Mon-Fri 08:00-20:00, Sat-Sun 09:00-17:00",
        "Mon-Fri 09:00-17:00, Sat 10:00-14:00",
        "Mon-Sun 07:30-22:00",
    ),
    "evening": (
        "Mon-Fri 17:00-22:00",
        "Thu-Sun 18:00-23:00",
        "Fri-Sun 19:00-24:00",
        "Wed-Sun 16:00-23:00",
    ),
    "overnight": (
        "daily 18:00-02:00",
        "daily 20:00-08:00",
        "Fri-Sat 21:00-05:00",
        "Mon-Thu 18:00-02:00, Fri 18:00 to Mon 06:00",
        "Mon-Thu 17:00-08:30, Fri 17:00 to Mon 08:30",
    ),
    "weekend": ("weekends 10:00-16:00", "Sat-Sun 09:00-17:00", "Fri 17:00 to Mon 09:00"),
    "monthly": (
        "first Mon 10:00-12:00",
        "last Fri 14:00-16:00",
        "Wed 11:00-15:00, first Sat 10:00-13:00",
    ),
    "unknown": ("unknown",),
}

# Where one rule of an hours text ends and the next begins, for those who write a list of rules.
RULE_ENDS = re.compile(r"(?<=[0-9])[,;] (?=[A-Za-z])")

# Hours with which a service that works in the daytime takes new people: an hour or so less.
INTAKES = ("Mon-Fri 09:00-15:30", "Mon-Fri 09:00-16:00", "Mon-Thu 09:00-15:30, Fri 09:00-12:00")

DATES = ("2026-12-24: 09:00-12:00", "2026-12-24: 09:00-15:00", "2026-12-31: closed", "2027-01-05: closed")
MORE_DATES = ("2027-02-12: closed", "2027-05-19: 10:00-13:00", "2027-06-02: as usual", "2027-09-08: closed")

LOCAL_HOLIDAYS = ("2027-04-05", "2027-05-17", "2027-09-20", "2027-09-27", "2027-10-11", "2026-12-28")


@dataclass(frozen=True)
class Role:
    """What one sort of service is like.

    `share` is how many of 150 services have this role. `needs` are those it can support ("" for none of its
    own: it passes people on); `ages` and `urgency` the conditions from which one is chosen ("" for none).
    `hours` are keys of `HOURS`, more often named if likelier; `follows` is `when x is closed`. `local`: it
    serves one locality more often than not.
    """

    name: str
    share: int
    kind: str
    titles: tuple[str, ...]
    provider: str
    hours: tuple[str, ...]
    needs: tuple[str, ...] = ()
    ages: tuple[str, ...] = ("",)
    urgency: tuple[str, ...] = ("",)
    offers: tuple[str, ...] = ()
    responds: tuple[str, ...] = ("",)
    open_to: str = "transfers"
    local: bool = False
    tier: str = ""
    requires: str = ""


_ALL = ("distress", "suicidal-thoughts", "self-harm", "mental-illness", "substance-use", "social-crisis")
_MIND = ("distress", "suicidal-thoughts", "self-harm", "mental-illness")
_ADULT = ("18-64", "18+", "16+", "18-64")
_CHILD = ("5-17", "5-15", "5-17", "12-17")
_QUEUE = (
    "{routine: 6 weeks, urgent: 5 days}",
    "{urgent: next working day, routine: 4 weeks}",
    "{very-urgent: 4 h, urgent: {within: 8 h, clock: open}, routine: 10 days}",
    "2 weeks",
    "next working day",
    "",
)
_SOON = ("{emergency: 1 h, very-urgent: 4 h, urgent: next working day}", "4 h", "2 h", "30 min", "")

TRANSFER_RESPONSES = (
    "4 h",
    "next working day",
    "{urgent: 2 days, routine: 3 weeks}",
    "{within: 4 h, clock: open}",
)

ROLES: tuple[Role, ...] = (
    Role(
        name="gp",
        share=7,
        kind="primary-care",
        titles=("{town} Medical Practice", "{town} Health Centre"),
        provider="practices",
        hours=("practice",),
        needs=_MIND,
        urgency=("", "up to urgent"),
        offers=("assessment", "medication", "listening"),
        responds=("", "{urgent: 4 h, routine: 2 days}"),
        open_to="public",
        local=True,
        tier="1",
    ),
    Role(
        name="gp-ooh",
        share=2,
        kind="out-of-hours-primary-care",
        titles=("{town} GP out of hours",),
        provider="health",
        hours=("follows",),
        needs=_MIND,
        offers=("assessment", "medication"),
        responds=("4 h", "2 h"),
        tier="2",
    ),
    Role(
        name="ed",
        share=2,
        kind="emergency-department",
        titles=("{town} General Hospital emergency department",),
        provider="health",
        hours=("always",),
        needs=(*_ALL, "injury-or-overdose"),
        urgency=("urgent or above", "", "very-urgent or above"),
        offers=("assessment", "physical-care", "treatment"),
        responds=("4 h", "1 h"),
        open_to="public",
        tier="4",
    ),
    Role(
        name="helpline",
        share=1,
        kind="helpline",
        titles=("{area} Listening Line",),
        provider="third",
        hours=("overnight", "evening", "extended", "always"),
        needs=_ALL,
        ages=("", "16+"),
        urgency=("up to urgent", ""),
        offers=("listening", "safety-planning"),
        open_to="public",
        tier="1",
    ),
    Role(
        name="space",
        share=2,
        kind="crisis-space",
        titles=("{town} Safe Haven", "{town} Crisis Café"),
        provider="third",
        hours=("evening", "overnight", "weekend", "extended"),
        needs=_ALL,
        ages=("16+", "18+"),
        urgency=("up to very-urgent",),
        offers=("listening", "safe-space", "safety-planning"),
        open_to="public",
        tier="2",
    ),
    Role(
        name="triage",
        share=2,
        kind="crisis-team",
        titles=("{area} mental health triage hub", "{area} single point of access"),
        provider="health",
        hours=("always", "always", "always", "extended"),
        needs=_MIND,
        ages=("", "", "16+"),
        urgency=("urgent or above", ""),
        offers=("assessment", "safety-planning"),
        responds=("30 min", "1 h"),
        open_to="professionals",
        tier="3",
    ),
    Role(
        name="navigation",
        share=1,
        kind="call-handling",
        titles=("{area} flow navigation centre",),
        provider="health",
        hours=("always", "extended"),
        open_to="professionals",
    ),
    Role(
        name="crisis",
        share=6,
        kind="crisis-team",
        titles=("{town} crisis resolution team", "{town} intensive home treatment"),
        provider="health",
        hours=("always", "extended", "extended"),
        needs=_MIND,
        ages=_ADULT,
        urgency=("urgent or above", "very-urgent or above"),
        offers=("assessment", "treatment", "outreach"),
        responds=_SOON,
        open_to="professionals",
        local=True,
        tier="3",
    ),
    Role(
        name="cmht",
        share=14,
        kind="community-team",
        titles=("{town} community mental health team", "{town} adult mental health team"),
        provider="health",
        hours=("office",),
        needs=("mental-illness", "suicidal-thoughts", "self-harm"),
        ages=_ADULT,
        urgency=("up to urgent", "up to very-urgent", ""),
        offers=("assessment", "treatment", "follow-up"),
        responds=_QUEUE,
        open_to="professionals",
        local=True,
        tier="3",
    ),
    Role(
        name="older",
        share=7,
        kind="community-team",
        titles=("{town} older people's mental health team",),
        provider="health",
        hours=("office",),
        needs=("mental-illness", "suicidal-thoughts", "distress"),
        ages=("65+", "65+", "66+"),
        urgency=("up to very-urgent", ""),
        offers=("assessment", "treatment"),
        responds=_QUEUE,
        open_to="professionals",
        local=True,
        tier="3",
    ),
    Role(
        name="camhs",
        share=6,
        kind="children-service",
        titles=("{town} child and adolescent mental health service",),
        provider="health",
        hours=("office", "office", "extended"),
        needs=("suicidal-thoughts", "self-harm", "mental-illness"),
        ages=_CHILD,
        urgency=("", "up to very-urgent"),
        offers=("assessment", "treatment"),
        responds=_QUEUE,
        open_to="professionals",
        local=True,
        tier="3",
    ),
    Role(
        name="school",
        share=8,
        kind="children-service",
        titles=("{town} Academy counselling", "{town} school nursing"),
        provider="council",
        hours=("office", "some-days"),
        needs=("distress", "self-harm", "social-crisis"),
        ages=("5-17", "12-17", "5-15"),
        urgency=("up to urgent", "routine"),
        offers=("listening", "follow-up"),
        responds=_QUEUE,
        local=True,
        tier="2",
    ),
    Role(
        name="assess",
        share=2,
        kind="assessment-unit",
        titles=("{town} mental health assessment unit",),
        provider="health",
        hours=("always", "always", "extended"),
        needs=_MIND,
        ages=("", "16+"),
        urgency=("urgent or above", "very-urgent or above"),
        offers=("assessment", "safe-space"),
        responds=("1 h", "2 h"),
        open_to="professionals",
        tier="4",
    ),
    Role(
        name="liaison",
        share=4,
        kind="liaison",
        titles=("{town} liaison psychiatry", "{town} hospital mental health liaison"),
        provider="health",
        hours=("always", "extended", "extended"),
        needs=_MIND,
        ages=("16+", "18-64", ""),
        urgency=("urgent or above",),
        offers=("assessment", "safety-planning"),
        responds=("1 h", "{emergency: 1 h, very-urgent: 2 h, urgent: 4 h}"),
        tier="4",
    ),
    Role(
        name="ward",
        share=9,
        kind="inpatient",
        titles=("{town} ward, Royal Hospital", "Ward at {town} Hospital"),
        provider="health",
        hours=("always",),
        needs=("mental-illness", "suicidal-thoughts"),
        ages=("18-64", "18+", "65+", "16-17"),
        urgency=("very-urgent or above",),
        offers=("bed", "treatment"),
        responds=("4 h", "2 h", ""),
        tier="4",
    ),
    Role(
        name="pos",
        share=2,
        kind="place-of-safety",
        titles=("{town} place of safety suite",),
        provider="health",
        hours=("always",),
        needs=("mental-illness", "suicidal-thoughts", "distress"),
        ages=("", "16+"),
        urgency=("emergency", "very-urgent or above"),
        offers=("place-of-safety", "assessment"),
        responds=("1 h", ""),
        open_to="professionals",
        tier="4",
    ),
    Role(
        name="dbi",
        share=5,
        kind="brief-intervention",
        titles=("{town} Distress Brief Intervention",),
        provider="third",
        hours=("office", "extended", "extended"),
        needs=("distress", "suicidal-thoughts"),
        ages=("16+", "16+", "18+"),
        urgency=("up to urgent",),
        offers=("brief-intervention", "safety-planning"),
        responds=("24 h", "24 h", ""),
        open_to="professionals",
        local=True,
        tier="2",
    ),
    Role(
        name="pcmh",
        share=12,
        kind="primary-care",
        titles=("{town} primary care mental health worker", "{town} wellbeing nurse"),
        provider="health",
        hours=("office", "some-days", "office"),
        needs=("distress", "mental-illness"),
        ages=("16+", "18+", ""),
        urgency=("up to urgent", "routine"),
        offers=("brief-intervention", "assessment"),
        responds=_QUEUE,
        local=True,
        tier="2",
    ),
    Role(
        name="social",
        share=8,
        kind="social-work",
        titles=("{town} social work", "{town} adult support and protection"),
        provider="council",
        hours=("office", "office", "follows"),
        needs=("distress", "social-crisis", "substance-use"),
        ages=("16+", "18+", ""),
        urgency=("up to urgent", ""),
        offers=("practical-help", "assessment"),
        responds=_QUEUE,
        open_to="professionals",
        local=True,
        tier="2",
    ),
    Role(
        name="mho",
        share=2,
        kind="mental-health-officer",
        titles=("{area} mental health officers", "{town} duty mental health officer"),
        provider="council",
        hours=("always", "office"),
        open_to="professionals",
        tier="4",
    ),
    Role(
        name="substance",
        share=8,
        kind="substance-use-service",
        titles=("{town} recovery service", "{town} alcohol and drug team"),
        provider="third",
        hours=("office", "extended", "some-days"),
        needs=("substance-use", "distress"),
        ages=("16+", "18+"),
        urgency=("up to urgent", ""),
        offers=("treatment", "follow-up", "listening"),
        responds=_QUEUE,
        local=True,
        tier="2",
    ),
    Role(
        name="peer",
        share=10,
        kind="peer-support",
        titles=("{town} peer support", "{town} peer workers"),
        provider="third",
        hours=("some-days", "office", "evening", "monthly"),
        needs=("distress", "mental-illness", "self-harm"),
        ages=("16+", "18+"),
        urgency=("up to urgent", "routine"),
        offers=("peer-support", "listening"),
        responds=_QUEUE,
        local=True,
        tier="1",
    ),
    Role(
        name="community",
        share=20,
        kind="community-support",
        titles=(
            "{town} community hub",
            "{town} link workers",
            "{town} wellbeing centre",
            "{town} welfare advice",
        ),
        provider="third",
        hours=("office", "some-days", "weekend", "monthly", "unknown"),
        needs=("distress", "social-crisis"),
        ages=("", "16+", "18+", "16-25"),
        urgency=("up to urgent", "routine", ""),
        offers=("practical-help", "listening"),
        responds=("", "2 weeks", "next working day"),
        local=True,
        tier="1",
    ),
    Role(
        name="perinatal",
        share=2,
        kind="perinatal-service",
        titles=("{area} perinatal mental health team", "{town} mother and baby team"),
        provider="health",
        hours=("office", "extended"),
        needs=("mental-illness", "distress", "suicidal-thoughts"),
        ages=("", "16+"),
        urgency=("up to very-urgent", ""),
        offers=("assessment", "treatment"),
        responds=_QUEUE,
        open_to="professionals",
        tier="3",
        requires="perinatal",
    ),
    Role(
        name="custody",
        share=2,
        kind="court-or-custody",
        titles=("{town} custody nurse", "{town} court mental health worker"),
        provider="health",
        hours=("extended", "always", "office"),
        needs=("distress", "mental-illness", "substance-use"),
        ages=("16+",),
        urgency=("up to urgent",),
        offers=("assessment", "listening"),
        responds=("", "2 h"),
        tier="3",
    ),
    Role(
        name="police",
        share=3,
        kind="police-response",
        titles=("{town} response officers",),
        provider="police",
        hours=("always",),
    ),
    Role(
        name="car",
        share=2,
        kind="crisis-team",
        titles=("{town} mental health triage car",),
        provider="ambulance",
        hours=("overnight", "evening", "unknown"),
        needs=_MIND,
        ages=("", "16+"),
        urgency=("urgent or above",),
        offers=("assessment", "outreach"),
        responds=("", "30 min"),
        open_to="professionals",
        local=True,
        tier="3",
    ),
    Role(
        name="ambulance",
        share=1,
        kind="ambulance-response",
        titles=("{area} ambulance crews",),
        provider="ambulance",
        hours=("always",),
        needs=("injury-or-overdose",),
        offers=("physical-care",),
    ),
)


@dataclass(frozen=True)
class Route:
    """One sort of transfer: from each `sender`, a role or a library service, to up to `most` receivers.

    A `core` route is made for every sender before any other is; the rest are drawn at random. `office`: half
    of them are made in office hours only.
    """

    sender: str
    to: str
    by: str
    most: int = 1
    urgency: str = ""
    core: bool = False
    when: str = "open"
    office: bool = False


ROUTES: tuple[Route, ...] = (
    # Doors
    Route("gp", "triage", "warm-handover", urgency="urgent or above", core=True),
    Route("gp", "nhs24-mental-health-hub", "signpost", when="closed", core=True),
    Route("gp", "cmht", "referral", 3, "up to urgent"),
    Route("gp", "pcmh", "referral", 3, "up to urgent"),
    Route("gp", "older", "referral", 2),
    Route("gp", "camhs", "referral", 2),
    Route("gp", "substance", "referral", 2, "up to urgent"),
    Route("gp", "community", "signpost", 3, "up to urgent"),
    Route("gp", "sas-999", "call-transfer", 1, "emergency", core=True),
    Route("gp", "dbi", "referral", 2, "up to urgent"),
    Route("gp", "crisis", "referral", 1, "very-urgent or above"),
    Route("gp", "mho", "advice", 1, "emergency"),
    Route("gp", "perinatal", "referral", 1),
    Route("gp-ooh", "triage", "call-transfer", urgency="urgent or above", core=True),
    Route("gp-ooh", "ed", "signpost", 1, "very-urgent or above"),
    Route("gp-ooh", "dbi", "referral", 2, "up to urgent"),
    Route("helpline", "triage", "call-transfer", urgency="very-urgent or above", core=True),
    Route("helpline", "space", "signpost", 2, "up to very-urgent"),
    Route("helpline", "sas-999", "call-transfer", 1, "emergency", core=True),
    Route("helpline", "community", "signpost", 4, "up to urgent"),
    Route("helpline", "samaritans", "signpost", when="closed"),
    Route("space", "triage", "call-transfer", urgency="urgent or above", core=True),
    Route("space", "peer", "referral", 3, "up to urgent"),
    Route("space", "dbi", "referral", 2, "up to urgent"),
    Route("space", "breathing-space", "signpost", when="closed"),
    Route("ed", "liaison", "warm-handover", 2, "urgent or above", core=True),
    Route("ed", "crisis", "referral", 3, "urgent or above"),
    Route("ed", "assess", "warm-handover", 1),
    Route("ed", "substance", "referral", 2),
    Route("ed", "dbi", "referral", 2, "up to urgent", core=True),
    Route("ed", "camhs", "referral", 2),
    Route("ed", "social", "referral", 2),
    # The nation's own doors and responses
    Route("nhs24-mental-health-hub", "triage", "call-transfer", 2, "urgent or above", core=True),
    Route("nhs24-mental-health-hub", "dbi", "referral", 5, "up to urgent", core=True),
    Route("nhs24-mental-health-hub", "gp-ooh", "referral", 2, "up to very-urgent", core=True),
    Route("nhs24-mental-health-hub", "gp", "referral", 7, "up to urgent"),
    Route("nhs24-mental-health-hub", "cmht", "referral", 4, "up to urgent"),
    Route("police-101", "triage", "call-transfer", 1, "up to very-urgent", core=True),
    Route("police-101", "police", "deployment", 3, "emergency", core=True),
    Route("police-999", "police", "deployment", 3, "emergency", core=True),
    Route("police-999", "car", "visit", 2, "very-urgent or above"),
    Route("police-101", "social", "referral", 2),
    Route("sas-999", "ambulance", "deployment", 1, "emergency", core=True),
    Route("sas-999", "car", "visit", 2, "urgent or above", core=True),
    Route("sas-999", "navigation", "call-transfer", 1, "up to very-urgent", core=True),
    Route("samaritans", "space", "signpost", 2),
    Route("childline", "camhs", "signpost", 1),
    Route("police-response", "triage", "warm-handover", 1, core=True),
    Route("ambulance-response", "ed", "conveyance", 2, core=True),
    Route("ambulance-response", "triage", "warm-handover", 1),
    # Responses of the area
    Route("police", "triage", "warm-handover", core=True),
    Route("police", "pos", "conveyance", 2, "emergency", core=True),
    Route("police", "ed", "conveyance", 1, "very-urgent or above"),
    Route("police", "custody", "warm-handover", 1),
    Route("police", "liaison", "advice", 2),
    Route("police", "dbi", "referral", 2, "up to urgent"),
    Route("ambulance", "ed", "conveyance", 2, core=True),
    Route("ambulance", "triage", "advice", 1, core=True),
    Route("ambulance", "assess", "conveyance", 2),
    Route("car", "triage", "warm-handover", core=True),
    Route("car", "ed", "conveyance", 1),
    Route("car", "dbi", "referral", 2, "up to urgent"),
    # Triage and crisis
    Route("navigation", "triage", "call-transfer", 2, core=True),
    Route("navigation", "crisis", "warm-handover", 6, "urgent or above"),
    Route("navigation", "gp-ooh", "call-transfer", 2),
    Route("triage", "crisis", "warm-handover", 6, "urgent or above", core=True),
    Route("triage", "assess", "conveyance", 2, "very-urgent or above", core=True),
    Route("triage", "cmht", "referral", 14, "up to urgent"),
    Route("triage", "older", "referral", 7),
    Route("triage", "camhs", "referral", 6, core=True),
    Route("triage", "dbi", "referral", 5, "up to urgent"),
    Route("triage", "substance", "referral", 8, "up to urgent"),
    Route("triage", "social", "referral", 6),
    Route("triage", "community", "signpost", 6, "routine"),
    Route("triage", "gp", "referral", 7, "up to urgent"),
    Route("crisis", "ward", "conveyance", 2, "very-urgent or above", core=True),
    Route("crisis", "cmht", "referral", 3, "up to urgent"),
    Route("crisis", "triage", "warm-handover", 1),
    Route("crisis", "space", "warm-handover", 1, "up to very-urgent"),
    Route("crisis", "mho", "advice", 1, "emergency"),
    Route("assess", "ward", "warm-handover", 4, "very-urgent or above", core=True),
    Route("assess", "crisis", "warm-handover", 3, "urgent or above"),
    Route("assess", "cmht", "referral", 6, "up to urgent"),
    Route("liaison", "ward", "warm-handover", 3, "very-urgent or above", core=True),
    Route("liaison", "crisis", "referral", 3),
    Route("liaison", "dbi", "referral", 2, "up to urgent"),
    Route("liaison", "cmht", "referral", 3),
    Route("pos", "assess", "warm-handover", 1, core=True),
    Route("pos", "ward", "conveyance", 3),
    # Teams
    Route("cmht", "crisis", "warm-handover", 1, "very-urgent or above", office=True),
    Route("cmht", "ward", "referral", 1, "very-urgent or above"),
    Route("cmht", "social", "referral", 2),
    Route("cmht", "peer", "referral", 2, "up to urgent"),
    Route("cmht", "substance", "referral", 2),
    Route("cmht", "triage", "call-transfer", when="closed"),
    Route("older", "crisis", "referral", 1),
    Route("older", "ward", "referral", 1, "very-urgent or above"),
    Route("older", "social", "referral", 1),
    Route("camhs", "cmht", "referral", 2),
    Route("camhs", "ward", "conveyance", 2, "very-urgent or above"),
    Route("camhs", "school", "referral", 2, "up to urgent"),
    Route("camhs", "triage", "call-transfer", when="closed"),
    Route("perinatal", "ward", "referral", 2),
    Route("perinatal", "cmht", "referral", 3),
    Route("perinatal", "crisis", "warm-handover", 2, "urgent or above", office=True),
    Route("ward", "crisis", "referral", 1),
    Route("ward", "cmht", "referral", 2),
    # In the community
    Route("dbi", "peer", "signpost", 1),
    Route("dbi", "community", "referral", 4),
    Route("dbi", "triage", "call-transfer", 1, "very-urgent or above", office=True),
    Route("pcmh", "cmht", "referral", 1),
    Route("pcmh", "community", "signpost", 2, "up to urgent"),
    Route("pcmh", "peer", "referral", 1, "up to urgent"),
    Route("school", "camhs", "referral", 2),
    Route("school", "social", "referral", 1),
    Route("social", "mho", "call-transfer", 1, "emergency"),
    Route("social", "community", "referral", 2, "up to urgent"),
    Route("social", "cmht", "referral", 1),
    Route("mho", "assess", "conveyance", 1, "emergency"),
    Route("mho", "ward", "conveyance", 2, "emergency"),
    Route("substance", "peer", "referral", 1),
    Route("substance", "community", "signpost", 1),
    Route("substance", "crisis", "call-transfer", 1, "very-urgent or above"),
    Route("peer", "community", "signpost", 2),
    Route("peer", "dbi", "referral", 1),
    Route("community", "triage", "call-transfer", 1, "urgent or above", office=True),
    Route("community", "peer", "referral", 1),
    Route("community", "samaritans", "signpost", when="closed"),
    Route("custody", "liaison", "referral", 1),
    Route("custody", "substance", "referral", 2),
)

# Circumstances of the framework pack from which an area picks, besides the two that every area asks about.
CIRCUMSTANCES = (
    "perinatal",
    "known-to-services",
    "left-school",
    "visitor",
    "no-phone",
    "deaf-bsl",
    "limited-english",
    "no-fixed-address",
    "public-place",
)
OWN_CIRCUMSTANCE = "{label: in full-time education, ages: 16-18}"
NEEDS = ("suicidal-thoughts", "mental-illness", "self-harm", "substance-use", "social-crisis")

AREAS_FIRST = ("East", "North", "Strath", "Glen", "Loch", "Kil", "Inver", "Bal")
AREAS_LAST = ("muirie", "avondale", "corran", "dermot", "fearn", "gannoch", "lintie", "shellach")
TOWNS_FIRST = (
    "Brae",
    "Burn",
    "Corrie",
    "Fern",
    "Heather",
    "Larch",
    "Mill",
    "Moss",
    "Rowan",
    "Stane",
    "Thorn",
    "Whin",
)
TOWNS_LAST = ("bank", "bridge", "cairn", "field", "ford", "haven", "hill", "mouth", "side", "toun")
LOCALITIES = (
    ("north", "south"),
    ("town", "landward"),
    ("east", "mid", "west"),
    ("city", "coast", "uplands"),
    ("north", "east", "south", "west"),
    ("burgh", "valley", "islands", "coast"),
)

FUNCTIONAL = (
    "{kind: functional, why: cannot take part while intoxicated, instead: the safe haven until fit to talk}",
    "{kind: functional, why: an assessment would not be valid, instead: seen again after four hours}",
    "{kind: blanket, why: lone workers}",
)

SOURCES = (
    "directory of services",
    "operational policy",
    "referral guidance for practices",
    "leaflet for the public",
    "psychiatric emergency plan",
    "unscheduled care handbook",
)

NOTES = (
    "Staff say that the line is busiest between 20:00 and midnight.",
    "A second clinician is on call, but is not on site; the duty manager decides when to bring them in.",
    "Callers are rung back on a withheld number, which some people do not answer.",
    "The criteria were last discussed in the forum in spring and are to be looked at again after the pilot.",
    "Interpreters are booked by the practice; at night a telephone service is used.",
    "People who live on the islands are seen by video unless they ask to come in.",
    "Parking is on the street. The entrance on the lane has no steps.",
    "Two of the five posts are vacant, so the wait can be longer than what is written here.",
    "What is written here was read in the policy; the team has not confirmed it.",
    "A parent or carer may make the first call.",
    "Reviewed with the police liaison group; the handover form was made shorter.",
    "In bad weather the team works by phone. The switchboard knows how to reach it.",
)

TRANSFER_NOTES = (
    "By phone first; the form follows within the hour.",
    "The sender stays with the person until somebody has come.",
    "Only if the person agrees. If not, the practice is told.",
    "Not written down anywhere; this is what both teams say they do.",
    "The form asks for a discharge letter, which is not always there.",
)

LIBRARY = """\
# The national services of a made-up nation, for benchmarks. It has no area: maps bring it in with `uses`.

organisations:
  nhs-24: {name: NHS 24, sector: health}
  police-scotland: {name: Police Scotland, sector: police}
  scottish-ambulance-service: {name: Scottish Ambulance Service, sector: ambulance}
  breathing-space-line: {name: Breathing Space, sector: national}
  samaritans-line: {name: Samaritans, sector: national}
  childline-line: {name: Childline, sector: national}

services:
  nhs24-mental-health-hub:
    name: Mental Health Hub (111)
    provider: nhs-24
    kind: helpline
    open_to: public
    hours: 24/7
    supports:
      - {needs: [distress, suicidal-thoughts, self-harm, mental-illness], urgency: up to very-urgent, excludes: []}
    offers: [listening, safety-planning]
    contact: {phone: "01632 960111"}
    trauma_training: enhanced
    sources: [{title: National directory, url: https://example.org/hub, says: {hours: 24/7}}]
    checked_on: 2026-09-01

  breathing-space:
    name: Breathing Space
    provider: breathing-space-line
    kind: helpline
    open_to: public
    door_for: {ages: 16+, needs: [distress], urgency: up to urgent}
    hours: Mon-Thu 18:00-02:00, Fri 18:00 to Mon 06:00
    holidays: as usual
    supports: [{needs: [distress], ages: 16+}]
    offers: [listening]
    contact: {phone: "01632 960587", web: https://example.org/chat}
    checked_on: 2026-09-01

  samaritans:
    name: Samaritans
    provider: samaritans-line
    kind: helpline
    open_to: public
    hours: 24/7
    supports: [{needs: [distress, suicidal-thoughts, self-harm, mental-illness], excludes: []}]
    offers: [listening]
    contact: {phone: "01632 960123", email: help@example.org}
    checked_on: 2026-09-01
    notes: Callers stay anonymous, so nothing about them can be passed on.

  childline:
    name: Childline
    provider: childline-line
    kind: helpline
    open_to: public
    door_for: {ages: 0-17}
    hours: 24/7
    supports: [{needs: [distress, suicidal-thoughts, self-harm, mental-illness], ages: 0-17}]
    offers: [listening]
    contact: {phone: "01632 960100", web: https://example.org/young}
    checked_on: 2026-09-01

  police-101:
    name: Police call handling (101)
    provider: police-scotland
    kind: call-handling
    open_to: public
    hours: 24/7
    contact: {phone: "01632 960101"}
    trauma_training: skilled
    checked_on: 2026-09-01

  police-999:
    name: Police emergency call handling (999)
    provider: police-scotland
    kind: emergency-call-handling
    open_to: public
    hours: 24/7
    contact: {phone: "01632 960999", text: "01632 960998"}
    checked_on: 2026-09-01

  police-response:
    name: Police response officers
    provider: police-scotland
    kind: police-response
    hours: 24/7
    checked_on: 2026-09-01

  sas-999:
    name: Ambulance control (999)
    provider: scottish-ambulance-service
    kind: emergency-call-handling
    open_to: public
    hours: 24/7
    contact: {phone: "01632 960990", text: "01632 960991"}
    checked_on: 2026-09-01

  ambulance-response:
    name: Ambulance crews
    provider: scottish-ambulance-service
    kind: ambulance-response
    hours: 24/7
    supports: [{needs: [injury-or-overdose], excludes: []}]
    offers: [physical-care, assessment]
    checked_on: 2026-09-01

transfers:
  - from: police-101
    to: nhs24-mental-health-hub
    by: warm-handover
    for: {urgency: up to very-urgent}
    takes: 10 min
    shares: [contacts, story, risk]
    agreement: mental-health-pathway
    agreed_by: [police-scotland, nhs-24]
    holds_until: accepted
  - from: police-999
    to: nhs24-mental-health-hub
    by: warm-handover
    for: {urgency: up to very-urgent}
    takes: 10 min
    shares: [contacts, story, risk]
    agreement: mental-health-pathway
    agreed_by: [police-scotland, nhs-24]
    holds_until: accepted
  - {from: police-101, to: police-response, by: deployment, for: {urgency: emergency}, takes: 5 min, shares: [identity, story, risk]}
  - {from: police-999, to: police-response, by: deployment, for: {urgency: emergency}, takes: 5 min, shares: [identity, story, risk]}
  - {from: sas-999, to: ambulance-response, by: deployment, for: [{urgency: emergency}, {needs: [injury-or-overdose]}], takes: 15 min}
  - {from: sas-999, to: nhs24-mental-health-hub, by: referral, for: {ages: 16+, urgency: up to very-urgent}, shares: [identity, contacts]}
  - {from: nhs24-mental-health-hub, to: sas-999, by: call-transfer, for: {urgency: emergency}, takes: 5 min, shares: [identity, story, risk]}
  - {from: nhs24-mental-health-hub, to: police-999, by: call-transfer, for: {urgency: emergency, ages: 16+}, takes: 5 min}
  - {from: breathing-space, to: samaritans, by: signpost, when: closed}
  - {from: childline, to: nhs24-mental-health-hub, by: call-transfer, for: {urgency: very-urgent or above}, takes: 10 min, shares: [story, risk]}
  - {from: samaritans, to: nhs24-mental-health-hub, by: signpost, for: {urgency: urgent or above}}

agreements:
  mental-health-pathway:
    name: Agreement on the Mental Health Pathway
    parties: [nhs-24, police-scotland]
    covers: [identity, contacts, story, risk]
    without_consent_when: immediate risk of significant harm
    review_by: 2027-06-30
"""  # noqa: E501
