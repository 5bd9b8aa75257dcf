"""What is wrong with a map is told in plain words: what, where, and what to do."""
# ruff: noqa: E501 (one slip is one line)

from pathlib import Path

import pytest

from .reading import changed, read, told
from .texts import GOOD, PLANNED, SMALL

# What is changed in the good map, to what, and what is then told: line and column in the changed text are
# those of the mark `¶`, which is taken out before it is read.
ONE_SLIP = [
    (
        "    hours: Mon-Fri 09:00-17:00\n    intake",
        "    hours: ¶9-5\n    intake",
        "invalid-map: `9-5` has a time that is not written as HH:MM. Did you mean `Mon-Fri 09:00-17:00`?",
    ),
    (
        "    intake: ",
        "    ¶intak: ",
        "invalid-map: `intak` is not a key of a service. Did you mean `intake`? Known keys: name, provider, kind, tier,",
    ),
    (
        "kind: crisis-team",
        "kind: ¶crisis team",
        "invalid-map: `crisis team` is not a word that `kind` knows. Did you mean `crisis-team`? Known: helpline,",
    ),
    (
        "provider: nhs-eastglen",
        "provider: ¶nhs-eastglenn",
        "unknown-reference: There is no organisation `nhs-eastglenn`. Did you mean `nhs-eastglen`? Known organisations: nhs-eastglen,",
    ),
    (
        "    kind: crisis-team\n",
        "",
        "invalid-map: The service `duty-team` has no `kind`. Add `kind:` (what kind of service it is), for example `kind: crisis-team`.",
    ),
    (
        "    name: Eastglen duty mental health team",
        "    name: ¶[Eastglen]",
        "invalid-map: `name` takes one text, not a list. Write it like `name: ",
    ),
    (
        "needs: [suicidal-thoughts], ages: 16-17",
        "needs: ¶suicidal-thoughts, ages: 16-17",
        "invalid-map: `needs` takes a list, not the text `suicidal-thoughts`. Write `needs: [suicidal-thoughts]`.",
    ),
    ("ages: 16-17", "ages: ¶17-16", "invalid-map: The age range `17-16` runs backwards. Did you mean `16-17`?"),
    (
        "ages: 16-17",
        "ages: ¶16",
        "invalid-map: `16` is not an age range. Did you mean `16+` (16 and over) or `16-16` (that age alone)?",
    ),
    ("ages: 16-17", "ages: ¶16 – 17", "invalid-map: `16 – 17` is not an age range. Did you mean `16-17`?"),
    ("ages: 16-17", "ages: ¶16-170", "invalid-map: The age range `16-170` goes past 110. Ages run from 0 to 110."),
    (
        "ages: 16-17",
        "ages: [16-17, ¶over 65]",
        "invalid-map: `over 65` is not an age range. Did you mean `65+` (65 and over)? A range is written `0-15`.",
    ),
    (
        "requires: [left-school]",
        "requires: [¶left-schol]",
        "unknown-reference: There is no circumstance `left-schol`. Did you mean `left-school`? Known circumstances: intoxicated,",
    ),
    (
        "    excludes: [intoxicated]",
        "    excludes: {¶drunk: {kind: blanket}}",
        "unknown-reference: There is no circumstance `drunk`. Known circumstances: intoxicated,",
    ),
    (
        "    excludes: [intoxicated]",
        "    excludes: {intoxicated: {kind: ¶total}}",
        "invalid-map: `total` is not a word that `kind` knows. Known: blanket, functional.",
    ),
    (
        "urgency: up to very-urgent",
        "urgency: ¶upto very-urgent",
        "invalid-map: `upto very-urgent` is not an urgency. Did you mean `up to very-urgent`? Write one of",
    ),
    (
        "urgency: up to very-urgent",
        "urgency: ¶emergency to urgent",
        "invalid-map: `emergency to urgent` runs backwards. Did you mean `urgent to emergency`?",
    ),
    (
        "urgency: up to very-urgent",
        "urgency: [urgent, ¶urgnt]",
        "invalid-map: `urgnt` is not an urgency. Did you mean `urgent`? Known: routine, urgent, very-urgent, emergency.",
    ),
    (
        "localities: [north]}",
        "localities: [¶west]}",
        "unknown-reference: There is no locality `west`. Known localities: north, south.",
    ),
    (
        "offers: [assessment",
        "offers: [¶assesment",
        "unknown-reference: There is no offer `assesment`. Did you mean `assessment`? Known offers: listening,",
    ),
    (
        "holidays: closed ",
        "holidays: ¶shut ",
        "invalid-map: `shut` is not what can happen on a day. Did you mean `closed`?",
    ),
    (
        "holidays: closed ",
        "holidays: {public: ¶shut} ",
        "invalid-map: `shut` is not what can happen on a day. Did you mean `closed`?",
    ),
    (
        "holidays: closed ",
        "holidays: {¶publc: closed} ",
        "invalid-map: `publc` is no key of `holidays`. Did you mean `public`? Known: public, local.",
    ),
    (
        "2026-12-31: closed",
        "¶31 Dec 2026: closed",
        "invalid-map: `31 Dec 2026` is not a date. Did you mean `2026-12-31`? Write year-month-day, such as `2026-05-01`.",
    ),
    (
        "checked_on: 2026-05-01",
        "checked_on: ¶2026-02-30",
        "invalid-map: There is no day `2026-02-30` in the calendar. Check the month and day.",
    ),
    (
        "checked_on: 2026-05-01",
        "valid_from: 2026-05-02\n    valid_until: ¶2026-05-01",
        "invalid-map: `valid_until` (2026-05-01) is before `valid_from` (2026-05-02). Check both dates",
    ),
    ("emergency: 1 h", "emergency: ¶1", "invalid-map: `1` is not a duration. Did you mean `1 min`?"),
    (
        "emergency: 1 h",
        "emergency: {within: 1 h, clock: ¶opn}",
        "invalid-map: `opn` is not a clock. Did you mean `open`? Known: elapsed, open.",
    ),
    ("emergency: 1 h", "¶emergncy: 1 h", "invalid-map: `emergncy` is not an urgency. Did you mean `emergency`?"),
    (
        "contact: {phone:",
        "contact: {¶telephone:",
        "invalid-map: `telephone` is not a word that `contact` knows. Did you mean `phone`? Known: phone, text,",
    ),
    ("trauma_training: skilled", "tier: ¶5", "invalid-map: `5` is not a tier. Write 1, 2, 3 or 4."),
    (
        "trauma_training: skilled",
        "when_shut: ¶a message",
        "invalid-map: `when_shut` cannot be `a message` here. Write `nothing`, or leave it out: what a caller does get",
    ),
    (
        "sources: [{title: Eastglen directory,",
        "sources: [{¶titel: Eastglen directory, title: x,",
        "invalid-map: `titel` is not a key of a source. Did you mean `title`? Known keys: title, url, says.",
    ),
    (
        "says: {ages: 18+}",
        "says: {hours: ¶when duty-tem is closed}",
        "unknown-reference: There is no service `duty-tem`. Did you mean `duty-team`?",
    ),
    (
        "to: duty-team",
        "to: ¶duty_team",
        "unknown-reference: There is no service `duty_team`. Did you mean `duty-team`? Known services: nhs24-mental-health-hub,",
    ),
    (
        "by: warm-handover",
        "by: ¶handover",
        "invalid-map: `handover` is not a word that `by` knows. Did you mean `warm-handover`? Known: warm-handover,",
    ),
    (
        "to: duty-team",
        "to: ¶nhs24-mental-health-hub",
        "invalid-map: This transfer leads from `nhs24-mental-health-hub` to itself. A transfer leads from one service",
    ),
    (
        "takes: 10 min",
        "holidays: ¶as usual",
        "invalid-map: `holidays` cannot be `as usual` here. A transfer can only state `closed`;",
    ),
    (
        "takes: 10 min",
        "¶conveyed_by: police-101",
        "invalid-map: `conveyed_by` cannot stand beside `by: warm-handover`. Write `by: conveyance`, or take",
    ),
    ("takes: 10 min", "feedback: ¶perhaps", "invalid-map: `perhaps` is neither `yes` nor `no`. Known: yes, no."),
    (
        "takes: 10 min",
        "feedback: ¶Yes",
        "invalid-map: `Yes` is neither `yes` nor `no`. Did you mean `yes`? Known: yes, no.",
    ),
    (
        "agreement: eastglen-sharing",
        "agreement: ¶eastglen-shring",
        "unknown-reference: There is no agreement `eastglen-shring`. Did you mean `eastglen-sharing`?",
    ),
    (
        "shares: [identity, story",
        "shares: [identity, ¶stories",
        "invalid-map: `stories` is not a word that `shares` knows. Did you mean `story`? Known: identity,",
    ),
    (
        "parties: [nhs-24, nhs-eastglen",
        "parties: [nhs-24, ¶nhs-westglen",
        "unknown-reference: There is no organisation `nhs-westglen`. Did you mean `nhs-eastglen`?",
    ),
    (
        "members: [nhs-eastglen",
        "members: [¶nhs-estglen",
        "unknown-reference: There is no organisation `nhs-estglen`. Did you mean `nhs-eastglen`?",
    ),
    ("review_every: 6 months", "review_every: ¶6", "invalid-map: `6` is not a duration. Did you mean `6 months`?"),
    (
        "  id: eastglen",
        "  id: ¶East Glen",
        "invalid-map: `East Glen` cannot be an id. Ids are lower-case letters and digits in words joined by `-`. Did you mean `east-glen`?",
    ),
    (
        "calendar: scotland ",
        "calendar: ¶scotlnd ",
        "invalid-map: `scotlnd` is not a word that `calendar` knows. Did you mean `scotland`?",
    ),
    (
        "calendar: scotland ",
        "framework: ¶mine ",
        "unknown-reference: There is no framework pack `mine`. Known: ",
    ),
    (
        "local_holidays: [2026-09-28]",
        "local_holidays: ¶2026-09-28",
        "invalid-map: `local_holidays` takes a list, not the text `2026-09-28`. Write `local_holidays: [2026-09-28]`.",
    ),
    (
        "in_hours: Mon-Fri 09:00-17:00",
        "in_hours: ¶unknown",
        "invalid-map: `unknown` cannot stand here. Write `Mon-Fri 09:00-17:00`, or leave the key out.",
    ),
    (
        "needs: [distress, suicidal-thoughts, mental-illness]",
        "needs: [distress, suicidal-thoughts, mental-illness, ¶frostbite]",
        "unknown-reference: There is no need `frostbite`. Known needs: distress,",
    ),
    (
        "localities: [north, south] ",
        "localities: [north, south, ¶north] ",
        "invalid-map: `north` is listed twice. Keep one.",
    ),
    (
        "circumstances: [intoxicated, gp-registered",
        "circumstances: [intoxicated, ¶gp-registred",
        "unknown-reference: There is no circumstance `gp-registred`. Did you mean `gp-registered`?",
    ),
    (
        "scenarios: ",
        "¶scenario: ",
        "invalid-map: `scenario` is not a key of a map. Did you mean `scenarios`? Known keys: uses, area,",
    ),
    (
        "      age: 16\n",
        "      age: ¶3\n",
        "invalid-map: The pathway is not for people aged 3. Choose an age in `people: ages:` (5+), or widen it.",
    ),
    (
        "      age: 16\n",
        "      age: ¶sixteen\n",
        "invalid-map: `sixteen` is not an age. Write whole years from 0 to 110, such as `16`.",
    ),
    (
        "need: suicidal-thoughts\n",
        "need: ¶self-harm\n",
        "invalid-map: `self-harm` is not among the needs of `people`. Choose one of distress, suicidal-thoughts, mental-illness;",
    ),
    (
        "      locality: north\n",
        "",
        "invalid-map: This person has no `locality`, and the map has localities. Add `locality:` with one of north, south.",
    ),
    (
        "circumstances: {intoxicated: yes}",
        "circumstances: {intoxicated: ¶maybe}",
        "invalid-map: `maybe` is neither `yes` nor `no`.",
    ),
    (
        "circumstances: {intoxicated: yes}",
        "circumstances: ¶[intoxicated]",
        "invalid-map: `circumstances` takes a block of keys, not a list. Write it like `circumstances: {intoxicated: yes}`.",
    ),
    ("circumstances: {intoxicated: yes}", "circumstances: {visitor: ¶x}", "invalid-map: `x` is neither"),
    (
        "door: police-101",
        "door: ¶duty-team",
        "invalid-map: `duty-team` is not a door: it is open to professionals. Name a service that says `open_to: public`: nhs24-mental-health-hub, police-101.",
    ),
    (
        "door: police-101",
        "door: ¶police-102",
        "unknown-reference: There is no service `police-102`. Did you mean `police-101`?",
    ),
    (
        "at: Sat 03:00",
        "at: ¶Saturday night",
        "invalid-map: `Saturday night` is not a moment. Write a day and a time, such as `Sat 03:00` or `2026-12-25 03:00`.",
    ),
    ("at: Sat 03:00", "at: ¶Sat 25:00", "invalid-map: There is no time `25:00`. Times run from `00:00` to `23:59`."),
    (
        "reaches: duty-team",
        "reaches: ¶duty",
        "unknown-reference: There is no service `duty`. Did you mean `duty-team`?",
    ),
    (
        "not_through: [police-response]",
        "not_through: [¶police-respons]",
        "unknown-reference: There is no service or kind `police-respons`. Did you mean `police-response`?",
    ),
    ("outcome: now", "outcome: ¶soon", "invalid-map: `soon` is not a word that `outcome` knows. "),
    (
        "finding: closed-door@gp",
        "finding: ¶closed-door@*",
        "invalid-map: `closed-door@*` is not the id of one finding. Write the exact id that `pathkit check` prints,",
    ),
    (
        "review: 2026-11-30",
        "review: ¶2027-05-05",
        "invalid-map: `review` (2027-05-05) is more than 12 months after `agreed` (2026-05-04). Write 2027-05-04 or an earlier day.",
    ),
    (
        "review: 2026-11-30",
        "review: ¶2026-05-03",
        "invalid-map: `review` (2026-05-03) is before `agreed` (2026-05-04).",
    ),
    (
        "    owner: nhs-eastglen\n    agreed",
        "    agreed",
        "invalid-map: This acknowledgement has no `owner`. Add `owner:` (who sees to it",
    ),
    (
        "    owner: nhs-eastglen\n    agreed",
        "    owner: ¶nhs-eastgen\n    agreed",
        "unknown-reference: There is no organisation `nhs-eastgen`. Did you mean `nhs-eastglen`?",
    ),
    (
        ", dates: 3}",
        "}",
        "invalid-map: What an acknowledgement covers has no `dates`. Add `dates:` (how many dates outside the ordinary week it may concern), for example `dates: 3`.",
    ),
    (
        "  duty-team:\n",
        "  ¶Duty Team:\n",
        "invalid-map: `Duty Team` cannot be an id. Ids are lower-case letters and digits in words joined by `-`. Did you mean `duty-team`?",
    ),
    (
        "  duty-team:\n",
        "  ¶police-101:\n",
        "duplicate-id: `police-101` stands here for the second time; the first is on line 31. Keep one of the two",
    ),
    (
        "    hours: Mon-Fri 09:00-17:00\n    intake",
        "    ¶id: duty\n    hours: 24/7\n    intake",
        "invalid-map: `id` is not a key of a service. Leave it out: the id is the key above, `duty-team`.",
    ),
]


