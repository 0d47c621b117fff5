"""What callers read and hear: short whatever the sites say, and never more than is known."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.language.gsm7 import cheap, septets
from app.language.sms_text import segments
from app.places.finder import Finder, build
from app.places.found import Found, Nothing, WhichPlace
from app.places.gazetteer import united_states
from app.places.local_places import Area, Places
from app.places.place_words import shipped_words
from app.places.site import KINDS, SERVICES, Site

NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)
AREA = Area(state="PA")
BASE = Site(
    id="a", name="Kettle Desk", services=("naloxone",), latitude=39.96, longitude=-75.2, zone="America/New_York",
    status="live", verified_on=date(2026, 11, 1),
)  # fmt: skip


def finder(*sites: Site, area: Area = AREA) -> Finder:
    return build(sites, Places(examples={"en": "Broad and Erie"}), area, gazetteer=united_states())


def changed(**values: object) -> Site:
    import msgspec

    return msgspec.structs.replace(BASE, **values)


anything = st.text(max_size=300)
made_up = st.builds(
    Site,
    id=st.uuids().map(str),
    name=anything,
    services=st.lists(st.sampled_from(sorted(SERVICES)), max_size=8).map(lambda some: ("naloxone", *some)),
    kind=st.sampled_from([kind for kind in KINDS if kind != "mail_order"]),
    address=anything,
    city=anything,
    latitude=st.floats(39.9, 40.0),
    longitude=st.floats(-75.3, -75.1),
    phone=st.text(max_size=60),
    hours=st.sampled_from(["24/7", "Mo-Fr 09:00-17:00", "Sa[1] 10:00-12:00", "", '"by appointment"']) | anything,
    hours_raw=anything,
    cost=anything,
    needs_id=st.sampled_from([None, True, False]),
    minimum_age=st.none() | st.integers(0, 99),
    languages=st.lists(st.sampled_from(["en", "es", "zh", "xx"]), max_size=4).map(tuple),
    notes=st.tuples(st.tuples(st.just("en"), anything), st.tuples(st.just("es"), anything)),
    verified_on=st.sampled_from([None, date(2026, 11, 1), date(2026, 1, 1), date(2020, 1, 1)]),
    demo=st.booleans(),
    status=st.just("live"),
    zone=st.sampled_from(["America/New_York", "", "junk"]),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(made_up, max_size=5, unique_by=lambda site: site.id),
    st.sampled_from(["en", "es", "xx"]),
    st.integers(0, 2),
)
def test_no_answer_takes_more_than_two_segments(sites: list[Site], language: str, page: int) -> None:
    answer = finder(*sites).find("naloxone", "19104", language=language, now=NOW, page=page)

    texts = [answer.text, *(site.text for site in getattr(answer, "sites", ()))]
    for text in texts:
        cost = segments(text)
        assert ("GSM-7", True) == (cost.encoding, 1 <= cost.count <= 2), text
    if isinstance(answer, Found):
        assert len(answer.sites) <= 3
        by_id = {site.id: site for site in sites}
        assert any(by_id[one.id].demo for one in answer.sites) == ("DEMO" in answer.text.split("\n")[0][:5])


PLACES = [
    "19104",
    "Springfield",
    "near me",
    "",
    "nowhere at all",
    "00000",
    "K1P 5M7",
    (39.95, -75.16),
    (91.0, 0.0),
    "90210",
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_question_fits_and_is_spoken(place: str | tuple[float, float], language: str) -> None:
    answer = finder(BASE).find("naloxone", place, language=language, now=NOW)

    assert 1 <= segments(answer.text).count <= 2
    assert "GSM-7" == segments(answer.text).encoding
    assert answer.spoken
    assert "{" not in answer.text + answer.spoken


def test_an_open_site_is_told_with_its_distance_and_hours() -> None:
    site = changed(hours="Mo-Fr 09:00-17:00; PH off", address="12 Kettle St")

    answer = finder(site).find("naloxone", "19104", language="en", now=NOW)

    assert isinstance(answer, Found)
    assert "Naloxone (Narcan) near 19104:\n1 Kettle Desk 0.1 mi, open til 5pm. 12 Kettle St\n1: details." == answer.text
    assert "1. Kettle Desk, 0.1 miles away, open until 5 PM. 12 Kettle Street." in answer.spoken


def test_unknown_hours_are_neither_open_nor_closed() -> None:
    for hours in ("", "ask Joe", '"by appointment"'):
        for language in ("en", "es"):
            answer = finder(changed(hours=hours)).find("naloxone", "19104", language=language, now=NOW)
            row = answer.text.split("\n")[1].lower()

            assert not any(word in row for word in ("open", "closed", "abierto", "cerrado")), row


def test_hours_that_could_not_be_read_are_shown_as_they_were_with_call_first() -> None:
    site = changed(hours_raw="Mondays when the moon is full", phone="215-555-1234")

    answer = finder(site).find("naloxone", "19104", language="en", now=NOW)

    assert isinstance(answer, Found)
    assert "They say: Mondays when the moon is full. Call first." in answer.sites[0].text


def test_a_site_nobody_checked_for_ninety_days_says_so_in_the_last_words() -> None:
    answer = finder(changed(hours="24/7", verified_on=date(2026, 8, 1))).find(
        "naloxone", "19104", language="en", now=NOW
    )

    assert answer.text.endswith("Not checked lately: call first.")
    assert isinstance(answer, Found)
    assert answer.sites[0].text.endswith("Not checked since Aug 1: call first.")


def test_a_site_nobody_checked_for_a_year_is_not_offered_as_certain() -> None:
    old = changed(id="old", hours="24/7", verified_on=date(2025, 1, 1))
    fresh = changed(id="fresh", hours="24/7", latitude=40.0)

    answer = finder(old, fresh).find("naloxone", "19104", language="en", now=NOW)

    assert isinstance(answer, Found)
    assert ["fresh", "old"] == [site.id for site in answer.sites]
    assert "not checked in a year" in answer.text
    assert "open" not in answer.text.split("\n")[2]


def test_pages_go_on_until_there_is_no_more() -> None:
    sites = [changed(id=str(n), latitude=39.96 + n / 1000, hours="24/7") for n in range(7)]
    full = finder(*sites)

    pages = [full.find("naloxone", "19104", language="en", now=NOW, page=page) for page in range(4)]

    assert [["0", "1", "2"], ["3", "4", "5"], ["6"]] == [
        [s.id for s in p.sites] for p in pages[:3] if isinstance(p, Found)
    ]
    assert [True, True, False] == [page.more for page in pages[:3] if isinstance(page, Found)]
    assert isinstance(pages[3], Nothing)
    assert "no_more" == pages[3].reason


def test_where_nothing_is_near_there_is_the_mail_the_drug_store_and_the_nearest() -> None:
    mail = changed(id="mail", name="Kits by Mail", kind="mail_order", latitude=None, longitude=None, serves=("CA",))
    elsewhere = changed(id="other", name="Other Mail", kind="mail_order", serves=("NY",), latitude=None, longitude=None)

    answer = finder(BASE, mail, elsewhere).find("naloxone", "90210", language="en", now=NOW)

    assert isinstance(answer, Nothing)
    assert "Nearest: Kettle Desk, 2394 mi." in answer.text
    assert "By mail: Kits by Mail." in answer.text
    assert "Other Mail" not in answer.text
    assert "sell naloxone with no prescription" in answer.text
    assert ["a", "mail"] == [site.id for site in answer.sites]
    assert "Kits by Mail. By mail. Checked Nov 1." == answer.sites[1].text


def test_another_service_is_not_said_to_be_in_drug_stores() -> None:
    answer = finder(BASE).find("syringes", "19104", language="en", now=NOW)

    assert isinstance(answer, Nothing)
    assert "drug stores" not in answer.text
    assert "211" in answer.text


def test_which_place_is_asked_and_the_number_answers() -> None:
    full = finder(BASE)
    asked = full.find("naloxone", "Springfield", language="en", now=NOW)
    chosen = full.find("naloxone", "Springfield", language="en", now=NOW, choose=1)

    assert isinstance(asked, WhichPlace)
    assert asked.text.startswith("Which Springfield?\n1 Springfield, PA\n2 Springfield, MO\n")
    assert isinstance(chosen, Found)
    assert chosen == full.find("naloxone", asked.options[0].label, language="en", now=NOW)
    assert isinstance(full.find("naloxone", "Springfield", language="en", now=NOW, choose=9), WhichPlace)


def test_near_me_says_why_it_cannot_be_seen() -> None:
    answer = finder(BASE).find("naloxone", "near me", language="en", now=NOW)

    assert isinstance(answer, WhichPlace)
    assert "near_me" == answer.reason
    assert "I can't see where you are" in answer.text
    assert "like Broad and Erie" in answer.text


def test_kilometres_where_people_use_them() -> None:
    area = Area(latitude=49.28, longitude=-123.1, country="CA", zone="America/Vancouver")
    site = changed(latitude=49.3, longitude=-123.1, country="CA", zone="America/Vancouver", hours="24/7")

    answer = finder(site, area=area).find("naloxone", (49.28, -123.1), language="en", now=NOW)

    assert "2.2 km" in answer.text


def test_a_guessed_spelling_is_said_back() -> None:
    answer = finder(BASE).find("naloxone", "philadelphai", language="en", now=NOW)

    assert "I read that as Philadelphia, PA." in answer.text


def test_the_callers_words_are_in_no_answer() -> None:
    for place in ("zanzibar qqq", "philadelphai", "broad and unheardof"):
        answer = finder(BASE).find("naloxone", place, language="en", now=NOW)

        assert place not in answer.text + answer.spoken + getattr(answer, "again", "")


def test_every_demo_answer_says_that_it_is_one(demo: Finder) -> None:
    for place in ("19104", "19133", "15222", "kensington"):
        for service in SERVICES:
            for language, mark in (("en", "DEMO, not real"), ("es", "DEMO, lugares no reales")):
                answer = demo.find(service, place, language=language, now=NOW)
                assert answer.text.startswith(mark), answer.text
                assert all(site.text.startswith(mark) for site in answer.sites)  # type: ignore[union-attr]


def test_the_demo_list_is_fictional_and_calls_nobody() -> None:
    from app.line.places_cache import demo_sites

    sites = demo_sites(Path(__file__).parents[2] / "content", united_states())

    assert len(sites) >= 12
    assert all(site.demo and not site.phone for site in sites)
    assert all("Demo" in site.address or not site.address for site in sites)
    assert {"naloxone", "syringes", "testing", "treatment"} <= {name for site in sites for name in site.services}


def test_both_languages_have_the_same_words() -> None:
    assert set(shipped_words()["en"].answers) == set(shipped_words()["es"].answers)


@given(st.text(max_size=100))
def test_cheap_text_is_all_single_letters_of_the_phone_alphabet(text: str) -> None:
    shown = cheap(text)

    assert septets(shown) == len(shown)


def test_a_list_without_sites_still_answers() -> None:
    answer = finder().find("naloxone", "19104", language="en", now=NOW)

    assert isinstance(answer, Nothing)
    assert "no place for naloxone" in answer.text
