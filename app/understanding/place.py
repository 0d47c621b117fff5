"""Where a message says it is, as written: post code, spoken digits, city, neighbourhood, crossing, near me."""

import re
from collections.abc import Collection

import msgspec

_ZIP = re.compile(r"(?<![\d$#.-])(\d{5})(?:-\d{4})?(?![\d-])")
_POSTCODE = re.compile(r"\b([abceghj-nprstvxy]\d[a-z][ -]?\d[a-z]\d)\b")
_AREA = re.compile(r"\b([abceghj-nprstvxy]\d[abceghj-nprstv-z])\b")
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_NUMBER = (
    "zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fourty fifty sixty seventy eighty ninety hundred thousand double triple o "
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho "
    "diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa mil cien "
    "veintiuno veintidos veintitres veinticuatro veinticinco un"
)
_NUMBER_WORDS = frozenset(_NUMBER.split())
_JOIN_NUMBERS = frozenset({"y", "and", "to", "too", "for", "won", "ate", "owe", "dash"})
_NEAR_ME = re.compile(
    r"\b(near me|nearby me|close to me|around me|by me|near here|around here|close by|nearby|near by|nearme|next to me|"
    r"where i am|where im at|my location|my area|my neighborhood|my zip|"
    r"cerca de m[i\u00ed]|cerca de aqui|cerca de donde estoy|por aqui|por aca|cerca m[i\u00ed]o|aqui cerca|cerquita|"
    r"mi area|mi zona|mi barrio|mi colonia|cerca)\b"
)
_WORD = re.compile(r"[^\W_]+(?:['\u2019.][^\W_]+)*\.?|[,;:!?&/()\n@]|-")

# Words a place may follow.
_BEFORE = frozenset(
    """in near at around by to from inside outside on off close nearest closest of within neer nr @ downtown
    en cerca por desde junto entre sobre hacia zona""".split()
)
_BEFORE_SURE = frozenset("in near at around en cerca neer nr @".split())
_ARTICLES = frozenset("the a an my el la los las un una mi de del zip code zipcode codigo postal area zone".split())
_KEEP_ARTICLES = frozenset("el la los las the".split())

# Words no place starts with or runs through; they end it.
_ENDS = frozenset(
    """please pls plz porfa favor now today tonight tomorrow right asap open abierto abierta ahora hoy ahorita manana who that which what
    when where do does can could i im we you need needs want have has had is are was were with without for and or but so if because who's
    there thanks thank ty thx gracias need? donde que quien como cuando necesito quiero busco hay dan dar tiene tienen con sin para si o y pero
    near in at on after before until free gratis open? any anyone anybody someone get got getting getting? give gives giving carries carry
    carrying sell sells selling got? stat urgent quick fast immediately soon asap? still my me us this that's theres there's going around lately""".split()
)
_RUNS_THROUGH = frozenset("and y & of de del la las los el the st saint san santa new north south east west on by".split())
_NOT_PLACES = frozenset(
    """hand case need needs needles mail need stock pain trouble general spanish english espanol ingles total line person bulk danger withdrawal
    treatment recovery rehab detox jail prison carcel hospital school work home house casa hood car carro bag purse my mi town person
    house place places it them him her me you us here there somewhere anywhere aqui alla ahi once least all time times night day week
    weekend weekends sunday monday tuesday wednesday thursday friday saturday lunes martes miercoles jueves viernes sabado domingo
    morning noon afternoon evening midnight minutes mins min hour hours hr hrs minuto minutos hora horas advance private secret person
    use using shooting injecting smoking snorting fentanyl fent heroin dope meth coke narcan naloxone tranq xylazine drugs drug stuff pills pill
    my arm leg arms legs hand foot neck brazo pierna mano piel cuerpo vena bed bathroom floor kitchen room bano piso cuarto correo mailbox
    telefono phone text way road moment moments momento caso emergencia emergency overdose sobredosis fin bad good lot lots medicaid insurance
    seguro methadone suboxone subs benzos alcohol probation parole supply street streets calle calles la-calle area store stores pharmacy
    pharmacies farmacia clinic clinica library biblioteca church bus van door front parking festival party last next month year summer
    school camp shelter today tonight fear order crisis need-to danger peace public mind head face skin sleep water pocket backpack
    apartment building hotel motel tent basement stairwell hallway restroom shower toilet outside inside alley sidewalk park block corner
    strips strip person people friend friends family un rato vez veces sangre general serio efectivo lugar lugares sitio
    powder bags bolsa bolsas weed foil pipe straw addiction result results minute spoon recover half ten five fifteen twenty thirty quince veinte diez cinco media""".split()
)
_STATES = frozenset(
    """al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt
    va wa wv wi wy dc pr bc ab on qc mb sk ns nb""".split()
)
_STATE_NAMES = frozenset(
    """alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas
    kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon
    pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming ontario quebec alberta manitoba""".split()
)
_ROADS = frozenset(
    """st street ave avenue av blvd boulevard rd road dr drive ln lane way pl place hwy highway pkwy plaza square sq terminal station park
    calle avenida bridge heights village hills beach county hospital university college library mall""".split()
)


