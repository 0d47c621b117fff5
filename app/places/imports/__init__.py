"""Lists of places in the forms in which programmes and governments publish them: bytes in, sites and reasons out."""
