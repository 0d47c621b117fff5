"""One fact as somebody reads it who answers for it: the claim, its source, its signatures, and every text that says it."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.claims.due import facts_with_an_end
from app.release.claims.register import said_in, stands_until, subject_of, users
from app.release.claims.signatures import standings, unsigned
from app.release.sources import EntrySource, Sources


def shown_claim(sources: Sources, claim: str) -> str:
    """The claim on some lines, texts last."""
    found = sources.claims[claim]
    file = found.file
    rows = [
        ("says", file.claim),
        ("figures", ", ".join(file.figures)),
        ("quote", file.quote),
        ("source", f"{file.source} ({file.kind})"),
        *(("at", address) for address in (file.at, *file.more)),
        ("checked", f"{file.checked} by {file.by}"),
        ("until", f"{stands_until(file)} ({file.subject}: {subject_of(file).months} months)"),
        *(("signed", words) for words in _signed(sources, claim)),
        ("needs", " and ".join(unsigned(sources).get(claim, ()))),
    ]
    line = found.document.where(claim, key=True)[0]
    texts = said_in(sources, users(sources).get(claim, ()))
    head = f"{claim}  {found.document.path}:{line}"
    return "\n".join([head, *(f"  {name + ':':9}{words}" for name, words in rows if words), *_said(texts)])


def _signed(sources: Sources, claim: str) -> Iterator[str]:
    for one in standings(sources):
        if one.claim == claim:
            yield f"{one.by} ({one.role})" + ("" if one.holds else ", and it was changed since")


def _said(texts: Iterator[EntrySource]) -> Iterator[str]:
    for entry in texts:
        for field, words in entry.written:
            line = entry.document.where(entry.key, field)[0]
            yield f"  {entry.document.path}:{line}: {entry.key} ({field})\n      {' '.join(words.split())}"


def shown_number(sources: Sources, name: str) -> str:
    """A phone number as a fact: content/numbers.yaml keeps its source and its dates."""
    number = sources.numbers[name]
    due = next(one for one in facts_with_an_end(sources) if one.id == name)
    file = number.file
    rows = [
        ("says", due.what),
        ("answers", file.hours),
        *(("at", address) for address in file.source),
        ("checked", f"{file.reviewed} by {file.reviewed_by}"),
        ("until", str(file.review_by)),
    ]
    head = f"{name}  {due.path}:{due.line}"
    return "\n".join(
        [head, *(f"  {label + ':':9}{words}" for label, words in rows), *_said(said_in(sources, due.texts))]
    )
