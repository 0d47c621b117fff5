"""Staff change what the line says in a browser: into a draft of their own, never over each other, live by one press."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.console.roles import Role
from tests.console.workshop import StaffBrowser, Workshop, workshop

TEXT = "/staff/texts/main.none"
OLD = "Nothing near you is on our list."


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    with workshop(tmp_path) as made:
        yield made


def was(browser: StaffBrowser, field: str = "text-en") -> str:
    """What the form says stood there when it was opened."""
    found = re.search(rf'name="was-{field}" value="([^"]*)"', browser.get(TEXT).text)
    assert found
    return html.unescape(found.group(1))


def save(browser: StaffBrowser, new: str, *, before: str | None = None) -> str:
    """The page after these words were saved."""
    held = was(browser) if before is None else before
    return browser.post(TEXT, **{"text-en": new, "was-text-en": held}).text


def test_a_sentence_is_changed_in_a_draft_and_callers_get_the_old_one(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    before = (shop.home / "content/en/main.yaml").read_bytes()

    said = save(ana, "There is nothing near you yet.")

    assert "Saved in your draft." in said
    assert "<ins>" in said
    assert (shop.home / "content/en/main.yaml").read_bytes() == before
    assert re.search(r"<ins>.*yet\.</ins>", ana.get("/staff/drafts/1").text)


def test_what_was_saved_is_undone_by_one_press(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    before = was(ana)
    said = save(ana, "Something else here.")
    (path,) = re.findall(r'<form method="post" action="(/staff/drafts/\d+/undo)"', said)
    (saved,) = re.findall(r'name="saved" value="([^"]*)"', said)

    assert "Undone." in ana.post(path, saved=html.unescape(saved), back=TEXT).text
    assert was(ana) == before
    assert "saved on top" in ana.post(path, saved=html.unescape(saved), back=TEXT).text


def test_two_tabs_never_overwrite_and_both_wordings_are_shown(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    before = was(ana)
    save(ana, "From the first tab.")

    said = save(ana, "From the second tab.", before=before)

    assert "Somebody saved this text while you were changing it" in said
    assert "From the first tab." in said
    assert "From the second tab." in said
    assert was(ana) == "From the first tab."
    assert "Saved in your draft." in save(ana, "From the second tab.", before="From the first tab.")


def test_a_reader_sees_and_changes_nothing(shop: Workshop) -> None:
    rita = shop.browser("Rita", Role.READER)

    assert "readonly" in rita.get(TEXT).text
    assert rita.post(TEXT, **{"text-en": "x", "was-text-en": "y"}).status_code == 403
    assert not shop.services.releases.drafts()


def test_what_it_would_come_to_is_shown_before_it_is_saved(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    said = ana.post(f"{TEXT}/look", **{"text-en": "An addict \u2192 here.", "was-text-en": was(ana)}).text

    assert "person who uses drugs" in said
    assert "UCS-2" in said
    assert not shop.services.releases.drafts()


def test_a_pasted_text_is_made_plain_and_that_is_said(shop: Workshop) -> None:
    said = save(shop.browser("Ana"), "\u201cNothing\u201d near you \u2014 yet\u2026")

    assert "plain now" in said
    assert "&#34;Nothing&#34; near you - yet..." in said


def test_an_empty_text_is_not_saved(shop: Workshop) -> None:
    assert "cannot be empty" in save(shop.browser("Ana"), "  ")
    assert not shop.services.releases.drafts()


def test_publishing_shows_the_conversation_before_and_after_and_takes_an_approver(shop: Workshop) -> None:
    ana, bo = shop.browser("Ana"), shop.browser("Bo", Role.APPROVER)
    save(ana, "Nothing is near you.")
    page = bo.get("/staff/drafts/1/publish").text

    assert "main.none" in page
    assert "An approver publishes it" in ana.get("/staff/drafts/1/publish").text
    assert ana.post("/staff/drafts/1/publish").status_code == 403

    done = bo.post("/staff/drafts/1/publish", note="Shorter").text
    assert "Release 2 is live." in done
    assert b"Nothing is near you." in (shop.home / "content/en/main.yaml").read_bytes()


def test_yesterdays_change_is_undone_by_an_approver_in_one_press(shop: Workshop) -> None:
    ana, bo = shop.browser("Ana"), shop.browser("Bo", Role.APPROVER)
    before = (shop.home / "content/en/main.yaml").read_bytes()
    save(ana, "Nothing is near you.")
    bo.post("/staff/drafts/1/publish")

    assert "Go back to 1" in bo.get("/staff/releases").text
    assert "again, as release 3" in bo.post("/staff/releases/1/rollback").text
    assert (shop.home / "content/en/main.yaml").read_bytes() == before
    assert "Every line is as it was written." in bo.get("/staff/releases/trail").text


def test_a_draft_that_is_held_back_says_the_cause_first_with_the_way_there(shop: Workshop) -> None:
    ana, bo = shop.browser("Ana"), shop.browser("Bo", Role.APPROVER)
    save(ana, "Call {phone.nobody} now.")

    page = ana.get("/staff/drafts/1").text
    assert "In the way: 1" in page
    assert 'href="/staff/texts/main.none"' in page
    assert "Nothing went live" in bo.post("/staff/drafts/1/publish").text


def test_two_people_who_changed_one_text_choose_and_nothing_else_is_lost(shop: Workshop) -> None:
    ana, cy, bo = shop.browser("Ana"), shop.browser("Cy"), shop.browser("Bo", Role.APPROVER)
    save(ana, "Nothing is near you.")
    save(cy, "We know no place near you.")
    menu = "/staff/texts/main.menu"
    held = re.findall(r'name="was-text-en" value="([^"]*)"', cy.get(menu).text)[0]
    cy.post(menu, **{"text-en": "What do you need?", "was-text-en": html.unescape(held)})
    bo.post("/staff/drafts/1/publish")

    page = cy.post("/staff/drafts/2/up-to-date").text
    assert "Nothing is near you." in page
    assert "We know no place near you." in page
    cy.post("/staff/drafts/2/up-to-date", **{"choice content/en/main.yaml main.none": "live"})
    bo.post("/staff/drafts/2/publish")

    data = (shop.home / "content/en/main.yaml").read_text()
    assert "Nothing is near you." in data
    assert "What do you need?" in data


def test_nobody_undoes_or_drops_the_draft_of_somebody_else(shop: Workshop) -> None:
    save(shop.browser("Ana"), "Nothing is near you.")
    cy = shop.browser("Cy")

    assert cy.post("/staff/drafts/1/drop").status_code == 403
    assert cy.post("/staff/drafts/1/put-back", path="content/en/main.yaml").status_code == 403
    assert "Draft 1 is dropped" in shop.browser("Kim", Role.KEEPER).post("/staff/drafts/1/drop").text


def test_a_text_is_renamed_everywhere_and_taken_out_only_when_nothing_says_it(shop: Workshop) -> None:
    ana = shop.browser("Ana")

    assert "still uses it" in ana.post(f"{TEXT}/take-out").text
    assert "It is called main.nothing now." in ana.post(f"{TEXT}/rename", name="main.nothing").text
    draft = shop.services.releases.files(draft=1)
    assert b"say: main.nothing" in draft["flows/main.yaml"]
    assert b"main.nothing:" in draft["content/es/main.yaml"]


def test_a_choice_is_added_to_a_menu_and_taken_out_again(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    fields = {"goes": "main.none", "label-en": "Nothing near", "label-es": "Nada cerca"}

    assert "The choice is in your draft." in ana.post("/staff/says/main.menu/choice", **fields).text
    assert "3 Nothing near" in ana.get("/staff/says/main.menu").text
    assert "moved up" in ana.post("/staff/says/main.menu/choice/3/take-out").text
    assert "Nothing near" not in ana.get("/staff/says/main.menu").text


FILE = "content/en/main.yaml"


def file_form(browser: StaffBrowser, path: str = FILE) -> dict[str, str]:
    """The fields of the form of a file, as a browser would send them back."""
    page = browser.get(f"/staff/files/{path}").text
    (seen,) = re.findall(r'name="seen" value="([^"]*)"', page)
    (text,) = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    return {"seen": seen, "file": html.unescape(text)}


def test_a_file_is_saved_as_it_is_written_and_opened_again_byte_for_byte(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    fields = file_form(ana)
    assert fields["file"].encode() == (shop.home / FILE).read_bytes()

    fields["file"] += "# a remark\n"
    assert "Saved in your draft." in ana.post(f"/staff/file/save/{FILE}", **fields).text
    assert shop.services.releases.file(FILE, draft=1) == fields["file"].encode()


def test_a_file_that_somebody_saved_meanwhile_is_shown_beside_mine(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    first, second = file_form(ana), file_form(ana)
    first["file"] += "# from the first tab\n"
    second["file"] += "# from the second tab\n"
    ana.post(f"/staff/file/save/{FILE}", **first)

    answer = ana.post(f"/staff/file/save/{FILE}", **second)

    assert answer.status_code == 409
    assert "Somebody saved this file" in answer.text
    assert shop.services.releases.file(FILE, draft=1) == first["file"].encode()


def test_mistakes_are_shown_by_line_while_typing_with_a_press_that_mends_them(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    fields = file_form(ana, "flows/main.yaml")
    fields["file"] = fields["file"].replace("go: find}", "go: fnd}")
    page = ana.post("/staff/file/look/flows/main.yaml", **fields).text

    assert 'href="#L' in page
    (fix,) = re.findall(r'name="fix" value="([^"]*)"', page)
    after = ana.post("/staff/file/mend/flows/main.yaml", fix=html.unescape(fix), **fields).text
    assert "Mended here." in after
    assert "go: find}" in html.unescape(after)
    assert not shop.services.releases.drafts()


def test_what_a_word_processor_left_in_a_file_is_mended_by_one_press(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    fields = file_form(ana)
    fields["file"] += "\nmain.new:\n\u00a0\u00a0text: \u201cHello there\u201d\n\u00a0\u00a0plain: yes\n"

    assert "Make plain what was pasted in" in ana.post(f"/staff/file/look/{FILE}", **fields).text
    assert "text: 'Hello there'" in html.unescape(ana.post(f"/staff/file/mend/{FILE}", **fields).text)


@pytest.mark.parametrize("path", ["../../etc/passwd", "content/emergency.lock", "content/en/nothing.yaml", "app/x.py"])
def test_no_other_file_is_opened_or_written(shop: Workshop, path: str) -> None:
    ana = shop.browser("Ana")

    assert ana.get(f"/staff/files/{path}").status_code == 404
    assert path.endswith("nothing.yaml") or ana.post(f"/staff/file/save/{path}", seen="", file="x").status_code == 404


def approve(shop: Workshop, browser: StaffBrowser, name: str, draft: int) -> str:
    """The page after this person read the emergency texts of the draft and signed."""
    here = f"/staff/drafts/{draft}/emergency"
    (mark,) = re.findall(r'name="mark" value="([^"]*)"', browser.get(here).text)
    return browser.post(here, mark=mark, read="yes", code=shop.code(name)).text


def test_emergency_texts_go_live_only_when_two_who_did_not_change_them_read_and_signed(shop: Workshop) -> None:
    ana, bo, cy = (shop.browser(name, Role.APPROVER) for name in ("Ana", "Bo", "Cy"))
    save(ana, "Nothing is near you.")
    approve(shop, bo, "Bo", 1)
    approve(shop, cy, "Cy", 1)
    assert "Release 2 is live." in bo.post("/staff/drafts/1/publish").text
    start = "/staff/texts/overdose.start"
    held = html.unescape(re.findall(r'name="was-text-en" value="([^"]*)"', ana.get(start).text)[0])
    ana.post(start, **{"text-en": f"{held} Stay there.", "was-text-en": held})

    page = bo.get("/staff/drafts/2/emergency").text
    assert "changed since the last approval" in page
    assert "You changed one of these" in ana.get("/staff/drafts/2/emergency").text
    assert "Two people have to approve" in bo.post("/staff/drafts/2/publish").text
    (mark,) = re.findall(r'name="mark" value="([^"]*)"', page)
    assert "was not" in bo.post("/staff/drafts/2/emergency", mark=mark, read="yes").text
    assert "Nothing was approved" in bo.post("/staff/drafts/2/emergency", mark=mark, code=shop.code("Bo")).text

    assert "One more person" in approve(shop, bo, "Bo", 2)
    assert "Two people have to approve" in bo.post("/staff/drafts/2/publish").text
    assert "Two people approved" in approve(shop, cy, "Cy", 2)
    assert "Release 3 is live." in bo.post("/staff/drafts/2/publish").text


def test_home_names_drafts_that_wait(shop: Workshop) -> None:
    save(shop.browser("Ana"), "Nothing is near you.")

    assert "Your draft: main.none" in shop.browser("Ana").get("/staff").text
    assert "A draft of Ana: main.none" in shop.browser("Bo", Role.APPROVER).get("/staff").text


def test_conversations_that_would_not_go_as_written_any_more_are_named(shop: Workshop) -> None:
    talk = shop.home / "tests/dialogues/asking_for_a_place.yaml"
    talk.parent.mkdir(parents=True)
    talk.write_text("about: A place.\nturns:\n  - they: menu\n    has: What do you want to know?\n")
    ana = shop.browser("Ana")
    menu = "/staff/texts/main.menu"
    ana.post(menu, **{"text-en": "What do you need?", "was-text-en": "What do you want to know?"})

    assert 'data-fetch="/staff/drafts/1/played"' in ana.get("/staff/drafts/1/publish").text
    for path in ("played", "publish?play=1"):
        said = ana.get(f"/staff/drafts/1/{path}").text
        assert "asking for a place" in said
        assert "Of 1 conversations" in said


def test_a_file_that_no_old_laptop_shows_says_so_with_a_way_on(shop: Workshop) -> None:
    (shop.home / "content/en/everyday.txt").write_text("how are you today\n" * 40_000)

    answer = shop.browser("Ana").get("/staff/files/content/en/everyday.txt")

    assert answer.status_code in (404, 413)
    assert 'href="/staff/files"' in answer.text