SMALL_SLIPS = [
    (
        "hours: 24/7",
        "hours: when gp is closed, ¶holidays: closed",
        "invalid-map: `holidays` cannot stand beside `hours: when gp is closed`. Take it out",
    ),
    (
        "hours: 24/7",
        "hours: when gp is closed, ¶intake: 24/7",
        "invalid-map: `intake` cannot stand beside `hours: when gp is closed`.",
    ),
    (
        "hours: 24/7",
        "hours: when gp is closed, ¶dates: {2026-12-24: closed}",
        "invalid-map: `dates` cannot stand beside `hours: when gp is closed`.",
    ),
    (
        "hours: 24/7",
        "hours: ¶when hubb is closed",
        "unknown-reference: There is no service `hubb`. Did you mean `hub`? Known services: gp, hub.",
    ),
    (
        "hours: 24/7",
        "hours: ¶when hub is closed",
        "invalid-map: `hub` is open when it is itself closed: it refers to itself. Write the hours of one of them as times.",
    ),
    ("hours: 24/7", "hours: 24/7, intake: ¶when gp is closed", "invalid-map: `when … is closed` cannot stand here;"),
    ("hours: 24/7", "hours: [24/7, ¶[x]]", "invalid-map: Hours are text, not a list."),
    ("hours: 24/7", "hours: ¶{mon: 9}", "invalid-map: Hours are one text or a list of texts, not a block of keys."),
    (
        "hours: 24/7",
        "hours: 24/7, supports: ¶everyone",
        "invalid-map: A condition is a block of keys, not `everyone`. Write `key: value` lines below it, indented. Known keys: needs,",
    ),
    (
        "hours: 24/7",
        "hours: 24/7, supports: [¶distress]",
        "invalid-map: A condition is a block of keys, not `distress`. Write `key: value` lines below it, indented. Known keys: needs, localities,",
    ),
    (
        "hours: 24/7",
        "hours: 24/7, supports: {¶need: [distress]}",
        "invalid-map: `need` is not a key of a condition. Did you mean `needs`?",
    ),
    (
        "hours: 24/7",
        "hours: 24/7, notes: ¶''",
        "invalid-map: `notes` is an empty text. Write something, or leave the key out.",
    ),
    (
        "by: call-transfer",
        "by: call-transfer, hours: when hub is closed, ¶holidays: closed",
        "invalid-map: `holidays` cannot stand beside `hours: when hub is closed`.",
    ),
    (
        "by: call-transfer}",
        "by: call-transfer}\n  - ¶{from: gp, to: hub, by: signpost}",
        "duplicate-id: A second transfer leads from `gp` to `hub`; the first is on line 8. Give this one an `id` of its own, such as `id: gp-to-hub-2`.",
    ),
    (
        "by: call-transfer}",
        "by: call-transfer}\n  - {id: ¶gp-to-hub, from: hub, to: gp, by: signpost}",
        "duplicate-id: A second transfer has the id `gp-to-hub`; the first is on line 8. Give this one another `id`.",
    ),
    (
        "by: call-transfer}",
        "by: call-transfer}\n  - ¶go home",
        "invalid-map: A transfer is a block of keys, not `go home`.",
    ),
    (
        "transfers:\n  - {",
        "transfers: ¶{",
        "invalid-map: `transfers` takes a list, not a block of keys. Begin each transfer with `- `, on a line of its own.",
    ),
    (
        "organisations:\n  nhs: {",
        "organisations:\n  ¶- {",
        "invalid-map: `organisations` takes a block with an id for each organisation, not a list.",
    ),
    (
        "  nhs: {",
        "  ¶hub: {name: x, sector: health}\n  nhs: {",
        "duplicate-id: `hub` is already the id of a service, on line 7. Give one of the two another id.",
    ),
    (
        "area: {id: eastglen, name: Eastglen}",
        "area: ¶Eastglen",
        "invalid-map: `area` takes a block of keys, not `Eastglen`. Write it like `area: {id: eastglen, name: Eastglen}`.",
    ),
    ("area: {", "area: {offers: {¶tea: {}}, ", "unknown-reference: There is no offer `tea`. Known offers: listening,"),
    (
        "area: {",
        "people: {circumstances: {own: {label: x, reaches_by: [¶pigeon]}}}\narea: {",
        "invalid-map: `pigeon` is not a word that `reaches_by` knows.",
    ),
    (
        "area: {",
        "people: {circumstances: {own: {label: x, implies: {¶gp-registred: no}}}}\narea: {",
        "unknown-reference: There is no circumstance `gp-registred`. Did you mean `gp-registered`?",
    ),
    (
        "area: {",
        "forum: {members: nhs}\n¶scenarois: []\narea: {",
        "invalid-map: `scenarois` is not a key of a map. Did you mean `scenarios`?",
    ),
]

