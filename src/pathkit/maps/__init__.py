"""Maps: from YAML text to a typed, located `Map`, with every problem in plain words."""

from pathkit.maps.model import Condition, Map, Place, Service, Transfer
from pathkit.maps.problems import Problem
from pathkit.maps.read import Loaded, load_map

__all__ = ["Condition", "Loaded", "Map", "Place", "Problem", "Service", "Transfer", "load_map"]
