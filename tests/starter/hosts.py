"""Running the scripts of a GitHub workflow, a GitHub Action or a GitLab job as the host would, on this machine.

What stands in a file is run as it is, by bash, with the environment that the host gives. Only `pip install` is
answered by the pathkit at hand. Steps that use somebody else's action are noted and not run. Conditions are worked out.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}", re.S)
_SIGN = re.compile(r"\s*(&&|\|\||[!=]=|[!()]|'[^']*'|[\w.-]+)")

Workflow = Mapping[str, Any]


def read_yaml(path: Path) -> Workflow:
    """A file of a host, with every key as text (`on` is no truth value)."""
    found = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


@dataclass(frozen=True)
class Step:
    """A script that was run: how it ended, and what it printed."""

    name: str
    code: int
    said: str


@dataclass
class Host:
    """A machine of a host, with a working folder. `known` gives what expressions stand for."""

    folder: Path
    apart: Path
    known: dict[str, str] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    used: list[str] = field(default_factory=list)  # the steps that use an action, and that were come to

    def __post_init__(self) -> None:
        programs = self.apart / "programs"
        programs.mkdir(parents=True)
        here = f'exec "{sys.executable}"'
        installs = (
            f'if [ "$1 $2 $3" = "-m pip install" ]; then printf "%s\\n" "${{@: -1}}" >>"{self.installed}"; exit; fi'
        )
        for name, script in (("python", f'{installs}\n{here} "$@"'), ("pathkit", f'{here} -m pathkit "$@"')):
            program = programs / name
            program.write_text(f"#!/usr/bin/env bash\n{script}\n", "utf-8")
            program.chmod(0o755)
        for file in (self.summary, self.outputs, self.installed):
            file.touch()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI", "GIT_"))},
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "CI": "true",
        }

    @property
    def summary(self) -> Path:
        return self.apart / "summary.md"

    @property
    def outputs(self) -> Path:
        return self.apart / "outputs"

    @property
    def installed(self) -> Path:
        """What `pip install` was asked for, a line each."""
        return self.apart / "installed"

    @property
    def codes(self) -> dict[str, int]:
        """How each script that was run ended, by the name of its step."""
        return {step.name: step.code for step in self.steps}

    def said(self, name: str) -> str:
        return next(step.said for step in self.steps if step.name == name)

    def run(self, name: str, script: str, environment: Mapping[str, str]) -> int:
        """Run a script, and keep how it ended."""
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.folder,
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
        )
        self.steps.append(Step(name, done.returncode, done.stdout))
        return done.returncode

    # --- GitHub

    def run_steps(self, steps: Sequence[Mapping[str, Any]], environment: Mapping[str, str]) -> dict[str, str]:
        """Run the scripts among the steps of a job; returns what they set as outputs, as `steps.ID.outputs.NAME`."""
        github = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_WORKSPACE": str(self.folder),
            "RUNNER_TEMP": str(self.apart),
        }
        failed = False
        for step in steps:
            condition = step.get("if", "")
            if (failed and "cancelled()" not in condition) or not self._holds(condition):
                continue
            if "run" not in step:
                self.used.append(step.get("name", step["uses"]))
                continue
            own = {name: self.filled(value) for name, value in step.get("env", {}).items()}
            self.outputs.write_text("", "utf-8")
            code = self.run(
                step.get("name", step["run"]),
                step["run"],
                {**environment, **github, **own, "GITHUB_OUTPUT": str(self.outputs)},
            )
            failed = failed or code != 0
            if "id" in step:
                self.known[f"steps.{step['id']}.outcome"] = "failure" if code else "success"
                for line in self.outputs.read_text("utf-8").splitlines():
                    key, _, value = line.partition("=")
                    self.known[f"steps.{step['id']}.outputs.{key}"] = value
        return {key: value for key, value in self.known.items() if ".outputs." in key}

    def filled(self, text: str) -> str:
        """A text with its expressions filled in. What a step that was not run would have set is empty."""
        return _EXPRESSION.sub(lambda found: self._value(found[1]), text)

    def _value(self, name: str) -> str:
        return self.known.get(name, "") if name.startswith("steps.") else self.known[name]

    def _holds(self, condition: str) -> bool:
        return not condition or holds(_EXPRESSION.sub(r"\1", condition), self._value)


def holds(condition: str, value: Callable[[str], str]) -> bool:
    """Whether a condition of a step holds, by what its names stand for. Nothing is ever cancelled."""
    signs = _SIGN.findall(condition)
    assert "".join(signs) == "".join(condition.split()), f"the tests cannot read the condition {condition}"

    def take(*wanted: str) -> bool:
        if signs[: len(wanted)] != list(wanted):
            return False
        del signs[: len(wanted)]
        return True

    def either() -> bool:
        found = both()
        while take("||"):
            found = both() or found
        return found

    def both() -> bool:
        found = one()
        while take("&&"):
            found = one() and found
        return found

    def one() -> bool:
        if take("!"):
            return not one()
        if take("cancelled", "(", ")"):
            return False
        if take("("):
            found = either()
            assert take(")")
            return found
        left = text()
        if take("=="):
            return left == text()
        return left != text() if take("!=") else left != ""

    def text() -> str:
        sign: str = signs.pop(0)
        return sign[1:-1] if sign.startswith("'") else value(sign)

    found = either()
    assert not signs, f"the tests cannot read {signs} in the condition {condition}"
    return found


def git(folder: Path, *arguments: str) -> str:
    """What git prints, asked about a folder."""
    return subprocess.run(
        ["git", "-c", "user.name=Eastglen", "-c", "user.email=forum@eastglen.example", *arguments],
        cwd=folder,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull},
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout.strip()


def committed(folder: Path, message: str) -> str:
    """Commit everything in a folder, and return the commit's id."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def checked_out(folder: Path, proposed: str, base: str) -> dict[str, str]:
    """Check out what GitHub does for a pull request: the branch that is proposed, merged with the newest `main`.

    Returns what expressions stand for. `base` is where `main` was when somebody last pushed: it may have moved on.
    """
    head = git(folder, "rev-parse", proposed)
    git(folder, "switch", "--quiet", "--detach", "main")
    git(folder, "merge", "--quiet", "--no-ff", "--message", "As merged", head)
    return pull_request(base, head)


def pull_request(base: str, head: str) -> dict[str, str]:
    """What expressions stand for in a run for a pull request from a branch of the same repository."""
    return {
        **run_for("pull_request"),
        "github.event.pull_request.base.sha": base,
        "github.event.pull_request.head.sha": head,
        "github.event.pull_request.head.repo.full_name": "eastglen/pathway",
    }


def run_for(event: str) -> dict[str, str]:
    """What expressions stand for in a run for any other event: what does not exist is empty."""
    return {
        "github.event_name": event,
        "github.actor": "keeper",
        "github.repository": "eastglen/pathway",
        "github.event.pull_request.base.sha": "",
        "github.event.pull_request.head.sha": "",
        "github.event.pull_request.head.repo.full_name": "",
    }
