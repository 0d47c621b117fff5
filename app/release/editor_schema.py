"""JSON Schema of staff files, so that editors complete and check them while people type."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter

from app.language.default import DEFAULT_LANGUAGE
from app.places.asked_words import PARTS
from app.places.place_words import LISTS, TABLES, shipped_words
from app.release.claim_schema import ClaimFile, ClaimSignatures
from app.release.drug_schema import CalledFile, DrugsFile, MixingFile
from app.release.programme_schema import ProgrammeFile
from app.release.schema import AvoidFile, EntryFile, FactFile, FlowFile, LanguageFile, NumberFile, Words
from app.understanding.meaning import INTENTS

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest that the usual YAML editors read in full."""
NAMES = "names.schema.json"
"""Nodes and content keys as they are now: editors offer them; a name that is not among them is for the check to find."""
OF_FILES = {
    "flow.schema.json": ("flows/*.yaml",),
    "numbers.schema.json": ("content/numbers.yaml",),
    "drugs.schema.json": ("content/drugs.yaml",),
    "facts.schema.json": ("content/facts.yaml",),
    "signatures.schema.json": ("content/signatures.yaml",),
    "programme.schema.json": ("content/programme.yaml",),
    "drug_names.schema.json": ("content/*/drugs.yaml",),
    "mixing.schema.json": ("content/*/mixing.yaml",),
    "words.schema.json": ("content/*/words.yaml",),
    "avoid.schema.json": ("content/*/avoid.yaml",),
    "language.schema.json": ("content/*/language.yaml",),
    "phrases.schema.json": ("content/*/phrases.yaml",),
    "questions.schema.json": ("content/*/questions_asked.yaml", "content/*/questions_examples.yaml"),
    "held_back.schema.json": ("content/*/held_back.yaml",),
    "places.schema.json": ("content/*/places.yaml",),
    "places_said.schema.json": ("content/*/places_said.yaml",),
    "places_asked.schema.json": ("content/*/places_asked.yaml",),
    "content.schema.json": ("content/*/*.yaml",),
}
"""Which files each schema is for; the first pattern that fits counts."""


def schemas() -> dict[str, str]:
    """File name -> JSON Schema as text, for docs/."""
    return {
        "flow.schema.json": _text("One flow: what happens.", _offered(FlowFile.model_json_schema())),
        "content.schema.json": _text("Content of one language: what is said.", _entries()),
        "language.schema.json": _text(
            "One language: what it is, and how people answer in it.", LanguageFile.model_json_schema()
        ),
        "drugs.schema.json": _text("Drugs and the rules between them.", DrugsFile.model_json_schema()),
        "drug_names.schema.json": _text("What drugs are called.", _each(CalledFile.model_json_schema())),
        "mixing.schema.json": _text("What is said about mixing.", MixingFile.model_json_schema()),
        "numbers.schema.json": _text("Phone numbers that texts may use.", _each(NumberFile.model_json_schema())),
        "facts.schema.json": _text("The facts, and what must stand in a text.", _facts()),
        "signatures.schema.json": _text("Who signed which fact.", _each(TypeAdapter(ClaimSignatures).json_schema())),
        "programme.schema.json": _text("Who runs this line.", ProgrammeFile.model_json_schema()),
        "words.schema.json": _text("Words of the line itself.", TypeAdapter(Words).json_schema()),
        "avoid.schema.json": _text("Words and promises to avoid.", AvoidFile.model_json_schema()),
        "phrases.schema.json": _text("What people write, and what it means.", _phrases()),
        "questions.schema.json": _text("Questions people ask, by their words.", _map(_LINES)),
        "held_back.schema.json": _text("Messages kept apart, to measure with.", _held_back()),
        "places.schema.json": _text("Places people name.", _places()),
        "places_said.schema.json": _text("What answers about places say.", _places_said()),
        "places_asked.schema.json": _text("How people ask for places.", _places_asked()),
    }


def names(nodes: Iterable[str], keys: Iterable[str], claims: Iterable[str] = ()) -> str:
    """The schema of names as they are now, as text."""
    found = {
        "nodes": {"enum": sorted({*nodes, ""})},
        "keys": {"enum": sorted({*keys, ""})},
        "claims": {"enum": sorted({*claims, ""})},
    }
    return json.dumps({"$schema": DIALECT, "title": "Names in use.", "definitions": found}, indent=1) + "\n"


def schema_of(path: str) -> str:
    """The name of the schema for this file, or an empty string."""
    from fnmatch import fnmatchcase

    return next((name for name, found in OF_FILES.items() if any(fnmatchcase(path, one) for one in found)), "")


_TEXT: dict[str, Any] = {"type": "string"}
_LINES: dict[str, Any] = {
    "anyOf": [_TEXT, {"type": "array", "items": _TEXT}],
    "description": "One message a line, or a list.",
}


