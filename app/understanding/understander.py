"""One answer from rules, staff phrases and the model, in the order that keeps people safe."""

import re
from collections.abc import Mapping

import msgspec

from app.language import durations
from app.language.said import QUESTION_WORDS
from app.understanding import likely_topics, opt_out_phrases, other_languages, place_span
from app.understanding.concepts import CONCEPT_WORDS
from app.understanding.decide import Evidence, decide, fears_death, listed
from app.understanding.features import Read, corrected, read, spelled
from app.understanding.language import EITHER, Languages
from app.understanding.meaning import CRISIS, EMERGENCIES, INTENTS, PLACED, Meaning, Phrases
from app.understanding.model import IntentModel
from app.understanding.normalise import LONGEST, Plain, exact_listed, exact_words, plain
from app.understanding.phrase_table import PhraseTable, Whole
from app.understanding.place_mask import without_town
from app.understanding.questions import URGENT, Asked, Questions, topic_of
from app.understanding.spelling import known_words, typo_table, written_words
from app.understanding.topic_model import Likely
from app.understanding.topics import Topics
from app.understanding.typing_mistakes import RIGHT
from app.understanding.word_classes import LETTER

_REACTION = re.compile(
    r"^\W*(?:liked|loved|disliked|laughed at|emphasized|questioned|removed a \w+ from|reacted \W+ to|le gusto|me gusta|le encanto|"
    r"reacciono con \W+ a) [\"'\u201c\u201d]",
)
_ONLY_DIGITS = re.compile(r"^\W*\d+(?:\W+\d+)*\W*$")
_ZIP_ALONE = re.compile(r"^\W*(\d{5})(?:-\d{4})?\W*$")

_LONGEST_WHOLE = 120  # characters: no whole message staff list is longer

# Asked for by name and place in a word or two: here an unknown word is most likely where.
_SOUGHT = frozenset({"naloxone_location", "syringe_location", "test_strips"})

# A node that waits for one of these reads a bare answer as it.
_EXPECTED = {"ok": "checkin_ok_reply", "minutes": "checkin_start_timed"}

# What no question is heard over: these are acts and cries of their own.
_NO_QUESTION = frozenset({CRISIS, "stop", "start", "forget_me", "checkin_ok_reply", "language_switch"})
_LASTING = frozenset({"stop", "forget_me"})
"""What only the model heard of these gives way to a question: "do i get charged for texting this"."""
_EVERYDAY = 0.96
"""From this chance on a message is everyday talk, whatever words of ours stand in it."""
_BESIDE_A_BODY = frozenset(
    {"not_breathing", "not_waking", "blue", "gurgling", "breathing_wrong", "beside_me", "found_down"}
)
"""Signs of somebody's body: beside them no page is read out, and no wish to die is heard in a "won't wake up"."""
_SWALLOWED = "child_swallowed"
"""A drug in a child's mouth: the steps, and no page about children."""
_TO_THE_STEPS = frozenset({_SWALLOWED, "afraid_to_call"})
"""Signs beside which no likeness answers: who fears to call reads the steps, and under them what the law may do."""
_HURT_BY_ANOTHER = frozenset({"partner_violence", "assaulted", "child_exposed"})
"""Questions whose pages name 911 first, and in which such a sign may be told of the caller: a hand on a throat."""
_NEVER_OF_US = frozenset({"not_breathing", "not_waking", "blue"})
_SHORT = 7
"""Words up to which a question is heard in a message that seems everyday: "are you open" is asked of shops as well."""
_WEIGHED_CRISIS = 0.2
"""From this chance on a wish to die is weighed against every question there is."""
_LEFT_OF_IT = 0.1
"""What is left of one that is none: enough for words that say it by themselves."""
_LIKELY_CRISIS = 0.3
"""Under this chance a crisis is the likeliest of many unlikely meanings, of words nobody knows: a listed question comes first."""
_SURE_CRY = 0.75
"""Under this chance a cry without a strong sign yields to a question whose words were listed; 911 stands in front of its answer."""
_BY_RULE = ("word", "phrase", "vital sign")  # in the reasons of a meaning: staff listed it, the model did not guess it

_TOPICAL = PLACED | {"overdose_emergency", "human", "feedback", "help_menu", "greeting", "unrelated"}


_FIRST_WORDS = 3


def _asks(message: Read) -> bool:
    """Whether one of its first words is one of a question."""
    return not QUESTION_WORDS.isdisjoint(word for token in message.tokens[:_FIRST_WORDS] for word in token.split("_"))


