"""Requests that schemathesis makes up from the description of the API: `make fuzz`.

With all its checks and phases, as somebody without an account and as the holder of a token, once
for each seed, on a fresh site each time. A run is cut into parts, a few at once, so that hours of
it show what they have reached, and what was cut short can be run again (`--parts`). Each part is
noted in `docs/api/fuzz.jsonl`, of which `docs/api/fuzz.md` is drawn. Ends with 1 where a check
fails.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import UTC, datetime
from itertools import groupby
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

from catalog.whole_files import write_whole
from tests.quality.site import serving
from tests.servers import ROOT

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
DESCRIPTION = ROOT / "docs/api/openapi.json"
RECORD = ROOT / "docs/api/fuzz.jsonl"
PAGE = ROOT / "docs/api/fuzz.md"
HEAD = """# What schemathesis asked

Drawn by `make fuzz` from `fuzz.jsonl`; `README.md` says what it is. A run has {parts} parts: the
examples and the edges of every operation, walks from answer to answer, and for each resource what
chance makes up for its operations.

| day | who | seed | examples an operation, at most | parts | requests | checks that failed |
|---|---|---|---|---|---|---|
"""
SECONDS_OF_AN_EXAMPLE = 0.25
# More than any run asks for: the limits have tests of their own.
UNLIMITED = {"API_REQUESTS_OF_ADDRESS": "1000000000", "API_REQUESTS_OF_TOKEN": "1000000000"}
MAKE_TOKEN = """
from django.contrib.auth import get_user_model
from catalog import tokens
by = get_user_model().objects.create_user("fuzz", is_staff=True, is_superuser=True)
print(tokens.make_token("fuzz", tokens.scopes_for(by), days=1, by=by)[1])
"""

Part = namedtuple("Part", "name options")


def main():
    options = asked()
    lines = []
    for seed in options.seeds:
        for who in options.who:
            print(f"\n== {who}, seed {seed}, at most {options.examples} examples an operation")
            with TemporaryDirectory() as folder, serving(Path(folder), **UNLIMITED) as site:
                lines += run(*site, Path(folder), who=who, seed=seed, options=options)
    sys.exit(any(line["failures"] for line in lines))


def asked():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("schemathesis", type=Path)
    parser.add_argument("--examples", type=int, default=50)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--who", nargs="+", default=["outsider", "holder"])
    parser.add_argument("--parts", type=re.compile, default="", help="a pattern of their names")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="parts at once")
    return parser.parse_args()


def parts(examples):
    """What a run consists of."""
    # Of a token that writes, walks end where one can not be repeated, because it has changed what
    # it met; for as long as they are given they begin again.
    walking = str(ceil(examples * SECONDS_OF_AN_EXAMPLE))
    found = [
        Part("examples and edges", ["--phases", "examples,coverage"]),
        Part("walks", ["--phases", "stateful", "--max-time", walking]),
    ]
    paths = sorted(json.loads(DESCRIPTION.read_text())["paths"])
    for resource, _ in groupby(paths, key=_resource):
        only = ["--include-path-regex", rf"^/api/v1/{resource}\b" if resource else "^/api/v1/$"]
        found.append(Part(resource or "root", ["--phases", "fuzzing", *only]))
    return found


def _resource(path):
    return re.match(r"/api/v1/([a-z]*)", path)[1]


def run(site, environment, folder, *, who, seed, options):
    """A line for each part, noted as it ends."""
    command = [options.schemathesis, "--config-file", CONFIGURATION, "run"]
    command += [f"{site}/api/v1/openapi.json", "--seed", str(seed)]
    command += ["--max-examples", str(options.examples)]
    if who == "holder":
        command += ["--header", f"Authorization: Bearer {made_token(environment)}"]
    lines = []
    with ThreadPoolExecutor(options.jobs) as pool:
        wanted = [part for part in parts(options.examples) if options.parts.search(part.name)]
        running = [pool.submit(fuzz, part, command, folder) for part in wanted]
        for ended in as_completed(running):
            line = {"who": who, "seed": seed, "examples": options.examples, **ended.result()}
            note(line)
            print("{part}: {requests:,} requests, {failures} failures".format(**line), flush=True)
            lines.append(line)
    return lines


def fuzz(part, command, folder):
    """What came of a part; all that schemathesis printed is printed where a check failed."""
    report = folder / f"{part.name}.json"
    command = [*command, *part.options, "--report", "json", "--report-json-path", report]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        print(done.stdout, flush=True)
    told = json.loads(report.read_text())
    return {
        "part": part.name,
        "day": datetime.now(UTC).date().isoformat(),
        "schemathesis": told["schemathesis_version"],
        "requests": told["test_cases"]["generated"],
        "failures": told["test_cases"]["unique_failures"] + len(told["errors"]),
        "seconds": round(told["running_time"] or 0),  # none where the description was not given
    }


def note(line):
    """Takes the place of what the same part, asked the same, came to before."""
    same = ("who", "seed", "examples", "part")
    kept = [json.loads(text) for text in RECORD.read_text().splitlines()]
    kept = [one for one in kept if any(one[name] != line[name] for name in same)]
    write_whole(RECORD, "".join(f"{json.dumps(one)}\n" for one in [*kept, line]))
    write_whole(PAGE, drawn([*kept, line]))


def drawn(lines):
    """The page: a row for each run."""
    runs = {}
    for line in lines:
        runs.setdefault((line["who"], line["seed"], line["examples"]), []).append(line)
    rows = [
        f"| {max(line['day'] for line in of)} | {who} | {seed} | {examples:,} | {len(of)} "
        f"| {sum(line['requests'] for line in of):,} | {sum(line['failures'] for line in of)} |\n"
        for (who, seed, examples), of in sorted(runs.items())
    ]
    return HEAD.format(parts=len(parts(1))) + "".join(rows)


def made_token(environment):
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", MAKE_TOKEN]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.strip()


if __name__ == "__main__":
    main()
