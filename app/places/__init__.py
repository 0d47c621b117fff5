"""Where to go: what a place means, what is open there, and what is nearest."""
