"""A job as a worker may run it: one of a short list, called with a row's id and version, and nothing beside.

RQ imports and calls whatever name a job, its callbacks or its webhooks carry: whoever can write to Redis could run any
function where the keys are. Here names are looked up in the list; nothing a job says is ever imported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from rq.exceptions import DeserializationError
from rq.job import Job

from app.base.errors import PorchlightError
from app.outbox.doorbell import is_id
from workers.jobs import JOBS


class JobRefused(PorchlightError):
    """This job is none that this line has; the text says which part of it, in a word of ours."""


class ListedJob(Job):
    """A job that fails unrun, once, unless it is on the list and carries ids only."""

    listed: ClassVar[Mapping[str, Callable[[str, int], None]]] = JOBS
    refused = ""
    """Which part of the job is none of ours; empty where all of it is."""

    def restore(self, raw_data: Any) -> Any:
        """The job is as Redis keeps it, without what could reach outside, and is known to be run or refused."""
        super().restore(raw_data)
        self.refused = self._strange_part()
        self._success_callback_name = self._failure_callback_name = self._stopped_callback_name = None
        self.webhooks = []
        if self.refused:
            self.retries_left = self.repeats_left = None
            # RQ reads the name for its own messages before it runs anything.
            self._func_name, self._instance, self._args, self._kwargs = "refused", None, (), {}

    def _strange_part(self) -> str:
        if self._success_callback_name or self._failure_callback_name or self._stopped_callback_name:
            return "callback"
        if self.webhooks:
            return "webhook"
        try:
            name, instance, arguments, named = self.func_name, self.instance, self.args, self.kwargs
        except DeserializationError:
            return "data"
        # Whatever JSON can hold may stand here: a list as a name cannot even be looked up.
        if not isinstance(name, str) or name not in self.listed or instance is not None:
            return "function"
        return "" if _ids_only(arguments, named) else "arguments"

    def perform(self) -> Any:
        """The job was run; raises JobRefused, and nothing was run or imported, where it is none of ours."""
        if self.refused:
            raise JobRefused(self.refused)
        return super().perform()

    @property
    def func(self) -> Callable[[str, int], None]:
        """The function on the list; raises JobRefused where there is none by this name."""
        listed = self.listed.get(self.func_name or "")
        if self.refused or listed is None:
            raise JobRefused(self.refused or "function")
        return listed

    @property
    def success_callback(self) -> None:
        """Never any: RQ would import it."""

    @property
    def failure_callback(self) -> None:
        """Never any: RQ would import it."""

    @property
    def stopped_callback(self) -> None:
        """Never any: RQ would import it."""

    def send_webhooks(self, *_arguments: Any, **_named: Any) -> None:
        """Nothing was sent: the web hears nothing of what this line does."""


def _ids_only(arguments: object, named: object) -> bool:
    """Whether these are a row's id and its version."""
    if named or not isinstance(arguments, list | tuple) or len(arguments) != 2:
        return False
    id, version = arguments
    return isinstance(id, str) and is_id(id) and type(version) is int