# The same of the map with a plan.
PLANNED_SLIPS = [
    (
        "due: {within: 6 months}",
        "due: ¶6 months",
        "invalid-map: `6 months` is not a date. Write `{within: 6 months}`, which counts from the day on which the plan was agreed; or a date.",
    ),
    (
        "due: {within: 6 months}",
        "due: {within: ¶half a year}",
        "invalid-map: `half a year` is not a duration.",
    ),
    (
        "due: {within: 6 months}",
        "due: {¶withn: 6 months}",
        "invalid-map: `withn` is not a key of `due`. Write a date, or `{within: 6 months}`: the time from the day on which the plan was agreed.",
    ),
    (
        "due: {within: 6 months}",
        "due: ¶within 6 months",
        "invalid-map: `within 6 months` is not a date. Write `{within: 6 months}`, which counts from the day",
    ),
    (
        "due: {within: 6 months}",
        "due: {within: ¶6}",
        "invalid-map: `6` is not a duration. Did you mean `6 months`?",
    ),
    ("due: {within: 6 months}", "due: ¶{}", "invalid-map: `due` says nothing. Write a date, or `{within: 6 months}`."),
    (
        "due: {within: 6 months}",
        "due: ¶1 August 2026",
        "invalid-map: `1 August 2026` is not a date. Did you mean `2026-08-01`?",
    ),
    (
        "      title: Missed calls are rung back\n",
        "",
        "invalid-map: The action `call-back` has no `title`. Add `title:` (what is to be done), for example `title: The duty team opens at weekends`.",
    ),
    (
        "    call-back:",
        "    ¶Call back:",
        "invalid-map: `Call back` cannot be an id. Ids are lower-case letters and digits in words joined by `-`. Did you mean `call-back`?",
    ),
    (
        "    call-back:",
        "    ¶gp:",
        "duplicate-id: `gp` is already the id of a service, on line 7. Give one of the two another id.",
    ),
    (
        "    call-back:",
        "    ¶weekend-cover:",
        "duplicate-id: `weekend-cover` stands here for the second time; the first is on line 35.",
    ),
    (
        "  calls-answered:",
        "  ¶weekend-cover:",
        "duplicate-id: `weekend-cover` is already the id of an action, on line 35.",
    ),
    ("  distress-skills: {what", "  ¶hub: {what", "duplicate-id: `hub` is already the id of a service, on line 15."),
    (
        "    call-back:",
        "    ¶eastglen:",
        "duplicate-id: `eastglen` is already the id of the area, on line 1. Give the action an id of its own.",
    ),
    ("  calls-answered:", "  ¶eastglen:", "duplicate-id: `eastglen` is already the id of the area, on line 1."),
    ("  distress-skills: {what", "  ¶eastglen: {what", "duplicate-id: `eastglen` is already the id of the area"),
    (
        "theme: community-provision",
        "theme: ¶comunity-provision",
        "unknown-reference: There is no theme `comunity-provision` in the map's frameworks. Did you mean `community-provision`? Known themes: communication,",
    ),
    (
        "serves: [responsive",
        "serves: [¶responsiv",
        "unknown-reference: There is no principle, expectation or commitment `responsiv` in the map's frameworks. Did you mean `responsive`?",
    ),
    (
        'closes: [out-of-hours-gap@gp, "scenario: A Saturday night: the hub"]',
        "closes: [¶scenario: A Saturday night]",
        'invalid-map: A list item takes one text, and to YAML this is a block of keys. Put it in quotes: `"scenario: A Saturday night"`.',
    ),
    (
        'closes: [out-of-hours-gap@gp, "scenario: A Saturday night: the hub"]',
        "closes:\n        - ¶scenario: A Saturday night",
        'invalid-map: A list item takes one text, and to YAML this is a block of keys. Put it in quotes: `"scenario: A Saturday night"`.',
    ),
    (
        '"scenario: A Saturday night: the hub"',
        "scenario: A Saturday night¶: the hub",
        "invalid-yaml: A `: ` stands inside a text here. Put the text in quotes.",
    ),
    (
        '"scenario: A Saturday night: the hub"',
        '¶"scenario: A Saturdy night: the hub"',
        "unknown-reference: There is no scenario `A Saturdy night: the hub`. Did you mean `A Saturday night: the hub`?",
    ),
    (
        "closes: [out-of-hours-gap@gp,",
        "closes: [¶out of hours,",
        "invalid-map: `out of hours` is neither the id of a finding nor a scenario. Write the exact id that `pathkit check` prints, such as `closed-door@gp`; or the name of a scenario, in quotes,",
    ),
    (
        "closes: [out-of-hours-gap@gp,",
        "closes: [¶out-of-hours-gap@*,",
        "invalid-map: `out-of-hours-gap@*` is neither the id of a finding",
    ),
    (
        "closes: [out-of-hours-gap@gp,",
        "closes: [out-of-hours-gap@gp, ¶out-of-hours-gap@gp,",
        "invalid-map: `out-of-hours-gap@gp` is listed twice. Keep one.",
    ),
    (
        "owner: nhs-eastglen\n      due",
        "owner: ¶nhs-eastgln\n      due",
        "unknown-reference: There is no organisation `nhs-eastgln`. Did you mean `nhs-eastglen`?",
    ),
    (
        "owner: [nhs-eastglen, The",
        "owner: [¶nhs-eastgln, The",
        "unknown-reference: There is no organisation `nhs-eastgln`.",
    ),
    (
        "owner: [eastglen-police, The",
        "owner: [¶eastglen-polise, The",
        "unknown-reference: There is no organisation `eastglen-polise`.",
    ),
    (
        "agreed_by: [nhs-eastglen, eastglen-police]\n  actions",
        "agreed_by: [¶nhs-eastgln]\n  actions",
        "unknown-reference: There is no organisation `nhs-eastgln`.",
    ),
    (
        "signed_by: [nhs-eastglen,",
        "signed_by: [¶nhs-eastgln,",
        "unknown-reference: There is no organisation `nhs-eastgln`.",
    ),
    (
        "signed_by: [nhs-eastglen,",
        "signed_by: [nhs-eastglen, ¶nhs-eastglen,",
        "invalid-map: `nhs-eastglen` is listed twice. Keep one.",
    ),
    (
        "status: in-progress",
        "status: ¶in progress",
        "invalid-map: `in progress` is not a word that `status` knows. Did you mean `in-progress`? Known: not-started,",
    ),
    (
        "status: delivered",
        "status: stopped",
        "invalid-map: This action was done on 2026-04-20, and its status is `stopped`. Write `status: delivered`, or take `done` out.",
    ),
    (
        "due: 2026-05-01\n      done",
        "started: 2026-05-01\n      done",
        "invalid-map: `done` (2026-04-20) is before `started` (2026-05-01). Check both dates.",
    ),
    (
        "title: Posts advertised, due",
        "title: Posts advertised, ¶interviews held, due",
        "invalid-map: `interviews held` is not a key of a milestone. Put a text that holds a comma in quotes. Known keys: title, due,",
    ),
    (
        "evidence: [https",
        "evidence: [¶Minutes: 4 May, https",
        'invalid-map: A list item takes one text, and to YAML this is a block of keys. Put it in quotes: `"Minutes: 4 May"`.',
    ),
    (
        "signed: 2025-11-01, ",
        "",
        "invalid-map: This declaration has no `signed`. Add `signed:` (the day on which it was signed),",
    ),
    (
        "about: hub",
        "about: ¶hubb",
        "unknown-reference: There is no service, transfer, organisation, action or area `hubb`. Did you mean `hub`?",
    ),
    (
        "value: 81 %",
        "value: ¶about 80 %",
        "invalid-map: `about 80 %` is not a number with its unit. Write a number and its unit, such as `81 %`; what is no number stands under `says`.",
    ),
    (
        "value: 81 %",
        "value: 1,¶250 calls",
        "invalid-map: `250 calls` is not a key of a measure. Put a text that holds a comma in quotes.",
    ),
    (
        "value: 81 %, target: 95 %",
        "value: 12 min, target: ¶10 min",
        "invalid-map: `10 min` does not say whether more or less of it is good. Write `at most 10 min`, or `at least 10 min`.",
    ),
    (
        "value: 81 %, target: 95 %",
        "value: 12 min, target: ¶at most 1 h",
        "invalid-map: The value is in `min` and the target in `h`, so that they cannot be compared. Write both with the same unit.",
    ),
    (
        "value: 81 %, target: 95 %",
        "value: 81, target: ¶95 %",
        "invalid-map: The value is a bare number and the target in `%`,",
    ),
    (
        "says: I was believed., said_by",
        "¶said_by",
        "invalid-map: `said_by` says who, and nothing says what. Add `says:`, or take `said_by` out.",
    ),
    (
        "with: [eastglen-police",
        "with: [¶eastglen-polise",
        "unknown-reference: There is no organisation `eastglen-polise`. Did you mean `eastglen-police`?",
    ),
    (
        "on: 2026-03-01, review_by: 2027-03-01",
        "on: 2026-03-01, review_by: ¶2026-02-01",
        "invalid-map: `review_by` (2026-02-01) is before `on` (2026-03-01). Check both dates.",
    ),
    (
        "place-of-safety: hub",
        "¶place-of-safty: hub",
        "invalid-map: `place-of-safty` is not a key of what an emergency plan covers. Did you mean `place-of-safety`?",
    ),
    (
        "place-of-safety: hub",
        "place-of-safety: ¶hubb",
        "unknown-reference: There is no service or transfer `hubb`. Did you mean `hub`?",
    ),
    (
        "code: S08000022",
        "code: ¶S0800002",
        "invalid-map: `S0800002` is not the code of an area. Write a letter and eight digits, such as `S08000022`,",
    ),
    (
        "framework: [framework-for-collaboration, perinatal",
        "framework: [framework-for-collaboration, ¶perinatl",
        "unknown-reference: There is no framework pack `perinatl-pledge`. Did you mean `perinatal-pledge`?",
    ),
]

