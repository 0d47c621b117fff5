"""What is printed or kept in a phone: a code to point a camera at, and an entry for its address book."""

from __future__ import annotations

import io

CARDS = 8
"""On one sheet of Letter or A4."""


def dialled(number: str) -> str:
    """The number as a link dials it; short numbers stay as they are."""
    digits = "".join(character for character in number if character.isdigit())
    return f"+1{digits}" if len(digits) == 10 else f"+{digits}" if len(digits) > 10 else digits


def code_of(address: str) -> bytes:
    """A QR code as SVG, readable with a tenth of it worn off."""
    import segno

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", scale=4, border=4, svgns=True, nl=False)
    return out.getvalue()


def vcard(name: str, number: str) -> bytes:
    """An entry for an address book: the line's name and its number, no word of what it is about (vCard 3.0, for old phones)."""
    safe = name.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", " ")
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:;{safe};;;",
        f"FN:{safe}",
        f"TEL;TYPE=CELL:{dialled(number)}",
        "END:VCARD",
    ]
    return ("\r\n".join(lines) + "\r\n").encode()
