"""A repository to begin with: which files it has, what stands in them, and writing them where there are none.

Nothing is ever written over, and nothing outside the folder: what cannot be done is found before anything is written.
The files are kept in `files/` under names that mean nothing to git or to editors (and none that ends in
`.pathway.yaml`: wherever pathkit is installed below a folder of maps, a check would take it for one of them).
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path, PurePosixPath

from pathkit import __version__
from pathkit.check.exits import CannotDo
from pathkit.maps.schema import schema_text
from pathkit.maps.values import shown, visible
from pathkit.output import markdown
from pathkit.starter.installing import installed_from
from pathkit.times.horizon import LATEST

LONGEST_NAME = 60
FIRST, LAST = dt.date(2000, 1, 1), LATEST  # what has begun can be checked

_MAP = "pathways/@{file}.pathway.yaml"
_SCHEMA = "schemas/pathway.schema.json"
HOSTS = (".github/workflows/pathkit.yml", ".gitlab-ci.yml")
"""The files that say where a host installs pathkit from."""
_FILES: tuple[tuple[str, str, str], ...] = (
    (_MAP, "map.yaml", "the map: begin here"),
    ("README.md", "README.md", "for the forum: what all this is"),
    ("pathkit.yaml", "settings.yaml", "how much a check asks"),
    (".github/workflows/pathkit.yml", "github.yaml", "what GitHub does with every change"),
    (".gitlab-ci.yml", "gitlab.yaml", "what GitLab does with every change"),
    (".pre-commit-config.yaml", "pre-commit.yaml", "a check before a change is recorded"),
    (".vscode/extensions.json", "vscode-extensions.json", "for Visual Studio Code"),
    (".vscode/settings.json", "vscode.json", "for Visual Studio Code"),
    (".editorconfig", "editorconfig", "for any editor"),
    (".gitattributes", "gitattributes", "for git"),
    (".gitignore", "gitignore", "for git"),
)
"""The files of the repository, what matters most first: the path, the name in `files/`, and what it is for."""

_PLACEHOLDER = re.compile(r"@\{([a-z_]+)\}")
_MARKS = re.compile(r"['’`]")
_READ_AS_SOMETHING_ELSE = ("null", "true", "false", "yes", "no", "on", "off")


@dataclass(frozen=True)
class Area:
    """The area that the starter is about: its name as it is read, and the id made of it."""

    name: str
    id: str


@dataclass(frozen=True)
class StarterFile:
    """A file of the starter repository. `path` is relative to its folder, with `/`; `what` says what it is for."""

    path: str
    text: str
    what: str


@dataclass(frozen=True)
class Done:
    """What came of it: files `written` (or that would be), those `kept` as they were, and what `failed`, and why.

    `install_from` is what hosts are to install pathkit from, or "" where nobody has said.
    """

    folder: Path
    written: tuple[StarterFile, ...]
    kept: tuple[StarterFile, ...]
    dry_run: bool = False
    failed: tuple[StarterFile, str] | None = None
    install_from: str = ""

    @property
    def map(self) -> str:
        """The path of the map, from the folder."""
        return next(file.path for file in (*self.written, *self.kept) if file.path.endswith(".pathway.yaml"))


def area_of(name: str) -> Area:
    """The area with this name. Raises `CannotDo` for a name that has to be another one."""
    words = " ".join(name.split())
    if not words:
        raise CannotDo('The area needs a name, as in --area "Eastglen".')
    if not words.isprintable():
        raise CannotDo(
            f"The name of the area holds a character that does not print: {shown(words)}. Type the name again."
        )
    if len(words) > LONGEST_NAME:
        raise CannotDo(f"The name of the area is longer than {LONGEST_NAME} characters. Give it a shorter one.")
    id_ = _id_of(words)
    if not id_:
        raise CannotDo(
            f"No id can be made of {shown(words)}: it has no letter from a to z and no digit. "
            "Begin with a name that has one, and change `name` in the map afterwards."
        )
    return Area(words, id_)


def _id_of(name: str) -> str:
    """Small letters and digits in words joined by `-`; letters lose their accents, and apostrophes go."""
    plain = unicodedata.normalize("NFKD", _MARKS.sub("", name)).encode("ascii", "ignore").decode("ascii")
    return "-".join(re.findall("[a-z0-9]+", plain.lower()))


def starter_files(area: Area, on: dt.date, install_from: str = "") -> tuple[StarterFile, ...]:
    """Every file of the repository, what matters most first. Raises `CannotDo`.

    They are the same, to the byte, for the same area, date, place to install from and version of pathkit.
    """
    if not FIRST <= on <= LAST:
        raise CannotDo(f"A map cannot begin on {on.isoformat()}: give a date from {FIRST.year} to {LAST.year}.")
    values = _values(area, on, installed_from(install_from) if install_from else "")
    made = (StarterFile(_filled(path, values), _filled(_resource(name), values), what) for path, name, what in _FILES)
    return (*made, StarterFile(_SCHEMA, schema_text(), "what an editor needs to know of maps"))


def write_starter(folder: Path, area: Area, on: dt.date, install_from: str = "", *, save: bool = True) -> Done:
    """Write what is not there yet, or (without `save`) only find out what that is.

    Raises `CannotDo`, before anything is written, if a file would come to stand outside the folder, or if something
    other than a file or a folder is in the way.
    """
    files = starter_files(area, on, install_from)
    if (in_the_way := _not_a_folder(folder)) is not None:
        raise CannotDo(f"{_name(in_the_way)} is no folder: nothing was written. Name a folder, or one to be made.")
    missing = tuple(file for file in files if not _is_there(folder, file.path))
    kept = tuple(file for file in files if file not in missing)
    if not save:
        return Done(folder, missing, kept, dry_run=True, install_from=install_from)
    written: list[StarterFile] = []
    for file in missing:
        try:
            _write(folder / file.path, file.text)
        except OSError as error:
            reason = error.strerror or "it cannot be written"
            return Done(folder, tuple(written), kept, failed=(file, reason), install_from=install_from)
        written.append(file)
    return Done(folder, tuple(written), kept, install_from=install_from)


# --- what stands in them ---------------------------------------------------------------------------------


def _values(area: Area, on: dt.date, install_from: str) -> Mapping[str, str]:
    """What the places marked in the files are filled with."""
    return {
        "file": area.id,
        "id": area.id if _is_plain(area.id) else json.dumps(area.id),
        "name": area.name,
        # As it stands between the quotes of YAML, whose escapes for printable text are those of JSON.
        "name_in_quotes": json.dumps(area.name, ensure_ascii=False)[1:-1],
        "name_in_markdown": markdown.text(area.name),
        "today": on.isoformat(),
        "in_a_year": (on + dt.timedelta(days=365)).isoformat(),
        "local_holiday": _last_monday_of_september(on).isoformat(),
        "christmas_eve": dt.date(on.year + (on.month == 12 and on.day > 24), 12, 24).isoformat(),
        "version": __version__,
        "install_from": json.dumps(install_from),
    }


def _is_plain(id_: str) -> bool:
    """Whether every reader of YAML takes an id for text as it stands (pathkit does, an editor may not)."""
    return id_[0].isalpha() and id_ not in _READ_AS_SOMETHING_ELSE


def _last_monday_of_september(on: dt.date) -> dt.date:
    """The next such Monday, from the date on."""
    for year in (on.year, on.year + 1):
        last = dt.date(year, 9, 30)
        monday = last - dt.timedelta(days=last.weekday())
        if monday >= on:
            break
    return monday


def _filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its marked places filled in one go, so that a name which looks like such a place is left alone."""
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text)


