"""Drafts through the API: the same rules, rights and records as on the desk."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from catalog import actions, tokens
from catalog.documents import dump_revision
from catalog.models import Change, Framework, FrameworkRevision, KeptAnswer
from tests.factories import (
    make_category,
    make_editor,
    make_feature,
    make_framework,
    make_full_framework,
    make_member,
    make_source,
)
from tests.persons import Person
from tests.products import sample
from tests.programs import Program
from tests.test_roles import ALLOWED, expected, outcomes

pytestmark = pytest.mark.django_db

DRAFT = "frameworks/alpha/draft/"
NEW = {"slug": "alpha", "values": {"name": "Alpha", "kind": "framework"}}


@pytest.fixture
def program():
    return Program(make_editor("anna"))


def problem(response):
    assert response["Content-Type"] == "application/problem+json"
    return response.status_code, response.json()["code"]


def faults(response):
    return [(one["pointer"], one["code"]) for one in response.json()["errors"]]


def changes():
    """The log, the oldest first: action, revision, what it says, who, and by which token."""
    rows = Change.objects.order_by("pk")
    return list(rows.values_list("action", "revision", "summary", "by__username", "token__name"))


def test_null_in_a_new_entry_is_refused_by_pointer(program):
    values = {"name_zh": "张量", "name_en": "Tensor", "note_en": None, "variants": None}

    answer = program.send("post", "glossary/", {"slug": "tensor", "values": values})

    assert problem(answer) == (422, "invalid")
    errors = {one["pointer"]: one["detail"] for one in answer.json()["errors"]}
    assert errors == dict.fromkeys(
        ["/values/note_en", "/values/variants"], "must not be null: leave it out"
    )


def test_new_entry_is_a_draft_that_readers_do_not_see(program, client):
    make_feature("speed")
    make_source("paper")
    rows = [{"feature": "speed", "verdict": "partly", "sources": ["paper"]}]
    values = {**NEW["values"], "summary_en": "A.", "assessments": rows}
    Change.objects.all().delete()

    made = program.send("post", "frameworks/", {"slug": "alpha", "values": values})

    draft = program.send("get", DRAFT)
    assert made.status_code == 201
    assert (made["ETag"], made["Location"]) == ('"1.0"', f"http://127.0.0.1:8000/api/v1/{DRAFT}")
    assert made.json() == draft.json()
    assert {**draft.json(), "updated_at": None} == {
        "kind": "framework",
        "slug": "alpha",
        "etag": '"1.0"',
        "revision": 1,
        "version": 0,
        "state": "draft",
        "url": made["Location"],
        "created_by": "anna",
        "updated_at": None,
        "values": values,
    }
    assert client.get("/api/v1/frameworks/alpha/").status_code == 404
    assert changes() == [("open_draft", 1, "", "anna", "program")]


def test_patch_opens_a_draft_and_touches_only_what_it_names(program):
    live = make_full_framework("alpha", rows=2)
    before = dump_revision(live)
    Change.objects.all().delete()
    patch = {
        "summary_zh": "新",
        "licence": "MIT",
        "packages": [{"registry": "PyPI", "name": "p1"}, {"registry": "conda", "name": "p2"}],
        "papers": None,
    }

    first = program.patch_framework("alpha", patch, seen='"1"')
    kept = list(FrameworkRevision.objects.get(state="draft").facts.values_list("pk", flat=True))
    second = program.patch_framework("alpha", {"name": "Alef"}, seen=first["ETag"])

    draft = FrameworkRevision.objects.get(state="draft")
    said = {**before, **patch, "name": "Alef"}
    del said["papers"]
    assert (first.status_code, first["ETag"], second["ETag"]) == (200, '"2.1"', '"2.2"')
    assert dump_revision(draft) == {**said, "translation": dump_revision(draft)["translation"]}
    assert list(draft.facts.values_list("pk", flat=True)) == kept
    assert dump_revision(live.entry.live_revision) == before
    assert changes() == [
        ("open_draft", 2, "", "anna", "program"),
        ("edit", 2, "licence, package, paper, sources, summary_zh", "anna", "program"),
        ("edit", 2, "name", "anna", "program"),
    ]


def test_patch_that_changes_nothing_opens_nothing(program):
    live = make_framework("alpha")

    answer = program.patch_framework("alpha", {"name": live.name}, seen='"1"')

    assert (answer.status_code, answer["ETag"], answer.json()["state"]) == (200, '"1"', "live")
    assert FrameworkRevision.objects.count() == 1


def test_desk_and_api_leave_the_same_revision_and_the_same_history():
    editor = make_editor("anna")
    source = make_source("paper")
    desk = make_framework("desk", name="Same", summary_zh="同", summary_en="Same")
    make_framework("api", name="Same", summary_zh="同", summary_en="Same")
    Change.objects.all().delete()

    person = Person(editor)
    draft = actions.open_draft(desk.entry, by=editor)
    form = person.opened(draft)
    rows = {
        "facts-TOTAL_FORMS": 1,
        "facts-0-field": "licence",
        "facts-0-confidence": "high",
        "facts-0-sources": [source.pk],
    }
    person.save(draft, {**form, "summary_en": "Changed", "licence": "MIT", **rows})
    facts = [{"field": "licence", "confidence": "high", "sources": ["paper"]}]
    patch = {"summary_en": "Changed", "licence": "MIT", "facts": facts}
    Program(editor).patch_framework("api", patch, seen='"1"')

    by_desk, by_api = (
        FrameworkRevision.objects.get(entry__slug=slug, state="draft") for slug in ("desk", "api")
    )
    left = [(dump_revision(one, all_marks=True), one.version) for one in (by_desk, by_api)]
    logged = [
        list(
            Change.objects.filter(slug=slug)
            .order_by("pk")
            .values_list("action", "revision", "by", "summary")
        )
        for slug in ("desk", "api")
    ]
    assert left[0] == left[1]
    assert logged[0] == logged[1]


def test_write_that_has_not_seen_the_newest_state_is_refused(program):
    make_framework("alpha")

    missing = program.patch_framework("alpha", {"name": "B"}, seen=None)
    anything = program.patch_framework("alpha", {"name": "B"}, seen="*")
    malformed = program.patch_framework("alpha", {"name": "B"}, seen="7")
    weak = program.patch_framework("alpha", {"name": "B"}, seen='W/"1"')
    accepted = program.patch_framework("alpha", {"name": "B"}, seen='"0", "1"')
    stale = program.patch_framework("alpha", {"name": "C"}, seen='"1"')

    assert [problem(one) for one in (missing, anything, malformed, weak, stale)] == [
        (428, "precondition_required"),
        (428, "precondition_required"),
        (400, "bad_precondition"),
        (412, "stale"),
        (412, "stale"),
    ]
    assert accepted.status_code == 200
    assert stale["ETag"] == '"2.1"'
    assert stale.json()["current"] == {
        "etag": '"2.1"',
        "revision": 2,
        "version": 1,
        "state": "draft",
    }
    assert stale.json()["detail"] == "alpha was changed since you read it: it is at 2.1 now."


def test_tag_of_the_public_document_is_told_from_what_if_match_wants(program):
    make_framework("alpha")
    public = program.get("/api/v1/frameworks/alpha/")["ETag"]

    refused = program.patch_framework("alpha", {"name": "B"}, seen=public)

    assert problem(refused) == (412, "stale")
    assert refused.json()["detail"] == (
        "alpha is at 1 now. Name the ETag of its draft, or the number of its live revision in "
        "quotes; the ETag of a public document names its bytes only."
    )


@pytest.mark.parametrize(
    ("patch", "pointer", "words"),
    [
        ({"colour": 1}, "/colour", "is unknown; known are verified_on, name, "),
        ({"a/b~": 1}, "/a~1b~0", "is unknown"),
        ({"5": 1}, "/5", "is unknown"),
        ({"a b": 1}, "/a b", "is unknown"),
        ({"facts": [{"field": "name", "a b": []}]}, "/facts/0/a b", "is unknown"),
        ({"name": 5}, "/name", "must be text, got int 5"),
        ({"name": None}, "/name", "is required"),
        ({"kind": "fruit"}, "/kind", "must be one of framework, high_level_"),
        ({"summary_en": "a\u202eb"}, "/summary_en", "U+202E"),
        ({"facts": {"0": {}}}, "/facts", "must be a list"),
        ({"facts": [{"field": "name"}, {"note_en": "x"}]}, "/facts/1/field", "is required"),
        ({"facts": [{"field": "name"}, {"field": "name"}]}, "/facts/1", "repeats field='name'"),
        (
            {"relations": [{"type": "uses", "target": "nobody"}]},
            "/relations/0/target",
            "no framework has the identifier 'nobody'",
        ),
        ({"relations": [{"type": "uses"}]}, "/relations/0", "Choose a target"),
        (
            {"releases": [{"version": "1", "role": "other", "sources": ["no"]}]},
            "/releases/0/sources/0",
            "'no'",
        ),
        ({"translation": {}}, "/translation", "follows from the texts"),
        ({"facts": [{"field": "name", "translation": {}}]}, "/facts/0/translation", "follows"),
        ({"facts": [{"field": "name", "note_en": None}]}, "/facts/0/note_en", "must not be null"),
        ({"facts": [{"field": "name", "sources": ""}]}, "/facts/0/sources", "must be a list"),
    ],
)
def test_wrong_document_is_refused_by_pointer(patch, pointer, words, program):
    make_framework("alpha")

    english = program.patch_framework("alpha", patch, seen='"1"')
    chinese = program.patch_framework("alpha", patch, seen='"1"', lang="zh")

    errors = english.json()["errors"]
    assert problem(english) == problem(chinese) == (422, "invalid")
    assert errors[0]["pointer"] == pointer
    assert words in errors[0]["detail"]
    assert chinese.json()["title"] == "内容有误"
    assert FrameworkRevision.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b"\xff", 400),
        (b'{"name": NaN}', 400),
        (b'{"name": "a", "name": "b"}', 400),
        (rb'{"name": "\ud800"}', 400),
        (rb'{"\u0000": 1}', 400),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, 400),
        (b"{" + b" " * 2_000_000 + b"}", 413),
    ],
    ids=lambda value: str(value[:20]) if isinstance(value, bytes) else value,
)
def test_body_that_is_no_document_is_refused(body, status, program):
    make_framework("alpha")

    answer = program.patch(
        "/api/v1/frameworks/alpha/",
        body,
        content_type="application/json",
        headers={"if-match": '"1"'},
    )

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_form_is_no_document(program):
    assert problem(program.post("/api/v1/frameworks/", {"slug": "a"}))[0] == 415


EDITS = {
    "edit_zh": {"summary_zh": "新"},
    "edit_en": {"summary_en": "New"},
    "edit_facts": {"licence": "MIT"},
}


def take(action, by):
    """The answer to `action` through the API by a token of `by` with all scopes they can give."""
    program = Program(by)
    if action == "create_entry":
        return program.send("post", "frameworks/", {**NEW, "slug": "beta"})
    if action in EDITS:
        return program.patch_framework("alpha", EDITS[action], seen='"2.0"')
    return program.send("post", f"{DRAFT}{action.removesuffix('_own')}/", {}, seen='"2.0"')


@pytest.mark.parametrize(
    "action",
    sample(
        ["create_entry", *EDITS, "submit", "publish", "withdraw", "withdraw_own", "discard_own"], 4
    ),
)
def test_api_lets_each_role_do_exactly_what_the_table_says(action):
    def is_done(_rows, by):
        answer = take(action, by)
        assert answer.status_code in (200, 201, 204, 403)
        return answer.status_code != 403

    members = ALLOWED.keys() - {None}  # a person without a role can make no token
    assert outcomes(action, Framework, is_done, roles=members) == {
        role: is_allowed for role, is_allowed in expected(action).items() if role
    }


def test_scopes_bound_what_their_owner_may_do_and_refusals_name_the_place():
    make_full_framework("alpha", rows=2)
    program = Program(make_editor(), scopes=["write_en"])
    facts = [{"field": "name", "note_en": "n", "note_zh": "注"}, {"field": "licence"}]

    refused = program.patch_framework(
        "alpha", {"summary_en": "New", "summary_zh": "新", "facts": facts}, seen='"1"'
    )
    added = program.patch_framework("alpha", {"printed_forms": [{"text": "A"}]}, seen='"1"')
    published = program.send("post", f"{DRAFT}publish/", {}, seen='"1"')
    written = program.patch_framework("alpha", {"summary_en": "New"}, seen='"1"')

    assert problem(refused) == problem(added) == (403, "forbidden")
    assert [(one["pointer"], one["detail"].split()[-1]) for one in refused.json()["errors"]] == [
        ("/summary_zh", "write_zh"),
        ("/facts/0/note_zh", "write_zh"),
        ("/facts/0/sources", "write_facts"),
        ("/facts/1/sources", "write_facts"),
    ]
    assert [one["pointer"] for one in added.json()["errors"]] == ["/printed_forms/0"]
    assert problem(published) == (403, "forbidden")
    assert written.status_code == 200


def test_who_has_no_valid_token_is_refused_and_told_how_to_come(client):
    owner = make_member("editor")
    program = Program(owner)
    client.force_login(owner)
    path = "/api/v1/frameworks/"

    nobody = client.post(path, NEW, content_type="application/json")
    wrong = client.post(
        path, NEW, content_type="application/json", headers={"authorization": "Bearer atlas_no"}
    )
    owner.groups.set([])
    powerless = program.send("post", "frameworks/", NEW)
    owner.groups.add(Group.objects.get(name="editor"))
    owner.is_active = False
    owner.save()
    left = program.send("post", "frameworks/", NEW)
    owner.is_active = True
    owner.save()
    tokens.revoke_token(program.token, by=owner)
    revoked = program.send("get", DRAFT)

    assert [problem(one) for one in (nobody, wrong, powerless, left, revoked)] == [
        (401, "not_authenticated"),
        (401, "invalid_token"),
        (403, "insufficient_scope"),
        (401, "invalid_token"),
        (401, "invalid_token"),
    ]
    challenge = 'Bearer realm="Framework Atlas"'
    assert nobody["WWW-Authenticate"] == challenge
    assert wrong["WWW-Authenticate"] == f'{challenge}, error="invalid_token"'
    assert powerless["WWW-Authenticate"] == f'{challenge}, error="insufficient_scope"'
    assert not Framework.objects.exists()


def test_reading_is_the_same_with_a_token_and_drafts_are_never_stored(program, client):
    make_framework("alpha")
    draft = program.patch_framework("alpha", {"name": "Secret"}, seen='"1"')

    with_token = program.get("/api/v1/frameworks/alpha/?lang=en")

    assert with_token.content == client.get("/api/v1/frameworks/alpha/?lang=en").content
    assert draft["Cache-Control"] == "no-store"
    assert problem(client.get(f"/api/v1/{DRAFT}")) == (401, "not_authenticated")
    assert problem(client.get("/api/v1/frameworks/nothing/draft/"))[0] == 401
    assert problem(program.get("/api/v1/frameworks/nothing/draft/"))[0] == 404
    assert problem(program.get(f"/api/v1/{DRAFT}?colour=1"))[0] == 400


def test_draft_is_submitted_taken_back_and_published_by_somebody_else(settings):
    make_framework("alpha")
    settings.SELF_REVIEW = False
    writer, reviewer = Program(make_member("reviewer")), Program(make_member("reviewer"))
    writer.patch_framework("alpha", {"name": "B"}, seen='"1"')

    submitted = writer.send("post", f"{DRAFT}submit/", {"reason": "typo"}, seen='"2.1"')
    withdrawn = writer.send("post", f"{DRAFT}withdraw/", seen='"2.1"')
    again = writer.send("post", f"{DRAFT}withdraw/", seen='"2.1"')
    own = writer.send("post", f"{DRAFT}publish/", seen='"2.1"')
    stale = reviewer.send("post", f"{DRAFT}publish/", seen='"2.0"')
    published = reviewer.send("post", f"{DRAFT}publish/", {"reason": "ok"}, seen='"2.1"')

    states = [one.json()["state"] for one in (submitted, withdrawn, published)]
    assert states == ["in_review", "draft", "live"]
    assert [problem(one)[0] for one in (again, own, stale)] == [409, 403, 412]
    assert published["ETag"] == '"2"'
    assert [row[:3] for row in changes()[-3:]] == [
        ("submit", 2, "typo"),
        ("withdraw", 2, ""),
        ("publish", 2, "ok"),
    ]


def test_discarded_draft_is_closed_and_wrong_reasons_are_refused(program):
    make_framework("alpha")
    program.patch_framework("alpha", {"name": "B"}, seen='"1"')
    step = f"{DRAFT}discard/"

    wrong = [
        program.send("post", step, body, seen='"2.1"')
        for body in ({"reason": 5}, {"reason": "x" * 201}, {"why": "x"})
    ]
    gone = program.send("post", step, {"reason": "no"}, seen='"2.1"')

    assert [(*problem(one), one.json()["errors"][0]["pointer"]) for one in wrong] == [
        (422, "invalid", "/reason"),
        (422, "invalid", "/reason"),
        (422, "invalid", "/why"),
    ]
    assert (gone.status_code, gone.content) == (204, b"")
    assert program.send("get", DRAFT)["ETag"] == '"1"'


@pytest.mark.parametrize(
    ("slug", "status", "pointer"),
    [("taken", 409, None), ("no slug", 422, "/slug"), (None, 422, "/slug")],
)
def test_entry_that_can_not_be_made_is_refused(slug, status, pointer, program):
    make_framework("taken")

    answer = program.send("post", "frameworks/", {**NEW, "slug": slug})

    assert problem(answer)[0] == status
    assert [one["pointer"] for one in answer.json().get("errors", [])] == [pointer] * bool(pointer)
    assert Framework.objects.count() == 1


def test_wrong_slug_does_not_hide_what_is_wrong_with_the_values(program):
    answer = program.send("post", "frameworks/", {"slug": "no slug", "values": {"name": 5}})

    assert problem(answer) == (422, "invalid")
    pointers = [one["pointer"] for one in answer.json()["errors"]]
    assert pointers == ["/slug", "/values/name", "/values/kind"]


def test_trashed_entry_is_refused(program):
    actions.trash(make_framework("alpha").entry, by=make_editor())

    refused = [
        program.patch_framework("alpha", {"name": "B"}, seen='"1"'),
        program.send("get", DRAFT),
    ]

    assert [problem(one) for one in refused] == [(409, "refused")] * 2


def test_same_key_and_request_are_answered_once_and_alike(program):
    make_framework("alpha")

    first = program.patch_framework("alpha", {"name": "B"}, seen='"1"', key="k1")
    again = program.patch_framework("alpha", {"name": "B"}, seen='"1"', key="k1")
    other = program.patch_framework("alpha", {"name": "C"}, seen='"1"', key="k1")
    without = program.patch_framework("alpha", {"name": "B"}, seen='"1"')
    strange = Program(make_editor()).patch_framework("alpha", {"name": "B"}, seen='"1"', key="k1")

    assert (again.status_code, again.content, again["ETag"]) == (200, first.content, '"2.1"')
    assert again["Idempotency-Replayed"] == "true"
    assert problem(other) == (422, "idempotency_key_reused")
    assert problem(without) == problem(strange) == (412, "stale")
    assert Change.objects.filter(action="edit").count() == 1


def test_key_of_a_refused_or_old_request_is_free_and_one_at_work_is_not(program):
    make_framework("alpha")

    refused = program.patch_framework("alpha", {"name": 5}, seen='"1"', key="k1")
    right = program.patch_framework("alpha", {"name": "B"}, seen='"1"', key="k1")
    KeptAnswer.objects.update(status=None)
    at_work = program.patch_framework("alpha", {"name": "B"}, seen='"1"', key="k1")
    KeptAnswer.objects.update(created_at=timezone.now() - timedelta(minutes=3))
    died = program.patch_framework("alpha", {"name": "C"}, seen='"2.1"', key="k1")
    KeptAnswer.objects.update(created_at=timezone.now() - timedelta(hours=25))
    old = program.patch_framework("alpha", {"name": "D"}, seen='"2.2"', key="k1")
    bad = program.patch_framework("alpha", {"name": "E"}, seen='"2.3"', key="ü")

    assert [one.status_code for one in (refused, right, at_work, died, old, bad)] == [
        422,
        200,
        409,
        200,
        200,
        400,
    ]
    assert (problem(at_work)[1], at_work["Retry-After"]) == ("in_progress", "1")
    assert KeptAnswer.objects.count() == 1


def test_batch_writes_all_or_nothing(program):
    make_framework("alpha")
    make_category("low")
    operations = [
        {"kind": "framework", "slug": "alpha", "if_match": '"1"', "values": {"name": "B"}},
        {"kind": "category", "slug": "low", "if_match": '"1"', "values": {"name_en": "L"}},
        {"kind": "feature", "slug": "speed", "values": {"name_zh": "快", "name_en": "Fast"}},
    ]
    wrong = [*operations, {"kind": "feature", "slug": "x", "values": {"name_zh": 5}}]
    before = Change.objects.count()

    refused = program.send("post", "batch/", {"operations": wrong})
    after_refusal = Change.objects.count()
    written = program.send("post", "batch/", {"operations": operations}, key="b")
    replayed = program.send("post", "batch/", {"operations": operations}, key="b")
    stale = program.send("post", "batch/", {"operations": operations})

    assert problem(refused) == (422, "invalid")
    assert refused.json()["errors"][0]["pointer"] == "/operations/3/values/name_zh"
    assert after_refusal == before
    assert [one["etag"] for one in written.json()["results"]] == ['"2.1"', '"2.1"', '"1.0"']
    assert replayed.content == written.content
    assert problem(stale) == (412, "stale")
    assert stale["ETag"] == '"2.1"'
    assert stale.json()["current"]["etag"] == '"2.1"'
    assert faults(stale) == [
        ("/operations/0/if_match", "stale"),
        ("/operations/1/if_match", "stale"),
        ("/operations/2", "refused"),
    ]


def test_refusal_of_a_batch_names_every_fault_of_every_operation():
    make_framework("alpha")
    make_feature("speed")
    program = Program(make_editor(), scopes=["write_en"])
    operations = [
        {"kind": "feature", "slug": "a b", "values": {"name_en": 5, "name_zh": None}},
        {"kind": "framework", "slug": "alpha", "if_match": '"1"', "values": {"name": 5, "x": 1}},
        {"kind": "fruit", "slug": 5, "values": {}},
        {"kind": "framework", "slug": "alpha", "if_match": '"1"', "values": {"licence": "MIT"}},
        {"kind": "framework", "slug": "alpha", "if_match": '"9"', "values": {}},
    ]
    writer = Program(make_editor())

    refused = writer.send("post", "batch/", {"operations": operations})
    beyond = program.send("post", "batch/", {"operations": [operations[3], operations[0]]})
    taken = {"kind": "feature", "slug": "speed", "values": {"name_en": "S"}}
    exists = writer.send("post", "batch/", {"operations": [taken]})

    assert problem(refused) == (422, "invalid")
    assert faults(refused) == [
        ("/operations/0/slug", "invalid"),
        ("/operations/0/values/name_zh", "invalid"),
        ("/operations/0/values/name_en", "invalid"),
        ("/operations/1/values/x", "invalid"),
        ("/operations/1/values/name", "invalid"),
        ("/operations/2/kind", "invalid"),
        ("/operations/2/slug", "invalid"),
        ("/operations/4/if_match", "stale"),
    ]
    assert problem(beyond) == (403, "forbidden")
    assert faults(beyond) == [
        ("/operations/0/values/licence", "forbidden"),
        ("/operations/1", "forbidden"),
    ]
    assert (problem(exists), faults(exists)) == ((409, "refused"), [("/operations/0", "refused")])
    assert not FrameworkRevision.objects.filter(state="draft").exists()


@pytest.mark.parametrize(
    ("operations", "pointer"),
    [
        ([], "/operations"),
        ([{}] * 101, "/operations"),
        ("x", "/operations"),
        ([{"kind": "framework"}], "/operations/0"),
        ([{"kind": "fruit", "slug": "a", "values": {}}], "/operations/0/kind"),
        ([{"kind": {}, "slug": "a", "values": {}}], "/operations/0/kind"),
        ([{"kind": "framework", "slug": "a b", "values": {}}], "/operations/0/slug"),
        ([{"kind": "framework", "slug": "a", "values": 5}], "/operations/0/values"),
        (
            [{"kind": "framework", "slug": "a", "values": {}, "if_match": '"1"'}],
            "/operations/0/slug",
        ),
        (
            [{"kind": "framework", "slug": "alpha", "values": {}, "if_match": "7"}],
            "/operations/0/if_match",
        ),
        (
            [{"kind": "framework", "slug": "alpha", "values": {}, "if_match": "*"}],
            "/operations/0/if_match",
        ),
    ],
)
def test_batch_that_is_none_is_refused_by_pointer(operations, pointer, program):
    make_framework("alpha")

    answer = program.send("post", "batch/", {"operations": operations})

    assert problem(answer) == (422, "invalid")
    assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize("path", ["frameworks/alpha/draft/", "frameworks/alpha/"])
def test_language_that_no_message_has_is_refused(path, program):
    method = "get" if path.endswith("draft/") else "patch"

    answer = program.send(method, f"{path}?lang=all", seen='"1"')

    assert problem(answer) == (400, "invalid_parameters")
    assert [error["parameter"] for error in answer.json()["errors"]] == ["lang"]