def _map(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": value}


def _closed(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False, **more}


def _phrases() -> dict[str, Any]:
    intent = _closed({"words": _LINES, "phrases": _LINES, "examples": _LINES})
    return _closed({"intents": _closed(dict.fromkeys(INTENTS, intent)), "topics": _map(_LINES)})


def _held_back() -> dict[str, Any]:
    taught = _closed({intent: {"type": ["integer", "string"]} for intent in INTENTS})
    return _closed({"taught": taught, "emergency": _LINES, "crisis": _LINES, "everyday": _LINES, "not_ok": _LINES})


def _places_said() -> dict[str, Any]:
    first = shipped_words()[DEFAULT_LANGUAGE]
    tables: dict[str, Any] = {name: _closed(dict.fromkeys(getattr(first, name), _TEXT)) for name in TABLES}
    open_tables = {name: _map(_TEXT) for name in ("languages", "wishes")}
    lists = {
        name: {"type": "array", "items": _TEXT, "minItems": count, "maxItems": count} for name, count in LISTS.items()
    }
    return _closed(tables | open_tables | lists)


def _places_asked() -> dict[str, Any]:
    patterns = {"type": "array", "items": _TEXT}
    parts = {
        part: _map(patterns) if names is None else _closed(dict.fromkeys(names, patterns))
        for part, names in PARTS.items()
    }
    return _closed({**parts, "home": patterns})


def _places() -> dict[str, Any]:
    number: dict[str, Any] = {"type": ["number", "string"]}
    point = {"type": "array", "items": number, "minItems": 2, "maxItems": 2, "description": "Latitude, then longitude."}
    listed = {"type": "array", "items": _TEXT}
    spot = _closed(
        {"name": _TEXT, "aliases": listed, "at": point, "state": _TEXT, "country": _TEXT, "zone": _TEXT},
        required=["name", "at"],
    )
    street = _closed(
        {
            "name": _TEXT,
            "aliases": listed,
            "line": {"type": "array", "items": point, "minItems": 2},
            "city": _TEXT,
            "numbers": {"type": "array", "items": number},
            "numbered_crossings": {"enum": [True, False, "yes", "no"]},
        },
        required=["name", "line"],
    )
    area = _closed({**dict.fromkeys(("latitude", "longitude", "radius_km"), number), "state": _TEXT, "country": _TEXT,
                    "zone": _TEXT})  # fmt: skip
    return _closed(
        {
            "area": area,
            "example": _TEXT,
            "nicknames": _map(_TEXT),
            "neighborhoods": {"type": "array", "items": spot},
            "landmarks": {"type": "array", "items": spot},
            "streets": {"type": "array", "items": street},
            "postal_areas": _map({"type": "object"}),
        }
    )


def _offered(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with nodes and keys that editors may offer, wherever one is named."""
    for model in schema["$defs"].values():
        for name, field in model.get("properties", {}).items():
            kind = {
                "go": "nodes",
                "next": "nodes",
                "otherwise": "nodes",
                "label": "keys",
                "say": "keys",
                "pace": "keys",
            }
            if name in kind and field.get("type") == "string":
                field["anyOf"] = [{"type": field.pop("type")}, {"$ref": f"{NAMES}#/definitions/{kind[name]}"}]
    return schema


def _each(one: dict[str, Any]) -> dict[str, Any]:
    """A file of many things of one kind, each under its name."""
    definitions = one.pop("$defs", {})
    return {"type": "object", "additionalProperties": one, "$defs": definitions}


def _entries() -> dict[str, Any]:
    found = _each(EntryFile.model_json_schema())
    ids = found["additionalProperties"]["properties"]["claims"]
    ids["items"] = {"anyOf": [{"type": "string"}, {"$ref": f"{NAMES}#/definitions/claims"}]}
    label = {"type": "string", "description": "A label: a few words, no fact."}
    found["additionalProperties"] = {"anyOf": [label, found["additionalProperties"]]}
    return found


def _facts() -> dict[str, Any]:
    """Claims under a name of their own, and what must stand in a text under its key, which has a dot."""
    claim, text = ClaimFile.model_json_schema(), FactFile.model_json_schema()
    definitions = {**claim.pop("$defs", {}), **text.pop("$defs", {})}
    return {"type": "object", "patternProperties": {r"\.": text, r"^[^.]+$": claim}, "$defs": definitions}


def _text(about: str, schema: dict[str, Any]) -> str:
    whole = {"$schema": DIALECT, **schema, "title": about}
    whole["$defs"] = whole.pop("$defs", {})
    return json.dumps(_without_titles(whole, top=True), indent=2, ensure_ascii=False) + "\n"


def _without_titles(part: Any, *, top: bool = False) -> Any:
    """The schema without the titles that pydantic makes of field names, and with nothing but what a pattern lets in."""
    if isinstance(part, list):
        return [_without_titles(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {name: value for name, value in part.items() if top or name != "title" or not isinstance(value, str)}
    if "patternProperties" in kept:
        kept.setdefault("additionalProperties", False)
    if kept.get("$defs") == {}:
        del kept["$defs"]
    return {name: _without_titles(value) for name, value in kept.items() if name != "default" or value}
