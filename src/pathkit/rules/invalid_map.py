"""Something in the map has a key or value that the format does not know.

What it finds
A key or a word that maps do not have, hours that cannot be read, a value of the wrong sort, dates the wrong way
round: with the line, the column, what is known there, and what was probably meant. Nothing else is asked of such a map.

Why it matters
A map that is only partly understood would be checked only partly, and say that all is well. What can be read in two
ways (is `9-5` nine till five?) is refused, and never guessed.

How to put it right
Mend the line that is named; the message lists what is known there.

When a forum may live with it
Never: until it is mended nothing is known of the pathway.

Bad: invalid-map@eastglen, invalid-map@eastglen@2
    area: {id: eastglen, name: Eastglen}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: gp-practice, open_to: public, hours: Mon-Fri 9-5}

Good
    area: {id: eastglen, name: Eastglen}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public,
           hours: Mon-Fri 09:00-17:00}
"""

from pathkit.rules.face import found_elsewhere

RULE = found_elsewhere(
    __name__,
    severity="error",
    remedy="Mend the line that is named; the message lists what is known there.",
)
