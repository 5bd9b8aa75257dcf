"""What an editor shows of the thing under the cursor, as Markdown: a service, a word, a key of the format.

Names in maps are hostile until escaped; every text of a map goes through `output/markdown.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pathkit.check.report import Finding
from pathkit.drawing.words import conditions_in_words, transfer_lines
from pathkit.editor import map_format
from pathkit.editor.mentions import Mention
from pathkit.editor.outline import Leaf
from pathkit.editor.reading import File, Reading
from pathkit.editor.text import Span
from pathkit.frameworks import Framework
from pathkit.maps import Map, Service, Transfer
from pathkit.maps.model import Measure, Plan, Scenario, Training
from pathkit.maps.plan_facts import day_due, owner_in_words, owners
from pathkit.maps.planning import how_far
from pathkit.maps.words import age_range
from pathkit.output.markdown import code, text
from pathkit.output.page import SIGNS
from pathkit.output.rule_page import rule_called
from pathkit.output.service_words import OPEN_TO, nobody_itself, opening_words
from pathkit.output.words import capital, date_in_words, listed

MOST = 12
"""How many of a kind are listed; the others are counted."""
_BEFORE = "As it was before the map had mistakes."


@dataclass(frozen=True)
class Findings:
    """What the last check of a map found. `state` says how it stands to the text; empty: it is of this very text."""

    found: tuple[Finding, ...] = ()
    state: str = ""

    def about(self, subject: str) -> list[Finding]:
        """The findings that are about a thing, gravest first."""
        return [one for one in self.found if subject in one.subjects]


@dataclass(frozen=True)
class Hover:
    """What is shown, and of what piece of the text."""

    markdown: str
    span: Span


def hover(reading: Reading, last: Map | None, file: File, offset: int, findings: Findings) -> Hover | None:
    """What there is to say of what stands at an offset of one of a reading's files.

    `last` is the map; where something is wrong with it at the moment, the last one with which nothing was.
    """
    mention = file.at(offset)
    if mention is not None and (said := of_mention(reading, last, mention, findings)):
        return Hover(said, mention.span)
    leaf = file.outline.at(offset)
    if leaf is None:
        return None
    said = _of_key(leaf) if leaf.is_key else _of_word(reading, leaf)
    return Hover(said, Span(*leaf.node.inside)) if said else None


def of_mention(reading: Reading, last: Map | None, mention: Mention, findings: Findings) -> str | None:
    """What there is to say of the thing that is named."""
    sort, name = reading.sort_of(mention), mention.id
    if sort == "rule":
        return _rule(name)
    told = list(_of_map(last, sort, name)) if last is not None else []
    found = told or list(_without_map(reading, sort, name))
    if not found:
        return None
    about = findings.about(name) if sort != "area" else []
    before = [f"*{_BEFORE}*"] if told and reading.map is None else []
    return _paragraphs([*found, *_findings(about, findings.state), *before])


def _of_map(last: Map, sort: str, name: str) -> Iterator[str]:
    """What the map says of a thing; nothing, if it knows none such."""
    if sort == "service" and name in last.services:
        yield from _service(last, last.services[name])
    elif sort == "organisation" and name in last.organisations:
        yield from _organisation(last, name)
    elif sort == "transfer" and name in last.transfers:
        yield from _transfer(last, last.transfers[name])
    elif sort == "agreement" and name in last.agreements:
        yield from _agreement(last, name)
    elif sort in ("need", "circumstance", "offer"):
        yield from _word(last, sort, name)
    elif sort == "locality" and name in last.people.localities:
        yield f"{code(name)} · a locality of {text(last.area.name) if last.area else 'the area'}"
    elif sort == "action" and last.plan is not None and name in last.plan.actions:
        yield from _action(last, last.plan, name)
    elif sort == "measure" and name in last.measures:
        yield from _measure(last.measures[name])
    elif sort == "training" and name in last.training:
        yield from _training(last, last.training[name])
    elif sort == "scenario":
        yield from (_scenario(last, one) for one in last.scenarios if one.name == name)
    elif sort == "area" and last.area is not None:
        yield f"**{text(last.area.name)}** · {code(name)} · the area of this map"


def _without_map(reading: Reading, sort: str, name: str) -> Iterator[str]:
    """What can be said of a thing where the map says nothing, or cannot be read as a whole: its name, if no more."""
    if sort == "file":
        yield f"{code(name)} is used here. Go to its definition to open it."
        return
    if sort == "kind" and name in reading.framework.kinds:
        yield f"{code(name)} · any {text(reading.framework.kinds[name].label)}"
        return
    for file, mention in reading.definitions(sort, name)[:1]:
        path = tuple(part for part in mention.path if part != "[key]")
        nodes = (file.outline.find((*path, key)) for key in ("name", "title", "what"))
        said = next((node.text for node in nodes if node is not None and node.text), None)
        named = f"**{text(said)}** · " if said is not None else ""
        yield f"{named}{code(name)} · {sort}"
    label = framework_label(reading.framework, sort, name)
    if label is not None and not reading.definitions(sort, name):
        led = framework_lead(reading.framework, sort, name)
        yield f"{code(name)} · {text(label)}" + (f"  \n{text(capital(led))}" if led else "")


def framework_lead(framework: Framework, sort: str, name: str) -> str:
    """Of a commitment: who leads it and by when, as far as it is known; of anything else nothing."""
    known = framework.commitments.get(name) if sort == "aim" else None
    return "" if known is None else known.who_and_when


def framework_label(framework: Framework, sort: str, name: str) -> str | None:
    """What a word of the framework is called: a need, circumstance, offer, theme or aim; None if it is none of them."""
    if sort == "need" and name in framework.needs:
        return framework.needs[name].label
    if sort == "circumstance" and name in framework.circumstances:
        return framework.circumstances[name].label
    if sort == "aim":
        aim = framework.principles.get(name)
        return None if aim is None else aim.title
    return {"offer": framework.offers, "theme": framework.themes}.get(sort, {}).get(name)


# --- services


def _service(map_: Map, service: Service) -> Iterator[str]:
    provider = map_.organisations.get(service.provider)
    kind = capital(map_.framework.kinds[service.kind].label)
    yield (
        f"**{text(service.name)}** · {code(service.id)}  \n"
        f"{text(kind)} · {text(provider.name if provider else service.provider)} · {OPEN_TO[service.open_to].short}"
        + ("" if service.status == "active" else f" · {service.status}")
    )
    opening = list(opening_words(map_, service))
    more = [f"and {len(opening) - MOST} more"] if len(opening) > MOST else []
    yield _lines(text(line) for line in (f"Open: {opening[0]}", *map(capital, opening[1:MOST]), *more))
    yield _lines(_helps(map_, service))
    ways = [one for one in map_.transfers.values() if one.from_ == service.id]
    yield _ways("On to", [(map_.services[one.to].name, one.to, "; ".join(transfer_lines(map_, one))) for one in ways])
    ways = [one for one in map_.transfers.values() if one.to == service.id]
    yield _ways(
        "From", [(map_.services[one.from_].name, one.from_, map_.framework.methods[one.by].label) for one in ways]
    )


def _helps(map_: Map, service: Service) -> Iterator[str]:
    if service.door_for is not None:
        yield f"A door for: {text(conditions_in_words(map_, service.door_for))}"
    if not service.supports:
        yield f"Helps {nobody_itself(map_, service)}"
        return
    yield f"Helps: {text(conditions_in_words(map_, service.supports))}"
    if service.offers is not None:
        yield f"Offers: {text(listed([map_.offers.get(one, one) for one in service.offers]) or 'nothing')}"


def _ways(label: str, ways: Sequence[tuple[str, str, str]]) -> str:
    lines = [f"- {text(name)} ({code(service)}): {text(how)}" for name, service, how in ways[:MOST]]
    more = [f"- … and {len(ways) - MOST} more"] if len(ways) > MOST else []
    return "\n".join((f"{label}:", "", *lines, *more)) if ways else ""


# --- other things


def _organisation(map_: Map, name: str) -> Iterator[str]:
    organisation = map_.organisations[name]
    sector = map_.framework.sectors[organisation.sector]
    member = map_.forum is not None and name in (map_.forum.members or ())
    yield (
        f"**{text(organisation.name)}** · {code(name)}  \n"
        f"{text(capital(sector))}{' · member of the forum' if member else ''}"
    )
    services = [one for one in map_.services.values() if one.provider == name]
    lines = [f"- {text(one.name)} ({code(one.id)})" for one in services[:MOST]]
    more = [f"- … and {len(services) - MOST} more"] if len(services) > MOST else []
    yield "\n".join(("Runs:", "", *lines, *more)) if services else "It runs no service of this map."


def _transfer(map_: Map, transfer: Transfer) -> Iterator[str]:
    start, end = map_.services[transfer.from_].name, map_.services[transfer.to].name
    yield f"{text(start)} → {text(end)} · {code(transfer.id)}"
    yield _lines(text(line) for line in transfer_lines(map_, transfer))
    if transfer.agreement is not None:
        yield f"Agreement: {text(map_.agreements[transfer.agreement].name)}"


def _agreement(map_: Map, name: str) -> Iterator[str]:
    agreement = map_.agreements[name]
    yield f"**{text(agreement.name)}** · {code(name)}"
    parties = [map_.organisations[one].name for one in agreement.parties or ()]
    lines = [f"Parties: {text(listed(parties))}"] if parties else []
    lines += [f"Covers: {text(listed(list(agreement.covers)))}"] if agreement.covers else []
    lines += [f"To be reviewed by {date_in_words(agreement.review_by)}"] if agreement.review_by else []
    yield _lines(lines)


# --- what partners have agreed


def _action(map_: Map, plan: Plan, name: str) -> Iterator[str]:
    action = plan.actions[name]
    due = day_due(map_, action.due)
    when = f", delivered on {date_in_words(action.done)}" if action.done else ""
    when = when or (f", due by {date_in_words(due)}" if due else "")
    yield f"**{text(action.title)}** · {code(name)}  \n{capital(how_far(action.status))}{when}"
    lines = [f"{text(owner_in_words(map_, action.owner))}"] if action.owner else []
    lines += [f"Closes: {', '.join(map(code, action.closes))}"] if action.closes else []
    yield _lines(lines)


def _measure(measure: Measure) -> Iterator[str]:
    yield f"**{text(measure.what)}** · {code(measure.id)}"
    told = [measure.value.text] if measure.value else []
    told += [f"to be {measure.target.side} {measure.target.quantity.text}"] if measure.target else []
    lines = [text("; ".join(told))] if told else []
    lines += [f"“{text(measure.says)}” {text(measure.said_by or '')}".rstrip()] if measure.says else []
    lines += [f"Up to {date_in_words(measure.on)}"] if measure.on else []
    yield _lines(lines)


def _training(map_: Map, training: Training) -> Iterator[str]:
    yield f"**{text(training.what)}** · {code(training.id)}"
    lines = [f"With: {text(listed(owners(map_, training.with_)))}"] if training.with_ else []
    lines += [f"Last held on {date_in_words(training.on)}"] if training.on else []
    lines += [f"To be held again, or looked at, by {date_in_words(training.review_by)}"] if training.review_by else []
    yield _lines(lines)


def _scenario(map_: Map, scenario: Scenario) -> str:
    door = map_.services[scenario.door].name
    return f"The promise **{text(scenario.name)}**  \nAt {text(door)}, {text(scenario.at)}"


def _word(map_: Map, sort: str, name: str) -> Iterator[str]:
    framework = map_.framework
    if sort == "offer":
        if name in map_.offers:
            yield _own(name, map_.offers[name], name in framework.offers)
        return
    if sort == "need":
        if name in map_.needs:
            need = map_.needs[name]
            yield _own(name, need.label, name in framework.needs) + (" · calls for physical care" * need.physical)
        return
    if name not in map_.circumstances:
        return
    known = map_.circumstances[name]
    yield _own(name, known.label, name in framework.circumstances)
    lines = ["Usual: true of people unless said otherwise"] if known.usual else []
    if known.ages is not None:
        lines.append(f"Ages {listed([age_range(*ages) for ages in known.ages])}")
    lines += [f"Comes with {code(other)}: {'yes' if true else 'no'}" for other, true in known.implies.items()]
    if known.reaches_by is not None:
        lines.append(f"Can contact a service only by {text(listed(list(known.reaches_by), 'or'))}")
    yield _lines(lines)


def _own(name: str, label: str, framework: bool) -> str:
    return f"{code(name)} · {text(label)} · {'a word of the framework' if framework else 'of this map'}"


def _rule(name: str) -> str | None:
    rule = rule_called(name)
    if rule is None:
        return None
    return _paragraphs([f"{code(rule.name)} · {SIGNS[rule.severity]} {rule.severity}", text(rule.summary), rule.remedy])


# --- keys and words


def _of_key(leaf: Leaf) -> str | None:
    says = map_format.described(leaf.path)
    if says is None:
        return None
    words = map_format.words_at(leaf.path)
    known = f"One of: {', '.join(map(code, words))}" if 1 < len(words) <= 30 else ""
    return _paragraphs([f"**{text(str(leaf.path[-1]))}**", says, known])


def _of_word(reading: Reading, leaf: Leaf) -> str | None:
    says = map_format.word_says(reading.framework, leaf.path, leaf.node.text or "")
    return None if says is None else f"{code(leaf.node.text or '')} · {text(says)}"


# --- findings, and how it is put together


def _findings(about: Sequence[Finding], state: str) -> Iterator[str]:
    if not about:
        if state:
            yield f"*{state}*"
        return
    told = f" ({state[:1].lower()}{state[1:].rstrip('.')})" if state else ""
    lines = [
        f"- {SIGNS[one.severity]} {one.severity}{'' if one.open else ', known to the forum'}: "
        f"{text(one.message)} {code(one.id)}"
        for one in about[:MOST]
    ]
    more = [f"- … and {len(about) - MOST} more"] if len(about) > MOST else []
    yield "\n".join((f"Findings{told}:", "", *lines, *more))


def _lines(lines: Iterable[str]) -> str:
    return "  \n".join(lines)


def _paragraphs(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)
