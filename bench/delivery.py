"""How near kept pages come to the bare server: `python -m bench.delivery [SECONDS]`.

Goals 1, 2, 3 and 12 of docs/performance.md. One worker of each server answers one process of wrk
with 16 connections for SECONDS (3) in each of ROUNDS rounds, site and peers in turn, so that
whatever else the machine does hits them alike. Speeds are compared by the processor time that the
server used, because wrk, and whatever else runs, wants the same cores. Peers: a WSGI application
that gives the same bytes to everything, nginx with the same bytes in a file, and the same site
behind Django's own page cache.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from time import monotonic, sleep, time
from typing import NamedTuple

from bench.record import quartiles, write

ROOT = Path(__file__).parent.parent
ROUNDS = 5
SPEEDS = ("per_processor_second", "per_second")
CONNECTIONS = 16
PUBLISHES = 8
ENCODING = "br, gzip"
TARGETS = {"page": "/en/frameworks/keras/", "document": "/api/v1/frameworks/?lang=en"}
SERVERS = {
    "granian": "{bin}/granian --interface wsgi --no-ws --log-level error --workers {workers} "
    "--blocking-threads {threads} --host 127.0.0.1 --port {port} {app}:application",
    "gunicorn": "{bin}/gunicorn --workers {workers} --threads {threads} --bind 127.0.0.1:{port} "
    "--log-level error {app}",
}


class Load(NamedTuple):
    """What one run of wrk found."""

    per_processor_second: float
    per_second: float
    p99: float


class Server:
    """A server on a port of this machine; it is there as soon as it answers the target `first`."""

    def __init__(self, command, port, environment, *, cwd=ROOT, first=TARGETS["page"]):
        self.port, self.first = port, first
        started = monotonic()
        self.process = subprocess.Popen(command, cwd=cwd, env=environment)
        while not self._answers():
            sleep(0.01)
        self.ready_after = monotonic() - started

    def _answers(self):
        if self.process.poll() is not None:
            sys.exit(f"The server ended with {self.process.returncode}.")
        try:
            return self.get(self.first)[0] == 200
        except OSError:
            return False

    def get(self, target, **headers):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request("GET", target, headers={"Accept-Encoding": ENCODING, **named})
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()

    def load(self, target, seconds, *headers, connections=CONNECTIONS):
        """Requests for each second of the server's processors, and for each second of the clock;
        and the 99th percentile of the time for one in milliseconds.
        """
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
        for header in (f"Accept-Encoding: {ENCODING}", *headers):
            command += ["-H", header]
        address = f"http://127.0.0.1:{self.port}{target}"
        before = self.processor_seconds()
        said = subprocess.run([*command, address], capture_output=True, text=True, check=True)
        used = self.processor_seconds() - before
        if "Non-2xx" in said.stdout and not headers:
            sys.exit(f"{address} did not answer every request:\n{said.stdout}")
        rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said.stdout)[1])
        requests = int(re.search(r"(\d+) requests in", said.stdout)[1])
        number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said.stdout).groups()
        p99 = float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
        return Load(requests / used, rate, p99)

    def processes(self):
        """The process that was started, and those that it started."""
        command = ["ps", "-o", "pid=", "--ppid", str(self.process.pid)]
        found = subprocess.run(command, capture_output=True, text=True)
        return [str(self.process.pid), *found.stdout.split()]

    def processor_seconds(self):
        """What its processes have used, in the system too."""
        ticks = 0
        for pid in self.processes():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def worker_memory(self):
        """The proportional set size of its largest process, in MB."""
        sizes = []
        for pid in self.processes():
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            sizes.append(int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1]) / 1000)
        return max(sizes)

    def stop(self):
        self.process.terminate()
        self.process.wait()


@contextmanager
def started(*arguments, **options):
    """A Server that stops with the block."""
    server = Server(*arguments, **options)
    try:
        yield server
    finally:
        server.stop()


def running(kind, app, port, environment, *, workers=1, threads=8, python=sys.executable, **more):
    """The same for an application on a kind of SERVERS, whose programs are those beside `python`;
    `environment` is what it is told beside that of the bench.
    """
    command = SERVERS[kind].format(
        bin=Path(python).parent,
        app=app,
        port=port,
        workers=workers,
        threads=threads,
    )
    return started(command.split(), port, environment, **more)


def environment_of(folder):
    """What the servers are told, with a database that holds the shipped content.

    They keep compiled code, as the image has it: a start would be measured without it otherwise.
    """
    settings = {
        "DEBUG": "true",
        "PAGE_CACHE": "true",
        "API_REQUESTS_OF_ADDRESS": str(10**9),  # all that wrk asks for comes from one address
        "PAGE_CACHE_FOLDER": str(folder / "pages"),
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "RAW_ANSWER": str(folder / "answer.json"),
    }
    environment = {**os.environ, **settings}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    for command in ("migrate", "load_content"):
        subprocess.run(
            [sys.executable, "manage.py", command, "-v0"],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return environment


def keep_answer(site, target, environment):
    """What the raw application says, the bytes and headers of the site; and nginx the bytes."""
    status, headers, body = site.get(target)
    own = ("date", "server", "connection", "transfer-encoding")
    kept = [pair for pair in headers if pair[0].lower() not in own]
    answer = {"status": f"{status} OK", "headers": kept, "body": body.hex()}
    file = Path(environment["RAW_ANSWER"])
    file.write_text(json.dumps(answer))
    (file.parent / "html").mkdir(exist_ok=True)
    (file.parent / "html" / "answer").write_bytes(body)
    return dict(headers)["ETag" if "ETag" in dict(headers) else "etag"]


def line(goal, name, peer, ratios, **more):
    low, middle, high = quartiles(ratios)
    spread = [round(low, 3), round(high, 3)]
    return {
        "goal": goal,
        "name": name,
        "ratio": round(middle, 3),
        "spread": spread,
        "peer": peer,
    } | more


def speed(kind, seconds, environment):
    """Goals 1 and 2."""
    lines = []
    for what, target in TARGETS.items():
        with ExitStack() as stack:
            site = stack.enter_context(running(kind, "config.wsgi", 8171, environment))
            etag = keep_answer(site, target, environment)
            raw = stack.enter_context(running(kind, "bench.peers.raw", 8172, environment))
            nginx = stack.enter_context(nginx_beside(environment))
            cached = {**environment, "DJANGO_SETTINGS_MODULE": "bench.peers.page_cache"}
            django = stack.enter_context(running(kind, "config.wsgi", 8173, cached))
            django.get(target)
            rounds = [
                {
                    "site": site.load(target, seconds),
                    "raw": raw.load(target, seconds),
                    "nginx": nginx.load(target, seconds),
                    "known": site.load(target, seconds, f"If-None-Match: {etag}"),
                    "django": django.load(target, seconds),
                }
                for _round in range(ROUNDS)
            ]
        lines += compared(f"{what}, {kind}", rounds)
    return lines


def nginx_beside(environment):
    """One process of nginx, which has what `keep_answer` kept."""
    folder = Path(environment["RAW_ANSWER"]).parent
    command = [program("nginx"), "-p", folder, "-c", ROOT / "bench/peers/nginx.conf"]
    return started(command, 8174, environment)


def compared(name, rounds):
    def ratios(one, other, what="per_processor_second"):
        return [getattr(each[one], what) / getattr(each[other], what) for each in rounds]

    per_second = {
        server: [round(median(getattr(each[server], what) for each in rounds)) for what in SPEEDS]
        for server in rounds[0]
    }
    raw, own = "raw WSGI application, same bytes", "Django's page cache in memory"
    file = "nginx, same bytes in a file"
    return [
        line(1, f"{name}: speed", raw, ratios("site", "raw"), at_least=0.8, rates=per_second),
        line(1, f"{name}: speed as a cache", own, ratios("site", "django"), at_least=10),
        line(1, f"{name}: speed beside nginx", file, ratios("site", "nginx")),
        line(1, f"{name}: p99", raw, ratios("site", "raw", "p99"), at_most=3),
        line(2, f"{name}: 304", f"200 of the {raw}", ratios("known", "raw"), at_least=1.0),
    ]


PUBLISHER = """
import django, sys, time
django.setup()
from catalog import actions
from catalog.management.commands.load_content import loader_user
from catalog.models import Framework
by = loader_user()
for words in sys.stdin:
    draft = actions.open_draft(Framework.objects.get(slug="keras"), by=by)
    draft.summary_en = words.strip()
    draft.save()
    actions.publish(draft, by=by)
    print(time.time(), flush=True)
