"""The areas of Scotland, as data: what they are called, their codes, and where each lies on a map of tiles.

A map says by `area.code` which of them it is about.
"""

from pathkit.areas.scotland import KINDS, Kind, ScottishArea, area, kinds, tiles

__all__ = ["KINDS", "Kind", "ScottishArea", "area", "kinds", "tiles"]
