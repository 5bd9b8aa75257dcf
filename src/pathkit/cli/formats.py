"""A report in the formats that were asked for, each to where it goes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pathkit.cli.options import Format
from pathkit.cli.streams import as_plain_text, as_seen_here, commands_to_stdout, say, to_file, to_stdout

if TYPE_CHECKING:
    from pathkit.check.report import Report
    from pathkit.output.repository import Repository

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown")


@dataclass(frozen=True)
class Output:
    """What is to be made of reports: the formats, how many findings are told in full (None: all), and from which
    severity on they fail the run (None: as the settings say)."""

    formats: Sequence[Format]
    show: int | None
    fail_on: str | None

    def put(self, report: Report) -> None:
        """Write a report in each format, to where it goes. Raises `CannotDo`."""
        for one in self.formats:
            text = self._made(report, one)
            if one.file is not None:
                to_file(one.file, text)
                say(f"Wrote {one.file.as_posix()}.")
            elif one.name == "github":
                commands_to_stdout(text)
            else:
                to_stdout(text)
            if one.name == "github":
                _add_to_summary(report, self.show)

    @cached_property
    def repository(self) -> Repository:
        """The repository from whose top every format names files."""
        return _repository()

    def _made(self, report: Report, one: Format) -> str:
        match one.name:
            case "json":
                from pathkit.output.json import as_json

                return as_json(report)
            case "sarif":
                from pathkit.output.sarif import as_sarif

                return as_sarif(report, self.repository, self.fail_on)
            case "github":
                from pathkit.output.github import as_github

                return as_github(report, self.repository)
            case "gitlab":
                from pathkit.output.gitlab import as_gitlab

                return as_gitlab(report, self.repository)
            case "junit":
                from pathkit.output.junit import as_junit

                return as_junit(report, self.repository, self.fail_on)
            case "markdown":
                from pathkit.output.markdown import LIMIT
                from pathkit.output.report_markdown import as_markdown

                # Who wants all of it in a file wants no comment.
                whole = self.show is None and one.file is not None
                return as_markdown(report, self.show, None if whole else LIMIT)
            case _:
                from pathkit.output.text import as_text

                draw = as_seen_here if one.file is None else as_plain_text
                return draw(lambda console: as_text(report, console, self.show))


def _repository() -> Repository:
    """The repository around this folder, or else the one that GitHub says it works in; else this folder."""
    from pathkit.output.repository import Repository

    here = Path.cwd()
    top = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), None)
    stated = os.environ.get("GITHUB_WORKSPACE")
    if stated:
        workspace = Path(stated).resolve()
        if top is None or not top.is_relative_to(workspace):
            top = workspace
    return Repository(here if top is None else top, here)


def _add_to_summary(report: Report, show: int | None) -> None:
    """Add the report to what GitHub shows of a step. Where that cannot be, it is said, and fails nothing."""
    from pathkit.output.github import SUMMARY_LIMIT
    from pathkit.output.report_markdown import as_markdown

    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        say("The report was not added to the summary of a step: GITHUB_STEP_SUMMARY is not set here.")
        return
    file = Path(name)
    try:
        taken = file.stat().st_size if file.exists() else 0
        text = ("\n" if taken else "") + as_markdown(report, show, SUMMARY_LIMIT - taken)
        if taken + len(text.encode("utf-8")) > SUMMARY_LIMIT:
            say("The report was not added to the summary of this step: GitHub shows 1 MiB of it, and it is full.")
            return
        with file.open("a", encoding="utf-8", newline="\n") as summary:
            summary.write(text)
    except OSError as error:
        say(f"The report was not added to the summary of this step: {name}: {error.strerror or 'it failed'}.")
