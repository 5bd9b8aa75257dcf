"""What people call the things of a map."""

from __future__ import annotations

from pathkit.maps import Map
from pathkit.maps.plan_facts import actions_of


def name_of(map_: Map, one: str) -> str:
    """The name of the thing with an id, whatever sort it is of; the id itself where there is none."""
    if one in map_.services:
        return map_.services[one].name
    if one in map_.transfers:
        transfer = map_.transfers[one]
        return f"{map_.services[transfer.from_].name} to {map_.services[transfer.to].name}"
    if one in map_.organisations:
        return map_.organisations[one].name
    if map_.area is not None and map_.area.id == one:
        return map_.area.name
    if one in map_.agreements:
        return map_.agreements[one].name
    if one in actions_of(map_):
        return actions_of(map_)[one].title
    if one in map_.measures:
        return map_.measures[one].what
    return map_.training[one].what if one in map_.training else one


def called(map_: Map, one: str) -> str:
    """The name of the thing with an id, and of what sort it is where the name alone does not tell."""
    name = name_of(map_, one)
    if one in map_.transfers:
        return f"The transfer from {name}"
    if one in map_.services or one in map_.organisations or (map_.area is not None and map_.area.id == one):
        return name
    sorts = {"action": actions_of(map_), "measure": map_.measures, "training": map_.training}
    return next((f"The {sort} “{name}”" for sort, known in sorts.items() if one in known), name)


def within(name: str) -> str:
    """A name as it stands inside a sentence."""
    return f"the{name[3:]}" if name.startswith("The ") else name
