"""JSON Schema of staff files, so that editors complete and check them while people type."""

from __future__ import annotations

import json
from typing import Any

from app.release.drug_schema import CalledFile, DrugsFile, MixingFile
from app.release.schema import EntryFile, FlowFile, LanguageFile, NumberFile

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest that the usual YAML editors read in full."""


def schemas() -> dict[str, str]:
    """File name -> JSON Schema as text, for docs/."""
    return {
        "flow.schema.json": _text("One flow: what happens.", FlowFile.model_json_schema()),
        "content.schema.json": _text("Content of one language: what is said.", _entries()),
        "language.schema.json": _text(
            "One language: what it is, and how people answer in it.", LanguageFile.model_json_schema()
        ),
        "drugs.schema.json": _text("Drugs and the rules between them.", DrugsFile.model_json_schema()),
        "drug_names.schema.json": _text("What drugs are called.", _each(CalledFile.model_json_schema())),
        "mixing.schema.json": _text("What is said about mixing.", MixingFile.model_json_schema()),
        "numbers.schema.json": _text("Phone numbers that texts may use.", _each(NumberFile.model_json_schema())),
    }


def _each(one: dict[str, Any]) -> dict[str, Any]:
    """A file of many things of one kind, each under its name."""
    definitions = one.pop("$defs", {})
    return {"type": "object", "additionalProperties": one, "$defs": definitions}


def _entries() -> dict[str, Any]:
    found = _each(EntryFile.model_json_schema())
    label = {"type": "string", "description": "A label: a few words, no fact."}
    found["additionalProperties"] = {"anyOf": [label, found["additionalProperties"]]}
    return found


def _text(about: str, schema: dict[str, Any]) -> str:
    whole = {"$schema": DIALECT, **schema, "title": about}
    whole["$defs"] = whole.pop("$defs", {})
    return json.dumps(_without_titles(whole, top=True), indent=2, ensure_ascii=False) + "\n"


def _without_titles(part: Any, *, top: bool = False) -> Any:
    """The schema without the titles that pydantic makes of field names: editors would show them as headings."""
    if isinstance(part, list):
        return [_without_titles(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {name: value for name, value in part.items() if top or name != "title" or not isinstance(value, str)}
    if kept.get("$defs") == {}:
        del kept["$defs"]
    return {name: _without_titles(value) for name, value in kept.items() if name != "default" or value}
