"""The command line: `pathkit COMMAND`. One file a command, and no logic in any of them.

Commands return their exit code. Everything that can go wrong is caught here, in one place: a usage error
ends with 2, a fault of pathkit with 3 and a short message. Set `PATHKIT_DEBUG` to see a traceback.

Rooms are imported inside the commands: `pathkit --version` must cost little more than typer.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from pathkit import __version__
from pathkit.cli import (
    acknowledge,
    card,
    check,
    diff,
    explain,
    heatmap,
    init,
    journey,
    lsp,
    progress,
    questions,
    render,
    report,
    rules,
    schema,
    what_if,
)
from pathkit.cli.streams import prepare_streams, say, to_stdout

FINDINGS = 1
USAGE = 2
FAULT = 3
STOPPED = 130

app = typer.Typer(
    name="pathkit",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        to_stdout(f"pathkit {__version__}\n")
        raise typer.Exit


@app.callback()
def pathkit(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Check what a local distress pathway does for every kind of person at every minute of the year.

    \b
    Begin with:
      pathkit check pathways
    """


app.command(short_help="Check maps; the main job.")(check.check)
app.command(short_help="Explain a rule, or one finding.")(explain.explain)
app.command(short_help="What happens to one person.")(journey.journey)
app.command(short_help="The week at a door, hour by hour.")(heatmap.heatmap)
app.command(short_help="Draw a map as a picture.")(render.render)
app.command(name="what-if", short_help="What a service's failure would do.")(what_if.what_if)
app.command(short_help="What nobody has written down.")(questions.questions)
app.command(short_help="Record that a finding is known.")(acknowledge.acknowledge)
app.command(short_help="One page for a meeting.")(report.report)
app.command(short_help="Whom to call now, on one side of A4.")(card.card)
app.command(short_help="A repository to begin with.")(init.init)
app.command(short_help="What a change does to people.")(diff.diff)
app.command(short_help="How far areas have got.")(progress.progress)
app.command(short_help="Serve an editor.")(lsp.lsp)
app.command(short_help="List the rules.")(rules.rules)
app.command(short_help="Print the JSON Schema of a map.")(schema.schema)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 to 3 as the interface page says."""
    prepare_streams()
    try:
        code = app(args=None if arguments is None else list(arguments), prog_name="pathkit", standalone_mode=False)
    except KeyboardInterrupt:
        say("Stopped.")
        return STOPPED
    except Exception as error:
        if os.environ.get("PATHKIT_DEBUG"):
            raise
        return _failed(error)
    return code if isinstance(code, int) else 0


def _failed(error: Exception) -> int:
    """Say what went wrong, and return the exit code for it."""
    if hasattr(error, "format_message"):  # typer's own: a command, option or value that does not fit
        say(_plain(error.format_message()))
        if type(error).__name__ == "NoArgsIsHelpError":  # the message is the help itself
            return USAGE
        command: Any = getattr(getattr(error, "ctx", None), "command_path", "pathkit")
        say(f"Try: {command} --help")
        return USAGE
    if type(error).__name__ == "Abort":
        say("Stopped.")
        return STOPPED
    if _cannot_do(error):
        say(str(error))
        return USAGE
    if _invalid(error):
        return FINDINGS
    if isinstance(error, OSError) and error.filename is not None:
        say(f"{error.filename}: {error.strerror or 'cannot be read or written'}.")
        return USAGE
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    say("This is a fault in pathkit, not in your maps. Please report it, with the command and the map if you can:")
    say(f"  {what[:500]} (pathkit {__version__}, Python {sys.version.split()[0]})")
    say("PATHKIT_DEBUG=1 shows where it happened.")
    return FAULT


_NO_NUMBER = re.compile(r"Invalid value for '(\S+)[^']*': Input should be a valid integer.*", re.S)
_TOO_SMALL = re.compile(r"Invalid value for '(\S+)[^']*': Input should be greater than or equal to (\d+).*", re.S)
_TOO_LARGE = re.compile(r"Invalid value for '(\S+)[^']*': Input should be less than or equal to (\d+).*", re.S)


def _plain(message: str) -> str:
    """Messages on numbers in plainer words; any other as it is."""
    if (found := _NO_NUMBER.fullmatch(message)) is not None:
        return f"{found[1]} takes a whole number, in digits."
    if (found := _TOO_SMALL.fullmatch(message)) is not None:
        return f"{found[1]} takes a whole number, {found[2]} or more."
    if (found := _TOO_LARGE.fullmatch(message)) is not None:
        return f"{found[1]} takes a whole number, {found[2]} at most."
    return message


def _cannot_do(error: Exception) -> bool:
    """Whether an error is what was asked for that cannot be done."""
    try:
        from pathkit.check.exits import CannotDo
        from pathkit.times.problem import TimeProblem
    except Exception:  # what failed may be the very import
        return False
    return isinstance(error, CannotDo | TimeProblem)


def _invalid(error: Exception) -> bool:
    """Say what is wrong with a map that is not valid, if that is what the error is."""
    from pathkit.check.library import InvalidMap

    if not isinstance(error, InvalidMap):
        return False
    from pathkit.cli.streams import as_seen_here
    from pathkit.output.problems import put_problems

    to_stdout(as_seen_here(lambda console: put_problems(console, error.problems)))
    return True


if __name__ == "__main__":
    sys.exit(main())
