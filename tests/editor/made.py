"""Maps to write in an editor, and the place of a cursor in them."""

from __future__ import annotations

from pathlib import Path

from pathkit.editor.open_files import OpenFiles
from pathkit.editor.reading import Reading

NATIONAL = """\
organisations:
  nhs-24: {name: NHS 24, sector: national}
people:
  circumstances: {new-here: {label: has just moved here}}
services:
  hub:   # the national hub
    name: National hub
    provider: nhs-24
    kind: call-handling
    open_to: public
    hours: 24/7
    supports: [{needs: [distress], requires: [new-here], excludes: []}]
    offers: [listening]
"""

EASTGLEN = """\
# A map to write in.
uses: [national.pathway.yaml]
area: {id: eastglen, name: Eastglen, calendar: none, offers: {a-walk: {label: a walk}}}
people:
  ages: 16+
  needs: {distress: , homesick: {label: homesickness}}
  localities: [north, south]
  circumstances: [new-here, intoxicated]
forum: {name: Eastglen Forum, convenor: nhs-eastglen, members: [nhs-eastglen, listeners]}
organisations:
  nhs-eastglen: {name: NHS Eastglen, sector: health}
  listeners: {name: Eastglen Listeners, sector: third}
services:
  gp:
    name: Eastglen GP practice   # gp is the surgery
    provider: nhs-eastglen
    kind: primary-care
    open_to: public
    hours: Mon-Fri 09:00-17:00
    holidays: closed
    supports:
      - {needs: [distress, homesick], localities: [north], urgency: up to urgent, excludes: {intoxicated: }}
    offers: [assessment, a-walk]
  night-line:
    name: Eastglen night line
    provider: listeners
    kind: helpline
    open_to: public
    hours: when gp is closed
    supports: {excludes: []}
    offers: [listening]
transfers:
  - {from: gp, to: night-line, by: signpost, when: closed}
  - from: hub
    to: gp
    by: referral
    agreement: sharing
    agreed_by: [nhs-24, "nhs-eastglen"]
  - {id: by-day, from: night-line, to: 'gp', by: referral}
agreements:
  sharing: {name: Eastglen protocol, parties: [nhs-24, nhs-eastglen]}
scenarios:
  - name: gp by night
    person: {age: 30, need: homesick, urgency: routine, locality: north, circumstances: {new-here: yes}}
    door: gp
    at: Sat 03:00
    expect: {reaches: night-line, not_through: [gp, police-response]}
acknowledged:
  - finding: wrong-door@gp
    reason: gp and night-line talk about it
    meanwhile: Nothing.
    owner: listeners
    agreed: 2026-05-04
    review: 2026-11-30
    covers: {hours_per_week: 64, people: 12, dates: 3}
  - {finding: cold-handover@hub-to-gp, reason: r, meanwhile: m, owner: The manager, agreed: 2026-05-04,
     review: 2026-11-30, covers: {hours_per_week: 1, people: 1, dates: 0}}
"""

PLAN = """\
declaration: {signed: 2025-11-01, signed_by: [nhs-eastglen, listeners]}
plan:
  agreed: 2026-02-01
  agreed_by: [nhs-eastglen, nhs-24]
  actions:
    gp-hours:   # gp opens on Saturdays
      title: gp opens on Saturdays
      theme: community-provision
      serves: [responsive]
      closes: [wrong-door@gp, cold-handover@hub-to-gp, "scenario: gp by night"]
      owner: listeners
      milestones: [{title: gp, owner: [nhs-eastglen, The manager]}]
      change:
        forum: {members: [listeners]}
        organisations: {listeners: {name: The Listeners}, council: {name: Council, sector: council}}
        services:
          gp: {hours: daily 09:00-17:00, holidays: ~}
          officers: {name: Officers, provider: council, kind: social-work, hours: when gp is closed}
        transfers:
          - {from: hub, to: gp, takes: 5 min}
          - {id: gp-to-night-line, takes: 5 min}
          - {id: by-day, notes: By day}
          - {from: gp, to: officers, by: referral, agreement: council-sharing, agreed_by: [council]}
        agreements: {sharing: {parties: [nhs-eastglen]}, council-sharing: {name: With the council}}
        training: {distress-skills: {with: [listeners]}}
        emergency_plan: {owner: listeners, covers: {children: officers, transport: gp-to-officers}}
    less:
      title: No referral by day
      change: {remove: [by-day], emergency_plan: {covers: ~}}
measures:
  calls: {about: hub, what: calls, value: 81 %, target: 95 %}
  handovers: {about: hub-to-gp, what: handovers, value: 5 people}
  progress: {about: gp-hours, what: posts filled, value: 2 posts}
  people: {about: eastglen, what: how people fare, says: Better}
training:
  distress-skills: {what: Distress, with: [nhs-eastglen, listeners], on: 2026-03-01}
emergency_plan:
  title: Emergency plan
  owner: nhs-eastglen
  covers: {place-of-safety: gp, mental-health-officer: hub, transport: by-day, children: night-line}
"""


class Workspace:
    """A folder with a map and a library, the map open in an editor."""

    def __init__(self, folder: Path, map_: str = EASTGLEN, library: str = NATIONAL) -> None:
        self.folder = folder
        self.map = folder / "eastglen.pathway.yaml"
        self.library = folder / "national.pathway.yaml"
        self.plan = folder / "plan.pathway.yaml"
        self.map.write_bytes(map_.encode("utf-8"))
        self.library.write_bytes(library.encode("utf-8"))
        self.files = OpenFiles()
        self.files.put(self.map, map_)

    @classmethod
    def planned(cls, folder: Path, apart: bool = False) -> Workspace:
        """One whose map has a plan; if it stands apart, in a file that is open as well."""
        if not apart:
            return cls(folder, EASTGLEN + PLAN)
        made = cls(folder, EASTGLEN.replace("uses: [", "uses: [plan.pathway.yaml, "))
        made.plan.write_bytes(PLAN.encode("utf-8"))
        made.files.put(made.plan, PLAN)
        return made

    @property
    def reading(self) -> Reading:
        """The map and its library as they are now."""
        return self.files.reading(self.map)

    @property
    def plan_reading(self) -> Reading:
        """The plan that stands apart, with the map around it."""
        return self.files.around(self.files.reading(self.plan))

    def write(self, text: str) -> Reading:
        """The map with another text, unsaved."""
        self.files.put(self.map, text)
        return self.reading

    def at(self, words: str, within: int = 0, nth: int = 0) -> int:
        """The offset of some words of the map, and so far into them."""
        return offset_of(self.reading.root.text.source, words, nth) + within


def offset_of(text: str, words: str, nth: int = 0) -> int:
    """Where words stand in a text, for the nth time (from 0)."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return at
