"""The map of the country, packed and read back, is the same map."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.places.gazetteer import united_states
from app.places.packed_gazetteer import packed, unpacked


def test_the_packed_map_reads_back_as_it_was() -> None:
    whole = united_states()

    found = unpacked(packed(whole))

    assert found is not None
    assert dict(whole.zips) == dict(found.zips)
    assert (whole.cities, whole.without_place) == (found.cities, found.without_place)


@given(data=st.binary(max_size=80))
def test_bytes_that_are_no_map_are_none(data: bytes) -> None:
    assert unpacked(data) is None
