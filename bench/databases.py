"""Databases that live as long as a bench, on the engine of DATABASE_URL."""

from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.db import connection
from tqdm import tqdm


@contextmanager
def filled(counts, *, with_search=True):
    """Yields the name of a database for each count: the real catalogue and generated entries."""
    given = connection.settings_dict["NAME"]
    with TemporaryDirectory() as folder:
        first, *names = [_name(folder, one) for one in ("base", *counts)]
        try:
            _make(first, given)
            for count, name in zip(counts, names, strict=True):
                _copy(first, name, given)
                fill_up(count, with_search=with_search)
            yield names
        finally:
            for name in (first, *names):
                _drop(name, given)


def use(name):
    """Have Django read the database of that name; the connection to another one is closed."""
    if connection.settings_dict["NAME"] != name:
        connection.close()
        connection.settings_dict["NAME"] = name


def _name(folder, name):
    return str(Path(folder) / f"{name}.sqlite3") if _is_sqlite() else f"bench_{name}"


def _is_sqlite():
    return connection.vendor == "sqlite"


def _make(name, given):
    """A database with the real catalogue."""
    if not _is_sqlite():
        _run(f'CREATE DATABASE "{name}"', given)
    use(name)
    call_command("migrate", verbosity=0)
    call_command("load_content", verbosity=0)


def _copy(first, name, given):
    if _is_sqlite():
        use(given)  # so that nothing of the first is left in its log
        copyfile(first, name)
    else:
        _run(f'CREATE DATABASE "{name}" TEMPLATE "{first}"', given)
    use(name)


def fill_up(count, *, with_search=True):
    """Add generated frameworks until there are `count`, with all that publishing makes of them.

    These are facets, ready-made documents and the index; and the database counts what it has.
    """
    from bench.generate import fill
    from catalog import facets, readymade, search
    from catalog.models import Framework

    fill(count - Framework.objects.count())
    facets.rebuild()
    readymade.rebuild(progress=tqdm)
    if with_search:
        search.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _run(statement, given):
    use(given)
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _drop(name, given):
    if not _is_sqlite():
        _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', given)
