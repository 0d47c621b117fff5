"""Texts that phones send when somebody taps a heart on a message: Apple's and Google's, in English and Spanish.

They quote our own words, so nothing in them may be read as the caller's. Formats: Apple Messages 10 to 26 and Google
Messages, as their users see them when the other side has no such phone.
"""

from __future__ import annotations

import re

_QUOTE = "[\"\u201c\u201d\u00ab\u2018']"
_THING = (
    r"(?:an? |un |una |el |la )?(?:image|attachment|movie|photo|picture|video|audio message|voice message|sticker|link|"
    r"imagen|foto|archivo|adjunto|archivo adjunto|vídeo|video|mensaje de voz|mensaje de audio|enlace)s?"
)
_SPACE = r"[\s\u200a\u2009\u202f\u00a0]*"
_WHO = r"(?:a [^\"\u201c\u201d]{1,40} )?"
_LIKED = r"liked|loved|le gust[oaó]|le encant[oaó]|me gusta|me encanta|les gust[oó]|les encant[oó]"
_DISLIKED = r"disliked|no le gust[oaó]|no les gust[oó]|no me gusta"
_OTHER = (
    r"laughed at|questioned|emphasi[sz]ed|enfatiz[oó]|destac[oó]|resalt[oó]|se ri[oó] de|se rieron de|le dio risa|cuestion[oó]|dud[oó] de|pregunt[oó] por|"
    r"removed an? .{1,24} from|quit[oó] (?:un|una|el|la) .{1,24} (?:de|a)|elimin[oó] (?:un|una|el|la) .{1,24} (?:de|a)"
)
_EMOJI = r"(?P<emoji>[^\w\s\"\u201c\u201d.,!?']{1,8})"
_TOLD = re.compile(
    rf"^\W{{0,3}}{_WHO}(?:(?P<liked>{_LIKED})|(?P<disliked>{_DISLIKED})|(?P<other>{_OTHER})|"
    rf"(?:reacted|reaccion[oó]|reaccion[oó] con){_SPACE}(?:with )?(?:con )?{_EMOJI}{_SPACE}(?:to|a|al|en))\s{{1,2}}"
    rf"(?:{_QUOTE}|(?P<thing>{_THING})\s*$)",
    re.IGNORECASE,
)
_TAPPED = re.compile(
    rf"^{_SPACE}{_EMOJI}{_SPACE}(?:to|a|al)\s+{_SPACE}(?:{_QUOTE}|(?P<thing>{_THING})\s*$)", re.IGNORECASE
)
_GOOD = frozenset("👍❤♥🥰😍😊🙂👌🙏💯🎉😀😁😃😄💚💙💜🧡💛🤍🖤💕💖✅🫶")
_BAD = frozenset("👎😢😭😞😔😡😠💔😕🙁☹❌🤮😨😰🆘😖😣")


def kind(text: str) -> str:
    """`like`, `dislike` or `other` for a phone's report of a tap; empty for words of somebody's own.

    Two exclamation marks approve of nothing, and a heart on a picture is on none of our words: both are `other`.
    """
    if len(text) < 6:
        return ""
    found = _TOLD.match(text) or _TAPPED.match(text)
    if found is None:
        return ""
    named = found.groupdict()
    if named.get("thing"):
        return "other"
    if named.get("disliked"):
        return "dislike"
    if named.get("liked"):
        return "like"
    emoji = named.get("emoji") or ""
    return emoji_kind(emoji) or "other"


_QUOTED = re.compile(f"{_QUOTE}(.*)$", re.DOTALL)


def quoted(text: str) -> str:
    """The words of ours that a phone says were tapped on, as far as it quotes them; empty where it quotes none."""
    found = _QUOTED.search(text) if kind(text) else None
    return found[1].rstrip(" \n\"\u201d\u201c\u00bb\u2019'").rstrip(".\u2026 ") if found else ""


def emoji_kind(text: str) -> str:
    """`like` or `dislike` for a message that is nothing but such signs; empty for anything else."""
    signs = {
        sign
        for sign in text
        if not sign.isspace() and sign not in "\ufe0f\u200d" and not "\U0001f3fb" <= sign <= "\U0001f3ff"
    }
    if signs and signs <= _GOOD:
        return "like"
    return "dislike" if signs and signs <= _BAD else ""
