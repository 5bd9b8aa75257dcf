"""Maps that the tests read: the example of the design, a library, and a map with a plan."""

GOOD = """\
area:
  id: eastglen
  name: Eastglen
  calendar: scotland            # scotland | england-and-wales | northern-ireland | none
  local_holidays: [2026-09-28]  # days that local services treat as public holidays
  not_holidays: [2026-11-30]    # public holidays on which local services work as usual
  in_hours: Mon-Fri 09:00-17:00 # default; holidays are always out of hours

people:                         # who this pathway is for; every combination is checked
  ages: 5+
  needs: [distress, suicidal-thoughts, mental-illness]
  localities: [north, south]    # optional
  circumstances: [intoxicated, gp-registered, perinatal]   # from the framework pack, or of your own:
forum:                          # the local multi-agency forum
  name: Eastglen Distress Forum
  convenor: nhs-eastglen
  members: [nhs-eastglen, police-scotland, eastglen-council, eastglen-listening]
  escalation: Duty manager of the health board, by the switchboard, at any hour
  lived_experience: Two members of the service-user panel sit on the forum
  measures: Waits, refusals and repeat contacts, quarterly
  reviewed: 2026-05-01
  review_every: 6 months
organisations:
  nhs-eastglen: {name: NHS Eastglen, sector: health}
  nhs-24: {name: NHS Eastglen, sector: health}
  police-scotland: {name: NHS Eastglen, sector: health}
  eastglen-council: {name: NHS Eastglen, sector: health}
  eastglen-listening: {name: Eastglen Listening, sector: third}
services:
  nhs24-mental-health-hub: {name: Hub, provider: nhs-24, kind: helpline, hours: 24/7, open_to: public}
  police-101: {name: Hub, provider: nhs-24, kind: police-response, hours: 24/7, open_to: public}
  duty-team:
    name: Eastglen duty mental health team
    provider: nhs-eastglen
    kind: crisis-team
    open_to: professionals      # public | professionals | transfers (default)
    hours: Mon-Fri 09:00-17:00
    intake: Mon-Fri 09:00-15:30 # when it takes new people; default: hours
    holidays: closed            # closed | as usual | 10:00-16:00 | {public: closed, local: as usual}
    dates: {2026-12-24: 09:00-12:00, 2026-12-31: closed}
    supports:                   # whom this service can itself support; a list of such blocks means "any of"
      - needs: [suicidal-thoughts, mental-illness]
        ages: 18+
        urgency: up to very-urgent
        excludes: [intoxicated]
      - {needs: [suicidal-thoughts], ages: 16-17, requires: [left-school], excludes: []}
    offers: [assessment, safety-planning]
    responds_within: {emergency: 1 h, very-urgent: 4 h, urgent: next working day}
    contact: {phone: "01632 960001", text: "01632 960003", professional_phone: "01632 960002"}
    trauma_training: skilled    # informed | skilled | enhanced | specialist
    sources: [{title: Eastglen directory, url: https://example.org/duty, says: {ages: 18+}}]
    checked_on: 2026-05-01

transfers:
  - from: nhs24-mental-health-hub
    to: duty-team
    by: warm-handover
    for: {urgency: urgent or above, localities: [north]}
    hours: Mon-Fri 09:00-17:00
    takes: 10 min
    shares: [identity, story, risk]
    agreement: eastglen-sharing
    agreed_by: [nhs-24, nhs-eastglen]
    holds_until: accepted

agreements:
  eastglen-sharing:
    name: Eastglen information sharing protocol
    parties: [nhs-24, nhs-eastglen, police-scotland]
    covers: [identity, story, risk, plan]
    without_consent_when: immediate risk of significant harm
    review_by: 2027-03-31

scenarios:                      # promises about named people at named moments, checked on every run
  - name: School leaver on a Saturday night
    person:
      age: 16
      need: suicidal-thoughts
      urgency: very-urgent
      locality: north
      circumstances: {intoxicated: yes}
    door: police-101
    at: Sat 03:00               # or 2026-12-25 03:00
    expect: {outcome: now, within: 30 min, reaches: duty-team, not_through: [police-response]}

acknowledged:
  - finding: closed-door@gp
    reason: The answerphone is replaced in March; minuted on 4 May.
    meanwhile: Practices ring back every missed call by 10:00.
    owner: nhs-eastglen
    agreed: 2026-05-04
    review: 2026-11-30          # at most 12 months ahead
    covers: {hours_per_week: 64, people: 12, dates: 3}
"""

LIBRARY = """\
organisations:
  nhs-24: {name: NHS 24, sector: national}
  police-scotland: {name: Police Scotland, sector: police}
services:
  nhs24-mental-health-hub:
    name: NHS 24 Mental Health Hub
    provider: nhs-24
    kind: call-handling
    open_to: public
    hours: 24/7
    supports: {needs: [distress], excludes: []}
    offers: [listening]
"""


