"""The floor: a WSGI application that gives one answer to everything, out of the file RAW_ANSWER."""

import json
import os
from pathlib import Path

_answer = json.loads(Path(os.environ["RAW_ANSWER"]).read_text())
STATUS, HEADERS = _answer["status"], [tuple(pair) for pair in _answer["headers"]]
BODY = [bytes.fromhex(_answer["body"])]


def application(environ, start_response):
    start_response(STATUS, HEADERS)
    return BODY
