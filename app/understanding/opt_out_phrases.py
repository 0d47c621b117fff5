"""Who takes back permission to be texted, as told from everything else that stops, ends or quits."""

import re

from app.language.heard import any_of_heard

# Over the folded words joined by spaces. What is stopped must be the messages, the checks, the line itself, or nothing named.
_MESSAGES = (
    r"(?:messages?|text(?:s|ing|ed)?|texteen?|textear\w*|messaging|contact\w*|call(?:s|ing)?|send(?:ing)?|bother\w*|bug(?:ging)?|spam\w*|alerts?|notifications?|"
    r"check_ins?|check_on|notif\w*|subscription|list|mensajes|textos|escrib\w+|mand\w+|envi\w+|molest\w+|llam\w+|alertas|chequeos?|lista|avisos?|"
    r"suscripcion|revis\w+|notificaciones|sends|hitting_up|blowing_up|harass\w*|pinging|reminders?|recordatorios?)"
)
_WRITTEN = (
    r"(?:messages?|text(?:s|ing|ed)?|texteen?|textear\w*|messaging|contact\w*|bother\w*|bug(?:ging)?|spam\w*|alerts?|notifications?|"
    r"subscription|mensajes|textos|escrib\w+|mand\w+|envi\w+|molest\w+|alertas|avisos?|suscripcion|notificaciones|reminders?|recordatorios?)"
)
"""The same without whatever else a body may not do: who will not call 911 takes nothing back."""
_STOP_WORDS = r"(?:stop|quit|end|cancel|cease|halt|unsubscribe|discontinue|turn off|shut off|no more|no_mas|paren?|deje?n?|dejo_de|cancel\w*|deten\w*|basta|alto|termin\w+|apag\w+|ya_no|knock off|enough)"
_PATTERNS: dict[str, str] = {
    "stop_messages": rf"\b{_STOP_WORDS}\b(?: \w+){{0,4}}? {_MESSAGES}\b",
    "not_messages": rf"\b(?:do not|never|no longer|ya_no|no|nunca|no_mas)\b(?: (?:ever|want|need|me|you|your|any|to|get|more|quiero|deseo|sus|mas|que|vuelvan|vuelva|a|recibir|receive|these|this|send|consent|like|from|the|los|esos|estos|tus|want)){{0,5}} {_WRITTEN}\b",
    "off_list": r"\b(?:take|get|remove|leave|drop|scratch|cross|quit\w+|saqu\w+|sac\w+|elimin\w+|borr\w+) (?:\w+ ){0,4}(?:off|out of|from|list|lista|mailing)\b",
    "remove_number": r"^(?:\w+ ){0,3}(?:remove|take|quiten|quite|saquen) (?:me|my number|this number|my name|mi numero)(?: \w+){0,2}$",
    "opt_out": r"\b(?:opt_out|optout|unsubscribe|dar_de_baja|revoke|revoco|withdraw my|retiro mi|desuscrib\w+|stopall)\b",
    "wrong_number": r"\b(?:wrong (?:number|person)|numero equivocado|equivocaron de numero)\b.*\b(?:stop|remove|take|quit\w*|no|not|lose|paren|delete)\b",
    "leave_alone": r"\b(?:leave me (?:the \w+ )?alone|dejen?me en paz|lose (?:my|this) number)\b",
    "bare_stop": r"^(?:(?:ok|yes|no|please|pls|hey|now|just|i said|si|ya|stop|alto|por favor|omg|god|porchlight|hi) )*(?:stop|unsubscribe|stopall|alto|paren|cancel|basta|quit|end)(?: (?:please|it|this|now|thanks|thank you|ya|right_now|ok|all|everything|por favor|stop|alto|already|gracias|that|esto|todo|man|me|porfa|service|lol|pls))*$",
}
# What is stopped is something in the caller's life or somebody's body, or it is a question about the line; and whoever
# asks for an ambulance takes nothing back.
_NOT_REVOKED = re.compile(
    r"\b(?:using|doing drugs|use|drinking|smoking|shooting|heroin|fentanyl|meth|coke|crack|dope|drugs|benzos|xanax|percocet|pills|weed|"
    r"breathing|respira\w*|bus_stop|stop_at|drop_by|nonstop|bleeding|withdrawal|cravings|usar|consumir|tomar|drogas?|fumar|inyect\w+|heroina|cristal|"
    r"alcohol|coca|laughing|raining|snowing|crying|shaking|temblar|llover|nagging|lying|cops?|police|policia|pulled|playing|being|"
    r"ambulanc\w+|911|medics?|paramedic\w*)\b"
)
_SOMEBODY_STOPPED = re.compile(
    r"\b(?:stopped|quitted|paro de|dejo_de|cancelled|canceled|(?:he|she|they|it|we) (?:will not )?(?:stop|stops|quit|quits))\b"
)
# Who cannot stop: a habit, and no word to us, unless it is our messages that do not end.
_CANNOT_STOP = re.compile(rf"\b{any_of_heard('cannot_stop')}\b(?!(?: \w+){{0,3}} {_MESSAGES})")
# Who asks us to go on; but "if you do not stop texting me" is no plea.
_GO_ON = re.compile(
    r"^(?!.*\b(?:if|why|unless|si|por que)\b).*\b(?:do not(?: (?:ever|please|just))* (?:stop|quit|cancel|end|unsubscribe)|no (?:dejes|pares|canceles))\b"
)
# What somebody else says, tells or wants is told of, and takes nothing of the caller's back: "he says leave me alone".
_OF_ANOTHER = re.compile(
    r"\b(?:he|she|they|mom|dad|people|everyone|somebody|someone|el|ella|ellos|ellas|(?:my|mi) \w+)\b(?: \w+){0,2} "
    r"(?:say|says|said|saying|tells|told|telling|yell\w*|scream\w*|wants|dice|dicen|dijo|grita\w*|pide)\b"
)
# How it is done, as machines write it under what they send: "Reply STOP to unsubscribe".
_HOW_TO = re.compile(
    rf"\b{any_of_heard('told_to_reply')} (?:\w+ )?{any_of_heard('stops_named')} (?:\w+ )?{any_of_heard('in_order_to')}\b"
)
_ELSE = (_NOT_REVOKED, _SOMEBODY_STOPPED, _CANNOT_STOP, _GO_ON, _OF_ANOTHER)
_NOT_RECEIVED = rf"\b{any_of_heard('wants_none_sent')}\b(?! {any_of_heard('care_received')})"
_COMPILED = tuple((name, re.compile(one)) for name, one in (*_PATTERNS.items(), ("not_received", _NOT_RECEIVED)))
_MAY = re.compile(
    r"stop|quit|end|cancel|opt|unsub|revok|remov|off|no more|no_mas|not|never|leave|lose|wrong|equivoc|alto|par|baja|basta|dej|quit|saq|sac|"
    r"elimin|borr|deten|termin|ya_no|no|cease|halt|discont|enough|apag|revoc|retir|withdraw|out of|nunca"
)


def of_something_else(tokens: list[str]) -> bool:
    """Whether what stops is somebody's habit, body or mind, somebody else stopped, or we are asked to go on."""
    joined = " ".join(tokens)
    return any(pattern.search(joined) is not None for pattern in _ELSE)


def signs(tokens: list[str]) -> list[str]:
    """Names of the ways of taking back permission found in the folded words; empty when something else stops."""
    joined = " ".join(tokens)
    if _MAY.search(joined) is None or _HOW_TO.search(joined) is not None:
        return []
    found = [name for name, pattern in _COMPILED if pattern.search(joined)]
    if found and of_something_else(tokens) and not {"off_list", "opt_out", "remove_number"}.intersection(found):
        return []
    return found
