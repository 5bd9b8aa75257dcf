"""`pathkit acknowledge`: record in a map that the forum knows of a finding, and lives with it for now."""

from __future__ import annotations

from typing import Annotated

import typer

from pathkit.cli.options import Combine, Date, MapPath, TextOrJson, date_of, one_format
from pathkit.cli.streams import as_seen_here, to_stdout


def acknowledge(
    path: MapPath,
    findings: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FINDING-ID]...",
            help="The findings, by the ids that pathkit check prints.",
            show_default=False,
        ),
    ] = None,
    *,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why the forum lives with it for now.", show_default=False)
    ],
    meanwhile: Annotated[
        str, typer.Option("--meanwhile", metavar="TEXT", help="What is done for people meanwhile.", show_default=False)
    ],
    owner: Annotated[
        str,
        typer.Option(
            "--owner", metavar="WHO", help="Who sees to it: an organisation's id, or words.", show_default=False
        ),
    ],
    review: Annotated[
        str,
        typer.Option(
            "--review",
            metavar="DATE",
            help="The day by which the forum looks at it again, at most 12 months ahead.",
            show_default=False,
        ),
    ],
    all_: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Every finding that is open and has no entry, as a baseline: all but those on the map's soundness.",
        ),
    ] = False,
    date: Date = None,
    combine: Combine = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be written, and leave the file alone.")
    ] = False,
    format_: TextOrJson = "text",
) -> int:
    """Record in the map that the forum knows of a finding, and leave all else in the file as it is.

    The entry is agreed on the date of the check, and covers the finding as far as it reaches then. If it grows, or
    once the review date has passed, it is open again, and acknowledging it by its id renews its entry.

    \b
    Examples:
      pathkit acknowledge highland.pathway.yaml wrong-door@gp --reason "The new line opens in March"
        --meanwhile "The practice rings the duty team" --owner nhs-highland --review 2027-03-31
      pathkit acknowledge highland.pathway.yaml --all --reason "Known on the day we began"
        --meanwhile "As before" --owner "The forum" --review 2027-03-31 --dry-run
    """
    kind = one_format(format_)
    agreed, look_again = date_of(date), date_of(review)
    from pathkit.check.acknowledging import Terms, acknowledge_all, acknowledge_findings
    from pathkit.check.exits import CannotDo

    if all_ == bool(findings):
        raise CannotDo("Name the findings to acknowledge, or write --all for every one that is open, and not both.")
    terms = Terms(reason, meanwhile, owner, agreed, look_again)
    if findings:
        written = acknowledge_findings(path, findings, terms, combine=combine, save=not dry_run)
    else:
        written = acknowledge_all(path, terms, combine=combine, save=not dry_run)
    if kind == "json":
        from pathkit.output.acknowledged import written_object
        from pathkit.output.json import dumped

        to_stdout(dumped(written_object(written)))
    else:
        from pathkit.output.acknowledged import put_written
        from pathkit.output.page import Page

        to_stdout(as_seen_here(lambda console: put_written(Page(console), written)))
    return 0
