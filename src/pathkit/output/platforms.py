"""Which findings the formats for platforms are given, and what they say of those that are not simply open."""

from __future__ import annotations

from pathkit.check.report import CheckedMap, Finding, LabelledPlace, OpenQuestion, Report
from pathkit.check.summary import all_findings
from pathkit.output.planned import IN_THE_PLAN
from pathkit.output.words import date_in_words, listed

OPEN_QUESTION = "open-question"
"""What stands for the rule, where an open question counts as a finding."""


def platform_findings(report: Report) -> tuple[Finding, ...]:
    """Every finding, what is wrong with the files first, and each open question that counts as one.

    Under the profile `assured` an open question fails a run as a warning does: whoever sees that it failed must be able
    to see by what.
    """
    return (*all_findings(report), *(one for checked in report.maps for one in counting_questions(checked)))


def counting_questions(checked: CheckedMap) -> tuple[Finding, ...]:
    """The open questions of a map that count as warnings, as findings like any other."""
    if checked.profile != "assured":
        return ()
    return tuple(_as_finding(question) for question in checked.questions if not question.library)


def _as_finding(question: OpenQuestion) -> Finding:
    return Finding(
        id=f"{OPEN_QUESTION}@{question.id}",
        rule=OPEN_QUESTION,
        map=question.map,
        principles=question.bears_on,
        subjects=(question.subject,),
        severity="warning",
        message=f"nobody has written down: {question.question}",
        library=False,
        extent=None,
        because=(),
        journey=None,
        places=() if question.place is None else (LabelledPlace(question.place, "to be written here"),),
        remedy=f"Ask {question.ask_name}, and write the answer into the map.",
        organisation=question.ask,
    )


def standing(finding: Finding) -> str:
    """What to say of a finding that is not simply open and the forum's own, or that is in its plan; else nothing."""
    return " ".join(part for part in (_standing(finding), _planned(finding)) if part)


def _planned(finding: Finding) -> str:
    """The actions that are to close it, by their ids: a platform's texts are short."""
    actions = "actions" if len(finding.planned) > 1 else "action"
    return f"{IN_THE_PLAN}: {actions} {listed(finding.planned)}." if finding.planned else ""


def _standing(finding: Finding) -> str:
    known = finding.acknowledgement
    if known is not None and known.reopened is not None:
        return f"Known to the forum, and open again: {known.reopened}."
    if known is not None:
        return (
            f"Known to the forum, which lives with it for now, and looks at it again by {date_in_words(known.review)}."
        )
    return "For the national services: it never fails a run." if finding.library else ""
