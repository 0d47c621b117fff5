"""Signatures under claims: bound to the claim and to every text that says it, so that a change of either loses them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import date

import msgspec

from app.release.claim_schema import ROLES, ClaimFile, ClaimSignatures, FactSignature
from app.release.claims.register import said_in, subject_of, users
from app.release.languages import is_draft
from app.release.review_marks import words_of
from app.release.sources import Sources

_HEAD = """\
# yaml-language-server: $schema=../docs/signatures.schema.json
# Who signed which fact of content/facts.yaml, and the marks of what they read. Written by: porchlight facts sign
# Do not edit by hand: change the fact or the text, and let the same role sign again.
"""
_NOT_SIGNED = {"checked", "by"}
"""Who looked again at the same fact changes nothing of what was signed."""


class Standing(msgspec.Struct, frozen=True):
    """One signature, and what is no longer as it was when it was given."""

    claim: str
    role: str
    by: str
    fact_changed: bool
    texts_changed: tuple[str, ...]
    """language/key of texts whose words are others now."""
    texts_new: tuple[str, ...]
    texts_gone: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether what was signed is what stands there."""
        return not (self.fact_changed or self.texts_changed or self.texts_new or self.texts_gone)


def fact_mark(file: ClaimFile) -> str:
    """Eight hex digits that change when anything that is claimed does."""
    held = file.model_dump(mode="json", exclude=_NOT_SIGNED)
    return _short(msgspec.json.encode(dict(sorted(held.items()))))


def text_marks(sources: Sources, keys: Collection[str]) -> dict[str, str]:
    """language/key -> mark of its words, for these texts in every language a real line answers in."""
    drafts = {language for language in sources.languages if is_draft(sources, language)}
    entries = (entry for entry in said_in(sources, tuple(keys)) if entry.language not in drafts)
    return {f"{one.language}/{one.key}": _short(words_of(one).encode("utf-8", "surrogatepass")) for one in entries}


def _short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


def standings(sources: Sources) -> tuple[Standing, ...]:
    """Every signature under a claim that is still in the register."""
    used = users(sources)
    return tuple(
        _standing(sources, claim, role, signature, text_marks(sources, used.get(claim, ())))
        for claim, signed in sources.signatures.items()
        if claim in sources.claims
        for role, signature in signed.items()
    )


def _standing(sources: Sources, claim: str, role: str, held: FactSignature, now: Mapping[str, str]) -> Standing:
    return Standing(
        claim,
        role,
        held.by,
        str(held.fact) != fact_mark(sources.claims[claim].file),
        tuple(sorted(name for name, mark in held.texts.items() if name in now and now[name] != str(mark))),
        tuple(sorted(now.keys() - held.texts.keys())),
        tuple(sorted(held.texts.keys() - now.keys())),
    )


def unsigned(sources: Sources) -> dict[str, tuple[str, ...]]:
    """Id of a claim -> roles whose signature it needs and has not, as it stands now; `any` where one of them is enough."""
    holding: dict[str, set[str]] = {}
    for one in standings(sources):
        if one.holds:
            holding.setdefault(one.claim, set()).add(one.role)
    found = {}
    for name, claim in sources.claims.items():
        roles, held = subject_of(claim.file).roles, holding.get(name, set())
        missing = tuple(role for role in roles if role not in held) if roles else (() if held else ("any",))
        if missing:
            found[name] = missing
    return found


def signed_file(sources: Sources, claims: Collection[str], *, role: str, name: str, today: date) -> str:
    """The text of content/signatures.yaml after this person signed these claims as they stand; those of lost claims go."""
    used = users(sources)
    held: dict[str, ClaimSignatures] = {
        claim: dict(signed) for claim, signed in sources.signatures.items() if claim in sources.claims
    }
    for claim in claims:
        marks = text_marks(sources, used.get(claim, ()))
        mark = fact_mark(sources.claims[claim].file)
        read = {"by": _visible(name), "on": today.isoformat(), "fact": mark, "texts": marks}
        held.setdefault(claim, {})[role] = FactSignature.model_validate(read)
    return written(held)


def written(held: Mapping[str, ClaimSignatures]) -> str:
    """The file as text: claims in order of their ids, roles in their own."""
    lines = []
    for claim, signed in sorted(held.items()):
        lines.append(f"{claim}:")
        for role in sorted(signed, key=ROLES.index):
            one = signed[role]
            texts = ", ".join(f'{name}: "{mark}"' for name, mark in sorted(one.texts.items()))
            lines.append(f'  {role}: {{by: {_quoted(one.by)}, on: {one.on}, fact: "{one.fact}", texts: {{{texts}}}}}')
    return _HEAD + "".join(f"{line}\n" for line in lines)


def _visible(name: str) -> str:
    """The name as it may stand in a staff file, which takes no hidden letters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
