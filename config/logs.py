"""What is written to logs: no line that a visitor began, and no key of a preview."""

import json
import logging
import re
from datetime import UTC, datetime

# The address of a preview is its key: who finds it in a log could open the draft. A key holds
# colons, which the addresses of previews for staff do not.
PREVIEW_KEY = re.compile(r"(?<=/preview/)[^/?\s\"']*?(?::|%3A)[^/?\s\"']*", re.IGNORECASE)
HIDDEN = "***"
# What begins a line or commands a terminal: C0, DEL, C1, and the separators of Unicode.
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def hide_keys(text):
    return PREVIEW_KEY.sub(HIDDEN, text)


def escape_controls(text):
    """The text in one line, with each control character as an escape of JSON."""
    return CONTROL.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


class LineFormatter(logging.Formatter):
    """One line for people, and after it the lines of a fault, which are indented or our own."""

    def formatMessage(self, record):
        return escape_controls(hide_keys(super().formatMessage(record)))

    def formatException(self, exc_info):
        lines = hide_keys(super().formatException(exc_info)).split("\n")
        return "\n".join(map(escape_controls, lines))


class JsonFormatter(logging.Formatter):
    """Nothing that was logged can begin a line of its own: line breaks are escaped by JSON.

    Keys: time (UTC), level, logger, message; of an answer to a request also method, path and
    status; of a fault also exception. The query is left out, because it may hold a token.
    """

    def format(self, record):
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        request = getattr(record, "request", None)
        if hasattr(request, "path_info"):
            said |= {"method": request.method, "path": request.path_info}
        if hasattr(record, "status_code"):
            said["status"] = record.status_code
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        # JSON escapes C0; the other controls are escaped in what it made.
        return escape_controls(hide_keys(json.dumps(said, ensure_ascii=False, default=str)))
