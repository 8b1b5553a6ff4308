"""Keeping what somebody typed and has not saved, and who is at work on what.

Nothing here touches the catalogue, so nothing here leaves a `Change`.
"""

import json
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models import Autosave, Presence

MAX_BYTES = 2_000_000  # of one form; Django refuses a request past 2.5 MB before it gets here
MAX_TEXTS = 50  # that one person keeps at the same time
KEPT_FOR = timedelta(days=60)


class TextNotKept(Exception):
    """A text that can not be kept; `message` is for people."""

    def __init__(self, message):
        super().__init__(str(message))
        self.message = message


@transaction.atomic
def keep_text(fields, *, by, page, subject, opening, is_refused=False, at=None):
    """Keep what `by` typed into one opening of a page, instead of what was kept of it before.

    `fields` are lists of values by name. Raises `TextNotKept` when they are too large, or when the
    person keeps too many texts.
    """
    fields = {_without_nul(name): [*map(_without_nul, values)] for name, values in fields.items()}
    if len(json.dumps(fields, ensure_ascii=False).encode()) > MAX_BYTES:
        raise TextNotKept(
            _("This form is too large to be kept as an unsaved text: save it in smaller steps.")
        )
    others = Autosave.objects.filter(user=by).exclude(page=page, opening=opening)
    if others.count() >= MAX_TEXTS:
        raise TextNotKept(
            _("You keep %(count)s unsaved texts. Save or discard some of them first.")
            % {"count": MAX_TEXTS}
        )
    kind, slug, number = subject
    kept, _created = Autosave.objects.update_or_create(
        user=by,
        page=page,
        opening=opening,
        defaults={
            "kind": kind,
            "slug": slug,
            "number": number,
            "fields": fields,
            "is_refused": is_refused,
            "saved_at": at or timezone.now(),
        },
    )
    return kept


def drop_text(*, by, page, opening):
    """Forget what was kept of an opening: it is saved now, or not wanted."""
    Autosave.objects.filter(user=by, page=page, opening=opening).delete()


def note_presence(*, by, subject, at=None):
    """Note that `by` has a form of this revision open."""
    kind, slug, number = subject
    Presence.objects.update_or_create(
        user=by, kind=kind, slug=slug, number=number, defaults={"seen_at": at or timezone.now()}
    )


@transaction.atomic
def forget_old(*, at=None):
    """Delete texts that nobody touched for `KEPT_FOR`, and who has left; returns both numbers."""
    at = at or timezone.now()
    texts, _by_model = Autosave.objects.filter(saved_at__lt=at - KEPT_FOR).delete()
    gone = Presence.objects.exclude(pk__in=Presence.objects.here(at).values("pk"))
    people, _by_model = gone.delete()
    return texts, people


def _without_nul(text):
    """PostgreSQL stores no NUL, and no form accepts one."""
    return text.replace("\0", "")
