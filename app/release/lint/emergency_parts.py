"""The first emergency text says each of its parts, in every language, as text and on a call. No way out."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.lint.parts import flat, says, sentences
from app.release.lint.report_ways import led_away
from app.release.lint.rule import Case, rule
from app.release.lint.wording import any_of
from app.release.problems import Problem
from app.release.schema import LanguageFile
from app.release.sources import EntrySource

PARTS = {
    "overdose_emergency": ("cannot_call", "naloxone", "breaths", "stay"),
    "overamp_emergency": ("cannot_call", "naloxone", "breaths", "stay"),
}
"""What the first answer to an emergency says beside the order to call, which comes first."""
WHAT = {
    "cannot_call": "that this line cannot call 911",
    "naloxone": "to give naloxone",
    "breaths": "to give breaths",
    "stay": "to stay with them",
}


@rule("EMERGENCY_PARTS")
def the_first_emergency_text_says_every_part(case: Case) -> Iterator[Problem]:
    """It begins with the order to call 911, and says that the line cannot, naloxone, breaths and to stay."""
    for intent, parts in PARTS.items():
        node = case.sources.nodes.get(case.sources.answer(intent))
        if node is not None and led_away(case, node.name):
            continue  # told where it was led away
        for language in case.sources.languages if node else ():
            entry = case.sources.entries.get(language, {}).get(node.file.say) if node else None
            pack = case.sources.speech.get(language)
            if entry is None or f"content/{language}/language.yaml" in case.sources.unread:
                continue
            if pack is None or not all(pack.file.parts.get(part) for part in ("call_first", *parts)):
                message = "Emergency texts cannot be checked: 'parts' here must say the words for "
                message += f"{', '.join(('call_first', *parts))}. Copy them from another language and translate them."
                yield Problem(f"content/{language}/language.yaml", 1, 1, "EMERGENCY_PARTS", message)
                continue
            yield from _missing(entry, pack.file, parts)


def _missing(entry: EntrySource, pack: LanguageFile, parts: tuple[str, ...]) -> Iterator[Problem]:
    for field, words in (("text", entry.file.text), ("voice", entry.spoken)):
        text = flat(words)
        first = any_of(tuple(pack.parts["call_first"])).match(text)
        if first is None:
            order = pack.parts["call_first"][0]
            message = f"This does not begin with the order to call 911. Begin with '{order}'."
            yield entry.problem(field, "EMERGENCY_PARTS", message)
        for part in parts:
            if not says(pack, part, text):
                ways = ", ".join(f"'{way}'" for way in pack.parts[part][:3])
                message = f"This does not say {WHAT[part]}. Say it, with one of: {ways}."
                yield entry.problem(field, "EMERGENCY_PARTS", message)


@rule("EMERGENCY_SOFT", each_text=True)
def no_text_makes_the_call_a_matter_of_taste(case: Case) -> Iterator[Problem]:
    """No sentence that tells people to call 911 has a word that turns the order into advice."""
    for language, pack in case.sources.speech.items():
        if not pack.file.softened:
            continue
        soft = any_of(tuple(pack.file.softened))
        for entry in case.sources.entries.get(language, {}).values():
            if entry.file.accept.get("EMERGENCY_SOFT") and entry.key not in case.emergency_keys:
                continue
            for field, words in entry.written:
                if "911" not in words.replace(" ", ""):
                    continue
                for sentence in sentences(flat(words)):
                    found = soft.search(sentence) if "911" in sentence else None
                    if found:
                        message = f"'{found.group()}' makes calling 911 sound like a choice. Write it as an order."
                        yield entry.problem(field, "EMERGENCY_SOFT", message)
