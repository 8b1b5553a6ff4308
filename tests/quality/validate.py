"""Every page before the Nu HTML checker, the validator of the W3C: `make validate`.

Not collected with the tests, because it needs Java and npm.
"""

import json
import subprocess
from pathlib import Path

import pytest

from tests.factories import make_editor
from tests.quality.rendered import render_pages

pytestmark = pytest.mark.django_db

JAR = Path(__file__).with_name("node_modules") / "vnu-jar/build/dist/vnu.jar"
# Said on purpose: Safari announces a list without bullets as a list only where its role says so.
ON_PURPOSE = ("The “list” role is unnecessary",)


def test_nu_finds_nothing(content, client, settings, tmp_path):
    written = render_pages(client, make_editor(), tmp_path, settings)
    messages = check(sorted(tmp_path.glob("*.html")))

    faults = {}
    for message in messages:
        if not message["message"].startswith(ON_PURPOSE):
            kind = f"{message['type']}: {message['message']}"
            faults.setdefault(kind, []).append(place(message, written))
    print(f"\n{len(written)} pages, {len(faults)} kinds of faults")
    if faults:
        pytest.fail("\n".join(map(told, faults.items())), pytrace=False)


def place(message, written):
    address = written[Path(message["url"]).name]
    return f"  {address}, line {message.get('lastLine')}: {message.get('extract', '')!r}"


def told(fault):
    """A fault with the first three places of many."""
    kind, places = fault
    return "\n".join([f"{kind} ({len(places)} times)", *places[:3]])


def check(files):
    """What the checker says about files, as its JSON has it."""
    command = ["java", "-jar", JAR, "--format", "json", "--exit-zero-always", *files]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stderr)["messages"]
