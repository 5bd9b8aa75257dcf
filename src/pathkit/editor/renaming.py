"""Renaming an id wherever it stands, so that the map means what it meant.

What is to be changed is worked out twice: as pieces of text, and as what the reader should make of each file then. The
changed files are read back, and have to mean exactly that, without a problem that was not there before. Else nothing is
changed, and the reason is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from pathkit.editor.definitions import concerned
from pathkit.editor.mentions import ANYTHING, ONE_NAMESPACE, Mention, actions, items
from pathkit.editor.open_files import Buffers, OpenFiles
from pathkit.editor.reading import File, Reading, as_shown, read
from pathkit.editor.text import Span, Text
from pathkit.frameworks import Framework
from pathkit.maps.explain import odd_id
from pathkit.maps.model import ID_LENGTH, ID_PATTERN
from pathkit.maps.problems import sentence
from pathkit.maps.tree import read_tree
from pathkit.maps.values import shown
from pathkit.maps.words import KINDS

_ID = re.compile(ID_PATTERN.removesuffix("$"))
_NOUNS = {
    "service": "a service",
    "organisation": "an organisation",
    "agreement": "an agreement",
    "transfer": "a transfer",
    "need": "a need",
    "circumstance": "a circumstance",
    "offer": "an offer",
    "locality": "a locality",
    "area": "the area",
    "action": "an action",
    "measure": "a measure",
    "training": "a training",
    "scenario": "a scenario",
}
"""What can be renamed, with its article."""
Data = Any
DataPath = tuple[str | int, ...]


class CannotRename(Exception):
    """Why an id is not renamed, and what to do."""


@dataclass(frozen=True)
class Edit:
    """A piece of a file and what is to stand there instead."""

    span: Span
    text: str


@dataclass(frozen=True)
class Renaming:
    """The edits of each file, from the first to the last, the text that they are of, and the text as it is then."""

    edits: Mapping[Path, tuple[Edit, ...]]
    before: Mapping[Path, Text]
    texts: Mapping[Path, Text]


@dataclass(frozen=True)
class _Target:
    """What is renamed."""

    sort: str
    id: str


def renameable(reading: Reading, file: File, offset: int) -> Mention:
    """The mention at an offset, if what it names can be renamed. Raises `CannotRename`."""
    mention = file.at(offset)
    if mention is None or mention.sort in ("file", "rule", "kind"):
        raise CannotRename("There is no id here that can be renamed.")
    _target(reading, mention)
    return mention


def _target(reading: Reading, mention: Mention) -> _Target:
    sort, name = reading.sort_of(mention), mention.id
    if name in _words(reading.framework, sort):
        raise CannotRename(f"{shown(name)} is a word of the framework: it means the same in every map.")
    defined = [one for _, one in reading.definitions(sort, name)] if sort not in ANYTHING else []
    if sort not in _NOUNS or not defined:
        raise CannotRename(f"Nothing defines {shown(name)}, so there is nothing to rename.")
    if all(one.implied for one in defined):
        raise CannotRename(
            f"The transfer {shown(name)} has no id of its own: it is called so after its `from` and `to`. "
            "Give it an `id` of its own."
        )
    if sort in ONE_NAMESPACE and sum(one.defines for one in defined) > 1:
        raise CannotRename(f"{shown(name)} is defined more than once: put that right first.")
    return _Target(sort, name)


def _words(framework: Framework, sort: str) -> frozenset[str]:
    known = {
        "need": framework.needs,
        "circumstance": framework.circumstances,
        "offer": framework.offers,
        "theme": framework.themes,
        "aim": framework.principles,
    }
    return frozenset(known.get(sort, ()))


def renamed(open_files: OpenFiles, reading: Reading, file: File, offset: int, new: str) -> Renaming:
    """Rename what stands at an offset of one of a reading's files. Raises `CannotRename`."""
    mention = renameable(reading, file, offset)
    target = _target(reading, mention)
    if new == target.id:
        return Renaming({}, {}, {})
    _refuse_odd(target, new)
    readings = _concerned(open_files, reading, target)
    for one in readings:
        _refuse_taken(one, target, new)
    files = {each.path: each for one in readings for each in one.files}
    changes: dict[Path, dict[_Change, None]] = {path: {} for path in sorted(files)}
    for one in readings:
        also = _transfers_after(one, target, new)
        for each in one.files:
            for change in _changes(each, target, new, also):
                _refuse_elsewhere(target, change, each)
                changes[each.path][change] = None
    edits = {path: _edits(found) for path, found in changes.items() if found}
    texts = {path: _edited(files[path].text, found) for path, found in edits.items()}
    wanted = {path: _meant(files[path], changes[path]) for path in edits}
    _read_back(open_files, readings, texts, wanted)
    return Renaming(edits, {path: files[path].text for path in edits}, texts)


