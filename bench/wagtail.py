"""What nothing has kept, beside Wagtail: `python -m bench.wagtail PYTHON [SECONDS]`.

Goals 4 and 5. PYTHON is that of an environment that holds Wagtail. A site of it is filled with the
shipped frameworks as our API describes them, every claim with its sources. One worker of each
answers wrk for SECONDS (5) in turn, without any cache; compared is the processor time of the
servers, as in `bench.delivery`.
"""

import json
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from bench.delivery import ROOT, ROUNDS, environment_of, line, need_wrk, running
from bench.record import write

CONNECTIONS = 2  # of sixteen, none is answered by Wagtail's list of everything before wrk gives up
FIRST = "/keras/"
LIST = "/api/pages/?type=wagtail_site.FrameworkPage&limit=20&fields="
SHORT = "summary,status,licence"


class Compared(NamedTuple):
    goal: int
    name: str
    at_least: int
    ours: str
    peer: str
    theirs: str


COMPARED = (
    Compared(
        4, "page of a framework", 4, "/en/frameworks/keras/", "Wagtail, the same content", FIRST
    ),
    Compared(5, "list of 20", 10, "/api/v1/frameworks/?lang=en", "Wagtail, all fields", f"{LIST}*"),
    Compared(
        5,
        "list of 20, to a short one",
        10,
        "/api/v1/frameworks/?lang=en",
        f"Wagtail, fields={SHORT}",
        f"{LIST}{SHORT}",
    ),
)
UNKEPT = {"PAGE_CACHE": "false"}


def main(python, seconds):
    need_wrk()
    with tempfile.TemporaryDirectory(prefix="atlas-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        ours = environment_of(folder) | UNKEPT
        site = stack.enter_context(running("granian", "config.wsgi", 8171, ours))
        theirs = filled(python, folder, documents(site), ours)
        wagtail = stack.enter_context(
            running(
                "granian",
                "bench.peers.wagtail_site.wsgi",
                8172,
                theirs,
                python=python,
                first=FIRST,
            )
        )
        lines = []
        for one in COMPARED:
            ratios = [ratio(site, wagtail, one, seconds) for _round in range(ROUNDS)]
            peer = f"{one.peer}: {size(wagtail, one.theirs)} to {size(site, one.ours)} kB"
            lines.append(line(one.goal, one.name, peer, ratios, at_least=one.at_least))
    for told in lines:
        print(f"{told['name']:30} {told['ratio']:6.2f} × {told['peer']} {told['spread']}")
    write("wagtail", lines)


def documents(site):
    """Every framework, as the API describes it."""
    listed = json.loads(site.get("/api/v1/frameworks/?lang=en&page_size=100")[2])["results"]
    address = "/api/v1/frameworks/{}/?lang=en"
    return [json.loads(site.get(address.format(one["id"]))[2]) for one in listed]


def filled(python, folder, frameworks, environment):
    """The environment of a Wagtail site that holds these frameworks."""
    file = folder / "frameworks.json"
    file.write_text(json.dumps(frameworks), encoding="utf-8")
    theirs = {**environment, "WAGTAIL_DATABASE": str(folder / "wagtail.sqlite3")}
    command = [python, "-m", "bench.peers.wagtail_site.fill", str(file)]
    subprocess.run(command, cwd=ROOT, env=theirs, check=True)
    return theirs


def size(server, target):
    return round(len(server.get(target)[2]) / 1000)


def ratio(site, wagtail, compared, seconds):
    ours = site.load(compared.ours, seconds, connections=CONNECTIONS)
    theirs = wagtail.load(compared.theirs, seconds, connections=CONNECTIONS)
    return ours.per_processor_second / theirs.per_processor_second


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5)
