"""`pathkit explain`: why a rule asks what it asks, or the whole story of one finding or of one action of a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pathkit.cli.options import Combine, Date, TextOrJson, date_of, one_format
from pathkit.cli.progress_bar import progress_bar
from pathkit.cli.streams import as_seen_here, to_stdout


def explain(
    what: Annotated[str, typer.Argument(metavar="RULE|MAP", help="A rule's name, or a map's file.")],
    finding: Annotated[
        str | None,
        typer.Argument(
            metavar="[FINDING-ID|ACTION]",
            help="The finding of that map, or the action of its plan, to explain.",
            show_default=False,
        ),
    ] = None,
    date: Date = None,
    combine: Combine = None,
    format_: TextOrJson = "text",
) -> int:
    """Why, how to put it right, when a forum may live with it; or the whole story of one finding, or of an action.

    The story of a finding also says what would close it: changes that were tried on the map, and what each does. The
    story of an action says whether what it is to close is still found, and what its change would do to people.

    \b
    Examples:
      pathkit explain wrong-door
      pathkit explain highland.pathway.yaml wrong-door@gp
      pathkit explain highland.pathway.yaml weekend-cover
    """
    from pathkit.check.action_story import is_action

    kind = one_format(format_)
    if finding is None:
        return _rule(what, kind)
    if is_action(Path(what), finding):
        return _action(Path(what), finding, kind, date, combine)
    return _finding(Path(what), finding, kind, date, combine)


def _rule(name: str, kind: str) -> int:
    from pathkit.check.explained import rule_named
    from pathkit.frameworks import load_framework
    from pathkit.output.page import Page
    from pathkit.output.rules import put_rule, rule_object

    rule = rule_named(name)
    if kind == "json":
        from pathkit.output.json import dumped

        to_stdout(dumped(rule_object(rule)))
    else:
        to_stdout(as_seen_here(lambda console: put_rule(Page(console), rule, load_framework())))
    return 0


def _finding(path: Path, name: str, kind: str, date: str | None, combine: int | None) -> int:
    from pathkit.check.explained import story_of
    from pathkit.output.finding import put_story, story_object
    from pathkit.output.page import Page

    with progress_bar() as progress:
        story = story_of(path, name, date_of(date), combine, progress)
    if kind == "json":
        from pathkit.output.json import dumped

        to_stdout(dumped(story_object(story)))
    else:
        to_stdout(as_seen_here(lambda console: put_story(Page(console), story)))
    return 0


def _action(path: Path, name: str, kind: str, date: str | None, combine: int | None) -> int:
    from pathkit.check.action_story import action_story
    from pathkit.check.exits import FAULT
    from pathkit.output.action import put_action, story_object
    from pathkit.output.page import Page

    story = action_story(path, name, date_of(date), combine)
    if kind == "json":
        from pathkit.output.json import dumped

        to_stdout(dumped(story_object(story)))
    else:
        to_stdout(as_seen_here(lambda console: put_action(Page(console), story)))
    return 0 if story.is_whole else FAULT
