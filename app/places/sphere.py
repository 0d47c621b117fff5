"""Points on the unit sphere: straight lines through it rank like real distances everywhere."""

from __future__ import annotations

import math

import numpy as np

from app.places.distance import EARTH_KM
from app.places.opening_index import Floats


def unit_vectors(latitudes: Floats, longitudes: Floats) -> Floats:
    """Points on the unit sphere, one row each, so that straight lines rank like real distances everywhere."""
    phi, theta = np.radians(latitudes), np.radians(longitudes)
    cos_phi = np.cos(phi)
    return np.stack([cos_phi * np.cos(theta), cos_phi * np.sin(theta), np.sin(phi)], axis=-1)


def unit_vector(latitude: float, longitude: float) -> list[float]:
    """One point on the unit sphere."""
    phi, theta = math.radians(latitude), math.radians(longitude)
    return [math.cos(phi) * math.cos(theta), math.cos(phi) * math.sin(theta), math.sin(phi)]


def chord_of(km: float) -> float:
    """The straight line, through the unit sphere, of this many kilometres along the ground."""
    return 2 * math.sin(km / EARTH_KM / 2)


def km_of(chord: float) -> float:
    """Kilometres along the ground of a chord of the unit sphere."""
    return 2 * EARTH_KM * math.asin(min(1.0, max(chord, 0.0) / 2))
