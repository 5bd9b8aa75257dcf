"""The starter repository that `pathkit init` writes."""
