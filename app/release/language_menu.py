"""The list of languages: what staff wrote of it, and a choice for every other language that is live, by its name."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from app.engine.release import Choice, Node, Release, Text

SWITCHES = "switch_language"
_KEYS = "12345678"

Fingerprint = Callable[[tuple[Choice, ...], str], int]


def with_every_language(release: Release, *, fingerprint: Fingerprint) -> Release:
    """The release in which each list of languages leads to all that are live, as far as a list has keys."""
    nodes, added = dict(release.nodes), dict[str, str]()
    for name, node in release.nodes.items():
        listed = _languages_of(node, release)
        further = [code for code in release.languages if code not in listed] if listed else []
        free = [key for key in _KEYS if key not in {choice.key for choice in node.choices}]
        choices = list(node.choices)
        for key, code in zip(free, further, strict=False):
            label, to = f"{name}.{code}", f"{name}_{code}"
            nodes[to] = Node(name=to, say="line.language_switched", do=SWITCHES, language=code, done=True)
            choices.append(Choice(key=key, label=label, go=to))
            added[label] = code
        if len(choices) > len(node.choices):
            ways = tuple(sorted(choices, key=lambda choice: choice.key))
            nodes[name] = msgspec.structs.replace(node, choices=ways, mark=fingerprint(ways, node.next))
    if not added:
        return release
    texts = {
        language: {**texts, **{label: _name(release, code, by=language) for label, code in added.items()}}
        for language, texts in release.texts.items()
    }
    return msgspec.structs.replace(release, nodes=nodes, texts=texts)


def _languages_of(node: Node, release: Release) -> set[str]:
    """The languages that this list switches to; none where it is no list of languages alone."""
    ways = [release.nodes.get(choice.go) for choice in node.choices]
    return {way.language for way in ways if way is not None and way.do == SWITCHES} if _all_switch(ways) else set()


def _all_switch(ways: list[Node | None]) -> bool:
    return all(way is not None and way.do == SWITCHES for way in ways)


def _name(release: Release, code: str, *, by: str) -> Text:
    """As its own people write it; as those who listen call it."""
    spoken = release.speech.get(code)
    own = spoken.name if spoken is not None and spoken.name else code
    return Text(own, voice=spoken.called.get(by, own) if spoken is not None else own)
