"""Entries whose names a reader cannot tell apart."""

import unicodedata

from django.db.models import Q
from django.db.models.functions import Lower

from catalog.bilingual import LANGUAGES, column
from catalog.choices import OPEN_STATES, State
from catalog.models import FrameworkRevision
from catalog.validators import name_key


def namesakes(revision):
    """Live and open revisions of other entries of the kind that have a name of this one.

    Names are equal whatever their case, width and look-alike letters.
    """
    model = type(revision)
    found = Q()
    for name in name_columns(model):
        if spellings := _spellings(getattr(revision, name)):
            found |= Q(**{f"lower_{name}__in": spellings})
    if not found:
        return model.objects.none()
    lower = {f"lower_{name}": Lower(name) for name in name_columns(model)}
    shown = model.objects.filter(state__in=[State.LIVE, *OPEN_STATES])
    others = shown.exclude(entry=revision.entry_id).annotate(**lower).filter(found)
    return others.select_related("entry").order_by("entry__slug", "-number")


def name_columns(model):
    """The columns of a revision that name its entry."""
    if model is FrameworkRevision:
        return ["name"]
    field = "name" if "name" in model.bilingual_fields else "title"
    return [column(field, language) for language in LANGUAGES]


def _spellings(name):
    """How an equal name may be stored, in lower case."""
    wide = unicodedata.normalize("NFKC", name)
    return sorted({name.lower(), wide.lower(), name_key(name)} - {""})
