"""What a worker loads before it answers."""

import subprocess
import sys

import pytest

from tests.servers import ROOT

pytestmark = pytest.mark.server

LOADED = """
import config.wsgi, sys
from django.urls import get_resolver
get_resolver().url_patterns
print(*({"openpyxl", "redis"} & set(sys.modules)))
"""


def test_worker_loads_no_workbooks_and_no_redis_where_no_url_names_one():
    command = [sys.executable, "-c", LOADED]

    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert said.stdout == "\n"
