"""Every file of the bundle, made of one release; the same release and settings always give the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import msgspec

from app.channels.base import Provider
from app.engine.compiled_release import CompiledRelease
from app.line.bundle.emergency_texts import EmergencyTexts, emergency_texts
from app.line.bundle.fallback import fallback_documents
from app.line.bundle.linked import linked
from app.line.bundle.printed import CARDS, code_of, dialled, vcard
from app.line.bundle.words import words, written_in

LEAVE_TO = "https://www.weather.gov/"
"""Where the way out leads: a page that anybody may have open."""
MANIFEST = "bundle.json"
_HERE = Path(__file__).parent


def bundle_mark(library: CompiledRelease) -> str:
    """Twelve letters that change with every text of the bundle and with the program that makes it."""
    blanks = [library.release.blanks.get(name, "") for name in ("line_name", "line_number")]
    made_of = [emergency_texts(library), blanks, _made_by()]
    return hashlib.sha256(msgspec.json.encode(made_of)).hexdigest()[:12]


@cache
def _made_by() -> str:
    own = sorted(file for file in _HERE.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return hashlib.sha256(b"".join(file.read_bytes() for file in own)).hexdigest()


def bundle_files(library: CompiledRelease, providers: Sequence[Provider], *, address: str = "") -> dict[str, bytes]:
    """Path -> bytes. `address` is where the folder will be served, for a code that leads to the page."""
    texts, mark = emergency_texts(library), bundle_mark(library)
    name, number = (library.release.blanks.get(blank, "") for blank in ("line_name", "line_number"))
    about = {"mark": mark, "name": name, "number": number, "dialled": dialled(number), "leave_to": LEAVE_TO}
    files = _pages(texts, about)
    for provider in providers:
        for path, document in fallback_documents(library, texts, provider).items():
            files[path] = document + f"<!-- bundle {mark} -->\n".encode()
    if number:
        codes = {"text.svg": code_of(f"sms:{dialled(number)}")} | ({"page.svg": code_of(address)} if address else {})
        files |= codes | {"line.vcf": vcard(name, number)}
        files |= {
            _named("card", one, texts): _shown(
                "card.html", one, texts, {**about, "codes": sorted(codes), "cards": CARDS}
            )
            for one in texts
        }
    offline = sorted(path for path in files if path.count("/") == 0)
    files["sw.js"] = _shown("sw.js", texts[0], texts, {**about, "files": ["./", *offline, "page.js", "style.css"]})
    files["page.js"], files["style.css"] = (
        (_HERE / "templates" / one).read_bytes() for one in ("page.js", "style.css")
    )
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in sorted(files.items())}
    files[MANIFEST] = msgspec.json.format(
        msgspec.json.encode({"bundle": mark, "release": library.release.id, "files": hashes}), indent=1
    )
    return files


def _pages(texts: Sequence[EmergencyTexts], about: Mapping[str, Any]) -> dict[str, bytes]:
    return {
        _named(page, one, texts): _shown(f"{page}.html", one, texts, about)
        for page in ("index", "privacy", "terms")
        for one in texts
    }


def _named(page: str, one: EmergencyTexts, texts: Sequence[EmergencyTexts]) -> str:
    """`index.html` in the first language, `index.es.html` in another."""
    return f"{page}.html" if one is texts[0] else f"{page}.{one.language}.html"


def _shown(template: str, one: EmergencyTexts, texts: Sequence[EmergencyTexts], about: Mapping[str, Any]) -> bytes:
    page = template.partition(".")[0]
    others = [(_named(page, other, texts), other.language, other.name) for other in texts if other is not one]
    links = {to: _named(to, one, texts) for to in ("index", "privacy", "terms", "card")}
    shown: str = (
        _templates()
        .get_template(template)
        .render(
            said=one, words=words(one.language), worded_in=written_in(one.language), others=others, links=links, **about
        )
    )
    return shown.encode()


@cache
def _templates() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # the web process asks for the mark alone

    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["linked"] = linked
    return made


@lru_cache(maxsize=1)
def mark_or_none(library: CompiledRelease) -> str:
    """The mark of its bundle; empty where none can be made, as of a release without emergency steps."""
    try:
        return bundle_mark(library)
    except (KeyError, OSError):
        return ""
