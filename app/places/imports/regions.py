"""Countries, states, provinces and languages as lists write them, under their two letters."""

from __future__ import annotations

import re

from app.places.gazetteer import STATES, fold

PROVINCES = {
    "AB": "America/Edmonton", "BC": "America/Vancouver", "MB": "America/Winnipeg", "NB": "America/Moncton",
    "NL": "America/St_Johns", "NS": "America/Halifax", "NT": "America/Yellowknife", "NU": "America/Iqaluit",
    "ON": "America/Toronto", "PE": "America/Halifax", "QC": "America/Toronto", "SK": "America/Regina",
    "YT": "America/Whitehorse",
}  # fmt: skip
"""Canadian provinces and the time zone most of each keeps."""
_PROVINCE_NAMES = {
    "alberta": "AB", "british columbia": "BC", "colombie britannique": "BC", "manitoba": "MB", "new brunswick": "NB",
    "nouveau brunswick": "NB", "newfoundland": "NL", "newfoundland and labrador": "NL", "nova scotia": "NS",
    "nouvelle ecosse": "NS", "northwest territories": "NT", "nunavut": "NU", "ontario": "ON", "quebec": "QC",
    "saskatchewan": "SK", "prince edward island": "PE", "yukon": "YT", "yukon territory": "YT",
}  # fmt: skip
_SHORT = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "calif": "CA", "colo": "CO", "conn": "CT", "del": "DE", "fla": "FL",
    "ill": "IL", "ind": "IN", "kan": "KS", "kans": "KS", "mass": "MA", "md": "MD", "mich": "MI", "minn": "MN",
    "miss": "MS", "mont": "MT", "neb": "NE", "nebr": "NE", "nev": "NV", "okla": "OK", "ore": "OR", "penn": "PA",
    "penna": "PA", "tenn": "TN", "tex": "TX", "wash": "WA", "wis": "WI", "wisc": "WI", "wyo": "WY",
    "washington dc": "DC", "washington d c": "DC", "d c": "DC", "us virgin islands": "VI", "ont": "ON", "que": "QC",
    "alta": "AB", "sask": "SK", "n y": "NY", "n j": "NJ", "n h": "NH", "n m": "NM", "n c": "NC", "n d": "ND",
    "s c": "SC", "s d": "SD", "r i": "RI", "w va": "WV", "b c": "BC", "p r": "PR",
}  # fmt: skip
_STATE_NAMES = {name: letters for letters, (name, _) in STATES.items()} | _PROVINCE_NAMES | _SHORT
_COUNTRIES = {
    "US": "usa|u s|u s a|united states|united states of america|estados unidos|eeuu|ee uu|puerto rico|guam",
    "CA": "can|canada", "GB": "gbr|uk|u k|united kingdom|great britain|england|scotland|wales|northern ireland",
    "MX": "mex|mexico", "IE": "irl|ireland", "AU": "aus|australia", "NZ": "nzl|new zealand|aotearoa",
    "DE": "deu|germany|deutschland", "AT": "aut|austria|osterreich", "CH": "che|switzerland|schweiz|suisse",
    "FR": "fra|france", "ES": "esp|spain|espana", "PT": "prt|portugal", "NL": "nld|netherlands|the netherlands",
    "BE": "bel|belgium", "IT": "ita|italy|italia", "DK": "dnk|denmark", "NO": "nor|norway", "SE": "swe|sweden",
    "FI": "fin|finland", "PL": "pol|poland", "CZ": "cze|czechia|czech republic", "GR": "grc|greece",
}  # fmt: skip
_COUNTRY_OF = {name: letters for letters, names in _COUNTRIES.items() for name in names.split("|")}

_LANGUAGES = """
en: english
es: spanish, espanol, castellano
fr: french, francais
zh: chinese, mandarin, cantonese
vi: vietnamese
ht: haitian, creole, kreyol, french creole, haitian creole
pt: portuguese, portugese
ru: russian
ko: korean
ar: arabic
tl: tagalog, filipino
ur: urdu
hi: hindi
pa: punjabi
bn: bengali
ne: nepali
so: somali
am: amharic
sw: swahili
pl: polish
it: italian
de: german
ja: japanese
th: thai
km: khmer, cambodian
lo: lao, laotian
hmn: hmong
uk: ukrainian
fa: persian, farsi, dari
ps: pashto
he: hebrew
el: greek
tr: turkish
hy: armenian
nv: navajo
sm: samoan
my: burmese
ti: tigrinya
yo: yoruba
ase: american sign, sign, asl
"""
LANGUAGES = {
    name: code
    for code, _, names in (line.partition(": ") for line in _LANGUAGES.strip().splitlines())
    for name in names.split(", ")
}
"""Language in words -> its code."""


def languages_of(text: str) -> tuple[str, ...]:
    """The languages named in a cell; what is none that we know is left out."""
    found = []
    for part in re.split(r"[,;/|&()\n]| and | y ", text):
        name = fold(part).removesuffix(" language").removesuffix(" speaking")
        if name in LANGUAGES or (len(name) == 2 and name.isalpha()):
            found.append(LANGUAGES.get(name, name))
    return tuple(dict.fromkeys(found))


def state_of(text: str) -> str:
    """The two letters of a state or province in letters or words; empty when it is none that we know."""
    name = fold(text)
    if len(name) == 2:
        return name.upper()
    return _STATE_NAMES.get(name, "")


def country_of(text: str) -> str:
    """The two letters of a country in letters or words; empty when it is none that we know."""
    name = fold(text)
    if len(name) == 2 and name.isalpha():
        return "GB" if name == "uk" else name.upper()
    return _COUNTRY_OF.get(name, "")


def guessed_country(state: str, postal_code: str) -> str:
    """The country that a province or the form of a postal code tells; the United States when neither does."""
    code = postal_code.replace(" ", "")
    canadian = len(code) in (3, 6) and code[:1].isalpha() and code[1:2].isdigit() and code[2:3].isalpha()
    return "CA" if (state in PROVINCES and state not in STATES) or (canadian and state not in STATES) else "US"
