"""The language that has everything: what another lacks is said in it."""

from __future__ import annotations

DEFAULT_LANGUAGE = "en"
