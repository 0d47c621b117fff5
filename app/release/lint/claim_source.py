"""What a claim rests on: an address, the source's own words or a figure, and for some subjects a source that says it itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.release.claim_schema import PENDING_WORDS, SUBJECTS
from app.release.claims.register import claims_of, is_carried, naming
from app.release.lint.rule import Case, rule
from app.release.problems import Problem

MOST_WORDS = 25
"""Words of a quote: enough to find the place, and no more than fair use."""
_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+\Z")


@rule("CLAIM_ADDRESS")
def every_claim_has_an_address(case: Case) -> Iterator[Problem]:
    """`at` and `more` of a claim are web addresses."""
    for claim in case.sources.claims.values():
        places = [(("at",), claim.file.at), *((("more", n), one) for n, one in enumerate(claim.file.more))]
        for steps, address in places:
            if not _ADDRESS.match(address):
                message = "A source is a web address that starts with https://. Write the page it is from."
                yield claim.document.problem((claim.id, *steps), "CLAIM_ADDRESS", message)


@rule("CLAIM_QUOTE")
def every_claim_has_the_words_or_a_figure_of_its_source(case: Case) -> Iterator[Problem]:
    """A claim has figures, or a quote of 25 words at most, or says that the quote is pending."""
    for claim in case.sources.claims.values():
        file = claim.file
        count = len(file.quote.split())
        if count > MOST_WORDS:
            message = f"The quote has {count} words. Keep the {MOST_WORDS} or fewer that say it."
            yield claim.problem("quote", "CLAIM_QUOTE", message)
        elif not count and not file.figures:
            message = (
                f"Nothing of the source stands here. Copy up to {MOST_WORDS} of its words to quote:, or its number to "
            )
            message += f"figures:, or write 'quote: {PENDING_WORDS}' until somebody does."
            yield claim.problem("", "CLAIM_QUOTE", message)


@rule("CLAIM_KIND")
def first_aid_doses_and_law_rest_on_a_primary_source(case: Case) -> Iterator[Problem]:
    """A claim about first aid, a dose or the law has a source that says it itself, and no account of another."""
    for claim in case.sources.claims.values():
        subject = SUBJECTS[claim.file.subject]
        if subject.strict and not is_carried(claim.file):
            kinds = ", ".join(sorted(subject.carried_by))
            message = f"'{claim.file.kind}' cannot carry a claim about {claim.file.subject}. Find where it comes from: one of {kinds}."
            yield claim.problem("kind", "CLAIM_KIND", message)


@rule("CLAIM_PRIMARY")
def every_text_rests_on_a_primary_source(case: Case) -> Iterator[Problem]:
    """Some claim of each text has a source that says it itself."""
    for key in {key: None for entries in case.sources.entries.values() for key in entries}:
        entry, claims = naming(case.sources, key), claims_of(case.sources, key)
        if entry is None or not claims or any(is_carried(one.file) for one in claims):
            continue
        if any(SUBJECTS[one.file.subject].strict for one in claims):
            continue  # told at the claim
        listed = ", ".join(f"{one.id} ({one.file.kind})" for one in claims)
        message = f"Nothing this rests on is a primary source: {listed}. Find where one of them comes from, or say it without."
        yield entry.problem("claims", "CLAIM_PRIMARY", message)
