"""The lines of files that a report points to."""

from __future__ import annotations

from pathlib import Path

from pathkit.maps import Place

LARGEST = 16 * 1024 * 1024


class Lines:
    """Reads lines of files, each file once. A line that cannot be read (any more) is left out."""

    def __init__(self) -> None:
        self._files: dict[str, list[str]] = {}

    def at(self, place: Place) -> str | None:
        """The line at a place, or None."""
        if place.file not in self._files:
            self._files[place.file] = self._read(Path(place.file))
        lines = self._files[place.file]
        return lines[place.line - 1] if 0 < place.line <= len(lines) else None

    @staticmethod
    def _read(path: Path) -> list[str]:
        try:
            if not path.is_file() or path.stat().st_size > LARGEST:
                return []
            return path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
        except (OSError, ValueError):
            return []