# The same of the change of an action.
CHANGE_SLIPS = [
    (
        "gp: {hours: daily 09:00-17:00, intake: ~}",
        "gp: {¶hours: ~}",
        "invalid-map: `hours` cannot be taken out: every service has it. Say what `hours` would be.",
    ),
    (
        "gp: {hours: daily 09:00-17:00, intake: ~}",
        "gp: {¶name: }",
        "invalid-map: `name` cannot be taken out: every service has it.",
    ),
    (
        "gp: {hours: daily 09:00-17:00, intake: ~}",
        "gp: ¶~",
        "invalid-map: Nothing is said of `gp`. Write what is to be changed, or leave it out; to take it out, write `remove: [gp]`.",
    ),
    (
        "gp: {hours: daily 09:00-17:00,",
        "gp: {hours: ¶9-5,",
        "invalid-map: `9-5` has a time that is not written as HH:MM.",
    ),
    (
        "gp: {hours: daily 09:00-17:00,",
        "gp: {¶hous: 24/7,",
        "invalid-map: `hous` is not a key of a service. Did you mean `hours`?",
    ),
    (
        "gp: {hours: daily 09:00-17:00,",
        "gp: {provider: ¶nhs-eastgln,",
        "unknown-reference: There is no organisation `nhs-eastgln`.",
    ),
    (
        "gp: {hours: daily 09:00-17:00,",
        "gp: {hours: ¶when gp is closed,",
        "invalid-map: `gp` would be open when it is itself closed: it refers to itself. Write the hours of one of them as times.",
    ),
    (
        "gp: {hours: daily 09:00-17:00, intake: ~}",
        "¶gp: {hours: when hub is closed}",
        "invalid-map: `intake` cannot stand beside `hours: when hub is closed`.",
    ),
    (
        "gp: {hours: daily 09:00-17:00,",
        "gp: {¶open_to: professionals,",
        "invalid-map: The scenario `A Saturday night: the hub` begins at `gp`, which would be no door.",
    ),
    (
        "{hours: daily 09:00-17:00,",
        "{valid_from: 2026-02-01, valid_until: ¶2026-01-01,",
        "invalid-map: `valid_until` (2026-01-01) is before `valid_from` (2026-02-01).",
    ),
    (
        "gp: {hours: daily",
        "¶gpp: {hours: daily",
        "invalid-map: There is no service `gpp` in the map, so that this would be a new one; and it has no `name`, `provider` and `kind`. Add `name`, `provider` and `kind`; or, if one of the map's is meant, check the id.",
    ),
    (
        "social-work: {name: Duty",
        "¶sharing: {name: Duty",
        "invalid-map: `sharing` is the id of something else already. Choose another id.",
    ),
    ("social-work: {name: Duty", "¶Social Work: {name: Duty", "invalid-map: `Social Work` cannot be an id."),
    (
        "eastglen-council: {name: Eastglen Council, sector",
        "social-work: {name: x, sector",
        "invalid-map: `social-work` stands in this change a second time. Give one of them another id.",
    ),
    (
        "to: social-work, by: referral,",
        "to: ¶social-wrk, by: referral,",
        "unknown-reference: There is no service `social-wrk`.",
    ),
    (
        "- {from: gp, to: social-work, by: referral,",
        "- ¶{from: gp, to: social-work,",
        "invalid-map: There is no such transfer in the map, so that this would be a new one; and it has no `by`. Add `by`.",
    ),
    (
        "- {from: gp, to: hub, takes: ~,",
        "- ¶{from: hub, to: ward, takes: 5 min} #",
        "invalid-map: There is no such transfer in the map, so that this would be a new one; and it has no `by`. Add `by`; or, if one of the map's is meant, add `id: to-ward`.",
    ),
    (
        "- {from: gp, to: hub, takes: ~,",
        "- ¶{from: gp, takes: ~,",
        "invalid-map: This does not tell which transfer is meant. Add `from` and `to`, or its `id`.",
    ),
    ("- {from: gp, to: hub, takes: ~,", "- {¶id: To hub, from: gp, to: hub,", "invalid-map: `To hub` cannot be an id."),
    (
        "- {from: gp, to: social-work, by",
        "- ¶{from: gp, to: hub, by",
        "invalid-map: `gp-to-hub` stands in this change a second time. Write what is to be changed in one place;",
    ),
    (
        "takes: ~, by: warm-handover",
        "takes: ~, ¶by: ~",
        "invalid-map: `by` cannot be taken out: every transfer has it.",
    ),
    (
        "takes: ~, by: warm-handover",
        "¶conveyed_by: hub",
        "invalid-map: `conveyed_by` cannot stand beside `by: call-transfer`.",
    ),
    (
        "forum: {members: [nhs-eastglen]}",
        "forum: {members: [nhs-eastglen, ¶nhs-eastglen]}",
        "invalid-map: `nhs-eastglen` is listed twice. Keep one.",
    ),
    (
        "{with: [nhs-eastglen, eastglen-council]}",
        "{review_by: ¶2026-01-01}",
        "invalid-map: `review_by` (2026-01-01) is before `on` (2026-03-01).",
    ),
    (
        "emergency_plan: {covers: {children: social-work}}",
        "emergency_plan: {¶title: ~}",
        "invalid-map: `title` cannot be taken out: every emergency plan has it.",
    ),
    (
        "remove: [ward]",
        "remove: [¶hub]",
        "invalid-map: The scenario `A Saturday night: the hub` names `hub`, which this takes out. Keep it, or change what names it.",
    ),
    (
        "remove: [ward]",
        "remove: [¶officers]",
        "invalid-map: The transfer `to-ward` is conveyed by `officers`, which this takes out.",
    ),
    (
        "remove: [ward]",
        "remove: [¶sharing]",
        "invalid-map: The transfer `gp-to-hub` rests on `sharing`, which this takes out.",
    ),
    (
        "remove: [ward]",
        "remove: [¶warrd]",
        "unknown-reference: There is no service, transfer, agreement or training `warrd`. Did you mean `ward`?",
    ),
    (
        "remove: [ward]",
        "remove: [¶nhs-eastglen]",
        "unknown-reference: There is no service, transfer, agreement or training `nhs-eastglen`.",
    ),
    ("remove: [ward]", "remove: [ward, ¶ward]", "invalid-map: `ward` is listed twice. Keep one."),
    (
        "        services:\n          gp: {",
        "        services:\n          ¶ward: {hours: 24/7}\n          gp: {",
        "invalid-map: This change writes `ward` anew, and takes it out. Take it out of `remove`, or here.",
    ),
    (
        "emergency_plan: {covers: {children: social-work}}\n        remove: [ward]",
        "remove: [¶hub]",
        "invalid-map: The emergency plan names, as `place-of-safety`, `hub`, which this takes out.",
    ),
]


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [(GOOD, *slip) for slip in ONE_SLIP]
    + [(SMALL, *slip) for slip in SMALL_SLIPS]
    + [(PLANNED, *slip) for slip in (*PLANNED_SLIPS, *CHANGE_SLIPS)],
)
def test_one_slip_is_told_where_it_stands_with_its_remedy(
    tmp_path: Path, text: str, old: str, new: str, expected: str
) -> None:
    marked = changed(text, old, new)
    loaded = read(tmp_path, marked.replace("¶", ""))
    assert loaded.map is None
    tellings = [told(problem) for problem in loaded.problems]
    found = [problem for problem in loaded.problems if told(problem).split(" ", 1)[1].startswith(expected)]
    assert found, tellings
    assert all(problem.remedy for problem in loaded.problems), tellings
    if "¶" in marked:
        before = marked[: marked.index("¶")]
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        assert (found[0].line, found[0].column) == (line, column), tellings
        assert found[0].source_line == marked.replace("¶", "").splitlines()[line - 1].rstrip()


