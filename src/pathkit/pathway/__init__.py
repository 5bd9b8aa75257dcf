"""The compiled pathway: the graph, outcomes, waits and journeys."""

from pathkit.pathway.asked import Asked
from pathkit.pathway.compiled import Pathway
from pathkit.pathway.flows import ANY_WAY, LIVE_ONLY, STAFF_LED, Question, TooLarge
from pathkit.pathway.journeys import Journey, Step, Walker
from pathkit.pathway.readings import EMERGENCY_RESPONSES, LIVE, Reading

__all__ = [
    "ANY_WAY",
    "EMERGENCY_RESPONSES",
    "LIVE",
    "LIVE_ONLY",
    "STAFF_LED",
    "Asked",
    "Journey",
    "Pathway",
    "Question",
    "Reading",
    "Step",
    "TooLarge",
    "Walker",
]
