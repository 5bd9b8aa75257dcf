"""Real git repositories for tests, that know nothing of the settings of whoever runs the tests."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

WHO = ("-c", "user.name=Eastglen forum", "-c", "user.email=forum@example.org", "-c", "commit.gpgsign=false")
ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_DATE": "2026-05-01T09:00:00Z",
    "GIT_COMMITTER_DATE": "2026-05-01T09:00:00Z",
}


def git(folder: Path, *asked: str, at: str | None = None) -> str:
    """What git answers in a folder; `at` is the moment of a commit, such as 2026-05-01T09:00:00Z."""
    moments = {} if at is None else {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    done = subprocess.run(
        ["git", *WHO, *asked],
        cwd=folder,
        env={**os.environ, **ALONE, **moments},
        capture_output=True,
        check=True,
        timeout=60,
    )
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def begun(folder: Path) -> Path:
    """A repository with nothing in it, whose branch is called main."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def commit(folder: Path, message: str = "a change", at: str | None = None) -> str:
    """Commit all that there is; the id of the commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", f"--message={message}", at=at)
    return git(folder, "rev-parse", "HEAD")
