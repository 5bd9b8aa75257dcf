"""A report as SARIF 2.1.0, the OASIS standard for what analyses of files find (GitHub code scanning reads it).

What GitHub does with it decides a few things here (docs/decisions/0018). A result's level says what it counts as: what
the forum lives with, or what is for national services, is a `note` here however grave it is, and says so; how grave is
among its properties. The text is plain ASCII, and the same for the same report: there are no clock times and no GUIDs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from urllib.parse import quote_from_bytes

from pathkit.check.report import (
    AcknowledgedState,
    CheckedMap,
    Finding,
    JourneyStep,
    LabelledPlace,
    Report,
    ShownJourney,
)
from pathkit.check.summary import faults, refusals
from pathkit.maps import Place
from pathkit.output import markdown
from pathkit.output.json import Object, dumped, extent_object, summary_object
from pathkit.output.page import safe
from pathkit.output.platforms import OPEN_QUESTION, platform_findings, standing
from pathkit.output.repository import Repository
from pathkit.output.sarif_rules import NOTICES, driver
from pathkit.output.words import REMEDY, capital, date_in_words
from pathkit.rules import all_rules

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"

# What ends a line of YAML: with these, a line number means the same to every reader.
_LINE_ENDS = ["\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029"]


def as_sarif(report: Report, repository: Repository, fail_on: str | None = None) -> str:
    """The whole report as one run, ending in a line end. `fail_on` is that of the settings unless given."""
    writer = _Writer(repository, {rule.name: number for number, rule in enumerate(all_rules())})
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [writer.run(report, fail_on or report.fail_on)]})


@dataclass(frozen=True)
class _Writer:
    """Writes results: it knows by which names files go, and which number a rule has."""

    repository: Repository
    numbers: Mapping[str, int]

    def run(self, report: Report, fail_on: str) -> Object:
        findings = platform_findings(report)
        return {
            "tool": {"driver": driver(any(finding.rule == OPEN_QUESTION for finding in findings))},
            "invocations": [self._invocation(report)],
            "originalUriBaseIds": {ROOT: {"description": {"text": "The top folder of the repository with the maps."}}},
            "artifacts": [self._artifact(checked) for checked in report.maps],
            "columnKind": "unicodeCodePoints",
            "newlineSequences": _LINE_ENDS,
            "results": [self._result(finding) for finding in findings],
            "properties": {
                "date": report.date.isoformat(),
                "profile": safe(report.profile),
                "failOn": fail_on,
                "summary": summary_object(report),
            },
        }

    def _artifact(self, checked: CheckedMap) -> Object:
        return {
            "location": self._file(checked.path),
            "roles": ["analysisTarget"],
            "sourceLanguage": "yaml",
            "properties": {
                "area": None if checked.area is None else safe(checked.area),
                "library": checked.is_library,
                "checked": checked.checked,
                "profile": safe(checked.profile),
                "situations": checked.situations,
            },
        }

    # --- results ----------------------------------------------------------------------------------------------------

    def _result(self, finding: Finding) -> Object:
        first, *others = finding.places or (None,)
        links = [(number, place) for number, place in enumerate(others, 1) if place is not None]
        result: Object = {
            **self._rule(finding.rule),
            "level": _level(finding),
            "message": {"text": _text(finding, links), "markdown": _markdown(finding, links)},
            "locations": [{"physicalLocation": self._at(finding.map)} if first is None else self._labelled(first)],
        }
        if links:
            result["relatedLocations"] = [{"id": number, **self._labelled(place)} for number, place in links]
        fingerprint = self.repository.fingerprint(finding)
        # GitHub tells results apart by the second alone. Left out, it would be of the text of the line: then whoever
        # changes a service's hours closes an alert and opens another, and two findings at one line are one.
        result["partialFingerprints"] = {"pathkitFinding/v1": fingerprint, "primaryLocationLineHash": fingerprint}
        if finding.journey is not None and finding.journey.steps:
            result["codeFlows"] = [self._flow(finding, finding.journey)]
        result["suppressions"] = _suppressions(finding)
        result["properties"] = _properties(finding)
        return result

    def _rule(self, name: str) -> Object:
        if name == OPEN_QUESTION:
            return {"ruleId": name, "ruleIndex": len(self.numbers)}
        return {"ruleId": safe(name)} | ({"ruleIndex": self.numbers[name]} if name in self.numbers else {})

    def _labelled(self, labelled: LabelledPlace) -> Object:
        return {"physicalLocation": self._at_place(labelled.place), "message": {"text": _plain(labelled.label)}}

    def _at_place(self, place: Place) -> Object:
        return self._at(place.file, {"startLine": place.line, "startColumn": place.column})

    def _at(self, file: str, region: Object | None = None) -> Object:
        return {"artifactLocation": self._file(file)} | ({} if region is None else {"region": region})

    def _file(self, file: str) -> Object:
        path = self.repository.path(file)
        if PurePath(path).is_absolute():
            # Not in the repository, so that nothing relative can name it.
            return {"uri": f"file://{'' if path.startswith('/') else '/'}{_quoted(path)}"}
        return {"uri": _quoted(path), "uriBaseId": ROOT}

    # --- journeys ---------------------------------------------------------------------------------------------------

    def _flow(self, finding: Finding, journey: ShownJourney) -> Object:
        best = " At best: every fact that is not known turns out well." if journey.reading == "best" else ""
        steps = [self._step(finding, step) for step in journey.steps]
        end = {**steps[-1], "message": {"text": _plain(capital(journey.ending))}}
        locations: list[Object] = [
            {"location": location, "executionOrder": number, "importance": "essential"}
            for number, location in enumerate([*steps, end], 1)
        ]
        for location, step in zip(locations, journey.steps, strict=False):
            location["properties"] = {
                "service": safe(step.service),
                "transfer": None if step.transfer is None else safe(step.transfer),
                "at": step.at.isoformat(timespec="minutes"),
            }
        locations[-1]["properties"] = {"outcome": journey.outcome, "waitMinutes": journey.wait_minutes}
        return {
            "message": {"text": _plain(f"{capital(journey.person.words)}.{best}")},
            "threadFlows": [{"locations": locations}],
        }

    def _step(self, finding: Finding, step: JourneyStep) -> Object:
        region = None if step.line is None else {"startLine": step.line}
        return {
            "physicalLocation": self._at(step.file or finding.map, region),
            "message": {"text": _plain(capital(step.text))},
        }

    # --- what kept rules from being asked ---------------------------------------------------------------------------

    def _invocation(self, report: Report) -> Object:
        crashed = faults(report)
        refused = list(refusals(report))
        not_asked: dict[tuple[str, str], list[str]] = {}
        for checked in report.maps:
            for one in checked.rules_not_run:
                if not one.crashed:
                    not_asked.setdefault((one.rule, one.why), []).append(checked.path)
        return {
            "executionSuccessful": not crashed and not refused,
            "toolExecutionNotifications": [
                *(
                    self._notice("rule-crashed", "error", f"{one.name}: {one.why}", one.maps, one.name)
                    for one in crashed
                ),
                *(self._notice("map-not-checked", "error", why, [path]) for path, why in refused),
            ],
            "toolConfigurationNotifications": [
                self._notice("rule-not-asked", "note", f"{rule}: {why}", maps, rule)
                for (rule, why), maps in sorted(not_asked.items())
            ],
        }

    def _notice(self, sort: str, level: str, words: str, maps: Iterable[str], rule: str = "") -> Object:
        notice: Object = {
            "descriptor": {"id": sort, "index": list(NOTICES).index(sort)},
            "level": level,
            "message": {"text": _plain(words if words.endswith(".") else f"{words}.")},
            "locations": [{"physicalLocation": self._at(path)} for path in maps],
        }
        if rule in self.numbers:
            notice["associatedRule"] = {"id": rule, "index": self.numbers[rule]}
        return notice


def _level(finding: Finding) -> str:
    """What a finding counts as. GitHub knows no suppressions: it would hold an acknowledged error against a change."""
    return finding.severity if finding.open and not finding.library else "note"


def _properties(finding: Finding) -> Object:
    known = finding.acknowledgement
    return {
        "id": safe(finding.id),
        "map": safe(finding.map),
        "severity": finding.severity,
        "open": finding.open,
        "library": finding.library,
        "principles": list(finding.principles),
        "subjects": [safe(one) for one in finding.subjects],
        "organisation": None if finding.organisation is None else safe(finding.organisation),
        "remedy": safe(finding.remedy),
        "because": [safe(cause.text) for cause in finding.because],
        "extent": None if finding.extent is None else _safe_object(extent_object(finding.extent)),
        "acknowledgement": None if known is None else _known(known),
    }


def _known(state: AcknowledgedState) -> Object:
    return {
        "reason": safe(state.reason),
        "meanwhile": safe(state.meanwhile),
        "owner": safe(state.owner),
        "agreed": state.agreed.isoformat(),
        "review": state.review.isoformat(),
        "reopened": None if state.reopened is None else safe(state.reopened),
    }


def _suppressions(finding: Finding) -> list[Object]:
    """What the forum has acknowledged and lives with; every result says it, or none may.

    Of a finding that is open again there is none, not even one `underReview`: GitHub's own action that dismisses alerts
    by suppressions does not look at their status, and would dismiss what is open.
    """
    state = finding.acknowledgement
    if state is None or finding.open:
        return []
    words = (
        f"{_ended(state.reason)} Meanwhile: {_ended(state.meanwhile)} Owner: {state.owner}, agreed "
        f"{date_in_words(state.agreed)}, review by {date_in_words(state.review)}."
    )
    return [{"kind": "inSource", "status": "accepted", "justification": safe(words)}]


def _ended(words: str) -> str:
    return words if words.rstrip().endswith((".", "!", "?", "…")) else f"{words.rstrip()}."


# --- messages -------------------------------------------------------------------------------------------------------


def _text(finding: Finding, links: Sequence[tuple[int, LabelledPlace]]) -> str:
    """A finding in plain words, a paragraph to a line: GitHub shows this and nothing else of a result."""
    parts = [_plain(capital(finding.message)), _plain(standing(finding))]
    if finding.remedy:
        parts.append(f"{REMEDY}: {_plain(finding.remedy)}")
    if links:
        parts.append(f"See also: {', '.join(f'[{_link_text(place.label)}]({number})' for number, place in links)}.")
    parts.append(f"Id: {_plain(finding.id)}")
    return "\n".join(part for part in parts if part)


def _markdown(finding: Finding, links: Sequence[tuple[int, LabelledPlace]]) -> str:
    """The same as Markdown, with the reasons and the journey."""
    parts = [_marked(capital(finding.message)), _marked(standing(finding))]
    if finding.because:
        parts.append("Because:\n\n" + _list("-", (cause.text for cause in finding.because)))
    journey = finding.journey
    if journey is not None:
        steps = [*(step.text for step in journey.steps), journey.ending]
        parts.append(f"{_marked(capital(journey.person.words))}:\n\n" + _list("1.", map(capital, steps)))
    if finding.remedy:
        parts.append(f"{REMEDY}: {_marked(finding.remedy)}")
    if links:
        parts.append(f"See also: {', '.join(f'[{_marked(place.label)}]({number})' for number, place in links)}.")
    parts.append(f"Id: {_without_gaps(markdown.code(finding.id))}")
    return "\n\n".join(part for part in parts if part)


def _list(sign: str, texts: Iterable[str]) -> str:
    return "\n".join(f"{sign} {_marked(one)}" for one in texts)


def _plain(words: str) -> str:
    """Words as a plain message of SARIF may hold them: nothing in a name becomes a link or a gap to be filled.

    Of `](`, which makes a link, the halves are drawn apart: not every reader takes a backslash for what it is.
    """
    return _without_gaps(safe(words)).replace("](", "] (")


def _link_text(words: str) -> str:
    return re.sub(r"[\\\[\]]", r"\\\g<0>", _plain(words))


def _marked(words: str) -> str:
    return _without_gaps(markdown.text(words))


def _without_gaps(words: str) -> str:
    """The words with every `{0}`, which in a message is a gap for an argument, drawn apart.

    To write all braces twice, as the standard has it (3.11.5), would show them twice: readers do not undo it.
    """
    return re.sub(r"\{(?=[0-9]+\\?\})", "{ ", words)


def _safe_object(value: Any) -> Any:
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, list):
        return [_safe_object(one) for one in value]
    return {key: _safe_object(one) for key, one in value.items()} if isinstance(value, dict) else value


def _quoted(path: str) -> str:
    """A path as part of a URI, of the very bytes that the file is named by."""
    try:
        return quote_from_bytes(os.fsencode(path))
    except UnicodeEncodeError:
        return quote_from_bytes(safe(path).encode("utf-8"))
