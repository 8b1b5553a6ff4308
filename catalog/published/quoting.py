"""Who names an entry: their documents change when it comes or goes."""

from collections import defaultdict
from functools import cache

from catalog.models import ENTRY_MODELS, is_live
from catalog.models.owners import owner_path, revision_model
from catalog.published.fields import paths


def live_revisions_naming(entry):
    """The live revisions of other entries that name `entry`, each once, with its entry."""
    found = defaultdict(set)
    for model, field in _naming(type(entry)):
        path = owner_path(model)
        rows = model.objects.filter(is_live(f"{path}__"), **{field: entry})
        found[revision_model(model)].update(rows.values_list(path, flat=True))
    own = type(entry).revisions.rel.related_model
    for model, ids in found.items():
        naming = model.objects.live().filter(pk__in=ids).order_by("pk")
        yield from naming.exclude(entry=entry) if model is own else naming


@cache
def _naming(entry_model):
    """The columns of rows of revisions that name entries of a model: pairs (model, name)."""
    owned = (paths(entry.revisions.rel.related_model) for entry in ENTRY_MODELS)
    return [
        (model, field.name)
        for models in owned
        for model, path in models.items()
        for field in model._meta.concrete_fields
        if path and field.related_model is entry_model
    ]
