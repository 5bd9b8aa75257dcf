"""An independent, slow answer to every question, and maps to ask it of."""
