"""The languages of the staff files: their level, whether somebody has signed them, and what `porchlight check` says of each."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from typing import TypeVar

import msgspec

from app.release.levels import needed
from app.release.sources import Sources

_COPIED_FROM = 4
"""Words from which on the same text in two languages is no name both share."""


Part = TypeVar("Part")


class Language(msgspec.Struct, frozen=True):
    """One language as staff see it."""

    code: str
    name: str
    level: str
    draft: bool
    voices: tuple[str, ...]
    needed: int
    missing: tuple[str, ...]
    """Content keys its level needs and it lacks."""
    copied: tuple[str, ...]
    """Content keys that say word for word what the default language says."""

    def __str__(self) -> str:
        parts = [f"level {self.level}", f"{self.needed - len(self.missing)} of {self.needed} texts"]
        parts += [f"missing {_some(self.missing)}"] if self.missing else []
        parts += [f"copied untranslated {_some(self.copied)}"] if self.copied else []
        parts += ["by text only"] if not self.voices else []
        parts += ["draft: not on a real line until a translator signs"] if self.draft else []
        return f"{self.code} {self.name}".rstrip() + ": " + "; ".join(parts)


def _some(keys: tuple[str, ...]) -> str:
    more = f" and {len(keys) - 3} more" if len(keys) > 3 else ""
    return f"{', '.join(keys[:3])}{more}"


def level_of(sources: Sources, language: str) -> str:
    """The level its language.yaml declares; a language without one is to be whole."""
    found = sources.speech.get(language)
    return found.file.level if found else "full"


def texts_mark(sources: Sources, language: str) -> str:
    """Eight hex digits that change when anything that is said in this language does."""
    digest = hashlib.sha256()
    for key, entry in sorted(sources.entries.get(language, {}).items()):
        digest.update(f"{key}\0{entry.file.whole}\0{entry.file.voice}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:8]


def is_draft(sources: Sources, language: str) -> bool:
    """Whether nobody has signed this translation as it is now."""
    found = sources.speech.get(language)
    if found is None or not found.file.draft:
        return False
    signed = found.file.signed
    return signed is None or not signed.by.strip() or signed.texts != texts_mark(sources, language)


def is_copy(text: str, first: str) -> bool:
    """Whether this was taken over as it is: the same words, and more of them than a name has."""
    return len(text.split()) >= _COPIED_FROM and _folded(text) == _folded(first)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def overview(sources: Sources) -> tuple[Language, ...]:
    """Every language with its level, what is missing and what is copied."""
    default = sources.languages[0] if sources.languages else ""
    ours = sources.entries.get(default, {})
    found = []
    for code in sources.languages:
        theirs = sources.entries.get(code, {})
        wanted = needed(level_of(sources, code), sources) if code != default else frozenset(ours)
        speech = sources.speech.get(code)
        found.append(
            Language(
                code=code,
                name=speech.file.name if speech else "",
                level=level_of(sources, code),
                draft=is_draft(sources, code),
                voices=tuple(speech.file.voices) if speech else (),
                needed=len(wanted),
                missing=tuple(sorted(wanted - theirs.keys())),
                copied=tuple(
                    sorted(
                        key
                        for key, entry in theirs.items()
                        if code != default and key in ours and is_copy(entry.file.text, ours[key].file.text)
                    )
                ),
            )
        )
    return tuple(found)


def without_drafts(sources: Sources) -> Sources:
    """What was written, without the languages that are drafts: what callers of a real line get, and what is checked for it."""
    drafts = {language for language in sources.languages if is_draft(sources, language)}
    if not drafts:
        return sources
    drugs = sources.drugs
    return msgspec.structs.replace(
        sources,
        languages=tuple(language for language in sources.languages if language not in drafts),
        entries=_less(sources.entries, drafts),
        words=_less(sources.words, drafts),
        avoid=_less(sources.avoid, drafts),
        speech=_less(sources.speech, drafts),
        drugs=msgspec.structs.replace(drugs, called=_less(drugs.called, drafts), mixing=_less(drugs.mixing, drafts)),
    )


def _less(table: Mapping[str, Part], drafts: Collection[str]) -> dict[str, Part]:
    return {language: part for language, part in table.items() if language not in drafts}
