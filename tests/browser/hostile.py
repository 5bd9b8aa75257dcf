"""A map whose every free text tries to be more than text. It is about Southness, and it is sound."""

from __future__ import annotations

SCRIPT = "<script>window.got = 1</script>"
IMAGE = "\"><img src=x onerror='window.got = 2'>"
STYLE = "</style></title></textarea><style>* { display: none }</style>"
TURNED = "\u202etfel ot thgir\u202c \u2066apart\u2069"
TEMPLATE = "{{ 7 * 7 }} ${7 * 7} ]]> --> <!-- &lt;b&gt; \\u003cb> javascript:alert(1)"
LONG = "Beaufortandwestmarchcommunitymentalhealth" * 4

TEXTS = (SCRIPT, IMAGE, STYLE, TURNED, TEMPLATE, LONG)
"""Each stands in the map somewhere."""


def _quoted(text: str) -> str:
    """A text as a double-quoted value of YAML."""
    escaped = "".join(
        char if char.isprintable() else f"\\u{ord(char):04x}" for char in text.replace("\\", r"\\").replace('"', r"\"")
    )
    return f'"{escaped}"'


MAP = f"""\
area: {{id: southness, name: {_quoted(SCRIPT)}, offers: {{fireside: {{label: {_quoted(TEMPLATE)}}}}}}}
people:
  ages: 16+
  needs: {{distress: {{}}, loneliness: {{label: {_quoted(STYLE)}}}}}
  circumstances: {{intoxicated: {{}}, afloat: {{label: {_quoted(IMAGE)}}}}}
forum:
  name: {_quoted(STYLE)}
  convenor: practices
  members: [practices, listening]
  escalation: {_quoted(SCRIPT)}
  lived_experience: {_quoted(IMAGE)}
  measures: {_quoted(TURNED)}
  reviewed: 2026-05-01
  review_every: 6 months
organisations:
  practices: {{name: {_quoted(IMAGE)}, sector: health}}
  listening: {{name: {_quoted(LONG)}, sector: third}}
services:
  gp:
    name: {_quoted(STYLE)}
    provider: practices
    kind: primary-care
    open_to: public
    hours: Mon-Fri 09:00-17:00
    supports: {{urgency: up to urgent, excludes: {{intoxicated: {{kind: blanket, why: {_quoted(SCRIPT)}}}}}}}
    offers: [assessment, fireside]
    contact: {{phone: "01632 960001", address: {_quoted(SCRIPT)}, professional_phone: "01632 960002"}}
    notes: {_quoted(SCRIPT + " " + TURNED)}
    sources: [{{title: {_quoted(IMAGE)}, url: "https://example.org/?a=1&b=<2>"}}]
    checked_on: 2026-05-01
  line:
    name: {_quoted(TURNED)}
    provider: listening
    kind: helpline
    open_to: public
    hours: 24/7
    supports: {{needs: [distress], urgency: up to urgent, excludes: []}}
    offers: [listening]
    contact: {{phone: "01632 960003", web: "https://example.org/line"}}
    decision_owner: {_quoted(TEMPLATE)}
  house:
    name: {_quoted(LONG)}
    provider: listening
    kind: crisis-space
    hours: daily 18:00-02:00
    supports: {{excludes: []}}
    offers: [safe-space]
transfers:
  - {{from: gp, to: line, by: signpost, notes: {_quoted(IMAGE)}}}
  - from: line
    to: house
    by: call-transfer
    shares: [identity, story]
    agreement: sharing
    basis: {_quoted(SCRIPT)}
agreements:
  sharing:
    name: {_quoted(SCRIPT)}
    parties: [practices, listening]
    covers: [identity, story]
    without_consent_when: {_quoted(IMAGE)}
    review_by: 2027-03-31
scenarios:
  - name: {_quoted(STYLE)}
    person: {{age: 30, need: distress, urgency: very-urgent}}
    door: line
    at: Sat 12:00
    expect: {{outcome: now}}
"""
