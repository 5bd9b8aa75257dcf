"""Drawing: a map and its findings as a picture that a meeting can read.

One pipeline of plain values: `scene` says what is drawn, in words; `dot` writes a scene in the language of
Graphviz; `svg` has that laid out and makes a picture of it that reads the same on every machine.
"""

from pathkit.drawing.dot import as_dot
from pathkit.drawing.engines import ENGINES, CannotDraw
from pathkit.drawing.scene import Mark, Scene, mark_of, scene_of
from pathkit.drawing.svg import as_svg

__all__ = ["ENGINES", "CannotDraw", "Mark", "Scene", "as_dot", "as_svg", "mark_of", "scene_of"]
