"""Whole catalogues dumped, loaded and exported: `python -m bench.bulk [COUNT] [LOADED]`.

Goals 10, 11 and 13, on SQLite. A catalogue of COUNT frameworks (10,000) with its documents made
ready is dumped in turn with a bare reading of the same rows; in each format, a process of its own
dumps it and one of LOADED (1,000), and what both hold at most is compared. The dump of the smaller
one, and of one of a quarter, is loaded into an empty database; the shipped site is exported twice.
Commands are timed whole, with their start.
"""

import os
import subprocess
import sys
import tempfile
from collections import namedtuple
from pathlib import Path
from time import perf_counter

from bench import documents
from bench.record import compared, once, write
from bench.start import set_up

COUNT, LOADED = 10_000, 1_000
ROUNDS = 5
DUMP_SPEED = 50  # MB a second
FLAT = 1.1  # times the memory, however much larger the catalogue is
LOAD_SPEED, MEMORY = 2_000, 300  # entries a second, MB
EXPORT_SPEED = 200  # pages a second

# A process begins with the memory of who started it, as the system counts; a bench has much.
STARTER = """
import os, sys
process = os.posix_spawn(sys.executable, [sys.executable, *sys.argv[1:]], os.environ)
_pid, status, used = os.wait4(process, 0)
print(used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""

# With DEBUG, Django would keep every query in memory.
MAKING = """
from django.conf import settings
settings.DEBUG = False
from catalog.dumps import dump
dump("%s")
"""
LOADING = """
from django.conf import settings
settings.DEBUG = False
from django.core.management import call_command
call_command("load_content", %r, verbosity=0)
"""

Done = namedtuple("Done", "seconds megabytes")


def main(count=COUNT, to_load=LOADED):
    set_up()
    from django.db import connection

    from bench.databases import filled, use

    if connection.vendor != "sqlite":
        sys.exit("This bench is for SQLite: unset DATABASE_URL.")
    with (
        tempfile.TemporaryDirectory() as folder,
        filled([to_load // 4, to_load, count], with_search=False) as (few, small, full),
    ):
        lines = exported(Path(folder))
        lines += loaded(Path(folder), few, small)
        use(full)
        lines += dumped()
        lines += held(Path(folder), small, full, peer=f"a dump of {to_load:,} frameworks")
    for one in lines:
        print(f"{one['name']:45} {one['ratio']:6.2f} × {one['peer']}", flush=True)
    write("bulk", lines)


def dumped():
    ours, bare = [], []
    for _round in range(ROUNDS + 1):
        start = perf_counter()
        size = len(documents.dumped())
        ours.append(perf_counter() - start)
        start = perf_counter()
        read()
        bare.append(perf_counter() - start)
    goal = size / 1e6 / DUMP_SPEED
    told = {"goal": 11, "megabytes": round(size / 1e6)}
    asked = {"name": "dump as lines", "peer": f"{DUMP_SPEED} MB/s", "at_least": 1.0}
    floor = {"name": "dump as lines, to the floor", "peer": "the same rows, read bare"}
    return [
        {**told, **asked, **compared(ours[1:], [goal] * ROUNDS)},
        {**told, **floor, **compared(ours[1:], bare[1:])},
    ]


def held(folder, small, full, *, peer):
    """Of each format, the memory that making the dump takes in both catalogues."""
    from catalog.dumps import FORMATS

    lines = []
    for form in (form for form, known in FORMATS.items() if known.is_offered):
        code = MAKING % form
        less, more = (
            run("shell", one, "-c", code, DUMP_ROOT=f"{folder}/{form}-{Path(one).stem}").megabytes
            for one in (small, full)
        )
        told = {"goal": 11, "name": f"dump as {form}, memory", "peer": peer, "at_most": FLAT}
        lines.append({**told, "megabytes": round(more), **once(more / less)})
    return lines


def read():
    from catalog.choices import DocumentForm
    from catalog.models import ReadyDocument

    rows = ReadyDocument.objects.filter(form=DocumentForm.DUMPED).order_by("kind", "slug")
    return b"\n".join(text.encode() for text in rows.values_list("text", flat=True).iterator())


def loaded(folder, few, small):
    _fewer, less = load_dump(folder, few)
    entries, done = load_dump(folder, small)
    told = {"goal": 10, "entries": entries}
    rate = {"name": "load", "peer": f"{LOAD_SPEED:,} a second", "at_least": 1.0}
    memory = {"name": "load, memory", "peer": f"{MEMORY} MB", "at_most": 1.0}
    growth = {"name": "load, growth of memory", "peer": "a quarter of them", "at_most": FLAT}
    return [
        {**told, **rate, **once(entries / done.seconds / LOAD_SPEED)},
        {**told, **memory, **once(done.megabytes / MEMORY)},
        {**told, **growth, **once(done.megabytes / less.megabytes)},
    ]


def load_dump(folder, database):
    """How many frameworks a catalogue has, and what it took to load its dump into an empty one."""
    from bench.databases import use
    from catalog.models import Framework

    use(database)
    file, empty = folder / "dump.ndjson", folder / f"empty-{Path(database).name}"
    file.write_bytes(documents.dumped())
    run("migrate", empty, "--verbosity=0")
    return Framework.objects.count(), run("shell", empty, "-c", LOADING % str(file))


def exported(folder):
    database, folder = folder / "shipped.sqlite3", folder / "site"
    run("migrate", database, "--verbosity=0")
    run("load_content", database, "--verbosity=0")
    lines = []
    for name in ("export", "export, nothing changed"):
        seconds = run("export_site", database, str(folder), "--verbosity=0").seconds
        pages = sum(path.is_file() for path in folder.rglob("*"))
        told = {"name": name, "peer": f"{EXPORT_SPEED} a second", "at_least": 1.0, "files": pages}
        lines.append({"goal": 13, **told, **once(pages / seconds / EXPORT_SPEED)})
    return lines


def run(command, database, *arguments, **settings):
    """The seconds that a command took, and the most memory that it held."""
    own = {"DATABASE_URL": f"sqlite:///{database}", "DEBUG": "true"}
    environment = {**os.environ, **own, **settings}
    line = [sys.executable, "-c", STARTER, "manage.py", command, *arguments]
    start = perf_counter()
    done = subprocess.run(line, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command} ended with {done.returncode}.")
    return Done(perf_counter() - start, int(done.stdout.split()[-1]) / 1024)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
