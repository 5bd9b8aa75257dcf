"""The review date of an acknowledgement has passed.

What it finds
An acknowledgement whose review date is before the date of the check. The finding is open again.

Why it matters
What a forum has agreed to live with has to stay a decision: dated, owned, and about something that is there.

How to put it right
Look at the finding again in the forum, and agree a new review date or a change.

When a forum may live with it
Never.
"""

from pathkit.rules.face import found_elsewhere

RULE = found_elsewhere(
    __name__,
    severity="error",
    remedy="Look at the finding again in the forum, and agree a new review date or a change.",
)
