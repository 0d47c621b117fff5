"""A view of how check-ins and sending are, in counts alone: for a role that may read no row of them."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_PARTS = {
    "texts_waiting": "outbox WHERE priority < 8",
    "texts_late": "outbox WHERE priority < 8 AND next_at < {late}",
    "texts_handed_over": "outbox WHERE priority = 8",
    "timers_running": "safety_check WHERE state IN ('armed', 'prompted', 'ringing', 'escalating')",
    "timers_late": "safety_check WHERE state IN ('armed', 'prompted', 'ringing', 'escalating') AND next_at < {late}",
    "checkins_running": "checkin WHERE 1 = 1",
    "checkins_late": "checkin WHERE due_at < {late}",
}


def upgrade() -> None:
    """The view; from 1 to 9 is -1, so that nobody sees one caller come or go."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    late = "datetime('now', '-2 minutes')" if sqlite else "CURRENT_TIMESTAMP - INTERVAL '2 minutes'"
    counted = "CASE WHEN COUNT(*) BETWEEN 1 AND 9 THEN -1 ELSE COUNT(*) END"
    rows = [_row(part, counted, of.format(late=late)) for part, of in _PARTS.items()]
    rows += [_row(name, f"COALESCE(SUM({name}), 0)", "sending_minute") for name in ("tried", "failed")]
    op.execute(f"CREATE VIEW line_health AS {' UNION ALL '.join(rows)}")


def _row(part: str, number: str, of: str) -> str:
    return f"SELECT '{part}' AS part, {number} AS number FROM {of}"  # noqa: S608 - names of ours alone


def downgrade() -> None:
    """The view is gone."""
    op.execute("DROP VIEW line_health")
