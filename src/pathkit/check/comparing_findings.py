"""What has become of findings between two editions of a map."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pathkit.check.difference import FindingChange
from pathkit.check.report import SEVERITIES, CheckedMap, Extent, Finding
from pathkit.check.summary import problem_findings

Newly = Callable[[Finding, Finding], str | None]
"""For whom and when a finding holds in the later edition and did not in the earlier one, in words. "" where it holds
for nobody else, or at no other time; None where nobody can tell by more than the numbers."""


def finding_changes(
    before: CheckedMap | None,
    after: CheckedMap | None,
    renamed: Mapping[str, str] | None = None,
    newly: Newly = lambda was, now: None,
) -> tuple[FindingChange, ...]:
    """The findings that are new, gone or changed, those of the later edition first (gravest first).

    `renamed` gives the new ids of services and transfers by their old ones. Of an edition that is not valid only what
    is wrong with its files is known: then no finding of the other can be told to be gone, and that one is new is said
    to be so because nothing was known. Without `newly` a finding has grown where its numbers have.
    """
    found = [*_problems(before, after)]
    old = {} if before is None else {_now(one.id, renamed or {}): one for one in before.findings}
    new = {} if after is None else {one.id: one for one in after.findings}
    pairs = _paired(old, new)
    for name, now in new.items():
        was = pairs.get(name)
        if was is None:
            found.append(FindingChange("new", None, now, tuple(_not_known_before(before, now)), grown=False))
        else:
            found += _otherwise(was, now, newly)
    matched = {id(one) for one in pairs.values()}
    for was in old.values():
        if id(was) not in matched and _would_be_known(after, was):
            found.append(FindingChange("gone", was, None))
    return tuple(found)


def _problems(before: CheckedMap | None, after: CheckedMap | None) -> Iterator[FindingChange]:
    """What is wrong with the files: the same where the same is said of it, wherever it now stands."""
    old, new = ([] if one is None else list(problem_findings(one)) for one in (before, after))
    left = list(old)
    for now in new:
        same = next((was for was in left if (was.rule, was.message) == (now.rule, now.message)), None)
        if same is None:
            yield FindingChange("new", None, now)
        else:
            left.remove(same)
    yield from (FindingChange("gone", was, None) for was in left)


def _now(name: str, renamed: Mapping[str, str]) -> str:
    """The id of a finding with the ids that its subjects have now."""
    rule, *subjects = name.split("@")
    return "@".join((rule, *(renamed.get(one, one) for one in subjects)))


def _paired(old: Mapping[str, Finding], new: Mapping[str, Finding]) -> dict[str, Finding]:
    """By the id that it has now, what each finding was. Pairs of subjects may have changed places with their names."""
    pairs = {name: old[name] for name in new if name in old}

    def whatever_order(name: str) -> tuple[str, ...]:
        rule, *subjects = name.split("@")
        return rule, *sorted(subjects)

    left: dict[tuple[str, ...], list[str]] = {}
    for name in old:
        if name not in new:
            left.setdefault(whatever_order(name), []).append(name)
    for name in new:
        others = left.get(whatever_order(name), [])
        if name not in pairs and len(others) == 1:
            pairs[name] = old[others.pop()]
    return pairs


def _not_known_before(before: CheckedMap | None, finding: Finding) -> Iterator[str]:
    if before is not None and not before.checked:
        yield "whether it was there before is not known: that edition could not be checked"
    elif before is not None and _not_run(before, finding.rule):
        yield "whether it was there before is not known: the rule was not run on that edition"


def _would_be_known(after: CheckedMap | None, finding: Finding) -> bool:
    """Whether an edition was asked for such a finding, so that it is gone where it is not found."""
    return after is None or (after.checked and not _not_run(after, finding.rule))


def _not_run(checked: CheckedMap, rule: str) -> bool:
    return any(one.rule in (rule, "findings", "everything") for one in checked.rules_not_run)


def _otherwise(was: Finding, now: Finding, newly: Newly) -> Iterator[FindingChange]:
    """The change of a finding that is in both editions, if it is one. Another name or sentence is none."""
    says: list[str] = []
    grown = False
    if was.severity != now.severity:
        graver = SEVERITIES.index(now.severity) < SEVERITIES.index(was.severity)
        grown = graver
        says.append(f"{'graver' if graver else 'less grave'}: {now.severity} (was: {was.severity})")
    if was.extent is not None and now.extent is not None:
        reach = list(_reach(was.extent, now.extent))
        says += [text for text, _ in reach]
        more, others = any(further for _, further in reach), newly(was, now)
        if others and not more:
            says.append(f"new for {others}")
        grown = grown or (more if others is None else bool(others))
    for text, more in _acknowledged(was, now):
        says.append(text)
        grown = grown or more
    if was.library != now.library:
        says.append("it is about national services now" if now.library else "it is the forum's own now")
        grown = grown or not now.library
    if says:
        yield FindingChange("changed", was, now, tuple(says), grown)


def _reach(was: Extent, now: Extent) -> Iterator[tuple[str, bool]]:
    """In what a finding reaches further or less far, and whether it is further."""
    hours, before = round(now.hours_per_week, 2), round(was.hours_per_week, 2)
    if hours != before:
        yield f"{hours:g} h a week (was: {before:g} h a week)", hours > before
    if now.people_count != was.people_count:
        yield (
            f"{now.people_count:,} {_kinds(now.people_count)} (was: {was.people_count:,})",
            now.people_count > was.people_count,
        )
    elif now.people != was.people:
        # Only what they are called may be otherwise.
        yield f"about {'; '.join(now.people)} (was: {'; '.join(was.people)})", False
    more = set(now.dates) - set(was.dates)
    if now.dates != was.dates:
        yield f"not as usual on {_dates(len(now.dates))} (was: {_dates(len(was.dates))})", bool(more)
    elif hours == before and now.when != was.when:
        yield f"at other times: {', '.join(now.when)} (was: {', '.join(was.when)})", True


def _kinds(count: int) -> str:
    return "kind of people" if count == 1 else "kinds of people"


def _dates(count: int) -> str:
    return "1 date" if count == 1 else f"{count} dates"


def _acknowledged(was: Finding, now: Finding) -> Iterator[tuple[str, bool]]:
    if was.acknowledgement is None and now.acknowledgement is not None:
        yield "the forum knows of it now", False
    if was.acknowledgement is not None and now.acknowledgement is None:
        yield "it is not acknowledged any more", was.open is False
    elif now.open and not was.open:
        why = now.acknowledgement.reopened if now.acknowledgement is not None else None
        yield f"it is open again{'' if why is None else f': {why}'}", True
    elif not now.open and was.open and was.acknowledgement is not None:
        yield "what the forum knows of it covers it again", False
