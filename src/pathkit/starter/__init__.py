"""The starter repository that `pathkit init` writes."""

from pathkit.starter.installing import installed_from
from pathkit.starter.starter import Area, Done, StarterFile, area_of, starter_files, write_starter
from pathkit.starter.told import told

__all__ = ["Area", "Done", "StarterFile", "area_of", "installed_from", "starter_files", "told", "write_starter"]
