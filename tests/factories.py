"""Plain factories: the smallest real thing, with what a test names changed."""

from itertools import count

from django.contrib.auth import get_user_model

from catalog import actions
from catalog.models import Category, Feature, Framework, Source

_numbers = count(1)


def make_user(username=None, **fields):
    return get_user_model().objects.create_user(username or f"person-{next(_numbers)}", **fields)


def make_source(slug=None, **fields):
    slug = slug or f"source-{next(_numbers)}"
    defaults = {
        "kind": "web_page",
        "title": f"Title of {slug}",
        "locator": f"https://example.org/{slug}",
        "accessed_on": "2026-11-24",
    }
    return Source.objects.create(slug=slug, **{**defaults, **fields})


def make_draft(slug=None, *, by=None, **fields):
    """An open first draft of a framework."""
    slug = slug or f"framework-{next(_numbers)}"
    defaults = {
        "name": slug.title(),
        "kind": "framework",
        "summary_zh": f"{slug} 的简介",
        "summary_en": f"Summary of {slug}",
        "developer_zh": "某团队",
        "developer_en": "Some team",
    }
    return actions.create_entry(Framework, slug, by=by or make_user(), **{**defaults, **fields})


def make_framework(slug=None, *, by=None, **fields):
    """A published framework; returns its live revision."""
    by = by or make_user()
    return actions.publish(make_draft(slug, by=by, **fields), by=by)


def make_topic(model, slug, *, by=None, **fields):
    by = by or make_user()
    defaults = {"name_zh": f"{slug} 中文名", "name_en": slug.title()}
    return actions.publish(
        actions.create_entry(model, slug, by=by, **{**defaults, **fields}), by=by
    )


def make_feature(slug="speed", **fields):
    return make_topic(Feature, slug, **fields)


def make_category(slug="low-level", **fields):
    return make_topic(Category, slug, **fields)
