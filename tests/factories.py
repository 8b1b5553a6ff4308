"""Plain factories: the smallest real thing, with what a test names changed."""

from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from catalog import actions, facets, findings, images
from catalog.models import (
    Article,
    Category,
    Combination,
    Feature,
    Framework,
    GlossaryTerm,
    Revision,
    Source,
    Term,
)
from catalog.models.owners import owner_field
from tests.pictures import picture_bytes, upload

_numbers = count(1)


def make_user(username=None, **fields):
    return get_user_model().objects.create_user(username or f"person-{next(_numbers)}", **fields)


def make_editor(username=None):
    """Somebody who may do everything."""
    return make_user(username, is_staff=True, is_superuser=True)


def make_member(role=None):
    """A member of staff with the rights of one role, or with none."""
    user = make_user(is_staff=True)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


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
    return actions.create_entry(Framework, slug, by=by or make_editor(), **{**defaults, **fields})


def make_framework(slug=None, *, by=None, **fields):
    """A published framework; returns its live revision."""
    by = by or make_editor()
    return actions.publish(make_draft(slug, by=by, **fields), by=by)


def make_finding(kind="dead_link", *, slug="keras", at=None, **fields):
    """An open finding about the home page of a framework."""
    details = {
        "dead_link": {"url": "https://keras.example/", "failure": "gone", "failures": 3},
        "moved_link": {"url": "https://keras.example/", "to": "https://new.example/"},
        "new_release": {"package": "PyPI: keras", "printed": "3.15.1", "version": "3.16.0"},
    }
    place = {"about": "framework", "pointer": "/homepage_url", "detail": details[kind], **fields}
    return findings.raise_finding(kind, slug=slug, by=findings.robot(), at=at, **place)


def make_topic(model, slug, *, by=None, **fields):
    by = by or make_editor()
    defaults = {"name_zh": f"{slug} 中文名", "name_en": slug.title()}
    return actions.publish(
        actions.create_entry(model, slug, by=by, **{**defaults, **fields}), by=by
    )


def make_feature(slug="speed", **fields):
    return make_topic(Feature, slug, **fields)


def make_category(slug="low-level", **fields):
    return make_topic(Category, slug, **fields)


def make_glossary_term(slug="tensor", *, by=None, **fields):
    """A published term of the glossary; returns its live revision."""
    by = by or make_editor()
    defaults = {
        "name_zh": f"{slug} 中文名",
        "name_en": slug.title(),
        "definition_zh": f"{slug} 的定义。",
        "definition_en": f"Definition of {slug}.",
    }
    draft = actions.create_entry(GlossaryTerm, slug, by=by, **{**defaults, **fields})
    return actions.publish(draft, by=by)


def make_full_glossary(*, rows=1):
    """Live terms `t1` to `t<rows>`, each with that many sources, variants and mentions."""
    for number in range(1, rows + 1):
        word = f"word{number}"
        term = make_glossary_term(f"t{number}", name_zh=f"词{number}", name_en=word)
        for other in range(rows):
            term.sources.add(make_source())
            for standing in ("synonym", "forbidden"):
                text = f"{standing} {other}"
                term.variants.create(language="en", text=text, standing=standing)
            make_framework(summary_en=f"It says {word} {other}.")


def make_full_framework(slug=None, *, rows=1):
    """A live framework with `rows` of everything that its page shows."""
    live = make_framework(slug)
    for number in range(rows):
        source = make_source()
        target = make_framework()
        live.relations.create(type="uses", target=target.entry).sources.add(source)
        target.relations.create(type="built_on", target=live.entry).sources.add(source)
        live.packages.create(registry="PyPI", name=f"p{number}").sources.add(source)
        live.papers.create(title=f"t{number}", year=2015).sources.add(source)
        live.releases.create(role="other", version=f"{number}").sources.add(source)
        live.facts.create(field=["name", "licence", "status"][number]).sources.add(source)
        feature, category = make_feature(f"f{number}").entry, make_category(f"c{number}").entry
        live.assessments.create(feature=feature, verdict="partly").sources.add(source)
        live.assessments.create(category=category, verdict="supported").sources.add(source)
        live.pictures.create(**PICTURE | {"file": stored_picture()})
    facets.rebuild()  # the rows came after the publication that keeps count of them
    return live


