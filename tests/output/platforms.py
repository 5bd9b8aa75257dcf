"""Reports that every format for platforms has to hold: made by hand, and of maps with hostile names in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from output.made import JOURNEY, KNOWN, MAP, ON, action, checked, finding, invalid, question, report
from pathkit.check import check_paths
from pathkit.check.report import Finding, LabelledPlace, Report, RuleNotRun
from pathkit.maps import Place, Problem
from pathkit.output.repository import Repository

EXAMPLES = Path(__file__).parents[2] / "examples"
SCHEMAS = Path(__file__).parent / "schemas"

HOSTILE = (
    "<script>alert(1)</script> [x](javascript:alert(1)) {0} ]]> \n::error::x\n %0A ##[error]y `rm` | \u202eturned "
    "\x07\x1b[31m\x00 [[ATTACHMENT|/etc/passwd]] \ud800 \ufffe \U0001f600 <!-- ' \" --> \\"
)
NATIONAL = "pathways/national/scotland.pathway.yaml"
REOPENED = replace(KNOWN, reopened="its review date (2026-11-01) has passed")
LIBRARY = finding(
    "wrong-door@nhs24", library=True, places=(LabelledPlace(Place(NATIONAL, 7, 3), "this door"),), journey=None
)
PLACES = (
    LabelledPlace(Place(MAP, 40, 3), "this door"),
    LabelledPlace(Place(MAP, 88, 5), "the transfer that is shut"),
    LabelledPlace(Place(NATIONAL, 12, 3), "this service"),
)
TOO_LARGE = RuleNotRun("left-out", "this map is too large for it: 4 million situations")
WARNING = Problem("invalid-map", "Did you mean 24:00?", None, MAP, 3, 9, "  hours: 10:00-23:59", None, "warning")
CRASH = "a fault in pathkit: ZeroDivisionError in wrong_door.py, line 12"

REPORTS = {
    "one finding": report(),
    "nothing found": report(checked()),
    "several severities": report(
        checked(
            (
                finding(places=PLACES),
                finding("long-wait@gp", severity="warning", journey=replace(JOURNEY, reading="best")),
                finding("not-stated@gp", severity="note", extent=None, because=(), journey=None, places=()),
            )
        )
    ),
    "acknowledged": report(
        checked((finding(acknowledgement=KNOWN), finding("dead-end@gp", acknowledgement=REOPENED))),
    ),
    "national": report(
        checked((finding(), LIBRARY)), checked((replace(LIBRARY, map="b.pathway.yaml"),), path="b.pathway.yaml")
    ),
    "invalid": report(invalid(), checked(path="b.pathway.yaml", warnings=(WARNING,))),
    "refused": report(checked(checked=False, rules_run=(), refused=f"{MAP} cannot be read: Permission denied.")),
    "a library": report(checked(is_library=True, checked=False, area=None, name=None, rules_run=())),
    "crashed": report(checked((finding(),), rules_not_run=(RuleNotRun("dead-end", CRASH, crashed=True), TOO_LARGE))),
    "all crashed": report(
        checked(checked=False, rules_run=(), rules_not_run=(RuleNotRun("everything", CRASH, crashed=True),)),
    ),
    "crashed elsewhere": report(crashes={"pictures": CRASH}),
    "assured": report(
        checked(
            (finding(),),
            (question(), question("hours@nhs24", library=True), question("intake@gp", place=None)),
            profile="assured",
        ),
        profile="assured",
    ),
    "in the plan": report(checked((finding(planned=("weekend-cover",)),), actions=(action(),))),
    "hostile": report(
        checked(
            (
                finding(
                    f"wrong-door@{HOSTILE}",
                    message=HOSTILE,
                    remedy=HOSTILE,
                    subjects=(HOSTILE,),
                    organisation=HOSTILE,
                    planned=(HOSTILE, "weekend-cover"),
                    map=HOSTILE.replace("\x00", ""),
                    places=tuple(LabelledPlace(Place(HOSTILE, 2, 2), HOSTILE) for _ in range(3)),
                    acknowledgement=replace(REOPENED, reason=HOSTILE, meanwhile=HOSTILE, owner=HOSTILE),
                    journey=replace(
                        JOURNEY,
                        person=replace(JOURNEY.person, words=HOSTILE),
                        steps=(replace(JOURNEY.steps[0], text=HOSTILE, service=HOSTILE, file=HOSTILE),),
                        ending=HOSTILE,
                    ),
                ),
                finding("dead-end@gp", acknowledgement=replace(KNOWN, reason=HOSTILE, owner=HOSTILE)),
            ),
            path=HOSTILE,
            area=HOSTILE,
            actions=(action(HOSTILE, title=HOSTILE, owners=(HOSTILE,), learned=HOSTILE, evidence=(HOSTILE,)), action()),
            rules_not_run=(RuleNotRun(HOSTILE, HOSTILE), RuleNotRun("left-out", HOSTILE, crashed=True)),
        )
    ),
}
"""The reports by what is special about them."""


def here() -> Repository:
    """The folder that tests run in, as if it were a repository."""
    return Repository(Path.cwd(), Path.cwd())


def keys(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    """Which findings there are: each by its map and its id."""
    return Counter((one.map, one.id) for one in findings)


# --- maps in files --------------------------------------------------------------------------------------------------

_SAID = (
    r"<script>alert(1)</script> [x](javascript:alert(1)) {0} ]]> ::error::x \u202E \u0007 [[ATTACHMENT|a]] \U0001F600"
)

GOOD = f"""\
area: {{id: eastglen, name: "{_SAID}"}}
people: {{ages: 18+, needs: [distress]}}
organisations:
  practices: {{name: "{_SAID}", sector: health}}