SMALL = """\
area: {id: eastglen, name: Eastglen}
organisations:
  nhs: {name: NHS Eastglen, sector: health}
services:
  gp: {name: GP practices, provider: nhs, kind: primary-care, open_to: public, hours: Mon-Fri 08:30-18:00}
  hub: {name: Hub, provider: nhs, kind: helpline, hours: 24/7}
transfers:
  - {from: gp, to: hub, by: call-transfer}
"""


PLANNED = """\
area: {id: eastglen, name: Eastglen, code: S08000022, framework: [framework-for-collaboration, perinatal-pledge]}
forum: {name: Eastglen Distress Forum, members: [nhs-eastglen, eastglen-police]}
organisations:
  nhs-eastglen: {name: NHS Eastglen, sector: health}
  eastglen-police: {name: Eastglen Police, sector: police}
services:
  gp:
    name: GP practices
    provider: nhs-eastglen
    kind: primary-care
    open_to: public
    hours: Mon-Fri 08:30-18:00
    intake: Mon-Fri 09:00-17:00
    notes: Two practices
  hub: {name: Hub, provider: nhs-eastglen, kind: helpline, hours: 24/7}
  ward: {name: Ward 3, provider: nhs-eastglen, kind: inpatient, hours: 24/7, status: needed}
  officers: {name: Officers, provider: eastglen-police, kind: police-response, hours: 24/7}
transfers:
  - {from: gp, to: hub, by: call-transfer, takes: 10 min, agreement: sharing}
  - {id: to-ward, from: hub, to: ward, by: conveyance, conveyed_by: officers}
agreements:
  sharing: {name: Sharing protocol, parties: [nhs-eastglen, eastglen-police]}
scenarios:
  - name: "A Saturday night: the hub"
    person: {age: 30, need: distress, urgency: urgent}
    door: gp
    at: Sat 03:00
    expect: {outcome: now, reaches: hub}
declaration: {signed: 2025-11-01, signed_by: [nhs-eastglen, eastglen-police], text: https://example.org/d}
plan:
  title: Eastglen action plan
  agreed: 2026-02-01
  agreed_by: [nhs-eastglen, eastglen-police]
  actions:
    weekend-cover:
      title: The practices open at weekends
      theme: community-provision
      serves: [responsive, expert-care]
      closes: [out-of-hours-gap@gp, "scenario: A Saturday night: the hub"]
      owner: nhs-eastglen
      due: {within: 6 months}
      status: in-progress
      started: 2026-03-01
      milestones: [{title: Posts advertised, due: 2026-05-01, done: 2026-04-20, owner: [eastglen-police, The panel]}]
      change:
        forum: {members: [nhs-eastglen]}
        organisations: {eastglen-council: {name: Eastglen Council, sector: council}, nhs-eastglen: {name: NHS}}
        services:
          gp: {hours: daily 09:00-17:00, intake: ~}
          social-work: {name: Duty social work, provider: eastglen-council, kind: social-work, hours: 24/7}
        transfers:
          - {from: gp, to: hub, takes: ~, by: warm-handover}
          - {from: gp, to: social-work, by: referral, agreement: council-sharing, agreed_by: [eastglen-council]}
        agreements: {council-sharing: {name: With the council, parties: [eastglen-council]}}
        training: {distress-skills: {with: [nhs-eastglen, eastglen-council]}}
        emergency_plan: {covers: {children: social-work}}
        remove: [ward]
      evidence: [https://example.org/minutes]
      learned: Posts at weekends are hard to fill.
      sources: [{title: Minutes}]
      notes: To be told in public
    call-back:
      title: Missed calls are rung back
      status: delivered
      owner: [nhs-eastglen, The practice managers]
      due: 2026-05-01
      done: 2026-04-20
  sources: [{title: Action plan, url: https://example.org/p}]
  notes: The first
measures:
  calls-answered: {about: hub, what: calls answered, value: 81 %, target: 95 %, on: 2025-12-31, source: https://example.org/m}
  believed: {about: eastglen, what: how people fare, says: I was believed., said_by: Service-user panel}
training:
  distress-skills: {what: Distress, with: [eastglen-police, nhs-eastglen], on: 2026-03-01, review_by: 2027-03-01}
emergency_plan:
  title: Psychiatric emergency plan
  owner: nhs-eastglen
  review_by: 2027-01-31
  covers: {place-of-safety: hub, mental-health-officer: hub, transport: gp-to-hub, children: hub}
  text: https://example.org/e
"""


def parted(text: str) -> tuple[str, str]:
    """A map that keeps what partners have agreed in a file of its own, and that file (`plan.pathway.yaml`)."""
    own, _, agreed = text.partition("declaration:")
    return f"uses: [plan.pathway.yaml]\n{own}", f"declaration:{agreed}"
