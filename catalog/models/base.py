"""What every entry, revision and claim has in common."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from catalog.choices import EDITABLE_STATES, OPEN_STATES, Confidence, State
from catalog.models.fields import PartialDateField, PlainCharField, PlainTextField
from catalog.readings import validate_reading


def line(verbose_name, *, max_length=200, kind=PlainCharField, **options):
    """A short line that may be blank; `kind` is the class of its field."""
    return kind(verbose_name, max_length=max_length, blank=True, default="", **options)


def prose(verbose_name, **options):
    return PlainTextField(verbose_name, blank=True, default="", **options)


def partial_date(verbose_name, **options):
    """A date as precise as is known; its text sorts by time."""
    return PartialDateField(
        verbose_name,
        max_length=10,
        blank=True,
        default="",
        help_text=_("As precise as is known: 2015, 2015-11 or 2015-11-09."),
        **options,
    )


def reading(**options):
    """How a Chinese name is said, where that is to be stated."""
    return PlainCharField(
        _("reading of the Chinese name"),
        max_length=200,
        blank=True,
        default="",
        validators=[validate_reading],
        help_text=_(
            "In pinyin, with a space between syllables: wei tiao. Fill it in only where the name "
            "is not pronounced as its characters suggest. Lists are sorted by it, and searches "
            "find the name by it."
        ),
        **options,
    )


def is_live(path="", *, at=None):
    """Holds of the revision at `path` while readers see it: now, or at the moment `at`.

    At any moment it holds of one revision of an entry at most. Where `path` leads through many
    rows, it belongs into one call of `filter`, so that all of it is said of the same revision.
    """
    if at is None:
        return Q(**{f"{path}state": State.LIVE})
    over_later = Q(**{f"{path}live_until": None}) | Q(**{f"{path}live_until__gt": at})
    return Q(**{f"{path}published_at__lte": at}) & over_later


VERDICT_HELP = _(
    "Supported: sources bear it out. Partly: with limits. Contradicted: they say otherwise. "
    "Outdated: it was so once. No evidence: nothing was found. "
    "Not applicable: the question cannot be asked of it."
)
RATIONALE_HELP = _("Why, so that a reader can check it against the sources.")


class EntryQuerySet(models.QuerySet):
    def live(self, at=None):
        """The one public door: the live revisions of these entries, each with its entry."""
        live = self.model.revisions.rel.related_model.objects.live(at)
        return live.filter(entry__in=self) if self.query.where else live

    def trashed(self):
        """Entries without a live or an open revision."""
        return self.marked_trashed().filter(is_trashed=True)

    def marked_trashed(self):
        """These entries, each with `is_trashed`."""
        present = self.model.revisions.rel.related_model.objects.filter(
            state__in=[State.LIVE, *OPEN_STATES], entry=models.OuterRef("pk")
        )
        return self.annotate(is_trashed=~models.Exists(present))


class Checked(models.Model):
    """A row with rules across its columns."""

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        self.check_columns()

    def check_columns(self):
        """Raise `ValidationError` where two columns contradict each other.

        Reads columns only, never a related row: files are checked before their rows exist.
        """

    @classmethod
    def check_references(cls, values, entry):
        """Raise `ValidationError` where what a row names cannot be true.

        `values` holds identifiers by column, and `entry` is the identifier of the row's own entry.
        """


class Entry(models.Model):
    """A permanent identity: its slug. What it says stands in its revisions."""

    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, help_text=_("Never changes: links hold on to it.")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    redirects_to = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="redirects",
        verbose_name=_("redirects to"),
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(
                Lower("slug"),
                name="%(class)s_slug_once",
                violation_error_message=_("An entry has this slug already, in another spelling."),
            )
        ]

    def __str__(self):
        return self.slug

    @property
    def live_revision(self):
        """The live revision, from `prefetch_live` when that was asked for, or None."""
        prefetched = getattr(self, "prefetched_live", None)
        if prefetched is not None:
            return prefetched[0] if prefetched else None
        return self.revisions.live().first()

    @property
    def open_revision(self):
        return self.revisions.filter(state__in=OPEN_STATES).first()


class RevisionQuerySet(models.QuerySet):
    def live(self, at=None):
        """Revisions that readers see, or saw at the moment `at`, each with its entry."""
        return self.filter(is_live(at=at)).select_related("entry")

    def open(self):
        return self.filter(state__in=OPEN_STATES)


def prefetch_live(lookup, queryset, *, at=None):
    """Prefetch the live revision of the entries at `lookup`, for `Entry.live_revision`."""
    return models.Prefetch(
        f"{lookup}__revisions", queryset=queryset.live(at), to_attr="prefetched_live"
    )


class DerivedColumns(models.Model):
    """A row with columns that follow from its others; bulk writes have to call `derive`."""

    # The names of these columns: no document holds them, and no history is kept of them.
    derived = ()

    class Meta:
        abstract = True

    def save(self, *args, **options):
        self.derive()
        if (named := options.get("update_fields")) is not None:
            options["update_fields"] = {*named, *self.derived}
        super().save(*args, **options)

    def derive(self):
        """Fill the columns that `derived` names."""


class Revision(DerivedColumns):
    """What an entry says, numbered; live, open, or kept as history."""

    # Columns that follow from acts or from others: no draft copies them, no document holds them.
    bookkeeping = frozenset(
        {
            "entry",
            "number",
            "version",
            "state",
            "created_at",
            "created_by",
            "updated_at",
            "go_live_at",
            "published_at",
            "expire_at",
            "live_until",
        }
    )

    number = models.PositiveIntegerField(_("number"), editable=False)
    # How many edits were recorded: two forms with the same number show the same. It only grows, and
    # no clock decides which of two saves came first.
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=State, default=State.DRAFT, editable=False
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("saved at"), auto_now=True)
    go_live_at = models.DateTimeField(_("goes live at"), null=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    expire_at = models.DateTimeField(_("expires at"), null=True, editable=False)
    live_until = models.DateTimeField(_("live until"), null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("created by"),
    )
    verified_on = models.DateField(
        _("verified on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last confirmed what this entry says."),
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["entry__slug", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "number"],
                name="%(class)s_number_once",
                violation_error_message=_("This revision number is taken."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SCHEDULED) | Q(go_live_at__isnull=False),
                name="%(class)s_schedule_has_time",
                violation_error_message=_("A scheduled revision needs a time."),
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(state=State.LIVE),
                name="%(class)s_one_live",
                violation_error_message=_("Another revision of this entry is live."),
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(state__in=["draft", "in_review", "scheduled"]),
                name="%(class)s_one_open",
                violation_error_message=_("Another revision of this entry is open."),
            ),
        ]

    def __str__(self):
        return f"{self.entry.slug} #{self.number}"

    @property
    def slug(self):
        return self.entry.slug

    @property
    def is_open(self):
        return self.state in OPEN_STATES

    @property
    def is_editable(self):
        return self.state in EDITABLE_STATES


class Claim(Checked):
    """Something said with evidence: how sure we are, and who says so."""

    confidence = models.CharField(
        _("confidence"),
        max_length=6,
        choices=Confidence,
        blank=True,
        default="",
        help_text=_(
            "High: a primary source says it. Medium: a good secondary one does. Low: inferred."
        ),
    )
    sources = models.ManyToManyField(
        "catalog.Source",
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("sources"),
        help_text=_("All that it rests on. The day in brackets is when the source was read."),
    )

    class Meta:
        abstract = True