def test_every_problem_of_a_file_is_told_in_one_run(tmp_path: Path) -> None:
    text = changed(SMALL, "provider: nhs, kind: helpline", "provider: nsh, kind: help, hous: x")
    text = changed(text, "to: hub", "to: hbu, takes: 5")
    text = changed(text, "sector: health", "sector: helth")
    rules = [(problem.line, problem.rule) for problem in read(tmp_path, text).problems]
    assert rules == [
        (3, "invalid-map"),
        (6, "unknown-reference"),
        (6, "invalid-map"),
        (6, "invalid-map"),
        (8, "unknown-reference"),
        (8, "invalid-map"),
    ]


def test_a_fault_in_a_service_does_not_make_it_unknown(tmp_path: Path) -> None:
    problems = read(tmp_path, changed(SMALL, "hours: 24/7", "hours: always")).problems
    assert [problem.message[:8] for problem in problems] == ["`always`"]


def test_a_part_with_one_fault_is_still_looked_at_for_others(tmp_path: Path) -> None:
    text = changed(SMALL, "hours: 24/7", "hours: 9-5, valid_from: 2026-02-01, valid_until: 2026-01-01")
    assert len(read(tmp_path, text).problems) == 2


def test_a_duplicate_shows_both_places(tmp_path: Path) -> None:
    text = changed(SMALL, "hours: 24/7", "hours: 24/7, hours: closed")
    (problem,) = read(tmp_path, text).problems
    assert problem.rule == "invalid-yaml"
    assert problem.other is not None
    line = text.splitlines()[problem.line - 1]
    assert line[problem.column - 1 :].startswith("hours: closed")
    assert line[problem.other.column - 1 :].startswith("hours: 24/7")