services:
  gp:
    name: "{_SAID}"
    provider: practices
    kind: primary-care
    open_to: public
    hours: Mon-Fri 09:00-17:00
    supports: {{urgency: up to urgent, excludes: []}}
    offers: [assessment]
acknowledged:
  - finding: wrong-door@gp
    reason: "{_SAID}"
    meanwhile: "{_SAID}"
    owner: practices
    agreed: 2026-05-04
    review: 2026-10-31
    covers: {{hours_per_week: 168, people: 5000, dates: 366}}
"""
INVALID = """\
area: {id: westmarch, name: "<b>Westmarch</b>"}
organisations:
  practices: {name: Westmarch practices, sector: health}
services:
  gp: {name: "\U0001f600\U0001f600", provider: nobody, kind: "[x](y)", hours: 9-5}
"""
NO_YAML = 'area: {id: southness\n  "<script>": ['
FILES = {"a [b](c)%20é.pathway.yaml": GOOD, "invalid.pathway.yaml": INVALID, "no-yaml.pathway.yaml": NO_YAML}


def of_files(folder: Path, files: dict[str, str] = FILES, **asked: Any) -> Report:
    """What a check says of maps, once they stand in a folder (the one that tests run in)."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return check_paths([Path(name) for name in files], date=ON, **asked)


# --- any report -----------------------------------------------------------------------------------------------------

_WORDS = st.text(
    st.one_of(st.sampled_from("`[](){}01|<>&\\:#%@\n\x00\x1b\u202e\ud800\ufffe\U0001f600aw. "), st.characters())
)
_FINDINGS = st.builds(
    lambda number, rule, severity, words, library, known, places: finding(
        f"{rule}@gp@{number}",
        severity=severity,
        message=words + "x",
        remedy=words,
        library=library,
        acknowledgement=known,
        places=places,
    ),
    st.integers(0, 10**6),
    st.sampled_from(("wrong-door", "dead-end", "not-stated")),
    st.sampled_from(("error", "warning", "note")),
    _WORDS,
    st.booleans(),
    st.sampled_from((None, KNOWN, REOPENED)),
    st.sampled_from(((), PLACES[:1], PLACES)),
)


def any_report() -> st.SearchStrategy[Report]:
    """Reports of two maps with findings of every kind."""
    found = st.lists(_FINDINGS, max_size=5, unique_by=lambda one: one.id).map(tuple)
    return st.builds(
        lambda one, other, fail_on: report(
            checked(one, fail_on=fail_on),
            checked(tuple(replace(f, map="b.pathway.yaml") for f in other), path="b.pathway.yaml", fail_on=fail_on),
        ),
        found,
        found,
        st.sampled_from(("error", "warning", "note", "never")),
    )
