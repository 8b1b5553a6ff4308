"""One JSON object a line, for machines that gather logs."""

import json
import logging
from datetime import UTC, datetime


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
        return json.dumps(said, ensure_ascii=False, default=str)
