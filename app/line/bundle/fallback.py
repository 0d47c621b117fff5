"""What a provider texts and says by itself when this machine does not answer: the steps, in every live language."""

from __future__ import annotations

from collections.abc import Sequence

from app.channels.base import Provider
from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Effect, HangUp, Pause, Say
from app.line.bundle.emergency_texts import EmergencyTexts
from app.line.bundle.words import words, written_in

TIMES = 2
"""How often a call reads everything: a voice that is missed once cannot be asked again."""


def fallback_documents(
    library: CompiledRelease, texts: Sequence[EmergencyTexts], provider: Provider
) -> dict[str, bytes]:
    """File name -> document, in the provider's own markup."""
    found = {}
    if provider.can.texts:
        found["text"] = provider.text(_texted(texts))
    if provider.can.calls:
        voices = library.packs.voices(provider.name)
        spoken = [one for one in texts if one.language in voices or not voices]
        found["voice"] = provider.call(_said(spoken), voices=voices or None)
    return {f"{provider.name.rpartition('.')[2]}/{name}.xml": document for name, document in found.items()}


def _texted(texts: Sequence[EmergencyTexts]) -> list[Effect]:
    """The steps of every language, then in whose words there are any that this line cannot read."""
    away = dict.fromkeys(written_in(one.language) for one in texts)
    return [
        *(Say(one.first, one.language) for one in texts),
        *(Say(words(language)["away"], language) for language in away),
    ]


def _said(texts: Sequence[EmergencyTexts]) -> list[Effect]:
    """The first language at once; whoever waits for another hears in it that it comes."""
    first, *others = texts
    round_: list[Effect] = [Say(first.spoken, first.language)]
    waits: list[Effect] = [
        Say(words(one.language)["wait_said"], one.language)
        for one in others
        if written_in(one.language) == one.language
    ]
    for one in others:
        round_ += [Pause(1), Say(one.spoken, one.language)]
    away: list[Effect] = [
        Say(words(one.language)["away_said"], one.language) for one in texts if written_in(one.language) == one.language
    ]
    return [*waits, *([*round_, Pause(2)] * TIMES), *away, HangUp()]
