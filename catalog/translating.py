"""What translators do with the texts of an open revision, through `catalog.actions`."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalog import actions
from catalog.bilingual import DRAFT, MISSING, column, mark, other
from catalog.models.owners import revision_of


@transaction.atomic
def confirm_translation(row, field, language, *, by, at=None):
    """Note that a text still says what its other side now says; nothing of it is changed.

    Needs the right to write that language. The text is reviewed once its revision is published.
    """
    name = column(field, language)
    revision = revision_of(row)
    actions.record_edit(revision, [name], by=by, at=at)
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if row.translation_state(field, language) in (None, MISSING):
        raise actions.ActionRefused(_("Nothing is written there that could be correct."))
    source = row.texts_of(field)[other(language)]
    row.translation = {**row.translation, name: mark(source, DRAFT)}
    row.save(update_fields=["translation"])
    return row
