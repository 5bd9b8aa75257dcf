"""When: hours, holidays, durations, the horizon; text to open minutes, and back into words."""
