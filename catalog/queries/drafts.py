"""Open revisions: who edits them, and who may look."""

from catalog.choices import OPEN_STATES, ChangeAction, State
from catalog.models import ENTRY_MODELS, Change, Presence, PreviewLink


def preview_links(revision):
    """Links by which `revision` can be seen now."""
    links = PreviewLink.objects.valid().select_related("created_by")
    kind = revision.entry._meta.model_name
    return links.filter(kind=kind, slug=revision.slug, revision=revision.number)


def newest_edits(revision, count):
    """The last `count` recorded edits of a revision, newest first, each with who made it."""
    kind = revision.entry._meta.model_name
    edits = Change.objects.filter(kind=kind, slug=revision.slug, revision=revision.number)
    return list(edits.filter(action=ChangeAction.EDIT).select_related("by")[:count])


def editing_now(subject, *, without):
    """Who else has a form of the revision (kind, slug, number) open."""
    return [one.user for one in Presence.objects.here().about(subject).exclude(user=without)]


def previewed_revision(token):
    """The revision that the preview link with `token` shows, open or live by now; or None."""
    link = PreviewLink.objects.valid().of_token(token).first()
    if link is None:
        return None
    model = next(model for model in ENTRY_MODELS if model._meta.model_name == link.kind)
    revisions = model.revisions.rel.related_model.objects.select_related("entry")
    shown = revisions.filter(state__in=[*OPEN_STATES, State.LIVE])
    return shown.filter(entry__slug=link.slug, number=link.revision).first()
