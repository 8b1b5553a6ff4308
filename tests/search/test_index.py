"""What is live is in the index, and nothing else, after everything that moves the live pointer."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog import actions, search
from catalog.documents import load
from catalog.management.commands.load_content import SHIPPED, loader_user
from catalog.models import (
    ENTRY_MODELS,
    Feature,
    Framework,
    SearchDocument,
    Term,
)
from catalog.search import index
from catalog.search.kinds import INDEXED
from tests.factories import (
    make_draft,
    make_editor,
    make_feature,
    make_framework,
    make_full_article,
    make_full_framework,
    make_source,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

DAY = timedelta(days=1)


def found(query):
    """What a search finds, as kind and identifier."""
    documents = search.documents(search.search(query).ids)
    return [f"{document.kind}/{document.identifier}" for document in documents]


def everything():
    """All that the index says, without the keys of its rows."""
    rows = SearchDocument.objects.order_by("kind", "slug", "anchor").values()
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def test_every_kind_of_entry_is_indexed():
    assert {indexed.entries.model for indexed in INDEXED} == set(ENTRY_MODELS)


def test_publishing_and_republishing_are_followed():
    live, by = make_framework("alpha", name="Alpha", summary_en="Zebra"), make_editor()
    assert found("zebra") == ["framework/alpha"]

    draft = actions.open_draft(live.entry, by=by)
    draft.summary_en, draft.name = "Giraffe", "Beta"
    draft.save()
    assert (found("giraffe"), found("beta")) == ([], [])
    actions.publish(draft, by=by)

    assert (found("zebra"), found("giraffe"), found("beta")) == ([], *[["framework/alpha"]] * 2)


def test_draft_is_never_found(client):
    live, by = make_framework("visible", name="Visible"), make_editor()
    draft = actions.open_draft(live.entry, by=by)
    draft.name = draft.summary_zh = draft.summary_en = "Zyxwvut"
    draft.save()
    draft.facts.create(field="licence").sources.add(make_source("canary-source", title="Zyxwvut"))
    hidden = make_draft("canary", name="Zyxwvut", summary_zh="斑马")
    actions.submit(hidden, by=by)
    call_command("rebuild_search", verbosity=0)

    for query in ("Zyxwvut", "Zyxwvt", "canary", "斑马"):
        assert found(query) == []
        assert client.get("/en/search/suggestions/", {"q": query}).json() == {"suggestions": []}
        assert client.get("/api/v1/search/", {"q": query}).json()["count"] == 0
    assert "Zyxwvut" not in str(everything())


def test_trash_restore_and_expiry_are_followed():
    live, by = make_framework("alpha", name="Alpha"), make_editor()

    actions.trash(live.entry, by=by)
    assert found("alpha") == []
    restored = actions.restore(live.entry, by=by)
    assert found("alpha") == ["framework/alpha"]
    actions.set_expiry(restored, datetime.now(UTC) + DAY, by=by)
    actions.take_down_expired(restored, at=datetime.now(UTC) + 2 * DAY)
    assert found("alpha") == []


def test_index_follows_in_the_same_transaction():
    draft, by = make_draft("alpha", name="Alpha"), make_editor()

    def publish_and_fail():
        with transaction.atomic():
            actions.publish(draft, by=by)
            assert found("alpha") == ["framework/alpha"]
            raise RuntimeError

    with pytest.raises(RuntimeError):
        publish_and_fail()

    assert found("alpha") == []


def republish(live):
    by = make_editor()
    return actions.publish(actions.open_draft(live.entry, by=by), by=by)


def test_source_is_found_while_something_live_cites_it():
    live, source = make_framework("alpha"), make_source("paper", title="Rhinoceros")
    live.facts.create(field="licence").sources.add(source)
    assert found("rhinoceros") == []

    second = republish(live)
    assert found("rhinoceros") == ["source/paper"]
    draft = actions.open_draft(second.entry, by=make_editor())
    draft.facts.all().delete()
    actions.publish(draft, by=make_editor())

    assert found("rhinoceros") == []


def test_source_of_two_entries_stays_while_one_is_left():
    source, entries = make_source("paper", title="Rhinoceros"), []
    for slug in ("alpha", "beta"):
        live = make_framework(slug)
        live.facts.create(field="licence").sources.add(source)
        entries.append(republish(live).entry)

    actions.trash(entries[0], by=make_editor())
    assert found("rhinoceros") == ["source/paper"]
    actions.trash(entries[1], by=make_editor())
    assert found("rhinoceros") == []


def test_source_and_term_saved_in_the_admin_are_followed(client, editor):
    live, source = make_framework("alpha"), make_source("paper", title="Rhinoceros")
    term = Term.objects.create(facet="platform", slug="toaster", name_en="Toaster", name_zh="烤箱")
    live.facts.create(field="licence").sources.add(source)
    live.terms.create(term=term)
    republish(live)
    assert found("烤箱") == ["framework/alpha"]
    client.force_login(editor)

    change_in_admin(client, source, title="Hippopotamus")
    change_in_admin(client, term, name_zh="冰箱")

    assert (found("rhinoceros"), found("hippopotamus")) == ([], ["source/paper"])
    assert (found("烤箱"), found("冰箱")) == ([], ["framework/alpha"])


def change_in_admin(client, row, **changed):
    address = reverse(f"admin:catalog_{row._meta.model_name}_change", args=[row.pk])
    form = client.get(address).context["adminform"].form
    values = {name: value for name, value in form.initial.items() if value is not None}
    response = client.post(address, values | changed)
    assert response.status_code == 302, response.context["adminform"].form.errors


@pytest.mark.matrix
def test_loaded_changes_of_a_source_are_followed(content, tmp_path):
    for folder in SHIPPED.iterdir():
        (tmp_path / folder.name).symlink_to(folder)
    changed = tmp_path / "sources.yaml"
    text = changed.read_text(encoding="utf-8").replace("title: We are Torch", "title: Rhinoceros")
    changed.unlink()
    changed.write_text(text, encoding="utf-8")

    load(tmp_path, by=loader_user(), overwrite=True)

    assert found("rhinoceros") == ["source/to-who"]


def test_reasons_under_a_feature_hide_with_it():
    feature, live = make_feature("speed"), make_framework("alpha")
    source = make_source("paper", title="Rhinoceros")
    live.assessments.create(
        feature=feature.entry, verdict="partly", rationale_en="Faster than a cheetah"
    ).sources.add(source)
    republish(live)
    assert (found("cheetah"), found("rhinoceros")) == (["framework/alpha"], ["source/paper"])

    actions.trash(feature.entry, by=make_editor())
    assert (found("cheetah"), found("rhinoceros")) == ([], [])
    actions.restore(feature.entry, by=make_editor())
    assert (found("cheetah"), found("rhinoceros")) == (["framework/alpha"], ["source/paper"])


def test_all_that_assess_a_feature_are_followed_a_few_at_a_time(monkeypatch):
    monkeypatch.setattr(index, "BATCH", 2)
    feature, slugs = make_feature("speed"), ["alpha", "beta", "gamma"]
    for slug in slugs:
        live = make_framework(slug)
        live.assessments.create(feature=feature.entry, verdict="partly", rationale_en="A cheetah")
        republish(live)
    assert sorted(found("cheetah")) == [f"framework/{slug}" for slug in slugs]

    actions.trash(feature.entry, by=make_editor())

    assert found("cheetah") == []


def test_reasons_under_an_unpublished_feature_are_not_found():
    live, by = make_framework("alpha"), make_editor()
    draft = actions.create_entry(Feature, "secret", by=by, name_en="Secret", name_zh="秘密")
    live.assessments.create(feature=draft.entry, verdict="partly", rationale_en="A cheetah")
    republish(live)
    assert found("cheetah") == []

    actions.publish(draft, by=by)

    assert found("cheetah") == ["framework/alpha"]


def test_index_equals_a_rebuilt_one(content):
    by = make_editor()
    actions.trash(Framework.objects.get(slug="keras"), by=by)
    actions.trash(Feature.objects.get(slug="performance"), by=by)
    draft = actions.open_draft(Framework.objects.get(slug="pytorch"), by=by)
    draft.facts.first().delete()
    actions.publish(draft, by=by)
    actions.restore(Framework.objects.get(slug="keras"), by=by)
    followed = everything()

    out = StringIO()
    call_command("rebuild_search", stdout=out)

    assert everything() == followed
    assert out.getvalue() == f"{len(followed)} documents in the search index.\n"


def test_rebuild_makes_an_empty_and_a_wrong_index_right():
    make_full_framework("alpha", rows=2)
    make_full_article()
    search.rebuild()
    right = everything()
    SearchDocument.objects.filter(kind="framework").delete()
    SearchDocument.objects.update(tokens="kstray aghost", recipe=0)
    SearchDocument.objects.filter(anchor="row-1").update(owner_slug="gone", slug="gone")
    SearchDocument.objects.filter(slug="f0").update(owner_kind="nothing", slug="gone")

    call_command("rebuild_search", if_stale=True, verbosity=0)

    assert everything() == right
    assert found("ghost") == []


def test_rebuild_works_batch_by_batch(monkeypatch):
    monkeypatch.setattr(index, "BATCH", 2)
    for number in range(5):
        make_framework(f"alpha{number}")
    followed = everything()
    SearchDocument.objects.all().delete()

    batches = []
    search.rebuild(progress=lambda found: batches.extend(found) or found)

    assert (len(batches), everything()) == (3, followed)


def test_index_is_stale_when_empty_or_made_by_another_version(content):
    assert not search.is_stale()
    SearchDocument.objects.filter(slug="keras").update(recipe=0)
    assert search.is_stale()
    SearchDocument.objects.all().delete()
    assert search.is_stale()


def test_publishing_costs_the_same_however_much_there_is():
    assert publishing_queries("alpha", others=1) == publishing_queries("beta", others=5)


def publishing_queries(slug, *, others):
    live, by = make_framework(slug), make_editor()
    for number in range(others):
        live.papers.create(title=f"t{number}", year=2015).sources.add(make_source())
        make_framework().relations.create(type="uses", target=live.entry)
    draft = actions.open_draft(live.entry, by=by)
    with CaptureQueriesContext(connection) as queries:
        actions.publish(draft, by=by)
    return len(queries)
