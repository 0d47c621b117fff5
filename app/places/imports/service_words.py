"""What a stranger's list calls our services."""

from __future__ import annotations

import re

from app.places.site import SERVICES

_SYRINGES = (
    r"syringe service|syringe exchange|needle exchange|syringe access|\bssp\b|\bsep\b|(clean|new|sterile) (syringe|needle)"
    r"|intercambio de jeringas|harm reduction (supplies|program|services)"
)
_TREATMENT = (
    r"methadone|buprenorphine|suboxone|\bmoud\b|\bmat\b|\botp\b|opioid treatment|substance (use|abuse).*treat"
    r"|addiction treat|\bdetox|outpatient|residential (treat|rehab)"
)
_WORDS: tuple[tuple[str, str], ...] = (
    ("naloxone", r"nalox|narcan|\boend\b|overdose (education|prevention|reversal)|kloxxado"),
    ("syringes", _SYRINGES),
    ("test_strips", r"test strip|tiras reactivas|fentanyl strip|xylazine strip|\bfts\b"),
    ("smoking_supplies", r"smoking (kit|suppl)|safer smoking|\bpipes?\b"),
    ("wound_care", r"wound"),
    ("testing", r"\bhiv\b.*test|test\w*.*\bhiv\b|hep(atitis)? ?c\b.*test|\bsti\b|\bstd\b|hcv"),
    ("treatment", _TREATMENT),
    ("detox", r"\bdetox|withdrawal management"),
    (
        "crisis",
        r"crisis (walk[- ]?in|stabili[sz]ation|center|response center|receiving)|walk[- ]?in crisis|psychiatric urgent care",
    ),
    ("hiv_hep_treatment", r"(hiv|hep(atitis)? ?c|hcv)\b.{0,20}(treatment|care|medication)|ryan white"),
    ("consumption_sites", r"(supervised|safe|safer) (consumption|injection)|overdose prevention (center|site)"),
    ("drug_checking", r"drug[- ]checking"),
    ("safer_sex", r"condom|safer sex"),
    ("disposal", r"sharps|syringe (disposal|drop)|needle disposal|take[- ]back|disposal kiosk"),
    ("food", r"\bfood\b|pantry|\bmeals?\b|soup kitchen|comida"),
    ("shelter", r"shelter|albergue|refugio"),
    ("drop_in", r"drop[- ]in|day cent(er|re)|respite"),
    ("hygiene", r"shower|laundry|hygiene"),
    ("medical", r"medical care|street medicine|health cent(er|re)|primary care|\bclinic\b"),
    ("mental_health", r"mental health|counsel(l)?ing|behavioral health"),
)
_COMPILED = tuple((service, re.compile(pattern, re.IGNORECASE)) for service, pattern in _WORDS)
_ALONE = {
    name: service
    for service, names in {
        "syringes": "needles syringes needle syringe jeringas agujas works",
        "safer_sex": "lube condones",
        "test_strips": "strips",
        "smoking_supplies": "stems bubbles",
        "wound_care": "bandages",
        "hygiene": "bathrooms restrooms",
    }.items()
    for name in names.split()
}
"""Words that are a service where they stand alone in a list; in a sentence they may be what is not taken."""
_PARTS = re.compile(r"[,;|/\n+&]+|\band\b|\by\b", re.IGNORECASE)
_SPLIT = re.compile(r"[,;|/\n]+")
_LONGEST = 4000


def services_in(text: str) -> tuple[str, ...]:
    """The services these words name, in our order; our own names are taken as they are."""
    text = text[:_LONGEST]
    if not text.strip():
        return ()
    ours = {part.strip().lower().replace(" ", "_").replace("-", "_") for part in _SPLIT.split(text)} & set(SERVICES)
    ours |= {
        _ALONE[word] for part in _PARTS.split(text) if (word := part.strip().lower().removeprefix("clean ")) in _ALONE
    }
    found = ours | {service for service, pattern in _COMPILED if pattern.search(text)}
    return tuple(service for service in SERVICES if service in found)
