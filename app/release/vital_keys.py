"""Texts that lives hang on: the emergency steps, and what content/facts.yaml says must be in a text."""

from __future__ import annotations

from datetime import date

from app.release.sources import Sources


def vital_keys(sources: Sources) -> frozenset[str]:
    """Content keys nobody may mark or sign without naming them."""
    from app.release.compile import compile_release
    from app.release.lint.rule import Case

    case = Case(sources, compile_release(sources, {}, release=""), today=date.min)
    return case.emergency_keys | {key for key, fact in sources.facts.items() if fact.file.says}
