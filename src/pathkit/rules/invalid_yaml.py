"""The file cannot be read as YAML.

What it finds
Text that is not YAML at all (a list that is not closed, a tab where only spaces may stand), or YAML that maps do not
use, with the line, the column and what to do. Nothing else is asked of such a map.

Why it matters
A map that is only partly understood would be checked only partly, and say that all is well.

How to put it right
Mend the line that is named; the message says how.

When a forum may live with it
Never: until it is mended nothing is known of the pathway.

Bad: invalid-yaml@eastglen
    area: {id: eastglen, name: Eastglen}
    people: {ages: 18+, needs: [distress}

Good
    area: {id: eastglen, name: Eastglen}
    people: {ages: 18+, needs: [distress]}
"""

from pathkit.rules.face import found_elsewhere

RULE = found_elsewhere(
    __name__,
    severity="error",
    remedy="Mend the line that is named; the message says how.",
)
