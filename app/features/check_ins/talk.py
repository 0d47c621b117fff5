"""What check-ins bring to a conversation."""

from __future__ import annotations

from app.engine.conversation import Conversation
from app.engine.talk import Matter, Question, Talk
from app.features.check_ins import answers, set_up

SENT = frozenset({"checkins.confirm", "checkins.still_wanted"}) | {f"checkins.nudge.{tone}" for tone in set_up.TONES}
"""What goes out by itself."""

TALK: Talk[Conversation] = Talk(
    texts=SENT | set_up.TEXTS | answers.TEXTS,
    blanks={"checkins.agree": ("when", "words"), "checkins.confirm": ("when",)},
    spoken=frozenset(
        f"checkins.{name}"
        for name in "menu when when_again zone outside_hours agree by_text no_number not_here paused ended".split()
    ),
    first=SENT,
    nodes=frozenset(answers.NODES),
    flow="checkins",
    actions={
        "end_checkins": set_up.end_checkins,
        "pause_checkins": set_up.pause_checkins,
        "start_checkin": set_up.start_checkin,
    },
    awaits={
        "checkin_agree": Question(set_up.answer_agreement),
        "checkin_when": Question(set_up.answer_when),
        "checkin_zone": Question(set_up.answer_zone),
    },
    answers=(answers.read,),
    matters=(
        Matter("a check-in, which asks", "any answer", lambda t: t.known.nudge_pending or t.known.confirmation_pending),
    ),
)
