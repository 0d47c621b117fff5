"""What stands under the answer on a dangerous pair is an emergency line, whichever sign it tells of."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.lint.parts import flat
from app.release.lint.rule import Case, rule
from app.release.problems import Problem


@rule("SIGN_911")
def every_sign_of_a_pair_names_911(case: Case) -> Iterator[Problem]:
    """Each line under `signs:` of a language's mixing.yaml names 911."""
    for document, mixing in case.sources.drugs.mixing.values():
        for name, line in mixing.signs.items():
            if "911" not in flat(line):
                message = "This line stands under dangerous pairs, and 911 is not in it any more. Name it again."
                yield document.problem(("signs", name), "SIGN_911", message)