def _resource(name: str) -> str:
    return (resources.files(__package__) / "files" / name).read_text("utf-8")


# --- where they go ---------------------------------------------------------------------------------------


def _not_a_folder(folder: Path) -> Path | None:
    """What stands where the folder, or one above it, should be, and is none."""
    for place in (folder, *folder.parents):
        if os.path.lexists(place):
            return None if place.is_dir() else place
    return None


def _is_there(folder: Path, path: str) -> bool:
    """Whether there is such a file, which is then left alone. Raises `CannotDo` if it may not be written."""
    for place in _way(folder, path):
        if not os.path.lexists(place):
            return False
        if not _inside(place, folder):
            raise CannotDo(
                f"{_name(place)} is a link that leads out of {_name(folder)}: nothing was written. "
                "Take the link away, or begin in another folder."
            )
        if not place.is_dir():
            raise CannotDo(
                f"{_name(place)} is no folder, and {path} belongs into it: nothing was written. "
                "Move it elsewhere, or begin in another folder."
            )
    file = folder / path
    if not os.path.lexists(file):
        return False
    if file.is_dir():
        raise CannotDo(f"{_name(file)} is a folder, and should be a file: nothing was written. Move it elsewhere.")
    if not file.exists():  # a link to nothing: writing the file would make what it leads to
        raise CannotDo(f"{_name(file)} is a link that leads nowhere: nothing was written. Take the link away.")
    return True


def _way(folder: Path, path: str) -> Iterator[Path]:
    """The folders on the way to a file, outermost first."""
    for parent in reversed(PurePosixPath(path).parents[:-1]):
        yield folder / parent


def _inside(place: Path, folder: Path) -> bool:
    try:
        return place.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links that lead round in a circle
        return False


def _write(file: Path, text: str) -> None:
    """Write a file that is not there: what came to stand there meanwhile is left alone, and no half file stays."""
    file.parent.mkdir(parents=True, exist_ok=True)
    opened = file.open("xb")
    try:
        with opened:
            opened.write(text.encode("utf-8"))
    except OSError:
        file.unlink(missing_ok=True)
        raise


def _name(path: Path) -> str:
    return visible(path.as_posix())
