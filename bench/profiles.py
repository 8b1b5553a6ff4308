"""Where the time goes: `python -m bench.profiles [SECONDS]` (10 for each kind of work).

Work that misses its goal is done again and again in this process, on SQLite, with the shipped
content and as many generated frameworks as make 70. Every millisecond of processor time the part
of the program is noted that runs then: that of the innermost frame which is not of Python's own
library. A sample counts as much as was used since the one before, because a call of the database
is not interrupted.
"""

import signal
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import process_time

from bench import documents
from bench.start import set_up

SECONDS = 10
EVERY = 0.001  # seconds of processor time
SHOWN = 6
# The first that a module's name begins with.
PARTS = {
    "django.db.backends": "database",
    "django.db": "Django: models and queries",
    "django.template": "templates",
    "django.utils.html": "templates",
    "django.utils.safestring": "templates",
    "django": "Django: the rest",
    "rest_framework": "REST framework",
    "PIL": "pictures",
}


def main(seconds):
    set_up()
    from django.db import connection

    from bench.databases import filled, use
    from bench.growth import asked
    from bench.publishing import Publisher
    from bench.record import write

    if connection.vendor != "sqlite":
        sys.exit("This bench is for SQLite: unset DATABASE_URL.")
    with filled([70]) as (name,), tempfile.TemporaryDirectory() as folder:
        use(name)
        lines = [
            profiled(4, "page of a framework", partial(asked, "/en/frameworks/keras/"), seconds),
            profiled(5, "list of 20", partial(asked, "/api/v1/frameworks/?lang=en"), seconds),
            profiled(9, "publish", Publisher("keras").publish, seconds),
            profiled(13, "export", partial(exported, Path(folder)), 0),
            profiled(10, "load", prepared_load(Path(folder)), 0),
        ]
    write("profiles", lines)


def exported(folder):
    from catalog.delivery.export import export_site

    export_site(folder / "site")


def prepared_load(folder):
    """Loads the catalogue in use into an empty database, which is the one in use then."""
    from django.core.management import call_command

    from bench.databases import use

    file = folder / "dump.ndjson"
    file.write_bytes(documents.dumped())
    use(str(folder / "empty.sqlite3"))
    call_command("migrate", verbosity=0)
    return partial(call_command, "load_content", str(file), verbosity=0)


def profiled(goal, name, work, seconds):
    """What `work` does, done for `seconds` of processor time, and once at least."""
    if seconds:
        work()  # so that what is loaded once is loaded
    used = Counter()
    until = process_time() + seconds
    with sampled(used):
        work()
        while process_time() < until:
            work()
    whole = used.total()
    shares = [[part, round(time / whole, 3)] for part, time in used.most_common(SHOWN)]
    print(f"{name}: {', '.join(f'{part} {share:.0%}' for part, share in shares)}", flush=True)
    return {"goal": goal, "name": name, "seconds": round(whole, 1), "shares": shares}


@contextmanager
def sampled(used):
    """Adds the processor time of the block to `used`, by part of the program."""
    last = process_time()

    def note(_signal, frame):
        nonlocal last
        now = process_time()
        used[part_of(frame)] += now - last
        last = now

    before = signal.signal(signal.SIGPROF, note)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def part_of(frame):
    """What the innermost frame belongs to that is not of Python's own library."""
    while frame:
        module = frame.f_globals.get("__name__", "")
        top = module.partition(".")[0]
        if top not in sys.stdlib_module_names and top != "bench":
            return named(module)
        frame = frame.f_back
    return "Python"


def named(module):
    """A part of PARTS, or the package; of the catalogue, the package within it."""
    for beginning, part in PARTS.items():
        if f"{module}.".startswith(f"{beginning}."):
            return part
    depth = 2 if module.startswith("catalog.") else 1
    return ".".join(module.split(".")[:depth])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)
