"""What is said on calls only, where staff files are gone; pending clinical review."""

from __future__ import annotations

CALLS: dict[str, dict[str, str]] = {
    "en": {
        "line.number_twice": "{number}, again {number}",
        "line.put_through": "To be put through to {name}: press {key}.",
        "line.connecting_line": "You are being connected to {name}. Your number is not shown. If a machine answers, press star to come back here.",
        "line.back_from_line": "You are back. If nobody helped, here it is again.",
        "line.accept": "A caller of {line_name} wants to talk to a person. Press 1 to take the call.",
        "line.count_breaths": "Call 9 1 1 on speaker. Head back, chin up, pinch the nose, mouth on theirs. "
        "One breath each time you hear: breathe.",
        "line.label.breaths": "Count the breaths",
    },
    "es": {
        "line.number_twice": "{number}, otra vez {number}",
        "line.put_through": "Para hablar con {name}: oprima {key}.",
        "line.connecting_line": "Se le conecta con {name}. Su número no se muestra. Si contesta una máquina, oprima asterisco para volver aquí.",
        "line.back_from_line": "Ya volvió. Si nadie le ayudó, va otra vez.",
        "line.accept": "Alguien que llama a {line_name} quiere hablar con una persona. Oprima 1 para aceptar la llamada.",
        "line.count_breaths": "Llame al 9 1 1 con el altavoz. Cabeza hacia atras, barbilla arriba, tape la nariz, "
        "su boca sobre la de la otra persona. Un soplo cada vez que oiga: sople.",
        "line.label.breaths": "Contar los soplos",
    },
}
