"""Every type of page that people see, by the name of its route, with addresses of shipped content.

What looks at all pages, and not at one, goes through these lists: validity, weight, accessibility,
pictures. tests/test_page_types.py fails when the URL configuration has a route that is not here.
"""

from catalog import actions
from catalog.models import Framework
from tests.factories import make_editor, make_finding

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
    "styleguide": ["styleguide/"],
}
MISSING = "frameworks/nothing/"

# Routes that answer a program, or show a page of another type.
NOT_PAGES = {
    "framework-feed",
    "changes-feed",
    "releases-feed",
    "search-suggestions",
    "change",  # of an entry with two revisions: tests/test_changes_page.py
    "revision-preview",  # the page of the entry, for the desk: tests/test_preview_links.py
    "shared-preview",
}

# Below /{language}/admin/; {draft}, {entry} and {finding} are filled by `desk_pages`.
DESK = {
    "index": "",
    "revisions": "desk/revisions/drafts/",
    "evidence": "desk/evidence/statement/",
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


def make_keras_draft():
    """A draft of Keras that says some things differently, by somebody else."""
    draft = actions.open_draft(Framework.objects.get(slug="keras"), by=make_editor("mei"))
    draft.summary_zh = draft.summary_zh.replace("高级接口", "高级深度学习接口")
    draft.summary_en = draft.summary_en.replace("interface", "deep-learning interface")
    draft.save()
    fact = draft.facts.get(field="licence")
    fact.note_en = "Early versions (to 2.0) were under the MIT licence."
    fact.save()
    assessment = draft.assessments.first()
    assessment.verdict = "partly"
    assessment.rationale_zh += "另见其文档。"
    assessment.save()
    draft.relations.create(
        type="uses", target_name="NumPy", note_zh="用于数组。", note_en="For arrays."
    )
    actions.record_edit(draft, ["summary_zh", "summary_en", "note_en"], by=draft.created_by)
    return draft


def desk_pages(draft):
    """The addresses of DESK by name, filled with a draft, its entry and an open finding."""
    keys = {"draft": draft.pk, "entry": draft.entry_id, "finding": make_finding().pk}
    return {name: address.format(**keys) for name, address in DESK.items()}