"""


@contextmanager
def publisher(environment):
    """A function that publishes a page which says some words; returns the moment after."""
    command, pipe = [sys.executable, "-c", PUBLISHER], subprocess.PIPE
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, text=True
    )

    def publish(words):
        process.stdin.write(f"{words}\n")
        process.stdin.flush()
        return float(process.stdout.readline())

    try:
        yield publish
    finally:
        process.stdin.close()
        process.wait()


def freshness(kind, environment):
    """Goal 3: how long any of two processes gave the old page, and renders for one publish."""
    waits, renders = [], []
    server = running(kind, "config.wsgi", 8171, environment, workers=2)
    with server as site, publisher(environment) as publish, ThreadPoolExecutor(9) as pool:
        publish("Words before the first round.")
        for number in range(PUBLISHES):
            words = f"Summary number {number} of the bench."
            published, asked = pool.submit(publish, words), []
            while not published.done() or time() < published.result() + 1.5:
                asked += pool.map(lambda _n: _asked(site, TARGETS["page"]), range(8))
            at = published.result()
            old = [when - at for when, body, _status in asked if words not in body]
            waits.append(max([0.0, *old]))
            renders.append(sum("stored" in status for _when, _body, status in asked))
    goal, own = "a second", "one render a publish"
    return [
        line(3, f"{kind}: seconds of the old page", goal, waits, at_most=1.0, most=max(waits)),
        line(3, f"{kind}: renders, two processes", own, renders, at_most=1, most=max(renders)),
    ]


def _asked(site, target):
    """When it was asked, what came, and what the cache said of it."""
    asked = time()
    _status, headers, body = site.get(target, Accept_Encoding="identity")
    named = {name.lower(): value for name, value in headers}
    return asked, body.decode(), named["cache-status"]


def worker(kind, environment):
    """Goal 12: memory of a worker that has given every list, and when it answers first."""
    ready, sizes = [], []
    for _round in range(ROUNDS):
        with running(kind, "config.wsgi", 8171, environment) as site:
            ready.append(site.ready_after / 1.5)
            for place in ("frameworks", "features", "sources", "matrix", "interoperability"):
                site.get(f"/en/{place}/")
            sizes.append(site.worker_memory() / 100)
    return [
        line(12, f"{kind}: memory of a worker", "100 MB", sizes, at_most=1.0),
        line(12, f"{kind}: first answer of a worker", "1.5 s", ready, at_most=1.0),
    ]


def program(name):
    """Where a program of Debian is; the bench ends where it is not."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    return found or sys.exit(f"{name} was not found. Install Debian's package `{name}`.")


def main(seconds):
    program("wrk")
    with tempfile.TemporaryDirectory(prefix="atlas-bench-") as folder:
        environment = environment_of(Path(folder))
        for kind in SERVERS:
            if (Path(sys.executable).parent / kind).exists():
                report(speed(kind, seconds, environment))
                report(freshness(kind, environment))
                report(worker(kind, environment))


def report(lines):
    write("delivery", lines)
    for one in lines:
        ratio = f"{one['ratio']} ({one['spread'][0]} to {one['spread'][1]})"
        print(f"{one['goal']:2}  {one['name']:36} {ratio:30} × {one['peer']}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
