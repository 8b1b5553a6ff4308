"""What robots and readers noticed, for people to decide; and what is known of each link."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.choices import SUBJECTS, FindingKind, FindingState, LinkFailure
from catalog.models.base import prose
from catalog.text import labelled

# The part of a detail that tells one finding from the next about the same place: what was
# dismissed stays dismissed until that part changes.
DISTINCT_BY = {
    FindingKind.DEAD_LINK: ("url",),
    FindingKind.MOVED_LINK: ("url", "to"),
    FindingKind.NEW_RELEASE: ("version",),
}
MESSAGES = {
    FindingKind.DEAD_LINK: _("%(url)s did not open %(failures)s times in a row: %(failure)s."),
    FindingKind.MOVED_LINK: _("%(url)s has moved for good to %(to)s."),
    FindingKind.NEW_RELEASE: _("%(package)s %(version)s is newer than the printed %(printed)s."),
    FindingKind.READER_REPORT: _("A reader reports an error."),
}
OF_DRAFTS = {
    "made": _("Draft #%(number)s holds it."),
    "busy": _("#%(number)s was already open, so no draft was made."),
}


def pointer_to(*steps):
    """A JSON pointer (RFC 6901) along `steps`, named as the comparison of revisions names them."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


class FindingQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=FindingState.OPEN)

    def at(self, *, kind, about, slug, pointer):
        """Findings of one kind about one place."""
        return self.filter(kind=kind, about=about, slug=slug, pointer=pointer)

    def same_as(self, kind, detail):
        """Those that say what `detail` says, whatever changes from run to run left aside."""
        return self.filter(**{f"detail__{key}": detail[key] for key in DISTINCT_BY[kind]})


class Finding(models.Model):
    """Something about an entry or a source that a person should look at.

    Rows are never deleted: who closed one, when and why stands in it.
    """

    kind = models.CharField(_("kind"), max_length=16, choices=FindingKind)
    about = models.CharField(_("about"), max_length=12, choices=SUBJECTS)
    slug = models.CharField(_("entry or source"), max_length=80)
    pointer = models.CharField(
        _("place"),
        max_length=700,
        blank=True,
        default="",
        help_text=_("A JSON pointer (RFC 6901) into the entry or source."),
    )
    detail = models.JSONField(_("detail"), default=dict, blank=True)
    text = prose(_("reader’s words"), max_length=2000)
    # Who reported, hashed; only to bound what comes from one address, and blanked the next day.
    reporter = models.CharField(max_length=32, blank=True, default="", editable=False)
    first_seen_at = models.DateTimeField(_("first seen"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("last seen"), default=timezone.now)
    state = models.CharField(
        _("state"), max_length=12, choices=FindingState, default=FindingState.OPEN
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("closed by"),
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True, default="")

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["-last_seen_at", "-pk"]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about", "slug", "pointer"],
                condition=Q(state="open") & ~Q(kind="reader_report"),
                name="finding_open_once",
                violation_error_message=_("This finding is open already."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | ~Q(state="open") & Q(closed_at__isnull=False),
                name="finding_closed_has_time",
                violation_error_message=_("A closed finding needs the time of its closing."),
            ),
        ]
        indexes = [
            # Serves the desk, which counts open findings by kind.
            models.Index(fields=["state", "kind"], name="finding_by_state")
        ]

    def __str__(self):
        return labelled(self.get_kind_display(), self.slug)

    @property
    def message(self):
        """What was found, in the language now active."""
        words = {**self.detail}
        if "failure" in words:
            words["failure"] = LinkFailure(words["failure"]).label
        said = str(MESSAGES[self.kind]) % words
        if self.kind == FindingKind.READER_REPORT:
            return self.text or said
        draft = self.detail.get("draft")
        return f"{said} {OF_DRAFTS[draft] % words}" if draft else said


class LinkCheck(models.Model):
    """What is known of one address of another site, so that runs are bounded and remember."""

    url = models.CharField(_("address"), max_length=800, unique=True)
    checked_at = models.DateTimeField(_("checked at"))
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True)
    failure = models.CharField(
        _("failure"), max_length=16, choices=LinkFailure, blank=True, default=""
    )
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    final_url = models.CharField(_("led to"), max_length=2000, blank=True, default="")
    moved_to = models.CharField(_("moved for good to"), max_length=2000, blank=True, default="")
    retry_at = models.DateTimeField(_("not before"), null=True, blank=True)

    class Meta:
        ordering = ["-checked_at", "pk"]
        verbose_name = _("checked link")
        verbose_name_plural = _("checked links")

    def __str__(self):
        return self.url
