"""What safety checks bring to a conversation, and what they send and say by themselves."""

from __future__ import annotations

from app.engine.conversation import Conversation
from app.engine.talk import Matter, Question, Talk
from app.features.safety_checks import alarm_answers, answers, asked_meanwhile, set_up, set_up_on_call

SENT = frozenset(
    {
        "safety_checks.prompt",
        "safety_checks.prompt_code",
        "safety_checks.unconfirmed",
        "safety_checks.handled",
        "safety_checks.all_clear",
        "safety_checks.ended",
        "safety_checks.on_call",
        "safety_checks.repeat",
        "safety_checks.somebody",
        "safety_checks.not_saved",
    }
)
PLAIN = {
    f"safety_checks.plain.{name}": f"safety_checks.{name}"
    for name in "prompt prompt_code alarm all_clear ended handled unconfirmed on_call".split()
}
SAID_ON_CALLS = frozenset(
    {
        "safety_checks.ring",
        "safety_checks.ring_code",
        "safety_checks.ring_closed",
        "safety_checks.alarm_call",
        "safety_checks.alarm_first",
        "safety_checks.alarm_again",
        "safety_checks.alarm_coming",
        "safety_checks.alarm_declined",
        "safety_checks.alarm_over",
    }
)

TALK: Talk[Conversation] = Talk(
    texts=SENT
    | frozenset(PLAIN)
    | SAID_ON_CALLS
    | answers.TEXTS
    | alarm_answers.TEXTS
    | asked_meanwhile.TEXTS
    | set_up.TEXTS
    | set_up_on_call.TEXTS,
    blanks={
        "safety_checks.alarm": ("name", "place"),
        "safety_checks.alarm_place": ("place",),
        "safety_checks.armed": ("minutes",),
        "safety_checks.armed_code": ("minutes",),
        "safety_checks.asked_on_call": ("minutes",),
        "safety_checks.confirm": ("minutes", "words"),
        "safety_checks.plain.alarm": ("name",),
        "safety_checks.invited": ("words",),
        "safety_checks.runs": ("minutes",),
        "safety_checks.will_get": ("words",),
    },
    spoken=frozenset(
        f"safety_checks.{name}"
        for name in "backwards limits how_long cannot by_text not_started none_runs ring ring_code ring_closed alarm_call alarm_first alarm_again".split()
    ),
    first=frozenset(PLAIN) | frozenset(PLAIN.values()) | {"safety_checks.asked_on_call"},
    plain=PLAIN,
    flow="safety_checks",
    actions={"start_safety_check": set_up.start_safety_check},
    awaits={
        "safety_arm": Question(set_up.answer_arm, surely=set_up_on_call.is_length),
        "safety_both": Question(set_up.answer_both),
        "safety_code": Question(set_up.answer_code),
        "safety_contact": Question(set_up.answer_contact, number=True),
        "safety_minutes": Question(
            set_up_on_call.answer_minutes, again="safety_checks.how_long", surely=set_up_on_call.is_length
        ),
        "safety_note": Question(set_up.answer_note),
    },
    alive=(answers.read, alarm_answers.read),
    answers=(set_up_on_call.written_answer,),
    meanwhile=frozenset({answers.RUNS, alarm_answers.WAITS}),
    matters=(
        Matter(
            "the caller's safety check, which runs",
            "its closing words, STOP, FORGET ME",
            lambda t: t.known.check == "armed",
        ),
        Matter(
            "the caller's safety check, which asks",
            "words of being well, 1, a heart on the question; STOP, FORGET ME",
            lambda t: t.known.check in answers.ASKED,
        ),
        Matter(
            "an alarm they were told of",
            "1, 2, words of coming or of not being able to",
            lambda t: t.known.alarm == "open",
        ),
        Matter("a timer asked for on a call", "1, or another number of minutes", lambda t: bool(t.known.timer)),
    ),
    on_stop=answers.tell_stopped,
)
