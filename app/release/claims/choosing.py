"""Which claims somebody means to sign."""

from __future__ import annotations

from collections.abc import Collection

from app.base.errors import PorchlightError
from app.release.claim_schema import ROLES, SUBJECTS
from app.release.claims.register import claims_of, said_in, subject_of, users
from app.release.claims.signatures import unsigned
from app.release.problems import did_you_mean
from app.release.sources import Sources


class ChoiceError(PorchlightError):
    """What was asked for cannot be signed; the message says why and what to do."""


def chosen(
    sources: Sources, ids: Collection[str], *, role: str, subject: str = "", file: str = "", every: bool = False
) -> tuple[str, ...]:
    """Ids of the claims this role is asked to sign: those named, else all that still need it, of a subject or a file.

    Raises ChoiceError for a role, subject, file or id that does not exist, and where nothing was chosen.
    """
    if role not in ROLES:
        raise ChoiceError(f"'{role}' is no role that signs.{did_you_mean(role, ROLES)} Use one of: {', '.join(ROLES)}.")
    if subject and subject not in SUBJECTS:
        near = did_you_mean(subject, SUBJECTS) or f" Use one of: {', '.join(SUBJECTS)}."
        raise ChoiceError(f"'{subject}' is no subject.{near}")
    if ids:
        return _named(sources, ids, role)
    if not (every or subject or file):
        raise ChoiceError(
            "Say which: ids of facts, --subject, --file, or --all for every fact that still needs this role."
        )
    wanted = [one for one in _needing(sources, role) if not subject or sources.claims[one].file.subject == subject]
    if file:
        wanted = [one for one in wanted if one in _said_in_file(sources, file)]
    return tuple(wanted)


def _named(sources: Sources, ids: Collection[str], role: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in ids:
        claims = [name] if name in sources.claims else [one.id for one in claims_of(sources, name)]
        if not claims:
            raise ChoiceError(
                f"There is no fact '{name}'.{did_you_mean(name, sources.claims)} porchlight facts show NAME shows one."
            )
        found |= dict.fromkeys(claims)
    refused = [one for one in found if not _may(sources, one, role)]
    if refused and len(ids) == len(found):
        roles = " and ".join(subject_of(sources.claims[refused[0]].file).roles)
        raise ChoiceError(f"'{refused[0]}' is signed by {roles}, not by {role}.")
    return tuple(one for one in found if one not in refused)


def _may(sources: Sources, claim: str, role: str) -> bool:
    roles = subject_of(sources.claims[claim].file).roles
    return not roles or role in roles


def _needing(sources: Sources, role: str) -> list[str]:
    used = users(sources)
    return [one for one, roles in unsigned(sources).items() if one in used and (role in roles or roles == ("any",))]


def _said_in_file(sources: Sources, file: str) -> frozenset[str]:
    used = users(sources)
    here = {claim for claim, keys in used.items() if any(one.document.path == file for one in said_in(sources, keys))}
    if not here:
        paths = {one.document.path for held in sources.entries.values() for one in held.values()}
        raise ChoiceError(f"No text of '{file}' says a fact.{did_you_mean(file, paths)}")
    return frozenset(here)