NICKNAMES: frozenset[str] = frozenset(
    """philly nyc nola vegas mpls pdx bmore chitown chicagoland dtla socal norcal frisco indy kc stl atl jax okc slc abq htx atx satx
    dfw bk bx pgh cinci cincy cle milwaukee nawlins boise tampa jersey nj sd sf la dc bronx brooklyn queens harlem manhattan filadelfia
    nueva_york""".split()
) - {"la"}


_PREFIXES = frozenset("san santa los las el la north south east west new fort ft mt mount lake st saint old upper lower downtown".split())


class _Word(msgspec.Struct, frozen=True):
    bare: str
    start: int
    end: int


class PlaceWords(msgspec.Struct, frozen=True):
    """What tells a place from other words: names of towns, and everyday words that are none."""

    towns: Collection[str] = frozenset()
    common: Collection[str] = frozenset()


def find(written: str, text: str, *, sure_only: bool, known: PlaceWords, plain_words: bool = True) -> str | None:
    """The place as written, or None; `text` is `written` bare and lower-case, letter for letter.

    `sure_only` leaves out words that merely remain; without `plain_words` only what looks like a place is one.
    """
    if len(written) != len(text):
        written = text
    found = _code(text) or _spoken(text)
    if found is not None:
        return written[found[0] : found[1]]
    listed = [_Word(match.group().rstrip("."), match.start(), match.end()) for match in _WORD.finditer(text)]
    span = _after_preposition(listed, known=known, plain_words=plain_words)
    if span is None and not sure_only:
        span = _left_over(listed, known=known)
    near = _NEAR_ME.search(text) if plain_words else None
    if span is not None and not (near and near.start() <= span[0] < near.end()):
        return written[span[0] : span[1]].strip(" ,.;:-")
    return written[near.start() : near.end()] if near else None


def _code(text: str) -> tuple[int, int] | None:
    """The span of a ZIP or Canadian post code."""
    for pattern in (_ZIP, _POSTCODE, _AREA):
        match = pattern.search(text)
        if match is not None:
            return match.span(1)
    return None


def _spoken(text: str) -> tuple[int, int] | None:
    """The span of a post code said aloud: three or more number words that make five digits or so."""
    best: tuple[int, int] | None = None
    run: list[re.Match[str]] = []
    for match in [*re.finditer(r"[a-z]+|\d+", text), None]:
        if match is not None and _is_number(match.group(), run):
            run.append(match)
            continue
        while run and run[-1].group() in _JOIN_NUMBERS:
            run.pop()
        if len(run) >= 3 and _digits(run) >= 4:
            best = (run[0].start(), run[-1].end())
            break
        run = []
    return best


def _is_number(word: str, run: list[re.Match[str]]) -> bool:
    return word in _NUMBER_WORDS or (bool(run) and (word in _JOIN_NUMBERS or (word.isdigit() and len(word) <= 2)))


def _digits(run: list[re.Match[str]]) -> int:
    """Roughly how many digits the words make."""
    size = 0
    for match in run:
        word = match.group()
        if word in {"double"}:
            size += 1
        elif word in {"triple"}:
            size += 2
        elif word not in {"hundred", "thousand", "mil", "cien", "y", "and"}:
            size += 2 if word.endswith(("teen", "ty")) and word not in {"ty"} else 1
    return size


