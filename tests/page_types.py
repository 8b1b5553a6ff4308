"""Every type of page that people see, by the name of its route, with addresses of shipped content.

What looks at all pages, and not at one, goes through these lists: validity, weight, accessibility,
pictures. tests/test_page_types.py fails when the URL configuration has a route that is not here.
"""

STYLEGUIDE = "styleguide/"  # there only with DEBUG
ARTICLE = "articles/deep-learning-frameworks/"

# Below the language. The first address of a type is the one of its picture; the others are states
# of it that look different.
PUBLIC = {
    "home": [""],
    "article-list": ["articles/"],
    "article-detail": [ARTICLE, f"{ARTICLE}?view=both&rows=combination"],
    "framework-list": ["frameworks/", "frameworks/?status=archived", "frameworks/?q=nothing"],
    "framework-detail": ["frameworks/keras/", "frameworks/cntk-fast/"],
    "framework-cite": ["frameworks/keras/cite/", "frameworks/keras/cite/?fact=licence"],
    "feature-list": ["features/"],
    "feature-detail": ["features/performance/"],
    "category-list": ["categories/"],
    "category-detail": ["categories/low-level/"],
    "combination-list": ["combinations/"],
    "combination-detail": ["combinations/mxnet-gluon-pytorch/"],
    "glossaryterm-list": ["glossary/", "glossary/?q=tensor", "glossary/?q=nothing"],
    "glossaryterm-detail": ["glossary/tensor/"],
    "source-list": ["sources/"],
    "source-detail": ["sources/keras-readme-2.0.5/"],
    "compare": ["compare/?f=keras&f=pytorch", "compare/"],
    "matrix": [
        "matrix/",
        "matrix/?transpose=1&column=feature:performance&column=fact:platforms",
    ],
    "interoperability": ["interoperability/?a=keras&b=pytorch", "interoperability/"],
    "choose": ["choose/?performance=3&ease-of-use=1", "choose/"],
    "lineage": ["lineage/"],
    "coverage": ["coverage/"],
    "changes": ["changes/", "changes/?kind=source&texts=en"],
    "report": ["report/?about=frameworks/keras"],
    "search": ["search/?q=keras", "search/", "search/?q=zzzzzz"],
    "about": ["about/"],
    "rubric": ["about/rubric/"],
    "styleguide": [STYLEGUIDE],
}
MISSING = "frameworks/nothing/"

# Routes that answer a program, or show a page of another type.
NOT_PAGES = {
    "framework-feed",
    "framework-badge",
    "framework-card",
    "poster",
    "site-poster",
    "changes-feed",
    "releases-feed",
    "search-suggestions",
    "change",  # of an entry with two revisions: tests/test_changes_page.py
    "revision-preview",  # the page of the entry, for the desk: tests/test_preview_links.py
    "shared-preview",
}

# Below /{language}/admin/; {draft}, {entry} and {finding} are filled by tests/desk.py.
DESK = {
    "index": "",
    "revisions": "desk/revisions/drafts/",
    "evidence": "desk/evidence/statement/",
    "import": "desk/import/",
    "export": "desk/export/",
    "translation": "desk/translation/",
    "translation-entry": "desk/translation/framework/keras/",
    "entry-list": "catalog/framework/",
    "entry": "catalog/framework/{entry}/change/",
    "entry-history": "catalog/framework/{entry}/history/",
    "form": "catalog/frameworkrevision/{draft}/change/",
    "form-compare": "catalog/frameworkrevision/{draft}/compare/",
    "form-texts": "catalog/frameworkrevision/{draft}/texts/",
    "form-preview": "catalog/frameworkrevision/{draft}/preview/",
    "finding-list": "catalog/finding/",
    "finding": "catalog/finding/{finding}/change/",
    "change-list": "catalog/change/",
    "source-list": "catalog/source/",
    "user-list": "auth/user/",
}
# Routes of the desk that lead on to one of these.
DESK_REDIRECTS = {"translation-next"}


def public_pages():
    """Every public address below the language, in order, with one that is not found."""
    return [address for addresses in PUBLIC.values() for address in addresses] + [MISSING]
