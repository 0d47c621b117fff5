"""The page as people use it, in headless Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


pytestmark = pytest.mark.xdist_group("browser")  # one browser is enough


def _captions(page: Page) -> Locator:
    return page.get_by_role("log", name="What you hear")


def _ring(page: Page) -> None:
    page.get_by_role("tab", name="Call").click()
    page.get_by_role("button", name="Call", exact=True).click()
    page.get_by_text("The line is listening.").wait_for()


def test_a_typed_text_and_its_answer_stand_in_the_conversation(page: Page) -> None:
    page.get_by_label("Your text").fill("narcan")
    page.get_by_label("Your text").press("Enter")
    page.get_by_role("log").get_by_text("Sam's Place (fictional)").wait_for()

    bubbles = page.locator(".bubble").all_inner_texts()
    assert 3 == len(bubbles)
    assert all("1 segment · GSM-7" in bubble for bubble in bubbles)
    assert "" == page.get_by_label("Your text").input_value()


@pytest.mark.parametrize("text", ["od", "narcan", "my friend wont wake up", "español", "tips"])
def test_a_quick_pick_is_sent_and_answered(page: Page, text: str) -> None:
    page.get_by_role("button", name=text, exact=True).click()
    page.locator(".theirs").first.wait_for()

    assert text in page.locator(".mine").first.inner_text()


def test_spanish_answers_are_marked_for_a_screen_reader(page: Page) -> None:
    page.get_by_role("button", name="español").click()
    page.locator(".theirs").wait_for()

    assert 1 == page.locator(".theirs [lang=es]").count()


def test_the_conversation_survives_a_reload_and_ends_with_a_new_phone(page: Page) -> None:
    page.get_by_role("button", name="od", exact=True).click()
    page.locator(".theirs").wait_for()
    number = page.locator("[data-number]").inner_text()
    page.reload()
    page.locator(".theirs").wait_for()
    assert number == page.locator("[data-number]").inner_text()

    page.get_by_role("button", name="Start over").click()
    page.wait_for_function("old => document.querySelector('[data-number]').textContent !== old", arg=number)

    assert 0 == page.locator(".bubble").count()


def test_a_call_is_made_with_the_keyboard_alone(page: Page) -> None:
    page.get_by_role("tab", name="Text").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("The line is listening.").wait_for()

    page.get_by_role("button", name="1", exact=True).focus()
    page.keyboard.press("1")
    _captions(page).get_by_text("Call 911 now.").wait_for()

    page.get_by_role("button", name="Hang up").press("Enter")
    page.get_by_role("status").get_by_text("You hung up.").wait_for()
    assert page.get_by_role("button", name="Call", exact=True).evaluate("it => it === document.activeElement")


def test_captions_are_in_the_language_that_is_spoken(page: Page) -> None:
    _ring(page)

    assert "es-US" == _captions(page).get_by_text("Para español, oprima 8.").get_attribute("lang")
    assert "en-US" == _captions(page).get_by_text("Overdose? Press 1 now.").get_attribute("lang")


def test_silence_and_speech_are_answered(page: Page) -> None:
    _ring(page)
    page.get_by_role("button", name="Stay silent").click()
    _captions(page).get_by_text("Are you still there?").wait_for()
    page.get_by_text("The line is listening.").wait_for()

    page.get_by_label("Say something").fill("my friend wont wake up")
    page.get_by_role("button", name="Say it").click()

    _captions(page).get_by_text("You said something in en-US.").wait_for()


def test_a_key_stops_the_prompt_as_on_a_real_phone(page: Page) -> None:
    page.get_by_role("tab", name="Call").click()
    page.get_by_role("button", name="Call", exact=True).click()
    _captions(page).get_by_text("Overdose? Press 1 now.").wait_for()
    page.get_by_role("button", name="1", exact=True).click()
    _captions(page).get_by_text("Call 911 now.").wait_for()


def test_keys_typed_faster_than_answers_come_all_count(page: Page) -> None:
    _ring(page)
    page.get_by_role("button", name="9", exact=True).press("9")
    _captions(page).get_by_text("Key in your ZIP code.").wait_for()
    page.keyboard.type("62901")

    _captions(page).get_by_text("You are in six two nine zero one.").wait_for()
    page.get_by_role("status").get_by_text("The line hung up.").wait_for()


def test_being_put_through_shows_the_peer_line_and_what_follows(page: Page) -> None:
    _ring(page)
    page.get_by_role("button", name="0", exact=True).click()
    page.get_by_role("status").get_by_text("Connected to the peer line").wait_for()
    page.get_by_role("button", name="Nobody answers").click()

    _captions(page).get_by_text("Back with you: no-answer.").wait_for()


def test_silence_can_be_counted_by_itself(page: Page) -> None:
    page.clock.install()
    page.reload()
    page.wait_for_selector("[data-ready]")
    page.get_by_role("tab", name="Call").click()
    page.get_by_label("Count silence by itself").check()
    page.get_by_role("button", name="Call", exact=True).click()
    _captions(page).get_by_text("Overdose? Press 1 now.").wait_for()
    page.clock.run_for(20_000)

    _captions(page).get_by_text("Are you still there?").first.wait_for()


def test_the_page_can_be_read_in_spanish(page: Page) -> None:
    page.get_by_role("link", name="Español").click()
    page.wait_for_selector("[data-ready]")

    assert "es" == page.locator("html").get_attribute("lang")
    assert page.get_by_role("button", name="Enviar").is_visible()


def test_nothing_is_cut_off_on_a_small_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for tab in ("Text", "Call"):
        page.get_by_role("tab", name=tab).click()

        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_everything_to_press_is_large_enough(page: Page) -> None:
    for tab in ("Text", "Call"):
        page.get_by_role("tab", name=tab).click()
        for target in page.locator("button:visible, input:visible, a:visible, summary:visible").all():
            box = target.bounding_box()

            assert box is not None
            assert box["height"] >= 24, target.evaluate("it => it.outerHTML")
            assert box["width"] >= 24, target.evaluate("it => it.outerHTML")


_VOICES = """
window.said = [];
const voice = (name, lang, localService) => ({ name, lang, localService });
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [voice("far", "es-US", false), voice("near", "es_MX", true), voice("home", "en-US", true)],
  speak: (it) => { window.said.push([it.text, it.lang, it.rate, it.voice.name]); it.onstart(); setTimeout(it.onend, 5); },
  cancel: () => {},
} });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
window.SpeechRecognition = window.webkitSpeechRecognition = class {
  start() { this.onresult({ results: [[{ transcript: "he is not breathing" }]] }); this.onend(); }
};
"""


@pytest.fixture
def talking(page: Page) -> Page:
    """The page in a browser with voices, near and far, and ears."""
    page.add_init_script(_VOICES)
    page.reload()
    page.wait_for_selector("[data-ready]")
    return page


def test_words_are_spoken_in_their_language_by_voices_of_this_device_only(talking: Page) -> None:
    _ring(talking)

    assert [
        ["Overdose? Press 1 now.", "en-US", 1, "home"],
        ["Para español, oprima 8.", "es_MX", 1, "near"],
    ] == talking.evaluate("window.said")


def test_the_voice_can_be_switched_off(talking: Page) -> None:
    talking.get_by_role("tab", name="Call").click()
    talking.get_by_label("Speak out loud").uncheck()
    _ring(talking)

    assert [] == talking.evaluate("window.said")


def test_what_the_browser_recognises_is_said_to_the_line(talking: Page) -> None:
    _ring(talking)
    talking.get_by_role("button", name="Use my microphone").click()

    _captions(talking).get_by_text("You said: he is not breathing").wait_for()
    _captions(talking).get_by_text("You said something in en-US.").wait_for()
    assert talking.get_by_text("Some browsers send the sound").is_visible()
