"""A STOP that one process could not write down: Redis keeps it, and whichever process can writes it down.

Without this a STOP would be lost with the process that took it, if that ended before the record came back.
"""

from __future__ import annotations

from functools import partial

from app.base.threads import POOLS
from app.line.context import LineContext


async def write_down(line: LineContext) -> int:
    """How many opt-outs still wait in Redis after each was tried once more."""
    waiting = await line.conversations.opt_outs_waiting()
    if not waiting:
        return 0
    written = await POOLS.run("standing-opt-outs", partial(line.opt_outs.take_over, waiting, now=line.clock()))
    if written:
        await line.conversations.opt_outs_settled(*written)
    return len(waiting) - len(written)