def _after_preposition(listed: list[_Word], *, known: PlaceWords, plain_words: bool) -> tuple[int, int] | None:
    """The span after the last preposition that has a place behind it."""
    best: tuple[int, int] | None = None
    best_sure = False
    for at, word in enumerate(listed[:-1]):
        if word.bare not in _BEFORE:
            continue
        span = _span_from(listed, at + 1, known=known)
        if span is None:
            continue
        sure = word.bare in _BEFORE_SURE
        if sure or not best_sure:
            if not (sure and plain_words) and not _place_like(listed, span, known=known, strict=not plain_words):
                continue
            best, best_sure = span, best_sure or sure
    return best


def _place_like(listed: list[_Word], span: tuple[int, int], *, known: PlaceWords, strict: bool) -> bool:
    """True when the span holds a town, a road, a crossing, or (unless `strict`) a word nobody uses otherwise."""
    inside = [word.bare for word in listed if word.start >= span[0] and word.end <= span[1]]
    name = " ".join(inside)
    crossing = {"and", "&", "y"}.intersection(inside)
    if name in NICKNAMES or (name in known.towns and not (strict and name in known.common)):
        return True
    if strict:
        named = crossing or any(word in _ROADS for word in inside)
        return bool(named) and any(_ORDINAL.fullmatch(word) or word in _ROADS or word in known.towns for word in inside)
    if crossing:
        return True
    return any(
        word in _ROADS or word[0].isdigit() or (word.isalpha() and len(word) > 2 and word not in known.common) for word in inside
    )


def _span_from(listed: list[_Word], at: int, *, known: PlaceWords) -> tuple[int, int] | None:
    """The span of a place that starts at this word, or None."""
    first = at
    while first < len(listed) and listed[first].bare in _ARTICLES | _BEFORE and not _named(listed, first, known):
        first += 1
    if first >= len(listed) or not listed[first].bare[0].isalnum():
        return _los_angeles(listed, first - 1)
    opening = listed[first].bare
    if opening in _NOT_PLACES or (opening in _ENDS and opening not in {"on"}) or (opening.isdigit() and not _is_road(listed, first)):
        return None
    last = first
    while last + 1 < len(listed) and last - first < 7 and _goes_on(listed, last + 1, known):
        last += 1
    while last > first and listed[last].bare in _RUNS_THROUGH and listed[last].bare not in _ROADS and listed[last].bare not in _STATES:
        last -= 1
    return listed[first].start, listed[last].end


def _los_angeles(listed: list[_Word], at: int) -> tuple[int, int] | None:
    """The span of a bare 'LA' that nothing follows."""
    return (listed[at].start, listed[at].end) if listed[at].bare == "la" else None


def _named(listed: list[_Word], at: int, known: PlaceWords) -> bool:
    """True when an article belongs to the name: 'el barrio', 'the bronx', 'las vegas'."""
    if listed[at].bare not in _KEEP_ARTICLES or at + 1 >= len(listed):
        return False
    following = listed[at + 1].bare
    pair = f"{listed[at].bare} {following}"
    if pair in known.towns or pair == "el barrio":
        return True
    if listed[at].bare != "the":
        return following[0].isalpha() and following not in _NOT_PLACES | _ROADS | _ENDS
    return following[0].isalpha() and not {following} & (_NOT_PLACES | _ROADS | _ENDS) and following not in known.common


def _is_road(listed: list[_Word], at: int) -> bool:
    following = listed[at + 1].bare if at + 1 < len(listed) else ""
    return following in _ROADS or following in {"and", "y", "&"}


