"""Key 8, or "text me this": what a call has just said comes as a text, and the call goes on where it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.engine.actions.find_sites import sites_again
from app.engine.effects import TextMe
from app.engine.text_copy import heard, is_urgent

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

KEY = "8"
"""Free wherever a list has not taken it: the line's own keys are star, pound, 0 and 9."""
UNTOLD, IN_EMERGENCY, TOLD = 0, 1, 2
"""How far a caller has heard of it (`Session.text_offer_stage`): once, and again after an emergency, where nobody listens for it."""

LONGEST = 100
"""Letters of such a wish; more is a story."""
_ASK = re.compile(
    r"(?:(?:can|could|will|would) (?:you|u) |please |just |yes |ok |i want you to )*"
    r"(?:text|txt|message|send) (?:me )?(?:(?:this|that|it|these|those|them|all of (?:it|this|that)|"
    r"(?:the|this|that|these|those) (?:phone )?(?:steps|address|addresses|list|info|information|instructions|directions|details|number|"
    r"numbers|places?)|an? (?:text|message)(?: message)?(?: with (?:this|that|it))?) ?)?"
    r"(?:to (?:me|my phone|this phone|my cell) ?)?(?:(?:as|by|in|with|over) (?:a )?(?:text|txt|sms|message)(?: message)? ?)?"
    r"(?:please|pls|now|thanks|too|instead| )*"
)
_PIDE = re.compile(
    r"(?:(?:me )?(?:l[oae]s? )?(?:puede|puedes|podria|quiere|quiero que) (?:me )?(?:l[oae]s? )?|por favor |si |nada mas )*"
    r"(?:me )?(?:mandar|manda|mande|mandes|enviar|envia|envie|envies|textear|textea|textee|pasar|pasa|pase)(?:me)?(?:l[oae]s?)? ?"
    r"(?:(?:esto|eso|todo(?: esto| eso)?|los pasos|la direccion|las direcciones|la lista|la informacion|los lugares|"
    r"el lugar|los datos|el numero|un (?:texto|mensaje)(?: con (?:esto|eso))?) ?)?"
    r"(?:a mi (?:telefono|celular) ?)?(?:(?:por|en|como|con) (?:un )?(?:texto|mensaje(?: de texto)?|sms) ?)?"
    r"(?:por favor|porfa|ahora|gracias| )*"
)
_WISH = re.compile(
    r"(?:(?:can|could|may) i (?:please )?(?:get|have)|i (?:want|need|would like|d like|id like)|get|quiero|necesito|"
    r"(?:me )?(?:puede|pueden) dar|lo quiero|la quiero|los quiero) "
    r"(?:(?:this|that|it|these|them|the steps|the address(?:es)?|the list|esto|eso|los pasos|la direccion) )?"
    r"(?:(?:as|by|in|on|over|with|through|por|en|como) )(?:(?:a|my|un|mi) )?(?:text|txt|message|sms|texto|mensaje)(?: message| de texto)? "
    r"(?:please |pls |now |thanks |por favor |porfa |ahora |gracias )*"
    r"|(?:by text|as a text|por texto|por mensaje) (?:please |por favor )?"
)
_BARE = re.compile(
    r"(?:(?:send|message|text|txt|send me|mand[ae]r?(?:me)?|envi(?:ar|a|e)|pas(?:ar|a|e)(?:me)?|"
    r"please|pls|now|just|yes|ok|thanks|por favor|porfa|ahora|gracias) )*"
)
"""Too little to be sure: a word cut off, or half of another sentence."""


def asks_for_text(words: str) -> bool:
    """Whether these plain words, as a whole, ask for what was said as a text."""
    if len(words) > LONGEST:
        return False
    whole = f"{words} "
    return not _BARE.fullmatch(whole) and any(pattern.fullmatch(whole) for pattern in (_ASK, _PIDE, _WISH))


def text_me(conversation: Conversation) -> bool:
    """True when what was just heard is on its way, or the caller heard how else to read it; False where it is nothing to keep."""
    words = heard(conversation)
    if not words:
        return False
    conversation.session.text_offer_stage = TOLD
    why = conversation.known.no_text_reason
    conversation.tally(f"text_me_{why}" if why else "text_me")
    if why:
        conversation.say(f"line.text_me_{why}", word=_word(conversation))
    else:
        conversation.effects.append(TextMe(words))
        conversation.say("line.text_me_sent")
    _go_on(conversation, again=why == "down")
    return True


def ask_for_key(conversation: Conversation) -> None:
    """Badly heard: a key is asked for, since a text stays on a phone that others may read."""
    conversation.say("line.text_me")


def nothing_to_text(conversation: Conversation) -> None:
    """Here there is only a list or a question: said, and said where the caller is."""
    conversation.say("line.text_me_later")
    conversation.again()


def announce(conversation: Conversation) -> None:
    """The key is told once a call, after everything else; in an emergency only after the whole first answer."""
    node, session = conversation.node, conversation.session
    if session.text_offer_stage == TOLD or conversation.known.no_text_reason or node is None or node.pace:
        return
    urgent = is_urgent(conversation.library, node)
    if urgent and (session.text_offer_stage or node.name not in conversation.library.urgent):
        return
    if heard(conversation):
        session.text_offer_stage = IN_EMERGENCY if urgent else TOLD
        conversation.say("line.text_me")


def _word(conversation: Conversation) -> str:
    """The word that brings the same by text: that of the flow, or the one for the menu."""
    flow = conversation.library.release.flows.get(conversation.session.node.split(".")[0])
    menu = conversation.library.release.words.get(conversation.language, {}).get("menu", ("menu",))
    return (flow.word.get(conversation.language, "") if flow else "") or menu[0]


def _go_on(conversation: Conversation, *, again: bool) -> None:
    """Where the call was: breaths are counted on, an emergency or what could not be texted is said again, else what to press."""
    node = conversation.node
    if node is None:
        return
    if node.pace:
        conversation.count_breaths(node)
    elif node.do:
        if again:
            sites_again(conversation)
    elif again or is_urgent(conversation.library, node):
        conversation.again()
    else:
        conversation.words(
            conversation.library.ways(node, conversation.language),
            language=conversation.library.shown(node, conversation.language).voice,
        )


TEXTS = frozenset(
    {
        "line.text_me",
        "line.text_me_sent",
        "line.text_me_later",
        "line.text_me_hidden",
        "line.text_me_cannot",
        "line.text_me_down",
    }
)
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
