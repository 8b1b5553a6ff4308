"""What is not public can be neither read nor inferred: answers are the same with and without it."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog import actions
from catalog.models import Article, Category, Feature, Framework, GlossaryTerm, PublicChange
from tests.factories import (
    make_draft,
    make_editor,
    make_finding,
    make_full_article,
    make_full_framework,
    make_full_glossary,
    make_source,
)

pytestmark = pytest.mark.django_db

WORD = "canary"
LICENCE = f"LicenseRef-{WORD}"
EMAIL = "canary@example.org"
LISTS = [
    *("frameworks", "features", "categories", "articles", "relations", "releases"),
    *("combinations", "matrix", "glossary", "sources"),
]
FILE = Path(__file__).parents[2] / "docs/api/openapi.json"
DESCRIPTION = json.loads(FILE.read_text(encoding="utf-8"))
# What stands for the parts of an address that vary: what is there, what is hidden.
NAMES = ({"slug": "alpha", "form": "json"}, {"slug": WORD, "form": "ndjson"})
ASKED = [
    "",
    "coverage/",
    "openapi.json",
    *(f"{one}/?page_size=100" for one in LISTS),
    *(f"{one}/?page_size=100&lang=all" for one in LISTS),
    *(f"{one}/{WORD}/" for one in LISTS if one not in ("relations", "releases", "matrix")),
    *(f"frameworks/?sort={one}" for one in ("name", "-name", "first_release", "status")),
    *(f"frameworks/?{name}={WORD}" for name in ("licence", "category", "feature", "developer")),
    f"frameworks/?licence={LICENCE}",
    *(f"relations/?{name}={WORD}" for name in ("framework", "target")),
    *(f"{one}/?framework={WORD}" for one in ("releases", "combinations")),
    f"frameworks/?feature={WORD}:supported",
    f"frameworks/alpha/?expand=sources,features,categories,frameworks&x={WORD}",
    "frameworks/alpha/?expand=sources,features,categories,frameworks",
    "articles/article/?expand=sources,features,frameworks",
    f"matrix/?column=feature:{WORD}",
    f"matrix/?sort=feature:{WORD}",
    f"glossary/?q={WORD}",
    f"search/?q={WORD}",
    f"search/?q={EMAIL}",
    "search/?q=alpha",
    "frameworks/?created_by__email=canary@example.org",
]


def described():
    """Every method of every route in the description, beside each of its parameters in turn.

    A parameter is given the last of the words that it accepts, or the hidden word. A route that is
    new is asked without anybody adding it here.
    """
    for route, item in DESCRIPTION["paths"].items():
        for path in {route.format_map(names) for names in NAMES}:
            for method, operation in item.items():
                yield method, path
                for one in operation.get("parameters", ()):
                    if one["in"] == "query":
                        yield method, f"{path}?{one['name']}={accepted(one)}"


def accepted(parameter):
    schema = parameter["schema"].get("items", parameter["schema"])
    return schema.get("enum", [WORD if schema["type"] == "string" else 1])[-1]


def answers(client, *, one_in=1):
    """Status, headers and body of answers to an outsider, those of ASKED in both languages."""
    found = {}
    asked = [
        (language, "get", f"/api/v1/{path}") for path in ASKED for language in ("en", "zh-hans")
    ]
    asked += [("en", *one) for one in described()]
    for language, method, path in asked[::one_in]:
        response = getattr(client, method)(path, headers={"accept-language": language})
        kept = {
            name: one for name, one in response.headers.items() if not name.startswith("RateLimit")
        }
        body = b"".join(response.streaming_content) if response.streaming else response.content
        found[method, path, language] = (response.status_code, kept, body)
    return found


def hide_things(alpha):
    """Drafts of every kind, one of what is live, one in the trash, one that is scheduled; notes,
    findings, and who did it all.
    """
    by = make_editor(WORD)
    get_user_model().objects.filter(pk=by.pk).update(email=EMAIL)
    source = make_source(WORD, title=WORD, note=WORD)
    for model, name in (
        (Feature, "name"),
        (Category, "name"),
        (Article, "title"),
        (GlossaryTerm, "name"),
    ):
        names = {f"{name}_zh": WORD, f"{name}_en": WORD}
        actions.create_entry(model, WORD, by=by, **names)
    hidden = make_draft(WORD, by=by, licence=LICENCE, summary_en=WORD)
    hidden.relations.create(type="uses", target=alpha.entry, note_en=WORD).sources.add(source)
    hidden.releases.create(role="latest", version=WORD, released_on="2026-11-01")
    draft = actions.open_draft(alpha.entry, by=by, summary=WORD)
    draft.summary_en = draft.summary_zh = WORD
    draft.licence = LICENCE
    draft.save()
    draft.releases.create(role="latest", version=WORD).sources.add(source)
    feature = Feature.objects.get(slug=WORD)
    draft.assessments.create(feature=feature, verdict="supported", rationale_en=WORD)
    draft.relations.create(type="uses", target=Framework.objects.get(slug=WORD))
    actions.record_edit(draft, ["summary_en"], by=by)
    actions.trash(make_draft(f"{WORD}-trashed", by=by, summary_en=WORD).entry, by=by)
    planned = make_draft(f"{WORD}-planned", by=by, summary_en=WORD)
    actions.schedule(planned, timezone.now() + timedelta(days=1), by=by, summary=WORD)
    make_finding(slug="alpha", detail={"url": f"https://{WORD}.example/", "failure": "gone"})


@pytest.mark.parametrize("one_in", [10, pytest.param(1, marks=pytest.mark.matrix)])
def test_answers_are_the_same_with_and_without_what_is_not_public(one_in, client):
    alpha = make_full_framework("alpha", rows=1)
    make_full_article(rows=1)
    make_full_glossary(rows=1)
    # A date is said once its second is over; here that must not happen between the two rounds.
    PublicChange.objects.update(at=timezone.now() - timedelta(hours=1))
    before = answers(client, one_in=one_in)

    hide_things(alpha)

    after = answers(client, one_in=one_in)
    assert [place for place in before if after[place] != before[place]] == []


def test_absence_of_a_draft_is_told_as_that_of_nothing(client):
    make_draft(WORD)

    hidden, nothing = (client.get(f"/api/v1/frameworks/{slug}/") for slug in (WORD, "nothing"))

    assert (hidden.status_code, hidden.content) == (nothing.status_code, nothing.content)
    assert {**hidden.headers} | {"RateLimit": ""} == {**nothing.headers} | {"RateLimit": ""}


@pytest.mark.parametrize(
    "path", sorted(path for path in DESCRIPTION["paths"] if path.endswith("{slug}/"))
)
def test_nothing_is_read_for_what_is_hidden_that_is_not_read_for_nothing(path, client):
    """So the time that an answer takes tells nothing either."""
    hide_things(make_full_framework("alpha", rows=1))

    hidden, nothing = (reads(client, path.format(slug=slug)) for slug in (WORD, "nobody"))

    assert [one.replace(WORD, "nobody") for one in hidden] == nothing
    assert nothing


def reads(client, path):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 404
    return [one["sql"] for one in asked.captured_queries]
