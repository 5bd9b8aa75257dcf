"""A file is written anew as a whole, or it is as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pathkit.maps.writing import replace_file

OLD, NEW = b"area: x\n", b"area: y\n"


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    """A file in a folder of its own."""
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_bytes(OLD)
    return path


def test_a_file_is_replaced_and_keeps_its_mode(map_: Path) -> None:
    map_.chmod(0o640)
    replace_file(map_, OLD, NEW)
    assert map_.read_bytes() == NEW
    assert map_.stat().st_mode & 0o777 == 0o640
    assert list(map_.parent.iterdir()) == [map_]


def test_a_link_is_written_through(map_: Path, tmp_path: Path) -> None:
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "linked.pathway.yaml"
    link.symlink_to(Path("..") / map_.name)
    replace_file(link, OLD, NEW)
    assert link.is_symlink()
    assert map_.read_bytes() == NEW
    assert list(folder.iterdir()) == [link]


def test_what_somebody_else_wrote_meanwhile_is_kept(map_: Path) -> None:
    map_.write_bytes(b"area: z\n")
    with pytest.raises(OSError, match="changed meanwhile"):
        replace_file(map_, OLD, NEW)
    assert map_.read_bytes() == b"area: z\n"
    assert list(map_.parent.iterdir()) == [map_]


def test_a_write_protected_file_stays_as_it_is(map_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # as for anybody but root, who may write everything
    with pytest.raises(PermissionError, match="write-protected"):
        replace_file(map_, OLD, NEW)
    assert map_.read_bytes() == OLD


@pytest.mark.parametrize(("room", "name"), [("tempfile", "mkstemp"), ("os", "fsync"), ("pathlib.Path", "replace")])
@pytest.mark.parametrize(
    "fault", [PermissionError(13, "Permission denied"), OSError(28, "No space left"), KeyboardInterrupt()]
)
def test_whatever_fails_on_the_way_the_file_is_whole_and_alone(
    map_: Path, monkeypatch: pytest.MonkeyPatch, room: str, name: str, fault: BaseException
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(f"{room}.{name}", fail)
    with pytest.raises(type(fault)):
        replace_file(map_, OLD, NEW)
    assert map_.read_bytes() == OLD
    assert list(map_.parent.iterdir()) == [map_]


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    link = tmp_path / "eastglen.pathway.yaml"
    link.symlink_to("missing.pathway.yaml")
    with pytest.raises(FileNotFoundError):
        replace_file(link, b"", NEW)
    assert list(tmp_path.iterdir()) == [link]
