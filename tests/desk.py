"""The pages of the desk with something on them."""

from catalog import actions
from catalog.models import Framework
from tests.factories import make_editor, make_finding
from tests.page_types import DESK


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
