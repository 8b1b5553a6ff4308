"""What the log of changes says, in the words of the forms."""

from functools import cache

from catalog.choices import ChangeAction
from catalog.models import ENTRY_MODELS, Source, Term
from catalog.models.copying import owned_relations

LOGGED = {model._meta.model_name: model for model in (*ENTRY_MODELS, Source, Term)}


@cache
def labels_of(kind):
    """Names of columns and kinds of rows, as the log keeps them, with the words of the forms."""
    model = LOGGED[kind]
    queue = [model.revisions.rel.related_model if model in ENTRY_MODELS else model]
    labels, seen = {}, set()
    while queue:
        model = queue.pop(0)
        seen.add(model)
        labels.setdefault(model._meta.model_name, model._meta.verbose_name)
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
            labels.setdefault(field.name, field.verbose_name)
        owned = [relation.related_model for relation in owned_relations(model)]
        queue += [one for one in owned if one not in seen]
    return labels


def said(change):
    """The fields that an edit changed, or the reason that somebody gave; else an empty text."""
    if change.action != ChangeAction.EDIT:
        return change.summary
    names, dot, reason = change.summary.partition(" · ")
    labels = labels_of(change.kind)
    shown = dict.fromkeys(str(labels.get(name, name)) for name in names.split(", "))
    return ", ".join(shown) + dot + reason
