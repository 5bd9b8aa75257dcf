"""Where the thing under the cursor is defined, and where it is named."""

from __future__ import annotations

from collections.abc import Iterator

from pathkit.editor.mentions import Mention
from pathkit.editor.open_files import OpenFiles, Users
from pathkit.editor.reading import File, Reading
from pathkit.editor.text import Span, Text
from pathkit.maps.files import Refused, find_used, workspace_of

Place = tuple[File, Span]


def definition_places(reading: Reading, offset: int) -> list[Place]:
    """Where the thing is defined that is named at an offset: first where most is said of it."""
    mention = reading.root.at(offset)
    if mention is None:
        return []
    if mention.sort == "file":
        return list(_file(reading, mention))
    found = reading.definitions(reading.sort_of(mention), mention.id)
    told = [(file, one.span) for file, one in found if one.told]
    return told or [(file, one.span) for file, one in found]


def _file(reading: Reading, mention: Mention) -> Iterator[Place]:
    """The beginning of a file that is used."""
    root = reading.root
    found = find_used(mention.id, root.path, workspace_of(root.path))
    if isinstance(found, Refused):
        return
    for file in reading.files:
        if file.path == found:
            yield file, Span(0, 0)
            return
    yield File(found, Text(""), root.document), Span(0, 0)


def reference_places(files: OpenFiles, reading: Reading, offset: int, with_definitions: bool) -> list[Place]:
    """Where the thing is named that is named at an offset: in the file, in all that it uses, and, if it is defined in a
    library, in the maps of the workspace that use that."""
    mention = reading.root.at(offset)
    if mention is None or mention.sort in ("file", "rule", "kind"):
        return []
    sort, name = reading.sort_of(mention), mention.id
    found: dict[tuple[str, Span], Place] = {}
    for one in concerned(files, reading, sort, name).readings:
        for file, other in one.mentions_of(sort, name):
            if not other.implied and (with_definitions or not other.defines):
                found.setdefault((str(file.path), other.span), (file, other.span))
    return [found[key] for key in sorted(found)]


def concerned(files: OpenFiles, reading: Reading, sort: str, name: str) -> Users:
    """The readings in which a thing may be named: this one, and those of what uses a library that defines it.

    In place of that of a plan is that of the map that it is the plan of.
    """
    found = {reading.root.path: reading}
    unsure: dict[str, None] = {}
    if reading.around is not None:  # the plan is one of that map's files
        found = {reading.around: files.reading(reading.around)}
    for file, _ in reading.definitions(sort, name):
        if file.document.is_library:
            users = files.users(file.path, name)
            unsure |= dict.fromkeys(users.unsure)
            for one in users.readings:
                found.setdefault(one.root.path, one)
    return Users(tuple(found[path] for path in sorted(found)), tuple(unsure))
