"""What is said of places that callers told of, where staff files are gone."""

from __future__ import annotations

PLACE_REPORTS: dict[str, dict[str, str]] = {
    "en": {
        "line.report_which": "Thank you for telling us. Which place was it? Text its number.",
        "line.report_thanks": "Thank you. We counted that, without your number or words. Once two people say so, others hear it; staff check it. Try another? Text MORE.",
        "line.report_hidden": "Thank you. On a call, or from a hidden number, we cannot count that: in a text we can. Other places? Say more.",
        "line.report_failed": "Thank you. We could not note that just now: please tell us again later. Try another? Text MORE.",
        "line.reported_closed": "{people} people said since {day}: {place} was closed. Call first.",
        "line.reported_empty": "{people} people said since {day}: {place} had none left. Call first.",
        "line.reported_hours": "{people} people said since {day}: {place} has other hours. Call first.",
        "line.reported_moved": "{people} people said since {day}: {place} is not there. Call first.",
    },
    "es": {
        "line.report_which": "Gracias por avisar. Que lugar fue? Escriba su numero.",
        "line.report_thanks": "Gracias. Lo contamos, sin su numero ni sus palabras. Cuando dos personas lo dicen, otros lo oyen; el equipo lo revisa. Otro lugar? Escriba MAS.",
        "line.report_hidden": "Gracias. En una llamada, o con numero oculto, no podemos contarlo: en un texto si. Otros lugares? Diga mas.",
        "line.report_failed": "Gracias. Ahora no lo pudimos anotar: avisenos otra vez mas tarde. Otro lugar? Escriba MAS.",
        "line.reported_closed": "{people} personas dijeron desde {day}: {place} estaba cerrado. Llame antes.",
        "line.reported_empty": "{people} personas dijeron desde {day}: en {place} ya no habia. Llame antes.",
        "line.reported_hours": "{people} personas dijeron desde {day}: {place} tiene otro horario. Llame antes.",
        "line.reported_moved": "{people} personas dijeron desde {day}: {place} ya no esta ahi. Llame antes.",
    },
}
