"""A user of Valkey for each process, that can do what this process does and nothing else.

The web process, which strangers talk to, cannot see the queue: whoever holds its password can wake no sender.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

ACL_FILE = "users.acl"
URL_FILE = "redis_url"

_HELLO = "+ping +hello +auth +select +client|setinfo +client|setname +client|id"
_QUEUE = (
    "~rq:* &rq:* +@all -@admin -@dangerous +info +client|list "
    "-eval_ro -evalsha_ro -function -fcall -fcall_ro -debug -migrate -restore"
)
USERS: Mapping[str, str] = {
    # Places, receipts, replies, where a call broke off, opt-outs that wait; signs of life to look at.
    "web": (
        f"~s:* ~d:* ~t:* ~p:* ~optouts:waiting %R~porchlight:alive:* {_HELLO} +info +get +mget +set +del +expire +ttl "
        "+scan +eval +evalsha +sadd +srem +smembers"
    ),
    "worker": f"~porchlight:alive:worker {_QUEUE} {_HELLO}",
    "ticker": f"~porchlight:alive:ticker {_QUEUE} {_HELLO}",
}
"""What each may do; every other user may do nothing, and `health` nothing but ask whether anybody is there."""


def acl(passwords: Mapping[str, str]) -> str:
    """Valkey's `aclfile` for these users; it holds no password that could be used."""
    lines = ["user default off", "user health on nopass resetkeys resetchannels -@all +ping"]
    for name, rules in USERS.items():
        hashed = hashlib.sha256(passwords[name].encode()).hexdigest()
        lines.append(f"user {name} on #{hashed} resetkeys resetchannels -@all {rules}")
    return "\n".join(lines) + "\n"


def url(name: str, password: str, address: str) -> str:
    """What REDIS_URL is for this process: `address` is HOST:PORT, or the path of a socket."""
    if address.startswith("/"):
        return f"unix://{name}:{password}@{address}"
    return f"redis://{name}:{password}@{address}/0"


def write(folder: Path, address: str) -> bool:
    """Whether users were made: Valkey's file in `valkey/`, each process' REDIS_URL in its own folder; never made anew."""
    made = folder / "valkey" / ACL_FILE
    if made.exists():
        return False
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    passwords = {name: secrets.token_urlsafe(32) for name in USERS}
    for name, password in passwords.items():
        _put(folder / name / URL_FILE, url(name, password, address) + "\n")
    _put(made, acl(passwords))  # last: where it is there, everything is
    return True


def _put(path: Path, text: str) -> None:
    # Readable to whoever is handed the folder: each process is handed its own and no other.
    path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)


if __name__ == "__main__":  # on a machine that has nothing but python3: FOLDER HOST:PORT
    sys.exit(0 if write(Path(sys.argv[1]), sys.argv[2]) else f"{sys.argv[1]} is there already; nothing was changed.")
