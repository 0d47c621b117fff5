"""Numbers as people write them."""

from __future__ import annotations


def written_number(number: str) -> str:
    """A North American number as people write it, 312-555-0100; any other as it is."""
    digits = number.removeprefix("+")
    if len(digits) == 11 and digits.startswith("1"):
        digits = digits[1:]
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == 10 and digits.isdigit() else number
