"""A pretend phone and a pretend provider: try the line without a real number."""
