"""A file written anew as a whole, or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from pathkit.maps.files import read_bytes


def replace_file(path: Path, old: bytes, new: bytes) -> None:
    """Put `new` in the place of a file that holds `old`: written beside it, then renamed over it.

    Whatever happens on the way, the file holds the one or the other, whole. A link is written through to the file it
    leads to. Raises `OSError` if the file may not be written, or holds something else by now.
    """
    real = path.resolve(strict=True)
    if not os.access(real, os.W_OK):
        raise PermissionError(None, "it is write-protected", str(path))
    handle, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.", suffix=".tmp")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        _like(beside, real.stat())
        if read_bytes(real) != old:
            raise OSError(None, "it has been changed meanwhile; try again", str(path))
        beside.replace(real)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    _settle(real.parent)


def _like(beside: Path, was: os.stat_result) -> None:
    """Give a file the owner, where that may be done, and the mode of the one whose place it takes."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(beside, was.st_uid, was.st_gid)
    beside.chmod(stat.S_IMODE(was.st_mode))


def _settle(folder: Path) -> None:
    """See to it that the new name is on the disk too, where folders can be told to."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
