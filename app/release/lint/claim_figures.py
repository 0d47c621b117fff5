"""The figures of a claim are ones a text can hold, and every text that names it says them, in every language."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.claims.register import claims_of, figures_of, named
from app.release.lint.claim_outvoted import outvoted
from app.release.lint.parts import figures, is_figure
from app.release.lint.rule import Case, rule
from app.release.problems import Problem, did_you_mean
from app.release.schema import LanguageFile
from app.release.sources import DEFAULT_LANGUAGE, EntrySource


@rule("CLAIM_FIGURE", of_texts=True)
def figures_of_claims_have_known_units(case: Case) -> Iterator[Problem]:
    """Each figure of a claim is a number, with a unit that the default language's language.yaml knows, or none."""
    pack = case.sources.speech.get(DEFAULT_LANGUAGE)
    units = pack.file.units if pack else {}
    for claim in case.sources.claims.values():
        for place, figure in enumerate(claim.file.figures):
            if is_figure(figure, pack.file if pack else None):
                continue
            unit = figure.partition(" ")[2]
            near = did_you_mean(unit, units) if unit else ""
            message = (
                f"'{figure}' is no figure a text can be compared with.{near} Write a number and one of these units, "
            )
            message += f"or no unit: {', '.join(sorted(units)) or 'none is known'}."
            yield claim.document.problem((claim.id, "figures", place), "CLAIM_FIGURE", message)


@rule("CLAIM_UNSAID", each_text=True, beside=outvoted)
def every_text_says_the_figures_of_its_claims(case: Case) -> Iterator[Problem]:
    """A text that names a claim says each of its figures, in every language and as spoken too."""
    sources, alone = case.sources, case.once(outvoted)
    for language, pack in sources.speech.items():
        for entry in sources.entries.get(language, {}).values():
            if pack.document.path in sources.unread or not entry.file.text.strip():
                continue
            if not alone.keys().isdisjoint(named(sources, entry.key)):
                continue
            if claims_of(sources, entry.key) and not says_another(entry, pack.file, figures_of(sources, entry.key)):
                yield from _unsaid(case, entry, pack.file)


def says_another(entry: EntrySource, pack: LanguageFile, known: frozenset[str]) -> bool:
    """Whether some figure of the text is a wrong one: that is told, and the right one is missing because of it."""
    return any(
        figure not in known and " " in figure for _, words in entry.written for _, figure in figures(pack, words)
    )


def _unsaid(case: Case, entry: EntrySource, pack: LanguageFile) -> Iterator[Problem]:
    for field, words in (("text", entry.file.whole), ("voice", entry.file.voice)):
        held = {figure for _, figure in figures(pack, words)}
        held |= {figure.partition(" ")[0] for figure in held}  # 77 F is said as 77 degrees, 911 as 911
        for claim in claims_of(case.sources, entry.key) if words else ():
            missing = [one for one in claim.file.figures if one not in held and is_figure(one, pack)]
            if missing:
                message = f"It names the claim '{claim.id}' and does not say {' and '.join(missing)}. Say it again; "
                message += "or, if it no longer says this fact, take the id out of its claims."
                yield entry.problem(field, "CLAIM_UNSAID", message)
                return
