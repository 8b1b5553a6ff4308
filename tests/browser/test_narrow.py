"""No entry is wider than a phone, whatever it is called and whatever addresses it names.

Pages are made by the test client and put one after another into one open page, because loading
each of them would take most of the time.
"""

import pytest
from django.apps import apps
from django.db.models import CharField, TextField

from catalog.models import Component, FrameworkRevision, GlossaryTerm, PrintedForm, Source
from catalog.models.translation import BilingualRow
from tests.factories import make_full_article, make_full_framework, make_full_glossary

pytestmark = [pytest.mark.browser, pytest.mark.matrix, pytest.mark.django_db(transaction=True)]

LANGUAGES = ("zh-hans", "en")
WIDTHS = (320, 360, 390)
STYLES = ("article", "changes", "glossary", "pictures", "tables")  # of some types of pages
# Models with texts of editors in one language.
OTHER_TEXTS = {Component, PrintedForm, Source}
# Columns that are shorter hold dates, numbers and codes.
SHORTEST = 40

# Put the content of a page into the open document, and tell how wide it then is.
WIDTH_OF = """(html) => {
  document.body.innerHTML = new DOMParser().parseFromString(html, "text/html").body.innerHTML;
  for (const one of document.querySelectorAll("details")) one.open = true;
  return document.documentElement.scrollWidth;
}"""


def too_wide(browser, site, pages):
    """The pages, by address, that scroll sideways at one of the widths, and how wide they are."""
    context = browser.new_context(viewport={"width": WIDTHS[0], "height": 800}, is_mobile=True)
    page = context.new_page()
    found = {}
    for language in LANGUAGES:
        page.goto(f"{site}/{language}/about/")  # for its language and the styles of all pages
        for name in STYLES:
            page.add_style_tag(url=f"{site}/static/css/{name}.css")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            for address, html in pages.items():
                if address.startswith(f"/{language}/"):
                    is_wide = (actual := page.evaluate(WIDTH_OF, html)) > width
                    found |= {(address, width): actual} if is_wide else {}
    context.close()
    return found


def rendered(client, paths):
    """The HTML of pages below the language, in both languages, by address."""
    addresses = [f"/{language}/{path}" for language in LANGUAGES for path in paths]
    answers = {address: client.get(address, follow=True) for address in addresses}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {address: answer.content.decode() for address, answer in answers.items()}


def lengthen_every_text():
    """Fill every text of the catalogue with one word as long as its column."""
    models = apps.get_app_config("catalog").get_models()
    for model in [one for one in models if issubclass(one, BilingualRow) or one in OTHER_TEXTS]:
        columns = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, CharField | TextField)
            and field.editable
            and not (field.choices or field.unique or field.name in ("slug", "target_name"))
            and (field.max_length or 400) >= SHORTEST
        ]
        for pk in model.objects.values_list("pk", flat=True) if columns else ():
            words = {field.name: long_word(field, pk) for field in columns}
            model.objects.filter(pk=pk).update(**words)


def long_word(field, pk):
    start = "https://example.org/" if field.name.endswith("url") else ""
    return f"{start}{pk}" + "W" * ((field.max_length or 400) - len(f"{start}{pk}"))


def test_long_words_break_on_every_type_of_page(browser, live_server, client):
    framework, article = make_full_framework("alpha"), make_full_article()
    make_full_glossary()
    name = article.printed_names.get()
    source = framework.facts.get().sources.get()
    framework.relations.create(type="uses", target_name="W" * 120)
    lengthen_every_text()
    paths = [
        "",
        "frameworks/",
        "frameworks/alpha/",
        "frameworks/alpha/cite/?fact=name",
        "articles/article/",
        "articles/article/?view=both",
        "features/",
        "features/f0/",
        "categories/c0/",
        "combinations/",
        f"combinations/{name.slug}/",
        "glossary/",
        "glossary/t1/",
        "sources/",
        f"sources/{source.slug}/",
        "compare/?f=alpha",
        "matrix/",
        "interoperability/?a=alpha&b=framework-1",
        "choose/?f0=3",
        "lineage/",
        "coverage/",
        "changes/",
    ]

    assert too_wide(browser, live_server.url, rendered(client, paths)) == {}


def test_every_shipped_entry_fits_a_phone(browser, site, client):
    topics = FrameworkRevision.objects.live().with_assessments().first().assessments.all()
    combinations = client.get("/en/combinations/").context["combinations"]
    entries = [
        *FrameworkRevision.objects.live(),
        *(one.subject for one in topics),
        *combinations,
        *GlossaryTerm.objects.live(),
        *Source.objects.all(),
    ]
    paths = [entry.get_absolute_url().split("/", 2)[2] for entry in entries]

    assert too_wide(browser, site, rendered(client, paths)) == {}
