"""Where a process says that it moves: for its watchdog, which speaks, and its launcher, which listens and imports little."""

VARIABLE = "PORCHLIGHT_PULSE"
"""Names the file descriptor on which the launcher listens."""
