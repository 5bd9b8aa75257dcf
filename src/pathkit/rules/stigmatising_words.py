"""What is written about people labels them.

What it finds
A word or phrase of the framework pack's list of labelling words (“frequent flyer”, “attention seeking”) in the free
text of a service that runs: its notes, its decision owner, its contact, the reasons for its exclusions and what is
given instead, and the notes, basis and exclusions of the transfers that it makes. Whole words count, in the plural
too, in any case, written with a space or a hyphen. Names are not searched, nor is what is part of one, such as
Alcoholics Anonymous. It reads only what the map states: no map shows how people are spoken to. The list is advisory.
The setting `allowed` holds phrases in which a listed word labels nobody; in `pathkit.yaml`, write all that are to be
let pass.

Why it matters
Free from Stigma and Discrimination (Framework for Collaboration, section 5): what staff read about people shapes how
they meet them, and people read it too. The Mental Welfare Commission's report on living with a diagnosis of borderline
personality disorder has a chapter on stigma.

How to put it right
Write what is proposed instead, or say what happens without naming a sort of person.

When a forum may live with it
When the word is quoted, or is about a thing and not a person (a line that “suffers from” few staff).

Bad: stigmatising-words@crisis-house
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      crisis-house: {name: Eastglen crisis house, provider: listening, kind: crisis-space, open_to: public, hours: 24/7,
                     notes: Frequent flyers and attention-seeking callers are asked to ring their GP.}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      crisis-house: {name: Eastglen crisis house, provider: listening, kind: crisis-space, open_to: public, hours: 24/7,
                     notes: Who comes often agrees a plan with the GP. Alcoholics Anonymous meets here on Mondays.}
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from pathkit.maps import Condition, Service, Transfer
from pathkit.pathway.readings import OPERATING
from pathkit.rules.face import Asked, Hit, Iterator, Map, Path, rule
from pathkit.rules.partners import in_use, runs

ALLOWED = (
    "alcoholic drink",
    "alcoholic beverage",
    "alcoholic hepatitis",
    "alcoholic liver disease",
    "hard to reach by",
)


@rule(
    principle="free-from-stigma-and-discrimination",
    severity="note",
    remedy="Write what is proposed instead, or say what happens without naming a sort of person.",
    stated=lambda map_: any(_is_evidence(map_, service, path) for service, path, _ in free_text(map_)),
    of_statements=True,
    allowed=ALLOWED,
)
def stigmatising_words(pathway: Asked, allowed: Sequence[str]) -> Iterator[Hit]:
    map_ = pathway.map
    listed = map_.framework.stigmatising_words
    named = [*(one.name for one in map_.services.values()), *(one.name for one in map_.organisations.values())]
    labelling = Labelling(listed, allowed, named)
    found: dict[str, list[tuple[str, Path]]] = {}
    current = {("services", one) for one in map_.services if runs(pathway, one)}
    current |= {("transfers", one.id) for one in in_use(pathway)}
    for service, path, text in free_text(map_):
        if path[:2] not in current:
            continue
        found.setdefault(service, []).extend((word, path) for word in labelling.words(text))
    for service, words in found.items():
        if words:
            yield Hit(
                (service,),
                "What is written about {service} has words that label people: {words}.",
                words={"service": map_.services[service].name, "words": _proposed(listed, (word for word, _ in words))},
                at=tuple((path, f"“{word}”") for word, path in words),
            )


def _proposed(listed: Mapping[str, str], words: Iterable[str]) -> str:
    return "; ".join(f"“{word}” (instead: {listed[word]})" for word in sorted(set(words)))


# --- what is read


def _is_evidence(map_: Map, service: str, path: Path) -> bool:
    """Whether a text of the map's own is one in which people could be described: a phone number describes nobody."""
    return service not in map_.library and "contact" not in path[2:3] and map_.services[service].status in OPERATING


def free_text(map_: Map) -> Iterator[tuple[str, Path, str]]:
    """Every text in which people may be described: the service that it is about, its place, and the text."""
    for service in map_.services.values():
        yield from ((service.id, path, text) for path, text in _of_service(service))
    for transfer in map_.transfers.values():
        # What a map writes of a way from a library's service is its own: it is told of the service that is, if any.
        own = transfer.id not in map_.library and transfer.to not in map_.library
        subject = transfer.to if own and transfer.from_ in map_.library else transfer.from_
        yield from ((subject, path, text) for path, text in _of_transfer(transfer))


