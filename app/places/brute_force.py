"""Nearest of a few thousand points: all are measured. Answers as scipy's tree does, and spares a small line its import."""

from __future__ import annotations

import numpy as np

from app.places.opening_index import Floats, Ints

FEW = 4096
"""Up to this many points, measuring all costs about as much as asking a tree."""


class Few:
    """Points on the unit sphere, asked as `scipy.spatial.cKDTree` is."""

    def __init__(self, points: Floats) -> None:
        self._points = points

    def query(self, point: list[float], k: int | list[int], distance_upper_bound: float) -> tuple[Floats, Ints]:
        """Distances and places of the `k` nearest below the bound, nearest first; the rest are infinitely far."""
        wanted = k if isinstance(k, int) else len(k)
        away = self._points - np.array(point)
        chords = np.sqrt(np.einsum("ij,ij->i", away, away))
        nearest = np.argpartition(chords, wanted - 1)[:wanted] if wanted < len(chords) else np.arange(len(chords))
        nearest = nearest[np.lexsort((nearest, chords[nearest]))]
        found = chords[nearest]
        return np.where(found < distance_upper_bound, found, np.inf), nearest
