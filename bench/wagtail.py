"""Pages and lists that nothing kept, beside Wagtail: `python -m bench.wagtail PYTHON [SECONDS]`.

Goals 4 and 5. PYTHON is that of an environment that holds Wagtail. A site of it is filled with the
shipped frameworks as our API describes them, every claim with its sources. One worker of each
answers wrk for SECONDS (5) in turn, without any cache; compared is the processor time of the
servers, as in `bench.delivery`.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.delivery import ROOT, ROUNDS, environment_of, line, running
from bench.record import write

PAGES = {"page of a framework": ("/en/frameworks/keras/", "/keras/", 4)}
LISTS = {"list of 20": ("/api/v1/frameworks/?lang=en", "/api/pages/?type={type}&fields=*", 10)}
UNKEPT = {"PAGE_CACHE": "false", "API_REQUESTS_OF_ADDRESS": "10000000"}
TYPE = "wagtail_site.FrameworkPage"


def main(python, seconds):
    if not shutil.which("wrk"):
        sys.exit("wrk was not found. Install Debian's package `wrk`, or build it from its source.")
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
                first="/keras/",
            )
        )
        lines = [
            compared(goal, what, site, wagtail, targets, seconds)
            for goal, kinds in ((4, PAGES), (5, LISTS))
            for what, targets in kinds.items()
        ]
    for one in lines:
        print(f"{one['name']:30} {one['ratio']:6.2f} × {one['peer']} {one['spread']}")
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


def compared(goal, what, site, wagtail, targets, seconds):
    our_target, their_target, at_least = targets
    their_target = their_target.format(type=TYPE)
    if wagtail.get(their_target)[0] != 200:
        sys.exit(f"Wagtail did not answer {their_target}.")
    ratios = []
    for _round in range(ROUNDS):
        ours, theirs = site.load(our_target, seconds), wagtail.load(their_target, seconds)
        ratios.append(ours.per_processor_second / theirs.per_processor_second)
    return line(goal, what, "Wagtail, the same content", ratios, at_least=at_least)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5)
