"""Editors: what `pathkit lsp` answers while somebody writes a map."""
