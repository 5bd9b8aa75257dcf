"""By which names files and findings are known to platforms: from the top of the repository."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pathkit.check.report import Finding
from pathkit.maps.files import as_named
from pathkit.output.page import safe


@dataclass(frozen=True)
class Repository:
    """The folder `root` from which platforms name files, and the folder `here` from which a report names them.

    Platforms name files from the top of a repository, whatever folder a step of theirs works in.
    """

    root: Path
    here: Path

    def path(self, file: str) -> str:
        """What a file is called from the root, with `/`; one that is not below it, by its whole path."""
        named = as_named(self.here / file)
        if named.is_relative_to(self.root):
            return named.relative_to(self.root).as_posix()
        try:
            real = named.resolve()
        except (OSError, RuntimeError, ValueError):
            return named.as_posix()
        # The way to the root may itself be by a link.
        return real.relative_to(self.root).as_posix() if real.is_relative_to(self.root) else named.as_posix()

    def fingerprint(self, finding: Finding) -> str:
        """The same for the same finding of the same map, wherever its lines move, and no other's."""
        key = f"{safe(self.path(finding.map))}\0{safe(finding.id)}"
        return hashlib.sha256(key.encode("utf-8")).hexdigest()[:32]
