"""What in a message speaks for an emergency and what against, read from its shape (see lexicon.py)."""

import re

from app.language.heard import any_of_heard, heard

TOOK_MANY = "took_many"
# name -> pattern over the shape. Strong signs are an emergency by themselves unless something speaks against.
_STRONG: dict[str, str] = {
    "not_breathing": r"N[^JKP]{0,2}B",
    "not_waking": r"N[^JI]{0,3}W(?!w)",
    "not_answering": r"P.{0,3}N[^JI]{0,2}l(?=$|[+!NCGPc])",
    "blue": r"(?:[PLUt][^JTDS]{0,3}C(?=$|[^.fDb])|C[^J]{0,1}L(?![fDb]))",
    "unconscious": r"[PIt!+]?.{0,4}U",
    "gurgling": r"(?:P.{0,5}G|G.{0,4}P|^.{0,2}G)",
    "overdosing": r"(?:P[^FKEN]{0,4}O|O[^fKE]{0,4}[P!]|I.{0,3}O)",
    "overamping": r"A",
    "dying": r"P[^h]{0,3}[Yy](?!.{0,4}[Oo])|I.{0,2}Y!",
    "seizure": r"(?:[PI].{0,4}Z|Z.{0,6}[DS])",
    "took_too_much": r"(?:[PI].{0,4}T.{0,4}M|[Tk].{0,3}M.{0,2}[DS]|M.{0,2}[DS].{0,3}[Tk])",
    "heart": r"(?:S.*H[^E]{0,4}R|H.{0,4}R.*S|S.*H$|HR)",
    "heat": r"(?:S.*X|X.*S|P.{0,3}X)",
    "breathing_wrong": r"(?:B.{0,3}s|s.{0,2}B|g.{0,3}s|s.{0,2}g|P.{0,3}g)",
}
_WEAK: dict[str, str] = {
    "out": r"u",
    "overdose_word": r"[Oo]",
    "dead": r"[Yy]",
    "mind": r"(?:S.*V|V.*S|P.{0,4}V)",
    "cold": r"P.{0,4}c",
    "naloxone_given": r"(?:P.*n|n.*P)",
    "urgent": r"!",
    "drug_taken": r"[Tk].{0,4}[DS]",
    "kid_drug": r"P.{0,6}[Tk].{0,3}[DS]",
    "bare_overdose": r"^[!Iot.+]?[Oo][!]{0,2}$",
}
# Over the folded words, read only where naloxone is named: it has been given, or is being given now.
_GIVEN = re.compile(
    r"\b(?:(?:i|we|just|already) (?:\w+ )?(?:gave|sprayed|used|hit|did|administered) (?:\w+ ){0,3}(?:narcan|naloxone|dose|spray)"
    r"|(?:gave|hit|sprayed|shot|give|giving) (?:him|her|them|someone|the guy|my \w+) (?:\w+ ){0,4}(?:narcan|naloxone|dose|spray)"
    r"|(?:i|we) (?:narcan|narcaned|narcanned)|narcan(?:ned)? (?:him|her|them)|narcanned"
    r"|(?:do|should|can) i (?:give|spray|use|do) (?:\w+ ){0,3}(?:narcan|naloxone|dose|spray)"
    r"|(?:narcan|naloxone|naloxona) (?:\w+ )?(?:did not|does not|is not|not|no) (?:\w+ )?(?:work|working|help|helping|waking|wake|funciona|funciono|sirve|sirvio)"
    r"|^(?:el )?narcan no (?:funciona|funciono|sirvio|hace)|(?:sprayed|squirted) (?:narcan|naloxone)"
    r"|(?:le|les) (?:\w+ )?(?:di|doy|dimos|puse|pongo|pusimos|eche|echo|echamos|dio|puso) (?:\w+ ){0,4}(?:narcan|naloxona|spray|dosis)"
    r"|(?:darle|ponerle|echarle) (?:\w+ ){0,4}(?:narcan|naloxona|dosis|spray)"
    r"|(?:i|we) (?:have )?(?:given|used|done) (?:\d|two|three|four|five|six)\b"
    r"|(?:gave|used|after|despues del?|con) (?:\w+ )?(?:narcan|naloxone|naloxona) (?:and|y|but|pero|still|nothing|sigue|nada|no))\b"
)
_NALOXONE = frozenset({"narcan", "naloxone", "naloxona", "spray", "narcanned", "dose", "dosis"})
_AGAINST: dict[str, str] = {
    "joke": r"J",
    "past": r"K|y.{0,4}[OoDS]|[Oo].{0,5}y",
    "if": r"F",
    "media": r"E",
    "question": r"^[^P]{0,2}Q",
    "thing": r"(?:h[^P]{0,4}[YyUuWR]|W[^P]{0,4}h)",
    "well": r"a",
    "daily": r"w",
    "find": r"f",
    "batch": r"b",
    "no_overdose": r"N[^B]{0,3}[Oo]",
}


