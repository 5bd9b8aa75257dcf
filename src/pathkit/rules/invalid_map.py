"""Something in the map has a key or value that the format does not know.

What it finds
What the reader of the file cannot make sense of, with the line, the column and a remedy. Nothing else is asked of such a map.

Why it matters
A map that is only partly understood would be checked only partly, and say that all is well.

How to put it right
Mend the line that is named; the message lists what is known there.

When a forum may live with it
Never: until it is mended nothing is known of the pathway.
"""

from pathkit.rules.face import found_elsewhere

RULE = found_elsewhere(
    __name__,
    severity="error",
    remedy="Mend the line that is named; the message lists what is known there.",
)
