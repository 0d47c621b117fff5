"""Words worth mending when one letter is wrong: missing them costs the most."""

from app.language.heard import heard

RIGHT: frozenset[str] = heard("mended")
