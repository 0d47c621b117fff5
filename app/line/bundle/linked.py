"""Phone numbers in a text become links that dial them."""

from __future__ import annotations

import re

from app.line.bundle.printed import dialled

_NUMBER = re.compile(r"(?<![\w-])(911|988|(?:1-)?\d{3}-\d{3}-\d{4})(?![\w-])")


def linked(text: str) -> str:
    """The text as HTML, every number in it a link."""
    from markupsafe import Markup, escape

    return Markup(_NUMBER.sub(lambda found: f'<a href="tel:{dialled(found[1])}">{found[1]}</a>', str(escape(text))))  # noqa: S704 - escaped first
