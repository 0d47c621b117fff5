"""What was proved before is not proved again, and the verdict is the same as if everything were."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.features import FEATURES
from app.release.lint import each_text, proven
from app.release.lint.read_texts import ReadTexts
from app.release.load import Loaded, load_files

FLOW = """\
flow: more
about: More.
word: {en: EXTRA, es: ADEMAS}
start: a
nodes:
  a: {say: more.a, choices: {1: {label: more.one, go: b}, 2: {label: more.two, go: c}, 3: {label: more.three, go: main.menu}}}
  b: {say: more.b, next: c}
  c: {say: more.c, go: d}
  d: {say: more.d, done: yes}
  e: {say: more.e, choices: {1: {label: more.two, go: a}}}
"""
TEXTS = "".join(f"more.{name}: {{text: '{name} here.', plain: yes}}\n" for name in "abcde")
LABELS = "more.one: One thing\nmore.two: Two things\nmore.three: {text: Three, plain: yes, also: [third way]}\n"
MENU = "2: {label: main.label.find, go: find}"
EDITS = (
    ("content/en/more.yaml", "more.one: One thing", "more.one: OD"),
    ("content/en/more.yaml", "more.one: One thing", "more.one: Two things"),
    ("content/en/more.yaml", "more.two: Two things", "more.two: overdose"),
    ("content/es/more.yaml", "more.two: Two things", "more.two: menú"),
    ("content/en/more.yaml", "also: [third way]", "also: [one thing, no respira]"),
    ("content/en/more.yaml", "'b here.'", "'b there.'"),
    ("flows/more.yaml", "go: b}", "go: d}"),
    ("flows/more.yaml", "go: b}", "go: nowhere}"),
    ("flows/more.yaml", "next: c", "next: e"),
    ("flows/more.yaml", "go: d}", "go: b}"),
    ("flows/more.yaml", "en: EXTRA", "en: MORE"),
    ("flows/main.yaml", MENU, MENU + "\n      3: {label: main.label.steps, go: more.a}"),
    ("flows/overdose.yaml", "next: after", "go: after"),
    ("flows/overdose.yaml", "overdose_emergency: start", "overdose_emergency: after"),
    ("content/en/main.yaml", "Stay with them.", "Stay by them."),
    ("content/en/main.yaml", "main.label.steps", "main.label.stepz"),
    ("content/en/words.yaml", "menu: [menu]", "menu: [menu, two things]"),
    ("content/en/language.yaml", "call_first: [call 911 now, call 911]", "call_first: [ring 911]"),
    ("content/facts.yaml", "5 second", "6 second"),
    ("content/en/more.yaml", "'b here.'", "'Text STOP to bit.ly now.'"),
    ("content/en/more.yaml", "'b here.'", "'Take 5 mg.'"),
    ("content/es/more.yaml", "'b here.'", "'This is what you are, and there it is.'"),
    ("content/es/more.yaml", "'b here.'", "'Call 912. **Now**'"),
    ("content/en/more.yaml", "text: 'd here.', plain: yes", "text: 'd here.', plain: yes, claims: [breath]"),
    ("content/es/language.yaml", "[el, usted, esta, hay, que, donde, una]", "[el, usted]"),
    ("content/es/language.yaml", "softened: [quiza*, piense en]", "softened: [llame]"),
    ("content/en/line.yaml", "line.press:\n  text: Fine.", "line.press:\n  text: Press."),
    ("content/en/line.yaml", "line.hint:\n  text: Fine.", "line.hint:\n  text: Write."),
    ("content/en/avoid.yaml", "[addict*, adicto*]", "[thing*]"),
)
TODAY = date(2026, 11, 23)


def verdict(files: dict[str, str], *, anew: bool) -> Loaded:
    if anew:
        proven.forget()
        each_text.forget()
    return load_files({path: text.encode() for path, text in files.items()}, today=TODAY)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(EDITS), min_size=1, max_size=8))
def test_the_verdict_after_edits_is_the_one_of_a_whole_check(
    files: dict[str, str], edits: list[tuple[str, str, str]]
) -> None:
    state = dict(files) | {"flows/more.yaml": FLOW}
    for language in ("en", "es"):
        state[f"content/{language}/more.yaml"] = TEXTS + LABELS
    verdict(state, anew=True)
    found = []
    for path, old, new in edits:
        text = state[path]
        state[path] = text.replace(old, new, 1) if old in text and new not in text else text.replace(new, old, 1)
        found.append((dict(state), verdict(state, anew=False)))

    for state, quick in found:
        assert verdict(state, anew=True) == quick


def test_only_what_an_edit_can_have_changed_is_proved_again(files: dict[str, str]) -> None:
    verdict(files, anew=True)
    before = proven.how_many()
    files["content/en/main.yaml"] = files["content/en/main.yaml"].replace(
        "There is nothing near you.", "None near you."
    )
    verdict(files, anew=False)
    said = proven.how_many() - before
    files["content/en/main.yaml"] = files["content/en/main.yaml"].replace("Find a place", "Find places")
    verdict(files, anew=False)
    led = proven.how_many() - before - said

    assert 0 == said
    assert 0 < led < before


def test_a_page_with_the_same_neighbours_as_another_is_proved_by_itself(files: dict[str, str]) -> None:
    files["flows/more.yaml"] = FLOW
    for language in ("en", "es"):
        files[f"content/{language}/more.yaml"] = TEXTS + LABELS
    release = verdict(files, anew=True).release
    assert release is not None
    library = ReadTexts(release, talks=tuple(feature.talk for feature in FEATURES))
    around = proven.Neighbourhoods(library, ())

    assert len({around.mark(name, "OPTION_LOST") for name in release.nodes}) == len(release.nodes)