def test_hours_that_follow_each_other_in_a_loop_are_told_once(tmp_path: Path) -> None:
    text = changed(SMALL, "hours: 24/7", "hours: when gp is closed")
    text = changed(text, "hours: Mon-Fri 08:30-18:00", "hours: when hub is closed")
    (problem,) = read(tmp_path, text).problems
    assert "from `gp` to `hub` to `gp`" in problem.message


def test_a_circumstance_is_for_its_ages(tmp_path: Path) -> None:
    text = changed(GOOD, "      age: 16\n", "      age: 60\n")
    text = changed(text, "circumstances: {intoxicated: yes}", "circumstances: {perinatal: yes}")
    (problem,) = read(tmp_path, text).problems
    assert problem.message == "`perinatal` is for ages 12-55, and this person is 60."


def test_a_file_without_area_is_told_to_be_a_library(tmp_path: Path) -> None:
    text = changed(SMALL, "area: {id: eastglen, name: Eastglen}", "forum: {name: x}")
    loaded = read(tmp_path, text)
    assert loaded.is_library
    assert [problem.message for problem in loaded.problems] == [
        "`forum` belongs in a map, and without `area:` this file is a library."
    ]


def test_control_characters_in_names_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    text = changed(SMALL, "to: hub", r'to: "hub\e[31m"')
    (problem,) = read(tmp_path, text).problems
    assert problem.message == r"There is no service `hub\x1b[31m`."
