"""What is written to the log: what happened and where in the program, never about whom.

Addresses, texts of errors and the values of a failed statement can hold names, numbers and secrets. Instead of
them stand the name of the route, the class of the error, and the places in the code.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

PLACES = 12


class WithoutPeople(logging.Filter):
    """Take out of a record whatever came from a request or from data."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record through."""
        request = getattr(record, "request", None)
        if request is not None:
            record.msg, record.args = f"{getattr(record, 'status_code', '')} {request_name(request)}".strip(), ()
        if record.exc_info and record.exc_info[0] is not None:
            error, where = error_name(record.exc_info[1]), places(record.exc_info[2])
            record.__dict__ |= {"error": error, "places": where}
            record.exc_info, record.exc_text = None, None
            record.msg, record.args = f"{record.getMessage()}: {error} at {' < '.join(where)}", ()
        record.stack_info = None
        return True


def request_name(request: Any) -> str:
    """Method and route of a request, without what its address names."""
    match = getattr(request, "resolver_match", None)
    return f"{getattr(request, 'method', '')} {match.view_name if match else 'unknown'}".strip()


def error_name(problem: BaseException | None) -> str:
    """The class of an error and of what it came from."""
    names: list[str] = []
    while problem is not None and len(names) < PLACES:
        names.append(f"{type(problem).__module__}.{type(problem).__name__}")
        problem = problem.__cause__ or problem.__context__
    return " from ".join(names)


def places(trace: TracebackType | None) -> list[str]:
    """Where it happened, innermost first."""
    frames = traceback.extract_tb(trace)[-PLACES:]
    return [f"{frame.filename.rpartition('/src/')[2]}:{frame.lineno} {frame.name}" for frame in reversed(frames)]


class JsonLines(logging.Formatter):
    """One JSON object per line."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, message, and the fields of an event."""
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        for name in ("error", "places", "route", "method", "status", "ms"):
            if hasattr(record, name):
                said[name] = getattr(record, name)
        return json.dumps(said, ensure_ascii=False)


def configuration(form: str, level: str) -> dict[str, Any]:
    """Django's LOGGING; `form` is "line" or "json"."""
    if form not in {"line", "json"}:
        raise ValueError(f"MEINDO_LOG_FORMAT: unknown {form}; known are line, json")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"people": {"()": "meindo.settings.logs.WithoutPeople"}},
        "formatters": {
            "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
            "json": {"()": "meindo.settings.logs.JsonLines"},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": form, "filters": ["people"]}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": "INFO"},  # to the root alone, never to a mail
            "django.request": {"level": "ERROR"},
            "pikepdf": {"level": "WARNING"},
            "fido2": {"level": "WARNING"},
        },
    }
