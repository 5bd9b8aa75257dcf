"""An acknowledgement matches no finding.

What it finds
An acknowledgement whose exact id is none of the findings of this run, or is one that cannot be acknowledged.

Why it matters
What a forum has agreed to live with has to stay a decision: dated, owned, and about something that is there.

How to put it right
Take the acknowledgement out, or correct the id.

When a forum may live with it
Never.
"""

from pathkit.rules.face import found_elsewhere

RULE = found_elsewhere(
    __name__,
    severity="error",
    remedy="Take the acknowledgement out, or correct the id.",
)
