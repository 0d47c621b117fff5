"""A phone number, for as long as one message is being answered: it can be named and sealed, and nothing else."""

from __future__ import annotations

import re
from typing import NoReturn

from app.privacy.pseudonyms import CallerKey, ContactKey, OptOutKey, Pseudonyms, canonical, is_hidden
from app.privacy.sealing import AssociatedData, Box, Seal

NOT_HERE = frozenset("242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876".split())
"""Area codes that begin with +1 and are neither the United States nor Canada (NANPA): toll fraud comes from there."""
PAID_OR_FREE = frozenset("800 822 833 844 855 866 877 880 881 882 883 884 885 886 887 888 889 900".split())
"""Area codes that are no person's phone: free to the caller, or paid by whoever rings them."""
NOBODYS = NOT_HERE | PAID_OR_FREE
_PREMIUM_EXCHANGE = "976"
_TYPED = re.compile(r"(?<!\d)(?:\+?1[\s.-]*)?\(?([2-9]\d{2})\)?[\s.-]*(\d{3})[\s.-]*(\d{4})(?!\d)")
"""A number of North America as people write it."""


class Phone:
    """Holds a number that no log, queue or session can take from it."""

    __slots__ = ("_names", "_number", "_plain")

    def __init__(self, number: str, names: Pseudonyms) -> None:
        self._number = canonical(number)
        self._names = names
        self._plain = ":" not in number

    def __repr__(self) -> str:
        return "Phone(...)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A phone number is never packed.")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phone) and self._number == other._number

    def __hash__(self) -> int:
        return hash(self.caller_key)

    @property
    def reachable(self) -> bool:
        """Whether it is shown, and an ordinary number of the United States or Canada, as far as its digits tell, on no other app."""
        number = self._number
        return (
            self._plain
            and not is_hidden(number)
            and number.startswith("+1")
            and len(number) == 12
            and number[1:].isdecimal()
            and number[2:5] not in NOBODYS
            and number[5:8] != _PREMIUM_EXCHANGE
        )

    @property
    def caller_key(self) -> CallerKey:
        """The name of the conversation with it."""
        return self._names.caller_key(self._number)

    @property
    def contact_key(self) -> ContactKey:
        """Its name among those whom callers named."""
        return self._names.contact_key(self._number)

    @property
    def opt_out_key(self) -> OptOutKey:
        """The name of its opt-out."""
        return self._names.optout_key(self._number)

    @property
    def prefix_key(self) -> str:
        """The name of all numbers that share its first six digits."""
        return self._names.turn_key(self._number[:8], "prefix")

    def turn_key(self, turn: str) -> str:
        """The name of one turn of it, where something is counted."""
        return self._names.turn_key(self._number, turn)

    def sealed(self, seal: Seal, place: AssociatedData) -> Box:
        """The number, closed for the sender, to be kept at this place."""
        return seal.number(self._number, place).box


def take_number(text: str, names: Pseudonyms) -> tuple[str, Phone | None]:
    """The text without the first phone number in it, and that number as something that can only be named or sealed."""
    found = _TYPED.search(text)
    if found is None:
        return text, None
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return " ".join(_TYPED.sub(" ", rest).split()), Phone("+1" + "".join(found.groups()), names)
