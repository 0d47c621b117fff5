"""A few points measured one by one give what the tree gives."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from app.places.brute_force import Few
from app.places.sphere import chord_of, unit_vector, unit_vectors

SPOT = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(
    spots=st.lists(SPOT, min_size=1, max_size=60, unique=True),
    at=SPOT,
    wanted=st.integers(1, 70),
    km=st.sampled_from([5.0, 100.0, 5000.0, math.inf]),
)
def test_few_points_are_found_as_the_tree_finds_them(
    spots: list[tuple[float, float]], at: tuple[float, float], wanted: int, km: float
) -> None:
    points = unit_vectors(np.array([spot[0] for spot in spots]), np.array([spot[1] for spot in spots]))
    wanted = min(wanted, len(spots))
    limit = chord_of(km) if math.isfinite(km) else math.inf
    k: int | list[int] = wanted if wanted > 1 else [1]

    chords, _ = Few(points).query(unit_vector(*at), k, limit)
    expected, _ = cKDTree(points).query(unit_vector(*at), k=k, distance_upper_bound=limit)

    np.testing.assert_allclose(chords, expected, atol=1e-12)
