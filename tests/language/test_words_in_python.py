"""Words that callers write stand in content/<language>/, not in Python: what still does is counted here, and why."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SPANISH = frozenset(
    """que por para con sin esta estan estoy hace como donde cuando cada dias noche manana tarde ayer hoy mas muy pero ahora ya aqui
    respira despierta muere azul calle ayuda gracias favor porfa amigo amiga hijo mi quiero necesito puedo puede paren pare pausa nunca
    uno dos tres cuatro cinco seis siete ocho nueve diez lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril
    mensaje mensajes numero foto gusta minutos horas semana semanas""".split()
)
"""Enough of one language to see a table of it; the tables that are left hold English beside it."""
NOT_TEXTED = {
    "app/places/imports": "columns and values of other people's lists",
    "app/places/hours": "opening hours as lists write them",
    "app/places/distance.py": "the unit of miles",
    "app/places/gazetteer.py": "names of states",
    "app/places/states.py": "names of states",
    "app/places/street_names.py": "parts of names of streets",
    "app/release/lint": "rules about what staff write",
    "app/simulator": "words for a terminal, beside what is said to a phone",
}
"""Rooms and files in which no caller's words are looked for."""
CEILING = 51
"""Strings of the others: rules in which grammar and words are one pattern (vital signs, opt-outs, reactions). Only ever lowered."""


def strings(file: Path) -> int:
    """How many strings of this file, its docstrings left out, hold a word of Spanish that somebody could write."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    said = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    return sum(
        bool(SPANISH & set(re.findall(r"[a-z]+", node.value.lower())))
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    )


def test_hardly_a_word_that_somebody_texts_stands_in_python() -> None:
    found = {file.relative_to(ROOT).as_posix(): strings(file) for file in sorted((ROOT / "app").rglob("*.py"))}
    texted = {file: count for file, count in found.items() if count and not file.startswith(tuple(NOT_TEXTED))}

    assert CEILING >= sum(texted.values()), texted
