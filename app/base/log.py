"""Log lines that cannot hold a number or a caller's words: only named fields pass, and only plain values.

Write `log.info("checkin.sent", id=check_in_id, attempt=2)`: a constant dotted event name, and fields from `FIELDS`.
Whatever else is handed in is dropped here, and so is the text of every exception, because a database or a provider
puts what it was given into it. What remains of an exception is its type and the places it passed.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Callable, Mapping, MutableMapping
from types import FrameType, ModuleType, TracebackType
from typing import Any, TextIO, cast

_PRETTY = "rich"
if _PRETTY in sys.modules:
    import structlog
else:
    # structlog loads it, and Pygments with it, for coloured tracebacks: 4 MB of each process that no line here ever uses.
    sys.modules[_PRETTY] = cast(ModuleType, None)
    try:
        import structlog
    finally:
        del sys.modules[_PRETTY]

FIELDS = frozenset(
    "event level time process id attempt count ms seconds port node flow intent topic language channel outcome status "
    "state code part name release where problem error trail library signal rows step".split()
)
"""Everything a log line may say. None of these ever holds something a caller sent."""

_EVENT = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
# Seven digits, perhaps with separators between them: the shortest phone number. Dates and times are written with
# separators too, and are made here only.
_FINGERPRINT = re.compile(r"(?=[0-9]*[a-f])[0-9a-f]{12,64}")
"""A release or a row of ours; a number has no letters."""
_NUMBER_LIKE = re.compile(r"\d(?:[ .()-]{0,2}\d){6,}")
_LONGEST = 300
_TRAIL = 6
"""How many places of a traceback are kept, innermost last."""
_QUIET = ("twilio", "httpx", "httpcore", "uvicorn.access", "asyncio", "urllib3")

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def get(name: str) -> structlog.stdlib.BoundLogger:
    """A logger for one part of the program; what it writes goes through this file's rules.

    They hold even before `configure` was called: structlog's own defaults print local variables with a traceback.
    """
    if not structlog.is_configured():
        configure(process="unnamed", readable=True)
    return cast(structlog.stdlib.BoundLogger, structlog.get_logger(library=name))


def configure(*, process: str, readable: bool, stream: TextIO | None = None, least: int = logging.INFO) -> None:
    """From now on this process logs to `stream` (standard error), one line an event: JSON, or readable for people."""
    out = stream or sys.stderr
    render = _line if readable else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            _named(process),
            only_allowed,
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    _take_over_libraries()
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _thread_uncaught(args.exc_value)


def reset() -> None:
    """Log lines go where they went before `configure`: for tests."""
    structlog.reset_defaults()


def only_allowed(_logger: object, _method: str, fields: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The line with nothing in it but allowed fields and plain values; an exception as type and places."""
    raised = _raised(fields.pop("exc_info", None))
    kept = {name: plain(value) for name, value in fields.items() if name in FIELDS}
    if not _EVENT.fullmatch(str(fields.get("event", ""))):
        kept["event"] = "log.not_an_event_name"
    kept["time"] = fields.get("time", "")
    return kept | (describe(raised) if raised else {})


def plain(value: object) -> object:
    """A value that is safe to write: numbers and short text without anything like a phone number."""
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return value if abs(value) < 10_000_000 else "[hidden]"
    if not isinstance(value, str):
        return type(value).__name__
    if _FINGERPRINT.fullmatch(value):
        return value
    return _NUMBER_LIKE.sub("[hidden]", value[:_LONGEST])


def describe(raised: BaseException) -> dict[str, object]:
    """An exception's type and the places it passed, never its text and no variables."""
    return {"error": _kind(raised), "trail": " > ".join(places(raised))}


def places(raised: BaseException) -> list[str]:
    """`file:line function` of the innermost frames, outermost first."""
    found = []
    trace = raised.__traceback__
    while trace is not None:
        found.append(_place(trace.tb_frame, trace.tb_lineno))
        trace = trace.tb_next
    return found[-_TRAIL:]


def _place(frame: FrameType, line: int) -> str:
    parts = frame.f_code.co_filename.replace("\\", "/").split("/")
    return f"{'/'.join(parts[-2:])}:{line} {frame.f_code.co_name}"


def _kind(raised: BaseException) -> str:
    names = [type(raised).__name__]
    cause = raised.__cause__ or raised.__context__
    if cause is not None:
        names.append(type(cause).__name__)
    return " from ".join(names)


def _raised(exc_info: object) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return cast("ExcInfo", exc_info)[1]
    return sys.exc_info()[1] if exc_info else None


def _named(process: str) -> Callable[..., MutableMapping[str, Any]]:
    def add(_logger: object, _method: str, fields: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {"process": process, **fields}

    return add


def _line(_logger: object, _method: str, fields: Mapping[str, Any]) -> str:
    rest = {name: value for name, value in fields.items() if name not in {"time", "level", "event", "process"}}
    said = " ".join(f"{name}={value}" for name, value in rest.items())
    return f"{str(fields['time'])[11:19]} {fields['process']:<6} {fields['level']:<7} {fields['event']} {said}".rstrip()


class _Libraries(logging.Handler):
    """Other people's log records: that one was made, where, and which exception; never its text."""

    def emit(self, record: logging.LogRecord) -> None:
        log = get(record.name)
        write = log.error if record.levelno >= logging.ERROR else log.warning
        where = f"{record.module}:{record.lineno}"
        write("library.logged", where=where, **({"exc_info": record.exc_info} if record.exc_info else {}))


def _take_over_libraries() -> None:
    root = logging.getLogger()
    # The handler has its own level: libraries such as RQ raise their loggers' level by themselves.
    root.handlers[:] = [_Libraries(logging.WARNING)]
    root.setLevel(logging.WARNING)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.ERROR if name == "asyncio" else logging.WARNING)
    logging.getLogger("uvicorn.access").disabled = True
    logging.captureWarnings(True)


def _uncaught(kind: type[BaseException], raised: BaseException, _trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    get("process").error("process.failed", exc_info=raised)


def _thread_uncaught(raised: BaseException | None) -> None:
    if raised is not None:
        get("thread").error("thread.failed", exc_info=raised)
