"""What a candidate says to write, written into a map's file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def write_into(map_file: Path, piece: str) -> None:
    """Write a piece of a map into the file as a forum would: what it names is changed, what is new is added.

    Layout and comments are lost, for what the map says is all that counts here.
    """
    data = _plain(yaml.load(map_file.read_text("utf-8"), yaml.BaseLoader))
    said = _plain(yaml.load(piece, yaml.BaseLoader))
    for name, keys in said.get("services", {}).items():
        data["services"][name].update(keys)
    for transfer in said.get("transfers", []):
        known = [one for one in data.get("transfers", []) if _named(one) == _named(transfer)]
        if known:
            known[0].update(transfer)
        else:
            data.setdefault("transfers", []).append(transfer)
    map_file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


def _named(transfer: dict[str, Any]) -> str:
    return str(transfer.get("id") or f"{transfer['from']}-to-{transfer['to']}")


def _plain(value: Any) -> Any:
    """A copy in which nothing is shared (no alias is written), and what is empty is nothing."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return None if value == "" else value