def _compiled(table: dict[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in table.items())


_STRONG_SIGNS = _compiled(_STRONG)
_WEAK_SIGNS = _compiled(_WEAK)
_AGAINST_SIGNS = _compiled(_AGAINST)


def strong(shape: str) -> list[str]:
    """Names of the strong signs in the shape."""
    return [name for name, pattern in _STRONG_SIGNS if pattern.search(shape)]


_CHILDREN = frozenset(
    """kid kids baby toddler child children infant niece nephew grandson granddaughter son daughter newborn bebe nino nina ninos hijo hija
    hijito hijita nieto nieta sobrino sobrina chiquito chiquita""".split()
)
_SWALLOWED = frozenset(
    "ate eat eaten swallowed drank drunk chewed got into found put licked comio trago tomo agarro bebio metio chupo mordio tragaron".split()
)
_RIGS = frozenset("needle syringe rig spoon foil jeringa aguja jeringuilla".split())
_DOWN = frozenset("floor ground down collapsed body piso suelo tirado tirada".split())
_NEAR_BODY = frozenset("YyuUOoWBG")
_BESIDE = re.compile(
    r"\b(?:right here|next to me|in front of me|beside me|here with me|aqui conmigo|al lado mio|a mi lado|frente a mi|enfrente de mi)\b"
)
_CALLING = frozenset("if_i_call call calling llamo llamar llama llamamos".split())
_FEARED = frozenset(
    """police cops cop arrest arrested jail trouble warrant probation parole migra deport deportan carcel policia arrestar arrestan ice
    immigration undocumented papeles evicted cps""".split()
)
_ABOUT_THE_LAW = frozenset("law laws samaritan samaritano ley leyes protect protects".split())


_TOOK, _ATE, _MANY, _BETWEEN, _NO_PILLS, _WHOLE, _BOTTLES, _PILLS = (
    any_of_heard(f"swallowed_{name}")
    for name in ("took", "ate", "many", "between", "no_pills", "whole", "bottles", "pills")
)
_SWALLOWS = heard("swallowed_took") | heard("swallowed_ate")
_TOOK_MANY = re.compile(
    rf"\b{_TOOK}(?: \w+){{0,4}} (?:(?:[1-9]\d|\d{{3}}|{_MANY})(?: {_BETWEEN}){{0,2}} (?!{_NO_PILLS}\b)\w{{4,}}"
    rf"|{_WHOLE} (?:\w+ ){{0,2}}{_BOTTLES}|{_BOTTLES} {_WHOLE}|{_BOTTLES} {_BETWEEN} {_PILLS}"
    rf"|{_WHOLE} (?:\w+ ){{0,3}}{_PILLS})\b"
    rf"|\b{_ATE}(?: \w+){{0,4}} (?:[1-9]\d|{_MANY}|{_BOTTLES}) (?:\w+ ){{0,3}}{_PILLS}\b"
)
"""Far too much swallowed at once: a bottle, a handful, forty of something."""


def told(tokens: list[str], shape: str) -> list[str]:
    """Names of the strong signs that need words, not only their classes: naloxone given, a child's mouth, fear of calling."""
    said = set(tokens)
    found = ["naloxone_now"] if naloxone_given(tokens) else []
    if not _SWALLOWS.isdisjoint(said) and _TOOK_MANY.search(" ".join(tokens)):
        found.append(TOOK_MANY)
    if ("D" in shape or "S" in shape) and not said.isdisjoint(_CHILDREN) and not said.isdisjoint(_SWALLOWED):
        found.append("child_swallowed")
    if not said.isdisjoint(_CALLING) and not said.isdisjoint(_FEARED) and said.isdisjoint(_ABOUT_THE_LAW):
        found.append("afraid_to_call")
    if not said.isdisjoint(_RIGS) and ("u" in shape or "U" in shape or not said.isdisjoint(_DOWN)):
        found.append("found_down")
    if not _NEAR_BODY.isdisjoint(shape) and _BESIDE.search(" ".join(tokens)):
        found.append("beside_me")
    return found


def naloxone_given(tokens: list[str]) -> bool:
    """Whether the folded words tell of naloxone given to somebody just now."""
    return not _NALOXONE.isdisjoint(tokens) and _GIVEN.search(" ".join(tokens)) is not None


def weak(shape: str) -> list[str]:
    """Names of the weak signs in the shape: they only help the model."""
    return [name for name, pattern in _WEAK_SIGNS if pattern.search(shape)]


_ONLY_ASKS = re.compile(rf"\b{any_of_heard('only_asks')}\b")
_FELL_OUT = any_of_heard("fell_out_words")
_QUARREL = re.compile(
    rf"\b(?:{any_of_heard('fell_out_us')} (?:(?!{any_of_heard('fell_out_who')}\b)\w+ ){{1,2}}{_FELL_OUT}|{_FELL_OUT} {any_of_heard('fell_out_with')})\b"
)
"""Two who quarrelled; not "me and him smoked he fell out", nor "fell out with his eyes open"."""
_YEAR = re.compile(r"\b(?:in|since|of|from|back_in|en|desde|del|de) (?:19[5-9]\d|20[0-4]\d)\b")


def against(tokens: list[str], shape: str) -> list[str]:
    """Names of what speaks against an emergency in front of us; a year named is past, whatever the verb."""
    found = [name for name, pattern in _AGAINST_SIGNS if pattern.search(shape)]
    joined = " ".join(tokens)
    found += [name for name, pattern in (("only_asks", _ONLY_ASKS), ("quarrel", _QUARREL)) if pattern.search(joined)]
    if "past" not in found and _YEAR.search(joined):
        found.append("past")
    return found
