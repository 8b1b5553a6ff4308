"""The squashed migration makes the database that the 28 migrations make which it replaces.

What compares the two goes with the 28, in the release after the first one that has both.
"""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tests import databases
from tests.filling import fill, values_of
from tests.schema import snapshot

pytestmark = pytest.mark.engine
SQUASHED = "0001_squashed_0028_moments"
LOADER = MigrationLoader(None)
OLD = [name for _app, name in LOADER.replacements["catalog", SQUASHED].replaces]
LATER = sorted(
    name
    for app, name in LOADER.disk_migrations
    if app == "catalog" and name not in {SQUASHED, *OLD}
)


def planned():
    """The migrations of the catalogue that `migrate` would run now."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [migration.name for migration, _backwards in plan if migration.app_label == "catalog"]


def applied():
    records = MigrationRecorder.Migration.objects.filter(app="catalog")
    return {*records.values_list("name", flat=True)}


def recorded_as(*names):
    """Have the database say that of the catalogue these migrations were applied."""
    recorder = MigrationRecorder(connection)
    for name in applied():
        recorder.record_unapplied("catalog", name)
    for name in names:
        recorder.record_applied("catalog", name)


@pytest.mark.django_db
def test_new_database_runs_the_squashed_migration_and_later_ones():
    recorded_as()

    assert planned() == [SQUASHED, *LATER]


@pytest.mark.django_db
def test_database_with_some_old_migrations_runs_the_others():
    recorded_as()
    found = []
    for name in OLD[:-1]:
        MigrationRecorder(connection).record_applied("catalog", name)
        found.append(planned())

    assert found == [[*OLD[count:], *LATER] for count in range(1, len(OLD))]


@pytest.mark.django_db
def test_database_with_all_old_migrations_has_nothing_to_do(capsys):
    before = snapshot()
    recorded_as(*OLD, *LATER)

    assert planned() == []
    call_command("migrate")
    assert "No migrations to apply." in capsys.readouterr().out
    assert applied() == {SQUASHED, *OLD, *LATER}
    assert snapshot() == before


@pytest.mark.matrix
@pytest.mark.django_db(transaction=True)
def test_squashed_migration_is_reversible():
    before = snapshot()
    call_command("migrate", "catalog", "zero", verbosity=0)
    left = [name for name in connection.introspection.table_names() if "catalog" in name]
    call_command("migrate", verbosity=0)

    assert left == []
    assert snapshot() == before


@pytest.mark.matrix
@pytest.mark.django_db(transaction=True)
def test_upgrade_from_each_old_migration_gives_what_a_new_database_has():
    """One database goes from each migration to the next, with new rows in every table each time.

    Its way on from a migration is the upgrade of a database that stopped there.
    """
    fresh, rows = snapshot(), {}
    with databases.blank():
        executor = MigrationExecutor(connection)
        # Otherwise no old migration would be a step: this database has none of them yet.
        executor.loader = MigrationLoader(connection, replace_migrations=False)
        state = None
        for step in executor.migration_plan([("catalog", OLD[-1])]):
            state = executor.migrate(None, plan=[step], state=state)
            if step[0].app_label == "catalog":
                make_user(state.apps, step[0].name)
                rows |= without_derived(fill(state.apps, seed=step[0].name))
        call_command("migrate", verbosity=0)
        upgraded, left = snapshot(), rows_left(rows)

    assert upgraded == fresh
    assert left == rows


def without_derived(rows):
    """The rows without the columns that follow from others, which a migration may fill anew."""
    derived = {
        one._meta.model_name: {*getattr(one, "derived", ())}
        for one in apps.get_app_config("catalog").get_models()
    }
    return {
        (name, pk): {
            column: value
            for column, value in columns.items()
            if column not in derived.get(name, ())
        }
        for (name, pk), columns in rows.items()
    }


def make_user(apps, name):
    apps.get_model("auth", "User").objects.create(username=name)


def rows_left(rows):
    """The columns of `rows` as the database has them now."""
    catalog, left = apps.get_app_config("catalog"), {}
    models = {one._meta.model_name: one for one in catalog.get_models(include_auto_created=True)}
    for (name, pk), columns in rows.items():
        row = models[name]._base_manager.filter(pk=pk).first()
        now = values_of(row) if row else {}
        left[name, pk] = {column: now.get(column) for column in columns}
    return left
