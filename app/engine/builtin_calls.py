"""What is said on calls only, where staff files are gone; pending clinical review."""

from __future__ import annotations

CALLS: dict[str, dict[str, str]] = {
    "en": {
        "line.count_breaths": "Call 9 1 1 on speaker. Head back, chin up, pinch the nose, mouth on theirs. "
        "One breath each time you hear: breathe.",
        "line.label.breaths": "Count the breaths",
    },
    "es": {
        "line.count_breaths": "Llame al 9 1 1 con el altavoz. Cabeza hacia atras, barbilla arriba, tape la nariz, "
        "su boca sobre la de la otra persona. Un soplo cada vez que oiga: sople.",
        "line.label.breaths": "Contar los soplos",
    },
}
