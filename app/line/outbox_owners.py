"""Everybody who owns messages in the outbox: importing this is what makes a process know whether they are still wanted.

A process that sends, or hears what became of a message, and had not imported it would drop what it does not know.
"""

from __future__ import annotations

from app.features.check_ins import service as checkins
from app.features.contacts import service as contacts
from app.features.safety_checks import service as safety_checks
from app.features.text_me import tables as asked_texts

KINDS = (checkins.OWNER, contacts.OWNER, safety_checks.OWNER, asked_texts.TIMER)
"""The owners' kinds, as rows of the outbox name them."""