def _goes_on(listed: list[_Word], at: int, known: PlaceWords) -> bool:
    """True when the place still runs at this word."""
    word = listed[at].bare
    after = listed[at + 1].bare if at + 1 < len(listed) else ""
    if word == ",":
        return after in _STATES or after in _STATE_NAMES
    if word in {"&", "@", "/"}:
        return bool(after) and after[0].isalnum()
    if not word[0].isalnum():
        return False
    if word in {"and", "y"}:
        return bool(after) and after[0].isalnum() and after not in _ENDS and after not in _NOT_PLACES and not _verb(after)
    if word in _STATES and _after_state(after, known):
        return True
    if word in _ROADS:
        return True
    if word in _RUNS_THROUGH:
        return bool(after) and after[0].isalnum() and after not in _ENDS and after not in _NOT_PLACES
    return word not in _ENDS and word not in _NOT_PLACES


def _after_state(after: str, known: PlaceWords) -> bool:
    """True when a two-letter word before this one can be a state: 'portland or narcan', not 'in or near'."""
    return not after or not after[0].isalnum() or after in _ENDS or after in known.common


def _verb(word: str) -> bool:
    return word in {"need", "want", "i", "im", "looking", "necesito", "quiero", "busco", "dont", "cant", "he", "she", "they", "no"}


def _left_over(listed: list[_Word], *, known: PlaceWords) -> tuple[int, int] | None:
    """The span of words no other part of the message accounts for: 'narcan seatle', 'boston narcan'."""
    best: tuple[int, int] | None = None
    best_size = 0
    at = 0
    while at < len(listed):
        size = _town_at(listed, at, known)
        if not size and not _strange(listed[at].bare, known) and not _crossing_at(listed, at, known):
            at += 1
            continue
        last = at + max(size, 1) - 1
        while last + 1 < len(listed) and _runs_on(listed, last + 1, known):
            last += 1
        while last > at and listed[last].bare in {"and", "y", "&", ",", "-", "/", "of", "de"}:
            last -= 1
        weight = last - at + 1 + 2 * bool(size)
        while at and listed[at - 1].bare in _PREFIXES:
            at -= 1
        if weight > best_size and (size or _alone(listed, at, last, known)):
            best, best_size = (listed[at].start, listed[last].end), weight
        at = last + 1
    return best


def _crossing_at(listed: list[_Word], at: int, known: PlaceWords) -> bool:
    """True for an everyday word that opens a crossing: 'broad and erie', 'market & 5th'."""
    if at + 2 >= len(listed) or listed[at + 1].bare not in {"and", "&", "y"} or not listed[at].bare[0].isalnum():
        return False
    first, second = listed[at].bare, listed[at + 2].bare
    if {first, second} & (_NOT_PLACES | _ENDS):
        return False
    return _strange(second, known) or _town_at(listed, at + 2, known) > 0


def _alone(listed: list[_Word], first: int, last: int, known: PlaceWords) -> bool:
    """True when everything else in the message is known, or nearly: then the odd words out are where it is."""
    strange = sum(1 for word in (*listed[:first], *listed[last + 1 :]) if _strange(word.bare, known))
    return strange == 0 and len(listed) - (last - first + 1) <= 8


def _town_at(listed: list[_Word], at: int, known: PlaceWords) -> int:
    """How many words from here are the name of a town that is no everyday word; 0 when none."""
    for size in (4, 3, 2, 1):
        if at + size > len(listed):
            continue
        name = " ".join(word.bare for word in listed[at : at + size])
        if name in NICKNAMES or (name in known.towns and (size > 1 or name not in known.common)):
            return size
    return 0


def _strange(word: str, known: PlaceWords) -> bool:
    """True for a word that is neither everyday nor ours."""
    if _ORDINAL.fullmatch(word):
        return True
    return word.isalpha() and len(word) > 3 and word not in known.common and word not in _NOT_PLACES and word not in _ENDS


def _runs_on(listed: list[_Word], at: int, known: PlaceWords) -> bool:
    word = listed[at].bare
    after = listed[at + 1].bare if at + 1 < len(listed) else ""
    if word in {"and", "y", "&", "/", "-", ","}:
        return bool(after) and (after in _STATES or after in _STATE_NAMES or _strange(after, known) or _town_at(listed, at + 1, known) > 0)
    if word in _STATES and _after_state(after, known):
        return True
    return word in _STATE_NAMES or word in _ROADS or _strange(word, known) or _town_at(listed, at, known) > 0
