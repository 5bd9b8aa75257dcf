"""`pathkit rules`: the list of rules."""

from __future__ import annotations

from pathkit.cli.options import TextOrJson, one_format
from pathkit.cli.streams import as_seen_here, to_stdout


def rules(format_: TextOrJson = "text") -> int:
    """The rules, by principle: how grave, the name, and what it finds.

    \b
    Example:
      pathkit rules --format json
    """
    kind = one_format(format_)
    from pathkit.frameworks import load_framework
    from pathkit.output.rules import put_rules, rule_object
    from pathkit.rules import all_rules

    found = all_rules()
    if kind == "json":
        from pathkit.output.json import dumped

        to_stdout(dumped([rule_object(rule) for rule in found]))
    else:
        from pathkit.output.page import Page

        to_stdout(as_seen_here(lambda console: put_rules(Page(console), found, load_framework())))
    return 0