def _alike(meaning: Meaning, topic: str) -> Meaning:
    """The meaning with the topic whose examples it is like."""
    why = (*meaning.why, f"like the examples of {topic}")
    return msgspec.structs.replace(meaning, topic=topic, alike=True, asked=False, clarify=False, guesses=(), why=why)


class Understander:
    """Reads messages; holds staff's phrases and the model, nothing of any caller."""

    def __init__(self, phrases: Mapping[str, Phrases], *, model: IntentModel | None) -> None:
        self._table = PhraseTable(phrases.items())
        self._languages = Languages((whole.language, key) for key, whole in self._table.whole.items())
        self._topics = Topics(owned.topics for owned in phrases.values())
        self._questions = Questions(owned.questions for owned in phrases.values())
        self._model = model
        self._asked = model.topics if model is not None else None
        listed_topics = (name for owned in phrases.values() for name in owned.asked)
        self._stand_in = frozenset(topic_of(name) for name in listed_topics if name.startswith(URGENT))
        self._answers: dict[str, Meaning] = {}
        self._as_listed: dict[tuple[str, str], Meaning] = {}
        """Meanings of messages that are letter for letter what staff listed, by text and language."""
        self._typos = typo_table(RIGHT)
        known = set(known_words()) | set(RIGHT)
        if model is not None:
            known |= corrected(model.words)
        self._known = frozenset(known)
        ours = frozenset({*LETTER, *CONCEPT_WORDS, *written_words()})
        self._places = place_span.PlaceSpanWords(
            towns=model.towns if model else frozenset(),
            common=ours | frozenset(model.common if model else ()),
            ours=ours,
        )

    def understand(self, text: str, *, language: str = "", channel: str = "sms", expects: str | None = None) -> Meaning:
        """What the message means; never raises, the same for the same input."""
        known = self._as_listed.get((text, language)) if expects is None else None
        if known is not None:
            return known
        cleaned = plain(text)
        key = exact_words(cleaned.text)
        meaning = self._read(text, cleaned, key, language=language, expects=expects)
        if expects is None and text in (key, key.capitalize()) and key in self._table.whole:
            self._as_listed[text, language] = meaning  # staff's words, and as many as they listed
        return meaning

    def likeliest(self, text: str) -> Likely | None:
        """The topic that this is most like, however unlikely; None where no topics were learnt."""
        found = self._asked.likely(read(plain(text).text, self._typos, self._known).tokens) if self._asked else ()
        return found[0] if found else None

    def asked_of(self, text: str, subject: str) -> str | None:
        """The topic that these words ask about where they are said of this subject; None where none is likely."""
        tokens = read(plain(f"{text} {subject}").text, self._typos, self._known).tokens
        listed = self._questions.find(self._questions.hear(tokens))
        likeliest = self._asked.likely(tokens) if self._asked is not None else ()
        return likely_topics.of_subject(likeliest, listed.topic if listed is not None else None)

    def _read(self, text: str, cleaned: Plain, key: str, *, language: str, expects: str | None) -> Meaning:
        meaning = self._understood(cleaned, key, language=language, expects=expects)
        written_in = other_languages.written_in(text[:LONGEST], key.split())
        if written_in is not None and key not in self._table.whole:
            return msgspec.structs.replace(meaning, language=None, foreign=written_in)
        asked_for = other_languages.asked_for(key)
        return meaning if asked_for is None else msgspec.structs.replace(meaning, foreign=asked_for)

    def _understood(self, cleaned: Plain, key: str, *, language: str, expects: str | None) -> Meaning:
        whole = None
        if len(cleaned.text) <= _LONGEST_WHOLE:
            whole = self._table.whole.get(key)
            if whole is not None and expects is None:
                return self._listed(key, whole, cleaned, language=language)
        if _ONLY_DIGITS.match(cleaned.text):
            return self._digits(cleaned, expects=expects)
        if _REACTION.match(cleaned.text):
            return Meaning("unrelated", 1.0, why=("reaction",))
        placeless = without_town(cleaned.text, towns=self._places.towns, common=self._places.common)
        message = read(placeless, self._typos, self._known)
        if not message.tokens:
            return Meaning("unrelated", 0.0, why=("empty",))
        weighed, urgent = self._model.chances(message) if self._model else ({}, 0.0)
        chances = self._without_false_crisis(weighed, message)
        evidence = Evidence(
            message=message,
            whole=whole,
            inside=self._table.inside(message.tokens),
            revoked=opt_out_phrases.signs(message.tokens),
            stops_else=opt_out_phrases.of_something_else(message.tokens),
            chances=chances,
            urgent=urgent,
            expected=_EXPECTED.get(expects or "", expects),
        )
        return self._complete(decide(evidence), cleaned, key, message=message, language=language, expects=expects)

    def _without_false_crisis(self, chances: Mapping[str, float], message: Read) -> Mapping[str, float]:
        """The chances with little of a wish to die left where the questions that people ask say that it is none."""
        chance = chances.get(CRISIS, 0.0)
        if fears_death(message.tokens):
            return {**chances, CRISIS: 0.0}
        if self._asked is None or chance < _WEIGHED_CRISIS:
            return chances
        found, crisis = self._asked.weighed(message.tokens)
        if likely_topics.is_crisis(chance, crisis, found, words=len(message.tokens)):
            return chances
        return {**chances, CRISIS: _LEFT_OF_IT}

    def _listed(self, key: str, whole: Whole, cleaned: Plain, *, language: str) -> Meaning:
        """The meaning of a message staff listed, worked out once; holds staff's own words, never a caller's."""
        meaning = self._answers.get(key)
        if meaning is None:
            message = read(cleaned.text, self._typos, self._known)
            meaning = self._complete(listed(whole), cleaned, key, message=message, language="", expects=None)
            listed_in = None if key in EITHER else whole.language
            meaning = msgspec.structs.replace(meaning, language=meaning.language or listed_in)
            self._answers[key] = meaning
        if language in ("", meaning.language):
            return meaning
        return msgspec.structs.replace(meaning, language=self._language(cleaned, key, hint=language))

    def _language(self, cleaned: Plain, key: str, *, hint: str) -> str | None:
        return self._languages.find(cleaned.written, key.split(), hint=hint)

    def _complete(
        self, meaning: Meaning, cleaned: Plain, key: str, *, message: Read, language: str, expects: str | None
    ) -> Meaning:
        """The meaning with place, topic, minutes and language filled in."""
        meaning = self._question(meaning, message, cleaned, expects=expects)
        intent = meaning.intent
        timed = intent in {"checkin_start_timed", "checkin_recurring"} or expects == "minutes"
        return msgspec.structs.replace(
            meaning,
            place=self._place(cleaned, intent=intent, expects=expects),
            topic=meaning.topic or self._topic(intent, message),
            minutes=durations.find(message.tokens, bare=timed) if timed else None,
            language=self._language(cleaned, key, hint=language),
        )

    def _question(self, meaning: Meaning, message: Read, cleaned: Plain, *, expects: str | None) -> Meaning:
        """The meaning with the question that is asked; an emergency only yields to an urgent page, a crisis to none."""
        somebody = "P" in message.shape and not _BESIDE_A_BODY.isdisjoint(meaning.why)  # a body sign, of somebody
        told = meaning.intent in _NO_QUESTION or (meaning.intent in EMERGENCIES and (meaning.plain or somebody))
        heard = self._questions.hear(message.tokens)
        if not told and self._questions.finds(CRISIS, heard) and not fears_death(message.tokens):
            return Meaning(CRISIS, max(meaning.confidence, 0.6), why=("words of a crisis",))
        unlikely = meaning.intent == CRISIS and not meaning.plain and meaning.confidence < _LIKELY_CRISIS
        if (meaning.intent in _NO_QUESTION and not unlikely) or expects not in (None, "place"):
            return self._likely(meaning, message, somebody=somebody, expects=expects)
        found = self._questions.find(heard) or self._as_written(message, cleaned)
        if unlikely and found is not None:
            meaning = msgspec.structs.replace(meaning, intent="help_menu")
        if found is None:
            nothing = msgspec.structs.replace(meaning, intent="unrelated") if unlikely else meaning
            instead = self._likely(nothing, message, somebody=somebody, expects=expects)
            return instead if instead.alike or not unlikely else meaning
        if meaning.intent in EMERGENCIES:
            feared = "afraid_to_call" in meaning.why and "P" in message.shape  # who will not call for somebody
            weighed = meaning.faint and meaning.confidence < _SURE_CRY and not found.dying
            if (
                not (found.urgent or weighed)
                or feared
                or _SWALLOWED in meaning.why
                or (somebody and (found.topic not in _HURT_BY_ANOTHER or not _NEVER_OF_US.isdisjoint(meaning.why)))
                or any(sign in reason for reason in meaning.why for sign in _BY_RULE)
            ):
                return self._likely(meaning, message, somebody=somebody, expects=expects)
            meaning = msgspec.structs.replace(meaning, intent="help_menu", emergency=True)  # 911 in front, all the same
        elif meaning.intent == "unrelated" and meaning.confidence >= _EVERYDAY and len(message.tokens) > _SHORT:
            return self._likely(meaning, message, somebody=somebody, expects=expects)
        elif self._asked is not None and not meaning.plain and meaning.intent not in _SOUGHT:
            likeliest = self._asked.likely(message.tokens)
            if likely_topics.contradicts(likeliest, found.topic):
                return _alike(meaning, likeliest[0].topic)
        return msgspec.structs.replace(meaning, topic=found.topic, asked=True, clarify=False, guesses=())

    def _likely(self, meaning: Meaning, message: Read, *, somebody: bool, expects: str | None) -> Meaning:
        """The meaning with the topic it asks about by its likeness to examples, or with those that are to be offered."""
        cry = meaning.intent in EMERGENCIES
        if expects or self._asked is None or message.in_general or not (cry or meaning.intent in likely_topics.LEAST):
            return meaning
        if meaning.plain or (cry and (somebody or message.vital or not _TO_THE_STEPS.isdisjoint(meaning.why))):
            return meaning
        likeliest = self._asked.likely(message.tokens)
        if cry:
            found = likely_topics.stands_in(likeliest, meaning, may=self._stand_in, asks=_asks(message))
        else:
            has_page = (meaning.intent != "unrelated" and self._topic(meaning.intent, message)) or ""
            found = likely_topics.weighed(likeliest, meaning, has_page=has_page)
        if not found.answers:
            return msgspec.structs.replace(meaning, near=found.topics) if found.topics else meaning
        if cry or meaning.intent in _LASTING:
            meaning = msgspec.structs.replace(meaning, intent="help_menu", emergency=cry or meaning.emergency)
        return _alike(meaning, found.topics[0])

    def _as_written(self, message: Read, cleaned: Plain) -> Asked | None:
        """The question in the words as they were written: "shoot" was mended to "shot", and a town was taken out."""
        written = spelled(cleaned.text, {}, frozenset())
        return self._questions.find(self._questions.hear(written)) if written != message.tokens else None

    def _topic(self, intent: str, message: Read) -> str | None:
        if message.in_general and intent not in EMERGENCIES:
            return "overdose_response"
        return self._topics.find(message.tokens) if intent in _TOPICAL else None

    def _place(self, cleaned: Plain, *, intent: str, expects: str | None) -> str | None:
        if intent in EMERGENCIES:
            return place_span.find(cleaned.written, cleaned.text, sure_only=True, known=self._places, plain_words=False)
        if intent in PLACED or expects == "place":
            sure_only = intent == "safer_use_tip"
            found = place_span.find(
                cleaned.written,
                cleaned.text,
                sure_only=sure_only,
                known=self._places,
                odd_words=intent in _SOUGHT or expects == "place",
            )
            if found is None and expects == "place" and intent in {"unrelated", "greeting"}:
                return cleaned.written.strip() or None
            return found
        return None

    def _digits(self, cleaned: Plain, *, expects: str | None) -> Meaning:
        """A number alone: a ZIP asks what for, everything else is the engine's business."""
        zip_code = _ZIP_ALONE.match(cleaned.text)
        if zip_code is not None:
            return Meaning(
                "naloxone_location",
                0.4,
                place=zip_code.group(1),
                clarify=expects != "place",
                guesses=() if expects == "place" else ("naloxone_location", "syringe_location", "test_strips"),
                why=("zip alone",),
            )
        number = re.search(r"\d+", cleaned.text)
        minutes = int(number.group()) if number and expects == "minutes" and len(number.group()) <= 4 else None
        if set(re.findall(r"\d+", cleaned.text)) == {"911"}:
            return Meaning("overdose_emergency", 0.9, emergency=True, why=("word 911",))
        if cleaned.text.strip(" .!?") == "988":
            return Meaning("suicidal_crisis", 0.9, why=("word 988",))
        return Meaning("unrelated", 0.0, minutes=minutes, why=("digits",))


def build(phrases: Mapping[str, Phrases], *, model: bytes | memoryview | None = None) -> Understander:
    """An Understander of these phrases; without `model` words, phrases and rules still work. Raises ValueError on foreign bytes."""
    made = Understander(phrases, model=IntentModel(model) if model is not None else None)
    exact_listed.cache_clear()
    return made


__all__ = ["EMERGENCIES", "INTENTS", "Understander", "build"]
