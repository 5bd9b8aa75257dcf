"""`pathkit schema`: the JSON Schema of a map, for editors."""

from __future__ import annotations

from pathkit.cli.streams import to_stdout


def schema() -> int:
    """Print the JSON Schema of a map. Editors check and complete maps with it.

    \b
    Example:
      pathkit schema > pathway.schema.json
    """
    from pathkit.maps.schema import schema_text

    to_stdout(schema_text())
    return 0