def _of_service(service: Service) -> Iterator[tuple[Path, str]]:
    at: Path = ("services", service.id)
    yield from _written(at, notes=service.notes, decision_owner=service.decision_owner)
    yield from _written((*at, "contact"), **(service.contact or {}))
    yield from _exclusions((*at, "supports"), service.supports)
    yield from _exclusions((*at, "door_for"), service.door_for)


def _of_transfer(transfer: Transfer) -> Iterator[tuple[Path, str]]:
    at: Path = ("transfers", transfer.id)
    yield from _written(at, notes=transfer.notes, basis=transfer.basis)
    yield from _exclusions((*at, "for"), transfer.for_)


def _exclusions(at: Path, blocks: Sequence[Condition] | None) -> Iterator[tuple[Path, str]]:
    for number, block in enumerate(blocks or ()):
        for circumstance, exclusion in (block.excludes or {}).items():
            yield from _written((*at, number, "excludes", circumstance), why=exclusion.why, instead=exclusion.instead)


def _written(at: Path, **texts: str | None) -> Iterator[tuple[Path, str]]:
    yield from (((*at, key), text) for key, text in texts.items() if text is not None)


# --- what is found in it


class Labelling:
    """Finds labelling words in a text. `allowed` are phrases, and `named` names, in which they label nobody."""

    def __init__(self, listed: Iterable[str], allowed: Iterable[str], named: Iterable[str]) -> None:
        self._listed = _longest_first(listed)
        self._pattern = _any_of(self._listed)
        self._allowed = _any_of(_longest_first(allowed))
        # Few names hold such a word. Within a text they count as they are written.
        spaced = {" ".join(name.split()) for name in named}
        held = [re.escape(name) for name in _longest_first(spaced) if self._pattern.search(name)]
        self._named = re.compile(rf"(?<!\w)(?:{'|'.join(held) or _NEVER})(?!\w)")

    def words(self, text: str) -> Iterator[str]:
        """The words of the list that a text holds, in its order."""
        text = " ".join(_SILENT if _is_address(word) else word for word in text.split())
        for silent in (self._named, self._allowed):
            text = silent.sub(_SILENT, text)
        for found in self._pattern.finditer(text):
            if found.lastindex is not None and not _in_a_name(text, found):
                written = found[0].lower()
                yield written if written in self._listed else self._listed[found.lastindex - 1]


_NEVER = r"(?!)"
_SILENT = "·"
_HYPHENS = r"‐‑-"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]\w*"
# A word with a capital just before, which does not begin a sentence itself; `of` and the like may stand between.
_NAME_BEFORE = re.compile(rf"[\w,;)’'{_HYPHENS}] {_CAPITAL} (?:(?:of|for|and|&) )?(?:the )?$")
_NAME_AFTER = re.compile(rf" (?:(?:of|and|&) )?{_CAPITAL}")
_LOOK_BACK = 80


def _longest_first(phrases: Iterable[str]) -> list[str]:
    return sorted(filter(_parts, phrases), key=lambda one: (-len(one), one))


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    """Any of the phrases, a group each: whole words, in any case, with spaces or hyphens or none, and in the plural.

    A hyphen on either side makes it another word: psycho-education labels nobody.
    """
    between = rf"[\s{_HYPHENS}]*"
    written = "|".join(f"({between.join(map(re.escape, _parts(phrase)))})" for phrase in phrases)
    return re.compile(rf"(?<![\w{_HYPHENS}])(?:{written or _NEVER})s?(?![\w{_HYPHENS}])", re.IGNORECASE)


def _parts(phrase: str) -> list[str]:
    return [part for part in re.split(rf"[\s{_HYPHENS}]+", phrase) if part]


def _is_address(word: str) -> bool:
    return "://" in word or "@" in word or word.lower().startswith("www.")


def _in_a_name(text: str, found: re.Match[str]) -> bool:
    """Whether the words are part of a proper name: written with capitals, beside another word that is."""
    if found[0].isupper() or not all(part[0].isupper() for part in _parts(found[0])):
        return False
    before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
    return bool(_NAME_AFTER.match(text, found.end()) or _NAME_BEFORE.search(before))