# --- what is refused


def _refuse_odd(target: _Target, new: str) -> None:
    if target.sort == "scenario":
        if not new.isprintable() or new != new.strip() or not new:
            raise CannotRename("The name of a scenario is one line of text, without spaces around it.")
        return
    if not _ID.fullmatch(new) or len(new) > ID_LENGTH:
        message, remedy = odd_id(new)
        raise CannotRename(f"{sentence(message)} {sentence(remedy)}")
    if new == "null":
        raise CannotRename("`null` cannot be an id: in YAML it means that nothing is written.")


def _refuse_taken(reading: Reading, target: _Target, new: str) -> None:
    sorts = (ONE_NAMESPACE if target.sort in ONE_NAMESPACE else {target.sort}) - {"area"}
    for sort in sorted(sorts):
        for file, mention in reading.definitions(sort, new):
            line = file.text.position(mention.span.start).line + 1
            what = "name" if sort == "scenario" else "id"
            raise CannotRename(
                f"{shown(new)} is already the {what} of {_NOUNS[sort]}, on line {line} of {file.document.file}. "
                "Choose another."
            )
    if new in _words(reading.framework, target.sort):
        raise CannotRename(f"{shown(new)} is a word of the framework. Choose another.")
    if target.sort == "service" and {target.id, new} & set(KINDS):
        for file in reading.files:
            for mention in file.mentions:
                if mention.sort == "kind" and mention.id in (target.id, new):
                    raise CannotRename(
                        f"{shown(mention.id)} is a kind of service too, and `not_through` in {file.document.file} "
                        "means both. Choose another id, or name the services there."
                    )


def _refuse_elsewhere(target: _Target, change: _Change, file: File) -> None:
    """A library that names a locality means that of every map which uses it."""
    if target.sort == "locality" and file.document.is_library:
        raise CannotRename(
            f"{file.document.file} names the locality {shown(target.id)} too, and other maps may use it. "
            "Take the locality out of the library first."
        )
    if not change.mention.exact:
        line = file.text.position(change.mention.span.start).line + 1
        raise CannotRename(
            f"On line {line} of {file.document.file}, {shown(change.mention.id)} is written in a way that cannot be "
            "changed safely. Write it on one line, without quotes."
        )


def _concerned(open_files: OpenFiles, reading: Reading, target: _Target) -> list[Reading]:
    """Every map and library in which the thing may be named, each with all that it uses."""
    found = concerned(open_files, reading, target.sort, target.id)
    for one in found.readings:
        for file in one.files:
            broken = one.broken and file is one.root
            if broken or not file.document.data:
                raise CannotRename(
                    f"{as_shown(file.path).as_posix()} cannot be read as YAML at the moment. Put that right first."
                )
    for why in found.unsure:
        raise CannotRename(why)
    return list(found.readings)


# --- what is changed


@dataclass(frozen=True)
class _Change:
    mention: Mention
    new: str


def _transfers_after(reading: Reading, target: _Target, new: str) -> dict[str, str]:
    """The new ids of transfers that are called after a service: `gp-to-team` when `gp` is renamed."""
    if target.sort != "service":
        return {}
    found = {}
    for file in reading.files:
        for transfer in _transfers(file.document.data):
            start, end = transfer.get("from"), transfer.get("to")
            if transfer.get("id") is None and target.id in (start, end):
                ends = [new if one == target.id else one for one in (start, end)]
                found[f"{start}-to-{end}"] = f"{ends[0]}-to-{ends[1]}"
    return found


