"""The words this package answers in: the intents, the topics, a meaning, and what staff own."""

from collections.abc import Mapping

import msgspec

INTENTS: tuple[str, ...] = (
    "overdose_emergency",
    "overamp_emergency",
    "suicidal_crisis",
    "stop",
    "start",
    "forget_me",
    "help_menu",
    "language_switch",
    "naloxone_location",
    "syringe_location",
    "test_strips",
    "testing_hiv_hcv",
    "wound_care",
    "treatment",
    "safer_use_tip",
    "drug_alert_report",
    "checkin_start_timed",
    "checkin_recurring",
    "checkin_ok_reply",
    "human",
    "feedback",
    "greeting",
    "unrelated",
)

CRISIS = "suicidal_crisis"
"""A wish to die, of oneself or of another; also the name under which staff list its words beside the questions, and a class among them."""
EMERGENCIES: frozenset[str] = frozenset({"overdose_emergency", "overamp_emergency"})

# Intents that are answered with a place nearby: only here is a bare leftover word read as a place.
PLACED: frozenset[str] = frozenset(
    {
        "naloxone_location",
        "syringe_location",
        "test_strips",
        "testing_hiv_hcv",
        "wound_care",
        "treatment",
        "drug_alert_report",
        "safer_use_tip",
    }
)

TOPICS: tuple[str, ...] = (
    "fentanyl",
    "heroin",
    "opioids",
    "pressed_pills",
    "stimulants",
    "meth",
    "cocaine",
    "crack",
    "mdma",
    "ghb",
    "ketamine",
    "alcohol",
    "benzos",
    "cannabis",
    "psychedelics",
    "nitrous",
    "kratom",
    "xylazine",
    "medetomidine",
    "nitazenes",
    "mixing",
    "tolerance",
    "using_alone",
    "withdrawal",
    "injecting",
    "smoking",
    "snorting",
    "boofing",
    "smoking_equipment",
    "wound_care",
    "overdose_prevention",
    "overdose_signs",
    "overdose_response",
    "overamping",
    "naloxone_use",
    "naloxone_storage",
    "test_strips",
    "drug_checking",
    "hepatitis",
    "hiv",
    "prep_pep",
    "safer_sex",
    "pregnancy",
    "syringe_disposal",
    "consumption_sites",
    "buprenorphine",
    "methadone",
    "detox",
    "housing",
    "food",
    "insurance",
    "rights",
    "good_samaritan",
    "harm_reduction",
    "privacy",
    "watched_phone",
    "thanks",
    "crisis_lines",
    "grief",
    # Questions with a page of their own, heard by the patterns of content/<language>/questions.yaml.
    "child_exposed",
    "naloxone_children",
    "naloxone_lasts",
    "naloxone_harm",
    "naloxone_many",
    "naloxone_travel",
    "naloxone_mail",
    "nalmefene",
    "touching_fentanyl",
    "drug_test",
    "tapering_opioids",
    "tapering_sedatives",
    "sedative_withdrawal",
    "naltrexone",
    "alcohol_medicines",
    "precipitated",
    "missed_methadone",
    "medetomidine_withdrawal",
    "pregnant_other",
    "breast_milk",
    "driving",
    "heat",
    "festivals",
    "days_awake",
    "heart",
    "fever_injecting",
    "cotton_fever",
    "tetanus",
    "vein_care",
    "hormones",
    "sex_work",
    "assaulted",
    "partner_violence",
    "emergency_contraception",
    "grief_later",
    "family",
    "parents",
    "minors",
    "immigrants",
    "probation",
    "child_services",
    "jail",
    "text_911",
    "deaf",
    "insurance_2026",
    "food_2026",
    "legal_supplies",
    "defibrillator",
    "disposal_found",
    "secondary",
    "volunteering",
    "a_bot",
    "who_runs",
    "press",
    "dealer",
    "wrong_number",
    "gambling",
    "tobacco",
    "sti",
)


class Meaning(msgspec.Struct, frozen=True):
    """What one message means; holds the caller's own words only in `place`."""

    intent: str
    confidence: float
    place: str | None = None
    topic: str | None = None
    minutes: int | None = None
    language: str | None = None
    foreign: str | None = None
    """A language that is none of ours, as ISO 639 has it: written in, or asked for by name."""
    clarify: bool = False
    guesses: tuple[str, ...] = ()
    emergency: bool = False
    why: tuple[str, ...] = ()
    asked: bool = False
    """Whether `topic` is a question staff listed by its words: it then leads before what the intent would."""
    near: tuple[str, ...] = ()
    """Topics that this may ask about, the likeliest first: to be offered, never answered."""
    alike: bool = False
    """Whether `topic` is asked about by its likeness to the examples of a topic alone: it then leads before what the intent would."""
    faint: bool = False
    """Whether it is an emergency by the model's weighing alone, with no strong sign in it."""
    plain: bool = False
    """Whether it was said in so many words: staff's own whole message, a rule's; and not merely likelier than all else."""

    @property
    def is_emergency(self) -> bool:
        """Whether somebody may be dying: its answer is the steps."""
        return self.intent in EMERGENCIES


class Phrases(msgspec.Struct, frozen=True):
    """What staff own for one language: per intent whole messages, phrases inside, examples; per topic its words and questions."""

    words: Mapping[str, tuple[str, ...]] = {}
    phrases: Mapping[str, tuple[str, ...]] = {}
    examples: Mapping[str, tuple[str, ...]] = {}
    topics: Mapping[str, tuple[str, ...]] = {}
    questions: Mapping[str, tuple[str, ...]] = {}
    """Per topic the patterns of questions that ask about it."""
    asked: Mapping[str, tuple[str, ...]] = {}
    """Per topic questions as people ask them, to learn from."""
    everyday: tuple[str, ...] = ()
    """Lines of everyday life that have nothing to do with us: the background a cry for help stands out from."""