def make_full_article(slug="article", *, rows=1, stem="n"):
    """A live article whose `rows` rows each name a combination of two live frameworks."""
    by = make_editor()
    draft = actions.create_entry(Article, slug, by=by, title_zh="文章", title_en="Article")
    live = actions.publish(draft, by=by)
    section = live.sections.create(
        number="1", level=2, source_line=1, raw="## 1", heading_zh="一", heading_en="One"
    )
    feature = make_feature(f"{slug}-feature").entry
    for number in range(1, rows + 1):
        a, b, source = make_framework().entry, make_framework().entry, make_source()
        name = live.printed_names.create(
            slug=f"{stem}{number}", text=f"N{number}", identity="combination"
        )
        name.sources.add(source)
        for position, framework in enumerate((a, b), start=1):
            name.components.create(position=position, text=framework.slug, framework=framework)
        combination = Combination.objects.create(printed_name=name, verdict="partly")
        combination.sources.add(source)
        combination.pairs.create(a=a, b=b, verdict="partly").sources.add(source)
        row = section.items.create(
            kind="row", number=number, source_line=number + 1, raw=f"{number}. N", printed_name=name
        )
        row.statements.create(kind="feature", feature=feature, verdict="partly").sources.add(source)
        live.pictures.create(**PICTURE | {"file": stored_picture()})
    return live


def stored_picture():
    """The name of a small picture in the store."""
    return images.store(images.clean(upload(picture_bytes())))


# The columns of a picture that needs no words.
PICTURE = {
    "file": stored_picture,
    "sha256": "0" * 64,
    "width": 40,
    "height": 30,
    "is_decorative": True,
}

# What a smallest row needs beside its required columns, by model.
ROW_VALUES = {
    "frameworkpicture": PICTURE,
    "articlepicture": PICTURE,
    "relation": {"target_name": "Elsewhere"},
    "assessment": {"feature": lambda: make_feature(f"feature-{next(_numbers)}").entry},
    "item": {"kind": "point"},
}


def make_row(model, *, by=None, **texts):
    """A row of `model`, any model of a revision, in an open first draft; `texts` are columns."""
    by = by or make_editor()
    if issubclass(model, Revision):
        entry_model = model._meta.get_field("entry").related_model
        slug = f"{entry_model._meta.model_name}-{next(_numbers)}"
        values = {"name": slug} if entry_model is Framework else name_in_both(model)
        return actions.create_entry(
            entry_model, slug, by=by, **{**_required(model), **values, **texts}
        )
    owner = owner_field(model)
    values = {key: one() if callable(one) else one for key, one in _extra(model).items()}
    owned = {owner.name: make_row(owner.related_model, by=by)}
    return model.objects.create(**{**_required(model), **values, **owned, **texts})


def name_in_both(model):
    """A name in both languages, under whichever columns the model has it."""
    field = "name" if "name" in model.bilingual_fields else "title"
    return {f"{field}_zh": "名称", f"{field}_en": "Name"}


def _extra(model):
    return ROW_VALUES.get(model._meta.model_name, {})


def _required(model):
    """A value for every column that has to have one."""
    return {
        field.name: _value(field)
        for field in model._meta.concrete_fields
        if field.editable
        and not (field.primary_key or field.null or field.blank or field.has_default())
        and field.name != "entry"
    }


def _value(field):
    if field.choices:
        return field.choices[0][0]
    if field.is_relation:
        return _TARGETS[field.related_model]()
    if field.get_internal_type() in ("CharField", "TextField", "SlugField"):
        return f"text-{next(_numbers)}"
    return next(_numbers)


_TARGETS = {
    Framework: lambda: make_framework().entry,
    Term: lambda: Term.objects.create(
        facet="platform", slug=f"term-{next(_numbers)}", name_zh="词", name_en="Term"
    ),
}
