"""Which language nobody here writes in a message is in or asks for: told by its script, its words, or the language's name."""

import re
from collections.abc import Mapping

# Scripts by the first and last code point of their letters. A script of several languages stands for the one most
# written with it where this line is used; a letter that only one of them has decides otherwise (see _MARKS).
_SCRIPTS: tuple[tuple[int, int, str], ...] = (
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x052F, "ru"),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, "ar"),
    (0x0900, 0x097F, "hi"),
    (0x0980, 0x09FF, "bn"),
    (0x0A00, 0x0A7F, "pa"),
    (0x0A80, 0x0AFF, "gu"),
    (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"),
    (0x0E00, 0x0E7F, "th"),
    (0x0E80, 0x0EFF, "lo"),
    (0x1000, 0x109F, "my"),
    (0x10A0, 0x10FF, "ka"),
    (0x1100, 0x11FF, "ko"),
    (0x1200, 0x137F, "am"),
    (0x1780, 0x17FF, "km"),
    (0x3040, 0x30FF, "ja"),
    (0x3400, 0x9FFF, "zh"),
    (0xAC00, 0xD7AF, "ko"),
)
_MARKS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset("їєґ"), "uk"),
    (frozenset("پچژگ"), "fa"),
)
_VIETNAMESE = frozenset("ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
_POLISH = frozenset("ąęłśżźćń")
# A Latin word dressed up in letters of another script that look the same is no other language.
_LOOK_LATIN = frozenset("авеѕіјкмнопрстухүһԁԛԝαβεζηικνορτυχ")
_FEWEST_MARKS = 2

# Words, bare of accents, that English and Spanish do not have: the first row of each says the language, the second
# only beside it or in numbers.
_WORDS: Mapping[str, tuple[str, str]] = {
    "pt": (
        (
            "nao voce preciso ajuda obrigado obrigada irmao irma estou minha meu portugues onde posso falo "
            "morrendo agulha agulhas seringas socorro"
        ),
        "ele ela tem muito uma com pode fala isso dele dela sim tambem de que",
    ),
    "fr": (
        "bonjour aidez besoin parlez parle francais suis quelquun aidezmoi svp respirer urgence jai cest merci seringues meurt",
        "je ne pas il elle respire mon ma est vous nous avec pour aide ami de moi ou",
    ),
    "ht": (
        "mwen bezwen kreyol ayisyen tanpri zanmi bonjou mesi kijan poukisa sekou mwens souple frem",
        "ed ede li pa respire pap pale nou kote mouri gen ap ou sove ki",
    ),
    "vi": (
        "khong giup tieng",
        "toi ban tho can noi viet xin chao cua duoc la bi anh",
    ),
    "tl": (
        "kailangan tulong tulungan humihinga kaibigan salamat siya hindi magandang nasaan kumusta",
        "ako ko po ang ng mga saan ba si na",
    ),
    "pl": (
        "potrzebuje oddycha pomocy prosze dziekuje jestem gdzie polsku czesc mowie",
        "nie jest moj pomoc po sie co mam",
    ),
    "de": (
        "ich brauche hilfe nicht atmet bitte deutsch danke freund sprechen spreche sprichst",
        "mein ist und wo sie er kann wie kein eine",
    ),
    "it": (
        "aiuto bisogno aiutami aiutatemi grazie parlo italiano fratello buongiorno siringhe",
        "non respira ho di mio sono sta dove amico ciao il che lui lei morendo",
    ),
    "so": (
        "caawi caawimaad fadlan soomaali waxaan saaxiibkay neefsanayo baahanahay",
        "ma ku waan aan u in",
    ),
}
_STRONG = 2
_ENOUGH = 3
_FEWEST_SHARED = 4
"""Without a word that says it by itself, so many and nothing beside them."""
_SHARE = 0.4
"""Of all words of the message: a borrowed word or two in an English sentence change nothing."""

# What people call a language in English, in Spanish and in itself.
_NAMES: Mapping[str, str] = {
    "zh": "chinese mandarin cantonese chino mandarin cantones",
    "ru": "russian ruso",
    "ar": "arabic arabe",
    "vi": "vietnamese vietnamita",
    "ht": "creole kreyol criollo haitian",
    "pt": "portuguese portugues brazilian",
    "fr": "french frances francais",
    "de": "german aleman deutsch",
    "it": "italian italiano",
    "pl": "polish polaco polski",
    "ko": "korean coreano",
    "ja": "japanese japones",
    "tl": "tagalog filipino",
    "hi": "hindi",
    "bn": "bengali",
    "pa": "punjabi",
    "uk": "ukrainian ucraniano",
    "so": "somali",
    "fa": "farsi persian",
    "am": "amharic",
    "km": "khmer cambodian",
    "ne": "nepali",
    "sw": "swahili",
    "tr": "turkish turco",
    "ur": "urdu",
    "my": "burmese",
    "he": "hebrew hebreo",
    "el": "greek griego",
    "nv": "navajo",
    "ase": "asl",
}
_BY_NAME = {name: code for code, names in _NAMES.items() for name in names.split()}
_ASKED = re.compile(
    r"\b(?:speaks?|spoken|talk|in|understand|know|read|write|only|habl\w+|en|entiendo|falo|fala|parle|parlez|parlo)"
    r"(?: (?:to|me|us|any|only|the|solo|el|do|you|haitian|en))* (" + "|".join(sorted(_BY_NAME)) + r")\b"
    r"(?! (?:class|food|restaurant|test|homework|exam|toast|fries|movie|show|church|clase|comida))"
    r"|\b("
    + "|".join(sorted(_BY_NAME))
    + r") (?:please|pls|plz|speaker|interpreter|translator|translation|language|por favor)\b"
)
_ALONE = re.compile(r"^(?:no |i am |soy )?(" + "|".join(sorted(_BY_NAME)) + r")$")
_NOT_A_LANGUAGE_ALONE = frozenset({"polish", "creole", "haitian", "brazilian", "filipino", "in"})


def _by_word() -> dict[str, tuple[tuple[str, int], ...]]:
    """Per word the languages that have it and what it counts for each."""
    found: dict[str, dict[str, int]] = {}
    for language, (sure, shared) in _WORDS.items():
        for weight, words in ((1, shared), (_STRONG, sure)):
            for word in words.split():
                found.setdefault(word, {})[language] = weight
    return {word: tuple(counts.items()) for word, counts in found.items()}


_WEIGHTS = _by_word()


def written_in(raw: str, words: list[str]) -> str | None:
    """The language (ISO 639) of a message that is in neither of ours; `raw` as it came, `words` bare and lower-case."""
    if not raw.isascii():
        found = _by_script(raw.lower())
        if found is not None:
            return found
    return _by_words(words)


def asked_for(key: str) -> str | None:
    """The language (ISO 639) a message asks for by its name, as in "do you speak portuguese"."""
    named = _ASKED.search(key)
    if named is not None:
        return _BY_NAME[named.group(1) or named.group(2)]
    alone = _ALONE.match(key)
    if alone is not None and alone.group(1) not in _NOT_A_LANGUAGE_ALONE:
        return _BY_NAME[alone.group(1)]
    return None


def _by_script(raw: str) -> str | None:
    """The language of the letters, where at least half of them are of another script or of one language's own."""
    counts: dict[str, int] = {}
    letters = [letter for letter in raw if letter.isalpha()]
    for letter in letters:
        if letter.isascii() or letter in _LOOK_LATIN:
            continue
        code = ord(letter)
        script = next((name for first, last, name in _SCRIPTS if first <= code <= last), None)
        if script is not None:
            counts[script] = counts.get(script, 0) + 1
    if counts:
        best = max(counts, key=lambda name: counts[name])
        ours = sum(letter.isascii() for letter in letters)
        if sum(counts.values()) + sum(letter in _LOOK_LATIN for letter in letters) <= ours:
            return None
        if "ja" in counts:
            return "ja"
        return next((name for marks, name in _MARKS if not marks.isdisjoint(raw)), best)
    if sum(letter in _VIETNAMESE for letter in letters) >= _FEWEST_MARKS:
        return "vi"
    if sum(letter in _POLISH for letter in letters) >= _FEWEST_MARKS:
        return "pl"
    return None


def _by_words(words: list[str]) -> str | None:
    """The language whose words, found in no other one of ours, make up half of the message."""
    points: dict[str, int] = {}
    hits: dict[str, int] = {}
    for word in set(words):
        for language, weight in _WEIGHTS.get(word, ()):
            points[language] = points.get(language, 0) + weight
            hits[language] = hits.get(language, 0) + 1
    if not points:
        return None
    best = max(points, key=lambda language: (points[language], language))
    said = len(set(words))
    if points[best] == hits[best]:
        return best if hits[best] >= max(_FEWEST_SHARED, said) else None
    return best if points[best] >= _ENOUGH and hits[best] >= _SHARE * said else None
