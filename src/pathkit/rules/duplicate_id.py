"""Two things have the same id.

What it finds
What the reader of the file cannot make sense of, with the line, the column and a remedy. Nothing else is asked of such a map.

Why it matters
A map that is only partly understood would be checked only partly, and say that all is well.

How to put it right
Give one of them another id.

When a forum may live with it
Never: until it is mended nothing is known of the pathway.
"""

from pathkit.rules.face import found_elsewhere

RULE = found_elsewhere(
    __name__,
    severity="error",
    remedy="Give one of them another id.",
)
