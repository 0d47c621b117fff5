"""Connections to Redis or Valkey that give up quickly: the client's own settings wait for tens of seconds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

if TYPE_CHECKING:
    pass

TIMEOUT_SECONDS = 0.25


def connect(url: str, *, timeout: float = TIMEOUT_SECONDS) -> Redis:
    """A client that tries once and answers or fails within `timeout` seconds; connects when first used."""
    return Redis.from_url(url, retry=Retry(NoBackoff(), 0), **_arguments(timeout))


def _arguments(timeout: float) -> Mapping[str, Any]:
    return {"socket_timeout": timeout, "socket_connect_timeout": timeout, "health_check_interval": 0}
