"""What callers' reports about places bring to a conversation."""

from __future__ import annotations

from app.engine.conversation import Conversation
from app.engine.talk import Question, Talk
from app.features.place_reports import answers

TALK: Talk[Conversation] = Talk(
    texts=answers.TEXTS,
    awaits=dict.fromkeys(answers.WHICH, Question(answers.answer_which, again="line.report_which")),
    told=(answers.read,),
)
