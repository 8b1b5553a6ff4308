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
ON_PURPOSE = "The “list” role is unnecessary"
# Django's own: the choice of nothing in a field that looks up what is typed, and the rows of its
# list of models that have no link to change anything.
OF_THE_ADMIN = (
    "Element “option” without attribute “label” must not be empty",
    "A table row was 2 columns wide, which is less than the column count",
)


def test_nu_finds_nothing(content, client, settings, tmp_path):
    written = render_pages(client, make_editor(), tmp_path, settings)
    messages = check(sorted(tmp_path.glob("*.html")))

    faults = {}
    for message in messages:
        if not is_known(message, written):
            kind = f"{message['type']}: {message['message']}"
            faults.setdefault(kind, []).append(place(message, written))
    print(f"\n{len(written)} pages, {len(faults)} kinds of faults")
    if faults:
        pytest.fail("\n".join(map(told, faults.items())), pytrace=False)


def is_known(message, written):
    said = message["message"]
    in_admin = "/admin/" in address(message, written)
    return said.startswith(ON_PURPOSE) or (in_admin and said.startswith(OF_THE_ADMIN))


def place(message, written):
    line, extract = message.get("lastLine"), message.get("extract", "")
    return f"  {address(message, written)}, line {line}: {extract!r}"


def address(message, written):
    return written[Path(message["url"]).name]


def told(fault):
    """A fault with the first three places of many."""
    kind, places = fault
    return "\n".join([f"{kind} ({len(places)} times)", *places[:3]])


def check(files):
    """What the checker says about files, as its JSON has it."""
    command = ["java", "-jar", JAR, "--format", "json", "--exit-zero-always", *files]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stderr)["messages"]
