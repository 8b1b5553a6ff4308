"""What is not public can be neither read nor inferred: answers are the same with and without it."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
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
EMAIL = "canary@example.org"
LISTS = [
    *("frameworks", "features", "categories", "articles", "relations", "releases"),
    *("combinations", "matrix", "glossary", "sources"),
]
ASKED = [
    "",
    "coverage/",
    "openapi.json",
    *(f"{one}/?page_size=100" for one in LISTS),
    *(f"{one}/?page_size=100&lang=all" for one in LISTS),
    *(f"{one}/{WORD}/" for one in LISTS if one not in ("relations", "releases", "matrix")),
    *(f"frameworks/?sort={one}" for one in ("name", "-name", "first_release", "status")),
    *(f"frameworks/?{name}={WORD}" for name in ("licence", "category", "feature", "developer")),
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


def answers(client):
    """Status, body, tag and links of every answer, in both languages."""
    found = {}
    for path in ASKED:
        for language in ("en", "zh-hans"):
            response = client.get(f"/api/v1/{path}", headers={"accept-language": language})
            kept = {
                name: one
                for name, one in response.headers.items()
                if not name.startswith("RateLimit")
            }
            found[path, language] = (response.status_code, kept, response.content)
    return found


def hide_things(alpha):
    """Drafts of every kind, a draft of what is live, notes, findings, and who did it all."""
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
    hidden = make_draft(WORD, by=by, licence=WORD, summary_en=WORD)
    hidden.relations.create(type="uses", target=alpha.entry, note_en=WORD).sources.add(source)
    hidden.releases.create(role="latest", version=WORD, released_on="2026-11-01")
    draft = actions.open_draft(alpha.entry, by=by, summary=WORD)
    draft.summary_en = draft.summary_zh = draft.licence = WORD
    draft.save()
    draft.releases.create(role="latest", version=WORD).sources.add(source)
    feature = Feature.objects.get(slug=WORD)
    draft.assessments.create(feature=feature, verdict="supported", rationale_en=WORD)
    draft.relations.create(type="uses", target=Framework.objects.get(slug=WORD))
    actions.record_edit(draft, ["summary_en"], by=by)
    make_finding(slug="alpha", detail={"url": f"https://{WORD}.example/", "failure": "gone"})


def test_answers_are_the_same_with_and_without_what_is_not_public(client):
    alpha = make_full_framework("alpha", rows=1)
    make_full_article(rows=1)
    make_full_glossary(rows=1)
    # A date is said once its second is over; here that must not happen between the two rounds.
    PublicChange.objects.update(at=timezone.now() - timedelta(hours=1))
    before = answers(client)

    hide_things(alpha)

    after = answers(client)
    assert [place for place in before if after[place] != before[place]] == []


def test_absence_of_a_draft_is_told_as_that_of_nothing(client):
    make_draft(WORD)

    hidden, nothing = (client.get(f"/api/v1/frameworks/{slug}/") for slug in (WORD, "nothing"))

    assert (hidden.status_code, hidden.content) == (nothing.status_code, nothing.content)
    assert {**hidden.headers} | {"RateLimit": ""} == {**nothing.headers} | {"RateLimit": ""}
