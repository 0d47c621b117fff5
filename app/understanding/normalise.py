"""One plain form for every way of writing: case, accents, look-alikes, repeats, emoji, keycaps, control marks."""

import re
import unicodedata
from functools import cache

import msgspec

LONGEST = 1600  # characters read, before and after NFKC: U+FDFA alone grows 18 times

# Letters of other scripts that look like ours (Unicode confusables, the ones a Latin reader cannot tell apart).
_LOOKALIKES = dict(
    zip(
        "АВЕЅІЈКМНОПРСТУХавеѕіјкмнопрстухүһԁԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεικνορτυχ",
        "ABESIJKMHOPPCTYXabesijkmhoppctyxyhdqw" + "ABEZHIKMNOPTYXabeikvoptux",
        strict=True,
    )
)

# Emoji that carry meaning for this line; every other one becomes a space.
_EMOJI = {
    "\U0001f198": " sos ",
    "\U0001f480": " lol ",
    "\U0001f602": " lol ",
    "\U0001f923": " lol ",
    "\U0001f606": " lol ",
    "\U0001f4a9": " lol ",
    "\U0001f6d1": " stop ",
    "\U0001f489": " needle ",
    "\U0001f48a": " pills ",
    "\U0001f691": " ambulance ",
    "\U0001f6a8": " sos ",
    "\U0001f44d": " ok ",
    "\U0001f44c": " ok ",
    "\u2705": " ok ",
    "\u2714": " ok ",
    "\U0001f44b": " hi ",
    "\U0001f64f": " please ",
    "\U0001f62d": " crying ",
    "\U0001f631": " omg ",
    "\U0001f976": " cold ",
    "\U0001f922": " sick ",
    "\U0001f92e": " vomiting ",
}

_BLOCK = 200  # characters expanded at a time, so that no more is expanded than is read

_QUOTES = {"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u00b4": "'", "`": "'", "\u201c": '"', "\u201d": '"'}
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_REPEATS = re.compile(r"([a-z])\1{2,}")
_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
_DOTTED = re.compile(r"\b([a-z])\.([a-z])\.?(?:([a-z])\.)?(?='?[a-z]{0,3}\b|\W|$)")


class Plain(msgspec.Struct, frozen=True):
    """A message in plain form: `written` keeps case and accents, `text` has the same words lower-case and bare."""

    written: str
    text: str


def _expand(text: str) -> str:
    """The text in NFKC without surrogates, with look-alike letters and meaning-carrying emoji replaced."""
    text = text.encode("utf-8", "ignore").decode("utf-8")
    parts: list[str] = []
    size = 0
    for start in range(0, len(text), _BLOCK):
        parts.append(unicodedata.normalize("NFKC", text[start : start + _BLOCK]))
        size += len(parts[-1])
        if size >= LONGEST:
            break
    return _NOT_ASCII.sub(_one_letter, "".join(parts)[:LONGEST])


def _one_letter(match: re.Match[str]) -> str:
    """What one character outside ASCII stands for while accents are still kept."""
    letter = match.group()
    for table in (_QUOTES, _LOOKALIKES, _EMOJI):
        if letter in table:
            return table[letter]
    kind = unicodedata.category(letter)
    if kind[0] == "L":
        return letter
    if kind[0] in "MC":  # combining marks, joiners, keycap and variation selectors
        return ""
    if kind == "Nd":
        return str(unicodedata.digit(letter))
    return " "


def _bare(match: re.Match[str]) -> str:
    """One letter without its accent, always exactly one character so that positions stay true."""
    letter = unicodedata.normalize("NFD", match.group())[0].lower()
    if letter == "ß":
        return "s"
    return letter if len(letter) == 1 else " "


def plain(text: str) -> Plain:
    """The plain form of any string; never raises, reads at most LONGEST characters."""
    text = text[:LONGEST]
    if not text.isascii():
        text = _expand(text)
    written = text if text.isprintable() else _CONTROL.sub(" ", text)
    if written.isascii():
        return Plain(written=written, text=written.lower())
    return Plain(written=written, text=_NOT_ASCII.sub(_bare, written).lower())


def words(text: str) -> list[str]:
    """The words of a plain text, repeats of three or more letters cut to one, apostrophes kept."""
    if "." in text:
        text = _DOTTED.sub(lambda found: "".join(part for part in found.groups() if part), text)
    return _TOKEN.findall(_REPEATS.sub(r"\1", text))


def exact_words(text: str) -> str:
    """The form under which a whole plain text is looked up: words only, no apostrophes, one space between."""
    return " ".join(words(text)).replace("'", "")


def exact(text: str) -> str:
    """The form under which a whole message is looked up, from any text."""
    return exact_words(plain(text).text)


@cache
def exact_listed(text: str) -> str:
    """The same of a message that staff listed: four rules and a table ask for it, and whoever builds the table forgets it."""
    return exact(text)
