"""Pages come, are renamed and go: whoever led there leads there still, or to another page, and nothing is left over."""

from __future__ import annotations

import pytest

from app.console.editing.new_pages import NewPage, with_new_page
from app.console.editing.page_leads import leading
from app.console.editing.page_life import Changed, renamed_page, without_page
from app.console.editing.spans import EditError
from app.release.staff_files import Files
from tests.console.editing.test_pages import TODAY, codes, line

SMOKE = NewPage(
    flow="asked_health",
    name="smoke",
    texts={
        "en": "Smoke in the air? Stay inside. Close the windows. Wear a mask outside if you have one.",
        "es": "¿Hay humo en el aire? Quédese adentro. Cierre las ventanas. Use una mascarilla afuera si la tiene.",
    },
    source="https://www.cdc.gov/wildfires/about/index.html",
    like="asked_health.heat",
    led_from="asked_health.heat",
    labels={"en": "Smoke outside", "es": "Humo afuera"},
)


def put(files: Files, made: Changed | Files) -> Files:
    """The files with these changes."""
    return {path: data for path, data in {**files, **made}.items() if data is not None}


def test_a_page_is_added_with_its_texts_its_fact_and_the_choice_that_leads_there() -> None:
    made = with_new_page(line(), SMOKE, TODAY)

    assert b"\n  smoke:\n    say: asked_health.smoke\n" in made["flows/asked_health.yaml"]
    assert b"go: smoke}" in made["flows/asked_health.yaml"]
    assert b"\nsmoke:\n" in made["content/facts.yaml"]
    assert codes(line() | made) == codes(line())


def test_a_flow_of_its_own_opens_by_its_word() -> None:
    words = {"en": "SMOKE", "es": "HUMO"}
    page = NewPage(
        flow="smoke", name="start", about="Smoke: what to do, and where it is clean.", word=words,
        texts={"en": "Ask for clean air.", "es": "Pida aire limpio."}, plain=True,
    )  # fmt: skip

    made = with_new_page(line(), page, TODAY)

    assert b"flow: smoke\nabout: " in made["flows/smoke.yaml"]
    assert b"word: {en: SMOKE, es: HUMO}\nstart: start\n" in made["flows/smoke.yaml"]
    assert "  plain: yes" in made["content/es/smoke.yaml"].decode()
    assert codes(line() | made) == codes(line())


def test_a_page_is_renamed_wherever_it_is_named() -> None:
    before = leading(line(), "naloxone.find")
    made = renamed_page(line(), "naloxone.find", "near_you")
    after = line() | made

    assert len(before) == len(leading(after, "naloxone.near_you")) > 5
    assert not leading(after, "naloxone.find")
    assert codes(after) == codes(line())
    assert renamed_page(after, "naloxone.near_you", "find") == {path: line()[path] for path in made}


def test_a_drug_keeps_leading_to_its_page() -> None:
    made = renamed_page(line(), "safer_drugs.opioids", "opioid_drugs")

    assert b"page: safer_drugs.opioid_drugs" in made["content/drugs.yaml"]
    assert codes(line() | made) == codes(line())


def test_what_leads_to_a_page_is_told_by_kind() -> None:
    found = {(one.kind, one.page, one.what) for one in leading(line(), "naloxone.by_mail")}

    assert {("topic", "", "naloxone_mail"), ("choice", "naloxone.get", "1"), ("otherwise", "naloxone.find", "")} < found


def test_a_page_goes_with_the_choices_that_led_there_and_its_texts() -> None:
    with_it = line() | with_new_page(line(), SMOKE, TODAY)

    made = put(with_it, without_page(with_it, "asked_health.smoke"))

    assert made == line() | {"content/facts.yaml": made["content/facts.yaml"]}
    assert codes(made) == codes(line())


def test_what_led_to_a_page_leads_to_another_one() -> None:
    made = put(line(), without_page(line(), "naloxone.by_mail", instead="naloxone.store"))

    assert b"  naloxone_mail: store\n" in made["flows/naloxone.yaml"]
    assert b"by_mail" not in made["flows/naloxone.yaml"].replace(b"label.by_mail", b"")
    assert b"naloxone.by_mail:" not in made["content/en/naloxone.yaml"]
    assert not {"GO_MISSING", "NODE_LOST", "CHOICE_GAP", "CHOICE_TWICE"} & codes(made)


def test_more_than_choices_needs_another_page() -> None:
    with pytest.raises(EditError, match="Say which page"):
        without_page(line(), "naloxone.by_mail")
    with pytest.raises(EditError, match="same part"):
        without_page(line(), "naloxone.menu", instead="services.menu")
    with pytest.raises(EditError, match="no page"):
        without_page(line(), "naloxone.by_mail", instead="naloxone.by_mail")


def test_the_last_page_takes_its_flow_along() -> None:
    page = NewPage(flow="smoke", name="start", about="Smoke.", texts={"en": "Hi.", "es": "Hola."}, plain=True)
    alone = line() | with_new_page(line(), page, TODAY)

    gone = without_page(alone, "smoke.start", instead="")

    assert {path for path, data in gone.items() if data is None} == {
        "flows/smoke.yaml", "content/en/smoke.yaml", "content/es/smoke.yaml",
    }  # fmt: skip
    assert put(alone, gone) == line()