def _transfers(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The transfers of a file, and those that its plan would add."""
    changes = (action.get("change") for _, action in actions(data))
    for part in (data, *(change for change in changes if isinstance(change, dict))):
        yield from (transfer for _, transfer in items(part, "transfers"))


def _changes(file: File, target: _Target, new: str, also: Mapping[str, str]) -> Iterator[_Change]:
    for mention in file.mentions:
        if mention.implied:
            continue
        if mention.names(target.sort, target.id):
            yield _Change(mention, new)
        elif mention.id in also and (mention.sort in ANYTHING or (mention.sort == "transfer" and mention.proposes)):
            yield _Change(mention, also[mention.id])


def _edits(changes: Iterable[_Change]) -> tuple[Edit, ...]:
    """The pieces of text that change, each once: what an alias repeats stands in one place only."""
    found = {change.mention.span: Edit(change.mention.span, change.new) for change in changes}
    return tuple(found[span] for span in sorted(found))


def _edited(text: Text, edits: Iterable[Edit]) -> Text:
    source = text.source
    for edit in sorted(edits, key=lambda one: one.span, reverse=True):
        source = source[: edit.span.start] + edit.text + source[edit.span.end :]
    return Text(source, text.marked)


# --- what has to come of it


def _meant(file: File, changes: Iterable[_Change]) -> Data:
    """What the reader should make of a file when it has been changed: keys last, for they lead to other values."""
    data = file.document.tree.data
    for change in sorted(changes, key=lambda one: (one.mention.path[-1] == "[key]", -len(one.mention.path))):
        data = _put(data, change.mention.path, change.mention, change.new)
    return data


def _put(data: Data, path: DataPath, mention: Mention, new: str) -> Data:
    if not path:
        if isinstance(data, list):
            return [_put(item, (), mention, new) for item in data]
        return _in_text(data, mention, new)
    part, *rest = path
    if rest == ["[key]"]:
        return {new if key == mention.id else key: value for key, value in data.items()}
    if isinstance(part, int):
        return [*data[:part], _put(data[part], tuple(rest), mention, new), *data[part + 1 :]]
    return {key: _put(value, tuple(rest), mention, new) if key == part else value for key, value in data.items()}


def _in_text(value: str, mention: Mention, new: str) -> str:
    """A text with the id in it renamed: the whole, `when gp is closed`, `wrong-door@gp`, or `scenario: By night`."""
    if value == mention.id:
        return new
    if mention.sort == "scenario":
        return value.removesuffix(mention.id) + new
    if mention.path[-1] == "finding" or "closes" in mention.path[-2:]:
        rule, *subjects = value.split("@")
        return "@".join((rule, *(new if one == mention.id else one for one in subjects)))
    return re.sub(rf"(?<!\S){re.escape(mention.id)}(?!\S)", new, value, count=1)


def _read_back(
    open_files: OpenFiles, readings: Iterable[Reading], texts: Mapping[Path, Text], wanted: Mapping[Path, Data]
) -> None:
    for path, text in texts.items():
        tree, faults = read_tree(text.raw)
        if tree.data != wanted[path] or (faults and tree.data is None):
            _unsafe(path)
    files = Buffers({**open_files.buffers.texts, **{path.resolve(): text.raw for path, text in texts.items()}})
    for one in readings:
        before = sum(problem.severity == "error" for problem in one.problems)
        after = [problem for problem in read(one.root.path, files).problems if problem.severity == "error"]
        if len(after) > before:
            known = {problem.message for problem in one.problems}
            new = next((problem for problem in after if problem.message not in known), after[-1])
            raise CannotRename(f"{as_shown(one.root.path).as_posix()} would not be valid any more: {new.message}")


def _unsafe(path: Path) -> NoReturn:
    raise CannotRename(
        f"{as_shown(path).as_posix()} is written in a way in which this cannot be changed without changing something "
        "else as well (an anchor and its alias, perhaps). Change it by hand."
    )
