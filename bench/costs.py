"""What one thing costs the processor and the disk: `python -m bench.costs [COUNT]`.

The shipped content and COUNT generated frameworks (1,000 unless given) are written into a database
that is gone afterwards. On SQLite the database works in the same process, so that processor time
is that of the whole machine and does not grow when others use it too. On PostgreSQL (DATABASE_URL)
only bytes are to be believed. One JSON line goes to bench/results/costs.jsonl.
"""

import json
import os
import sys
import tempfile
import zlib
from pathlib import Path
from statistics import median
from time import process_time
from urllib.parse import quote

RESULTS = Path(__file__).with_name("results") / "costs.jsonl"
COUNT = 1_000
PUBLISHES = 25
WORDS = ("keras", "tensor", "网络", "图")


def main(count):
    os.environ.setdefault("DEBUG", "true")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["PAGE_CACHE"] = "true"
    os.environ["PAGE_CACHE_FOLDER"] = tempfile.mkdtemp()
    import django
    from django.db import connection

    django.setup()
    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = (
        f"{os.environ['PAGE_CACHE_FOLDER']}/costs.sqlite3"
        if connection.vendor == "sqlite"
        else "costs"
    )
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        line = {"bench": "costs", "engine": connection.vendor, "entries": count, **measure(count)}
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    for key, value in line.items():
        print(f"{key:28} {value}")
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def measure(count):
    from django.conf import settings
    from django.db import connection

    from bench.generate import fill
    from catalog import facets, readymade, search
    from catalog.documents import load
    from catalog.management.commands.load_content import SHIPPED, loader_user

    settings.DEBUG = False  # it would keep every query in memory
    load(SHIPPED, by=loader_user())
    fill(count)
    facets.rebuild()
    readymade.rebuild()
    search.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {**reading(), **kept(), **editing(loader_user())}


def reading():
    """Milliseconds of pages and documents that nothing has kept."""
    from catalog.delivery.export.reading import Site, one_connection
    from catalog.models import FrameworkRevision

    slugs = [*FrameworkRevision.objects.live().values_list("entry__slug", flat=True)[:400:20]]
    shipped = ["keras", "pytorch", "tensorflow", "mxnet", "caffe", "theano"]
    kinds = {
        "page_shipped_ms": [f"/en/frameworks/{slug}/" for slug in shipped],
        "page_generated_ms": [f"/zh-hans/frameworks/{slug}/" for slug in slugs],
        "list_page_ms": ["/en/frameworks/", "/zh-hans/frameworks/?status=active"],
        "search_page_ms": [
            f"/en/search/?q={quote(word)}" for word in ("keras", "tensor", "网络", "图")
        ],
        "api_detail_ms": [f"/api/v1/frameworks/{slug}/?lang=en" for slug in shipped],
        "api_list_ms": ["/api/v1/frameworks/?lang=en", "/api/v1/frameworks/?lang=zh-hans"],
    }
    site = Site()
    with one_connection():
        return {name: of_addresses(site, addresses) for name, addresses in kinds.items()}


def of_addresses(site, addresses):
    for address in addresses:  # so that what is loaded once is loaded
        site.get(address)
    times = []
    for _round in range(3):
        for address in addresses:
            start = process_time()
            site.get(address)
            times.append(1000 * (process_time() - start))
    return round(median(times), 2)


def kept():
    """Microseconds of an answer that the cache in front has, and of one that need not be sent."""
    from django.core.handlers.wsgi import WSGIHandler

    from catalog.delivery.export.reading import Site
    from catalog.delivery.site import in_front_of

    front = in_front_of(WSGIHandler())
    environ = Site()._environ("/en/frameworks/keras/")
    said = {}

    def start_response(status, headers, exc_info=None):
        said.update(headers)

    front(environ, start_response)
    known = {**environ, "HTTP_IF_NONE_MATCH": said["ETag"]}
    return {
        "kept_page_us": each(lambda: front(environ, start_response)),
        "not_modified_us": each(lambda: front(known, start_response)),
    }


def each(act, *, times=5_000):
    start = process_time()
    for _time in range(times):
        act()
    return round(1_000_000 * (process_time() - start) / times, 1)


def editing(by):
    """Milliseconds of what editors do to an entry with every kind of row, and bytes it leaves."""
    from catalog import actions
    from catalog.models import FrameworkRevision
    from catalog.published import current_stamp
    from tests.persons import Person

    live = FrameworkRevision.objects.live().get(entry__slug="keras")
    opening, publishing, before = [], [], size()
    for number in range(PUBLISHES):
        start = process_time()
        draft = actions.open_draft(live.entry, by=by)
        opening.append(process_time() - start)
        FrameworkRevision.objects.filter(pk=draft.pk).update(summary_en=f"Words {number}.")
        start = process_time()
        actions.publish(draft, by=by)
        publishing.append(process_time() - start)
    grown = (size() - before) / PUBLISHES
    return {
        "stamp_us": each(current_stamp, times=2_000),
        "open_draft_ms": round(1000 * median(opening), 1),
        "publish_ms": round(1000 * median(publishing), 1),
        "revision_bytes": round(grown),
        "revision_document_bytes": document_bytes(live),
        **form(Person(by), actions.open_draft(live.entry, by=by)),
    }


def form(person, draft):
    from django.test.utils import setup_test_environment

    type(person.user).objects.filter(pk=person.user.pk).update(is_staff=True, is_superuser=True)
    setup_test_environment(debug=False)
    opened, saved = [], []
    for number in range(4):
        start = process_time()
        values = person.opened(draft)
        opened.append(process_time() - start)
        values = {**values, "summary_en": f"Saved {number}."}
        start = process_time()
        answer = person.save(draft, values)
        saved.append(process_time() - start)
        if answer.status_code != 302:
            raise RuntimeError(f"The form was refused with {answer.status_code}.")
    return {
        "open_form_ms": round(1000 * median(opened)),
        "save_form_ms": round(1000 * median(saved)),
    }


def size():
    """Bytes of the database."""
    from django.db import connection

    sql = "SELECT pg_database_size(current_database())"
    if connection.vendor == "sqlite":
        sql = (
            "SELECT (page_count - freelist_count) * page_size"
            " FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def document_bytes(revision):
    """Of the revision as an interchange document, compressed."""
    from catalog.documents.dump import dump_revision

    text = json.dumps(dump_revision(revision), ensure_ascii=False, default=str)
    return len(zlib.compress(text.encode(), 9))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
