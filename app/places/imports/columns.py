"""Which column of a stranger's sheet is which field of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from app.places.gazetteer import fold
from app.places.imports.column_names import CLOSES, DAYS, NAMES, OPENS, PREFIXES, SHARED
from app.places.imports.phones import is_number
from app.places.imports.regions import LANGUAGES
from app.places.imports.rows import Row
from app.places.imports.service_words import services_in

FIELDS = tuple(NAMES)
_FLAGS = {
    "1": True, "y": True, "yes": True, "x": True, "true": True, "t": True, "✓": True, "✔": True, "si": True, "sí": True,
    "checked": True, "available": True, "0": False, "n": False, "no": False, "false": False, "f": False, "": False,
    "-": False, "none": False, "n/a": False, "na": False, "null": False,
}  # fmt: skip
_NOTHING = frozenset({"NA", "N/A", "n/a", "NULL", "null", "None", "NaN", "nan", "#N/A"})
"""How programs write that a cell is empty."""
_MOST_LOOKED_AT = 5000
_FEWEST_CELLS, _LONGEST_LIST = 3, 80
_SHUT = frozenset({"-", "\u2013", "\u2014", "x", "n/a", "none"})
"""How the cell of a day says that it is none."""


def key(name: str) -> str:
    """A column's name in small letters, nothing between them."""
    return fold(name).replace(" ", "")


_FIELD_OF = {key(name): field for field, names in NAMES.items() for name in names.split()}
_LESS_TELLING = 90
_RANK = {key(name): rank for names in NAMES.values() for rank, name in enumerate(names.split())}
_DAY_OF = {word: day for day, words in DAYS.items() for word in words.split()}


def field_of(column: str) -> str:
    """The field that a column is named for; empty when it is none."""
    name = key(column)
    if name in _FIELD_OF:
        return _FIELD_OF[name]
    front = next((word for word in PREFIXES if name.startswith(word) and name != word), "")
    rest = name.removeprefix(front) if front else ""
    field = _FIELD_OF.get(rest, "")
    return field if field not in ("name", "name_2") or rest == "name" else ""


def _rank(column: str) -> int:
    return _RANK.get(key(column), _LESS_TELLING)


class Mapped(msgspec.Struct, frozen=True):
    """Field -> column, and what is not clear yet."""

    columns: dict[str, str]
    unclear: tuple[str, ...]
    """Fields that are needed and have no column."""
    unused: tuple[str, ...]
    """Columns that are not read."""
    also: dict[str, tuple[str, ...]] = {}
    """Field -> more columns that say something of it, or say it where the first is empty."""
    days: dict[str, tuple[str, ...]] = {}
    """Day of the week -> the column of its hours, or those of its opening and its closing."""
    flags: dict[str, str] = {}
    """Column of yes and no -> the service that it is about."""
    spoken: tuple[str, ...] = ()
    """Columns of yes and no that are named like a language."""


def plain(name: str) -> str:
    """A column's name in small letters with underscores."""
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")


def match(columns: Iterable[str], *, given: Mapping[str, str] | None = None, rows: Sequence[Row] = ()) -> Mapped:
    """The columns by name, those that were given first; two candidates for one field leave the better known one."""
    columns = [column for column in columns if column]
    chosen = {field: column for field, column in (given or {}).items() if column in columns and field in NAMES}
    also: dict[str, tuple[str, ...]] = {}
    for column in sorted(columns, key=_rank):
        field = field_of(column)
        if not field or column in chosen.values():
            continue
        if field not in chosen:
            chosen[field] = column
        else:
            also[field] = (*also.get(field, ()), column)
    if plain(chosen.get("hours", "")) == "open" and any(plain(one) in CLOSES for one in columns):
        del chosen["hours"]  # the hour of opening, beside that of closing: no hours by itself
    if "name" not in chosen and _holds_names(chosen.get("source_id", ""), rows):
        chosen["name"] = chosen.pop("source_id")
    for field, is_told in TOLD_BY_CELLS:
        left = [column for column in columns if column not in chosen.values() and not field_of(column)]
        column = "" if field in chosen else next((one for one in left if is_told(_cells(one, rows))), "")
        if column:
            chosen[field] = column
    left = [column for column in columns if column not in chosen.values()]
    days = _days(left)
    left = [column for column in left if column not in {one for some in days.values() for one in some}]
    flags = _flags(left, rows)
    spoken = _spoken(left, rows) if "languages" not in chosen else ()
    used = {*flags, *spoken, *(column for some in also.values() for column in some)}
    unused = tuple(column for column in left if column not in used)
    return Mapped(chosen, _unclear(chosen), unused, also=also, days=days, flags=flags, spoken=spoken)


def _cells(column: str, rows: Sequence[Row]) -> list[str]:
    """What stands in a column where something does."""
    return [cell for row in rows[:_MOST_LOOKED_AT] if column and (cell := row.values.get(column, "").strip())]


def _are_services(cells: Sequence[str]) -> bool:
    """True where nearly every cell is a short list of services, whatever the column is called: `Gives out`, `We carry`."""
    named = sum(bool(len(cell) <= _LONGEST_LIST and services_in(cell)) for cell in cells)
    return len(cells) >= _FEWEST_CELLS and named >= 0.8 * len(cells)


def _are_phones(cells: Sequence[str]) -> bool:
    called = sum(is_number(cell) for cell in cells)
    return len(cells) >= _FEWEST_CELLS and called >= 0.8 * len(cells)


