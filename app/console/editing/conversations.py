"""What callers would notice between two sets of files: pages that read or lead differently, in each language."""

from __future__ import annotations

import msgspec

from app.console.editing.readings import FilesRead
from app.console.editing.wording import WordChange, word_changes
from app.engine.compiled_release import CompiledRelease


class CallerChange(msgspec.Struct, frozen=True):
    """One page, or one text the program says by itself, before and after, in one language."""

    name: str
    language: str
    kind: str
    """`changed`, `added`, `removed`, or `spoken` where only a call says it differently."""
    words: tuple[WordChange, ...]
    page: bool


def changes(before: FilesRead, after: FilesRead) -> tuple[CallerChange, ...]:
    """Every difference callers would notice, pages first, in the order of the newer files."""
    was, now = before.library, after.library
    if was is None or now is None:
        return ()
    found = [*_pages(was, now), *_texts(was, now)]
    return tuple(found)


def _pages(was: CompiledRelease, now: CompiledRelease) -> list[CallerChange]:
    found = []
    for name in dict.fromkeys([*now.nodes, *was.nodes]):
        for language in now.release.languages:
            old, new = (_shown(library, name, language) for library in (was, now))
            if old != new:
                found.append(_change(name, language, old, new, page=True))
    return found


def _shown(library: CompiledRelease, name: str, language: str) -> tuple[str, str] | None:
    """(as a text, as a call) of a page in a language that has it."""
    node = library.nodes.get(name)
    if node is None or (node.say and node.say not in library.release.texts.get(language, {})):
        return None
    shown = library.shown(node, language)
    return shown.text, "\n".join(shown.spoken)


def _texts(was: CompiledRelease, now: CompiledRelease) -> list[CallerChange]:
    """Texts that stand on no page: what the program says by itself."""
    used = {node.say for library in (was, now) for node in library.nodes.values()}
    used |= {choice.label for library in (was, now) for node in library.nodes.values() for choice in node.choices}
    found = []
    for language in now.release.languages:
        old, new = (library.release.texts.get(language, {}) for library in (was, now))
        for key in dict.fromkeys([*new, *old]):
            before, after = ((one.text, one.voice) if (one := side.get(key)) else None for side in (old, new))
            if before != after and key not in used:
                found.append(_change(key, language, before, after, page=False))
    return found


def _change(
    name: str, language: str, old: tuple[str, str] | None, new: tuple[str, str] | None, *, page: bool
) -> CallerChange:
    if old is None:
        return CallerChange(name, language, "added", word_changes("", (new or ("", ""))[0]), page)
    if new is None:
        return CallerChange(name, language, "removed", word_changes(old[0], ""), page)
    if old[0] != new[0]:
        return CallerChange(name, language, "changed", word_changes(old[0], new[0]), page)
    return CallerChange(name, language, "spoken", word_changes(old[1], new[1]), page)
