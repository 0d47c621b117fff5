"""A text that says facts says which: it names its claims."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.claims.register import named, naming
from app.release.lint.facts import FIELDS
from app.release.lint.rule import Case, rule
from app.release.problems import Problem
from app.release.sources import DEFAULT_LANGUAGE
from app.release.staff_files import FACTS


@rule("CLAIM_NONE")
def every_text_with_facts_names_its_claims(case: Case) -> Iterator[Problem]:
    """Where there is a register, each text that is neither `plain` nor a mere label names a claim of it."""
    sources = case.sources
    if not sources.claims or FACTS in sources.unread or sources.language_unread(DEFAULT_LANGUAGE):
        return
    said = {node.file.say for node in sources.nodes.values()} - case.labels
    for key in {key: None for entries in sources.entries.values() for key in entries}:
        entry = naming(sources, key)
        if entry is None or named(sources, key) or entry.file.plain or (entry.label and key not in said):
            continue
        if not entry.file.text.strip():
            continue
        message = (
            f"This says facts and names no claim. Write 'claims: [ID]' with ids of {FACTS} (a new fact: first there), "
        )
        message += "or 'plain: yes' if it says none."
        sourced = all(getattr(entry.file, field) for field in FIELDS)  # as texts were before there was a register
        yield entry.problem("", "CLAIM_NONE", message, severity="warning" if sourced and not case.launch else "error")