TOLD_BY_CELLS: tuple[tuple[str, Callable[[Sequence[str]], bool]], ...] = (
    ("services", _are_services), ("phone", _are_phones),
)  # fmt: skip
"""Fields that a column of a name nobody knows is for, where its cells say so."""


def _holds_names(column: str, rows: Sequence[Row]) -> bool:
    """True for a column headed `ID` in which nearly every cell is a name in words."""
    cells = _cells(column, rows)
    worded = sum(len(re.findall(r"[^\W\d_]{2,}", cell)) >= 2 for cell in cells)
    return bool(cells) and worded >= 0.9 * len(cells)


def _unclear(chosen: Mapping[str, str]) -> tuple[str, ...]:
    unclear = [field for field in ("name",) if field not in chosen]
    has_point = {"latitude", "longitude"} <= set(chosen) or "point" in chosen
    has_address = "address" in chosen or "street_name" in chosen
    if not has_address and not has_point:
        unclear.append("address")
    if not has_point:
        unclear += [field for field in ("latitude", "longitude") if field not in chosen]
    return tuple(unclear)


def _days(columns: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The columns that are days of the week; none when fewer than three are, because then they are something else."""
    whole: dict[str, str] = {}
    opens: dict[str, str] = {}
    closes: dict[str, str] = {}
    for column in columns:
        words = fold(column).split()
        day = next((_DAY_OF[word] for word in words if word in _DAY_OF), "")
        rest = "".join(word for word in words if word not in _DAY_OF)
        if not day:
            continue
        if rest in OPENS:
            opens[day] = column
        elif rest in CLOSES:
            closes[day] = column
        elif rest in ("", "hours", "hour", "hrs", "time", "times", "horario", "hoursofoperation"):
            whole[day] = column
    found: dict[str, tuple[str, ...]] = {
        day: (opens[day], closes[day]) for day in DAYS if day in opens and day in closes
    }
    found |= {day: (whole[day],) for day in DAYS if day in whole}
    return {day: found[day] for day in DAYS if day in found} if len(found) >= 3 else {}


def _flags(columns: Sequence[str], rows: Sequence[Row]) -> dict[str, str]:
    """The columns that are named like a service and hold nothing but yes and no."""
    found: dict[str, str] = {}
    for column in columns:
        named = services_in(re.sub(r"[_\W]+", " ", column))
        values = {row.values.get(column, "").strip().lower() for row in rows[:_MOST_LOOKED_AT]} if named else set()
        if named and values <= set(_FLAGS) and values - {""}:
            found[column] = named[0]
    return found


def _spoken(columns: Sequence[str], rows: Sequence[Row]) -> tuple[str, ...]:
    """The columns that are named like a language and hold nothing but yes and no; none when only one is."""
    named = [column for column in columns if fold(column).split()[:1] and fold(column).split()[0] in LANGUAGES]
    found = [
        column for column in named
        if {row.values.get(column, "").strip().lower() for row in rows[:_MOST_LOOKED_AT]} <= set(_FLAGS)
    ]  # fmt: skip
    return tuple(found) if len(found) > 1 else ()


def apply(values: Mapping[str, str], mapped: Mapped) -> dict[str, str]:
    """A row's values under our names."""
    values = {name: "" if text.strip() in _NOTHING else text for name, text in values.items()}
    found = {field: values.get(column, "") for field, column in mapped.columns.items()}
    for field, more in mapped.also.items():
        told = [text for text in (found[field], *(values.get(one, "") for one in more)) if text.strip()]
        found[field] = " ; ".join(told) if field in SHARED else (told or [""])[0]
    yes = [service for column, service in mapped.flags.items() if _FLAGS.get(values.get(column, "").strip().lower())]
    if yes:
        found["services"] = ",".join([*yes, *([found["services"]] if found.get("services") else [])])
    if mapped.spoken:
        found["languages"] = ",".join(
            fold(column).split()[0] for column in mapped.spoken if _FLAGS.get(values.get(column, "").strip().lower())
        )
    if mapped.days and not found.get("hours"):
        found["hours"] = _week(values, mapped.days)
    return found


def _week(values: Mapping[str, str], days: Mapping[str, tuple[str, ...]]) -> str:
    """A line for each day that says something."""
    lines = []
    for day, some in days.items():
        said = [values.get(column, "").strip() for column in some]
        if all(said) and not _SHUT.intersection(one.lower() for one in said):
            lines.append(f"{day}: {' - '.join(said)}")
    return "\n".join(lines)


def says_where(values: Mapping[str, str]) -> bool:
    """True when a row has a postal code, a town or an address, so that it can be placed without a point."""
    told = {field_of(name) for name, text in values.items() if text.strip()}
    return bool(told & {"postal_code", "city", "address"})


def is_known(name: str) -> bool:
    """True for a name that is one of our fields, or a day of the week."""
    return len(name) < 40 and (bool(field_of(name)) or key(name) in _DAY_OF)


def looks_like_header(cells: Iterable[str]) -> bool:
    """True for a row that names at least two fields, one of them what a place is called or where it is."""
    fields = {field_of(cell) for cell in cells if cell and len(cell) < 60} - {""}
    return len(fields) >= 2 and bool(fields & {"name", "address", "latitude", "city", "postal_code"})


def fingerprint(columns: Iterable[str]) -> str:
    """The same for the same columns in any order: under this a mapping is kept."""
    return ",".join(sorted(plain(column) for column in columns if column))
