"""What is wrong with a map is told in plain words: what, where, and what to do."""
# ruff: noqa: E501 (one slip is one line)

from pathlib import Path

import pytest

from .reading import changed, read, told
from .texts import GOOD, SMALL

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
    ("review_every: 6 months", "review_every: ¶6", "invalid-map: `6` is not a duration. Did you mean `6 min`?"),
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
        "unknown-reference: There is no framework pack `mine`. Known: framework-for-collaboration.",
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


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [(GOOD, *slip) for slip in ONE_SLIP] + [(SMALL, *slip) for slip in SMALL_SLIPS],
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
