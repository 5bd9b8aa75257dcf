"""The fixed words of the map format, in the order in which people are shown them."""

from __future__ import annotations

URGENCIES = ("routine", "urgent", "very-urgent", "emergency")
SECTORS = ("health", "police", "ambulance", "fire", "council", "third", "private", "national")
KINDS = (
    "helpline",
    "call-handling",
    "emergency-call-handling",
    "police-response",
    "ambulance-response",
    "emergency-department",
    "primary-care",
    "out-of-hours-primary-care",
    "community-team",
    "crisis-team",
    "assessment-unit",
    "liaison",
    "inpatient",
    "brief-intervention",
    "crisis-space",
    "place-of-safety",
    "social-work",
    "mental-health-officer",
    "substance-use-service",
    "peer-support",
    "community-support",
    "perinatal-service",
    "children-service",
    "court-or-custody",
)

LIVE = ("warm-handover", "call-transfer", "visit", "conveyance", "deployment")
QUEUED = ("referral",)
PERSON_LED = ("signpost",)
NO_ROUTE = ("advice",)
METHODS = LIVE + QUEUED + PERSON_LED + NO_ROUTE

OPEN_TO = ("public", "professionals", "transfers")
STATUSES = ("active", "pilot", "paused", "planned", "needed", "closed")
SHARES = ("identity", "story", "risk", "plan", "contacts", "safeguarding")
HOLDS = ("sent", "contacted", "accepted", "arrived")
TRAINING = ("informed", "skilled", "enhanced", "specialist")
CHANNELS = ("phone", "text", "web", "email", "address", "video", "professional_phone")
WHEN = ("open", "closed", "always")
OUTCOMES = ("now", "later", "self", "none")
CALENDARS = ("scotland", "england-and-wales", "northern-ireland", "none")
EXCLUSION_KINDS = ("blanket", "functional")
CLOCKS = ("elapsed", "open")
ACTION_STATUSES = ("not-started", "in-progress", "delivered", "stopped", "unknown")

OLDEST = 110
"""People's ages run to this, in whole years."""


def age_range(low: int, high: int) -> str:
    """Ages in words: `16`, `16-17`, `65+`."""
    return str(low) if low == high else written_ages(low, high)


def written_ages(low: int, high: int) -> str:
    """Ages as a map writes them, where one age alone is a range too: `16-16`, `16-17`, `65+`."""
    return f"{low}+" if high >= OLDEST else f"{low}-{high}"
