"""Places as people write and say them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.places.answers import Ambiguous, Coordinates, Located, NearMe, NotFound
from app.places.distance import kilometres
from app.places.gazetteer import STATES, Gazetteer, in_state, united_states
from app.places.geocode import Geocoder
from app.places.local_places import Area, Places, Spot, Street

LOCATED = [
    ("19104", "19104", 39.96, -75.20),
    ("naloxone 19104-1234", "19104", 39.96, -75.20),
    ("19104 philadelphia", "19104", 39.96, -75.20),
    ("one nine one oh four", "19104", 39.96, -75.20),
    ("nineteen one oh four", "19104", 39.96, -75.20),
    ("nine oh two one oh", "90210", 34.10, -118.41),
    ("uno nueve uno cero cuatro", "19104", 39.96, -75.20),
    ("diecinueve ciento cuatro 19104", "19104", 39.96, -75.20),
    ("reading pa", "Reading, PA", 40.34, -75.93),
    ("im in Reading", "Reading, PA", 40.34, -75.93),
    ("Sacramento, CA", "Sacramento, CA", 38.57, -121.44),
    ("sacramento california", "Sacramento, CA", 38.57, -121.44),
    ("San José, CA", "San Jose, CA", 37.32, -121.86),
    ("seatle", "Seattle, WA", 47.61, -122.33),
    ("milwakee wi", "Milwaukee, WI", 43.05, -87.96),
    ("cleavland", "Cleveland, OH", 41.50, -81.69),
    ("philly", "Philadelphia, PA", 39.96, -75.17),
    ("Filadelfia", "Philadelphia, PA", 39.96, -75.17),
    ("nueva york", "New York City, NY", 40.71, -74.01),
    ("st louis", "St. Louis, MO", 38.63, -90.20),
    ("macon", "Macon, GA", 32.84, -83.68),
    ("brooklyn", "Brooklyn, NY", 40.65, -73.95),
    ("allentown", "Allentown, PA", 40.60, -75.48),
    ("camden", "Camden, NJ", 39.95, -75.11),
    ("ardmore", "Ardmore, PA", 40.00, -75.30),
    ("washington dc", "Washington, DC", 38.91, -77.03),
    ("broad and erie", "Broad St & Erie Ave", 40.01, -75.15),
    ("corner of Broad St. & Erie Avenue", "Broad St & Erie Ave", 40.01, -75.15),
    ("broad y erie", "Broad St & Erie Ave", 40.01, -75.15),
    ("north broad street and west erie ave", "Broad St & Erie Ave", 40.01, -75.15),
    ("broad/alegheny", "Broad St & Allegheny Ave", 40.00, -75.15),
    ("fifth and lehigh", "5th St & Lehigh Ave", 39.99, -75.14),
    ("kensington", "Kensington", 39.99, -75.12),
    ("kensignton", "Kensington", 39.99, -75.12),
    ("k&a", "Allegheny Station", 40.00, -75.11),
    ("el barrio", "Fairhill", 39.99, -75.14),
    ("cap hill denver", "Capitol Hill Denver, CO", 39.73, -104.98),
    ("39.95, -75.2", "", 39.95, -75.20),
]  # fmt: skip


@pytest.mark.parametrize(("written", "label", "latitude", "longitude"), LOCATED)
def test_a_place_is_found_as_people_write_it(
    geocoder: Geocoder, written: str, label: str, latitude: float, longitude: float
) -> None:
    found = geocoder.locate(written)

    assert isinstance(found, Located), found
    assert label == found.label
    assert kilometres(latitude, longitude, found.latitude, found.longitude) < 5


@pytest.mark.parametrize(("written", "label", "latitude", "longitude"), LOCATED)
def test_what_an_answer_hands_back_leads_to_the_same_point(
    geocoder: Geocoder, written: str, label: str, latitude: float, longitude: float
) -> None:
    found = geocoder.locate(written)
    assert isinstance(found, Located)

    again = geocoder.locate(found.again)

    assert isinstance(again, Located)
    assert (found.latitude, found.longitude) == (again.latitude, again.longitude)


NOT_FOUND = [
    ("", "empty"), ("   ", "empty"), ("\U0001f600", "empty"), ("00000", "zip"), ("99999", "zip"), ("09001", "outside"),
    ("K9Z 5M7", "postal_code"), ("asdfgh", "unknown"), ("the moon", "unknown"), ("call 215 555 0199", "unknown"),
    ("0.0, 0.0", "outside"), ("a" * 5000, "unknown"), ("'; DROP TABLE site; --", "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "reason"), NOT_FOUND)
def test_a_place_that_is_none_says_why(geocoder: Geocoder, written: str, reason: str) -> None:
    assert NotFound(reason) == geocoder.locate(written)  # type: ignore[arg-type]


@pytest.mark.parametrize("written", ["near me", "here", "NEARBY", "cerca de mí", "aquí", "my location"])
def test_near_me_is_not_a_place(geocoder: Geocoder, written: str) -> None:
    assert NearMe() == geocoder.locate(written)


def test_a_name_of_many_cities_is_asked_about_with_the_own_area_first(geocoder: Geocoder) -> None:
    found = geocoder.locate("Springfield")

    assert isinstance(found, Ambiguous)
    assert ["Springfield, PA", "Springfield, MO", "Springfield, MA", "Springfield, IL"] == [
        one.label for one in found.options
    ]
    assert found.more


def test_a_house_number_of_five_digits_is_not_a_zip_code(geocoder: Geocoder) -> None:
    found = geocoder.locate("12345 Market St, 19104")

    assert isinstance(found, Located)
    assert "19104" == found.label


def test_a_canadian_postal_code_is_read_from_the_staffs_list(gazetteer: Gazetteer) -> None:
    places = Places(postal_areas={"V6A": (49.28, -123.09, "BC")})
    found = Geocoder(gazetteer, places, Area()).locate("naloxone v6a 1a1")

    assert isinstance(found, Located)
    assert ("V6A", "CA", "BC") == (found.label, found.country, found.state)


def test_streets_cross_only_where_both_are_in_the_list(gazetteer: Gazetteer) -> None:
    one = Street(name="First St", line=((40.0, -75.1), (40.0, -75.0)))
    other = Street(name="Oak Ave", line=((39.9, -75.05), (40.1, -75.05)))
    far = Street(name="Pine Ave", line=((41.0, -75.05), (41.1, -75.05)))
    geocoder = Geocoder(gazetteer, Places(streets=(one, other, far)), Area())

    found = geocoder.locate("1st & oak")

    assert isinstance(found, Located)
    assert [found.latitude, found.longitude] == pytest.approx([40.0, -75.05])
    assert isinstance(geocoder.locate("1st & pine"), NotFound)


def test_a_pin_is_used_to_a_hundred_metres_and_no_closer(geocoder: Geocoder) -> None:
    found = geocoder.locate(Coordinates(39.954321, -75.198765))

    assert isinstance(found, Located)
    assert (39.954, -75.199, "39.954,-75.199") == (found.latitude, found.longitude, found.again)


@pytest.mark.parametrize(
    "bad", [Coordinates(91, 0), Coordinates(math.nan, 1), Coordinates(0, math.inf), Coordinates(0, 0)]
)
def test_a_pin_that_is_not_on_earth_is_refused(geocoder: Geocoder, bad: Coordinates) -> None:
    assert NotFound("outside") == geocoder.locate(bad)


def test_no_zip_code_lies_outside_its_state(gazetteer: Gazetteer) -> None:
    outside = [
        digits for digits, code in gazetteer.zips.items() if not in_state(code.latitude, code.longitude, code.state)
    ]

    assert [] == outside
    assert len(gazetteer.zips) > 41_000


def test_the_boxes_of_states_leave_out_almost_no_zip_code(gazetteer: Gazetteer) -> None:
    # those without a place: military codes, a few with no coordinates, a handful far off
    assert len(gazetteer.without_place) < 1000
    assert {"PA", "AK", "HI", "PR"} <= set(STATES)


def test_a_city_that_the_map_puts_outside_its_state_is_not_believed(gazetteer: Gazetteer) -> None:
    import msgspec

    philadelphia = gazetteer.cities["philadelphia"][0]
    moved = msgspec.structs.replace(philadelphia, name="Zzyzxville", latitude=34.0, longitude=-118.0)
    broken = msgspec.structs.replace(gazetteer, cities={"zzyzxville": (moved,)})

    assert NotFound("refine", about="Pennsylvania", state="PA") == Geocoder(broken, Places(), Area()).locate(
        "zzyzxville pa"
    )


def test_spots_of_staff_come_before_cities(gazetteer: Gazetteer) -> None:
    spot = Spot(name="Boston", latitude=40.0, longitude=-75.0)

    found = Geocoder(gazetteer, Places(spots=(spot,)), Area()).locate("boston")

    assert isinstance(found, Located)
    assert 40.0 == found.latitude


@settings(max_examples=200, deadline=None)
@given(written=st.text(max_size=200))
def test_any_text_at_all_gets_an_answer(geocoder: Geocoder, written: str) -> None:
    assert geocoder.locate(written) == geocoder.locate(written)


def test_a_county_of_many_states_is_asked_back_unless_it_is_near() -> None:
    geocoder = Geocoder(united_states(), Places(), Area(state="PA", latitude=39.95, longitude=-75.16))

    far, near = geocoder.locate("jefferson county"), geocoder.locate("montgomery county")

    assert isinstance(far, Ambiguous)
    assert far.options[0].label == "Jefferson County, PA"  # in one's own state first
    assert isinstance(near, Located)
    assert near.label == "Montgomery County, PA"


def test_a_street_is_found_by_the_first_letters_that_no_other_has() -> None:
    streets = (
        Street(name="Lexington Ave", line=((40.80, -73.95), (40.81, -73.93))),
        Street(name="125th St", line=((40.81, -73.96), (40.80, -73.92))),
    )
    geocoder = Geocoder(united_states(), Places(streets=streets), Area(state="NY", latitude=40.8, longitude=-73.94))

    found = geocoder.locate("125th and lex")

    assert isinstance(found, Located)
    assert "Lexington" in found.label
