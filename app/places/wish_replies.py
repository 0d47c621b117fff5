"""How wishes are said back, and what is said where none has them; a language more is a table more."""

from __future__ import annotations

WISHES: dict[str, dict[str, str]] = {
    "en": {
        "open_now": "open now", "open:0": "open Monday", "open:1": "open Tuesday", "open:2": "open Wednesday", "open:3": "open Thursday",
        "open:4": "open Friday", "open:5": "open Saturday", "open:6": "open Sunday", "open:+0": "open today", "open:+1": "open tomorrow",
        "open:tonight": "open tonight", "open:weekend": "open this weekend", "open_then": "open then", "at": "at {}", "24h": "open 24 hours",
        "kind:vending_machine": "vending machine", "kind:mobile": "van or table", "walk_in": "walk-in", "no_id": "no ID", "free": "free",
        "wheelchair": "step-free", "language:es": "Spanish spoken", "language:en": "English spoken", "language:fr": "French spoken",
        "language:zh": "Chinese spoken", "language:vi": "Vietnamese spoken", "language:ht": "Creole spoken",
        "language:other": "your language", "transit": "near a bus or train", "age": "age {}", "delivery": "by mail",
        "with": "{wishes}", "none": "None here that we know of: {wishes}.", "far": "Nearest ({wishes}): {site}, {distance}.",
        "not_said": "Our list can't tell which: {wishes}. Call first.", "and": " and ",
    },
    "es": {
        "open_now": "abierto ahora", "open:0": "abierto el lunes", "open:1": "abierto el martes", "open:2": "abierto el miércoles",
        "open:3": "abierto el jueves", "open:4": "abierto el viernes", "open:5": "abierto el sábado", "open:6": "abierto el domingo",
        "open:+0": "abierto hoy", "open:+1": "abierto mañana", "open:tonight": "abierto esta noche", "open:weekend": "abierto este fin de semana",
        "open_then": "abierto entonces", "at": "a las {}", "24h": "abierto 24 horas", "kind:vending_machine": "máquina",
        "kind:mobile": "camioneta o mesa", "walk_in": "sin cita", "no_id": "sin identificación", "free": "gratis", "wheelchair": "sin escalones",
        "language:es": "hablan español", "language:en": "hablan inglés", "language:fr": "hablan francés", "language:zh": "hablan chino",
        "language:vi": "hablan vietnamita", "language:ht": "hablan criollo", "language:other": "su idioma", "transit": "cerca del autobús o tren",
        "age": "{} años", "delivery": "por correo",
        "with": "{wishes}", "none": "Aquí no sabemos de ninguno: {wishes}.", "far": "El más cercano ({wishes}): {site}, {distance}.",
        "not_said": "Nuestra lista no dice cuáles: {wishes}. Llame antes.", "and": " y ",
    },
}  # fmt: skip
