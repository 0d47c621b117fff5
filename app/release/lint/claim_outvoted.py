"""A claim against which all its texts stand: the slip is in the register, and is told there, not at each text."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.lint.each_text import used_claims
from app.release.lint.parts import figures, is_figure
from app.release.lint.rule import Case, rule
from app.release.problems import Problem
from app.release.sources import DEFAULT_LANGUAGE

_SEVERAL = 2


def outvoted(case: Case) -> dict[str, tuple[str, ...]]:
    """Id of a claim that several texts name and none of them says -> its figures that nobody says."""
    sources = case.sources
    pack, entries = sources.speech.get(DEFAULT_LANGUAGE), sources.entries.get(DEFAULT_LANGUAGE, {})
    if pack is None:
        return {}
    found = {}
    for name, keys in case.once(used_claims).items():
        claim = sources.claims.get(name)
        if claim is None or len(keys) < _SEVERAL:
            continue
        said = {
            part
            for key in keys
            if key in entries
            for _, figure in figures(pack.file, entries[key].file.whole)
            for part in (figure, figure.partition(" ")[0])
        }
        missing = tuple(one for one in claim.file.figures if one not in said and is_figure(one, pack.file))
        if missing:
            found[name] = missing
    return found


@rule("CLAIM_OUTVOTED", of_texts=True)
def no_claim_differs_from_all_its_texts(case: Case) -> Iterator[Problem]:
    """Where several texts name a claim, some of them says each of its figures."""
    used = case.once(used_claims)
    for name, missing in case.once(outvoted).items():
        keys = used[name]
        message = (
            f"None of the {len(keys)} texts that name this says {' and '.join(missing)}: {', '.join(keys[:3])} ... "
        )
        message += "Put the figure back; or, if the source says so now, change it in all of them as well."
        yield case.sources.claims[name].problem("figures", "CLAIM_OUTVOTED", message)
