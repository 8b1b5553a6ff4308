"""What readers can see change: the number that it moves, and the log that integrators replay."""

from hashlib import blake2b

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.choices import EntryKind, ListKind, PublicEvent

THE_ROW = 1
# The cursor of who has seen no change yet.
BEGINNING = "0"


class Stamp(models.Model):
    """The number of the catalogue as readers see it; one row, and none where nobody held it yet.

    Whatever changes what readers see moves it in its own transaction, and holds the row from then
    on until it ends. So numbers follow the order in which changes become visible.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ROW)
    number = models.PositiveBigIntegerField(_("number"), default=0)
    old_feed_ids_until = models.DateTimeField(
        null=True,
        editable=False,
        help_text="What was published until then keeps the id that feeds have sent for it.",
    )

    class Meta:
        verbose_name = _("content stamp")
        verbose_name_plural = _("content stamps")
        constraints = [
            models.CheckConstraint(
                condition=Q(id=THE_ROW),
                name="stamp_is_one_row",
                violation_error_message=_("There is one stamp."),
            )
        ]

    def __str__(self):
        return str(self.number)


class PublicChange(models.Model):
    """What happened to one thing that readers see; rows are only ever added, in order.

    It holds nothing that readers may not know: no person, no reason, no draft. `fields` names what
    a revision says otherwise than `previous`, by language: ``{"en": ["summary"], "neutral":
    ["licence", "facts.sources"]}``. `other` is another thing, as ``kind/slug``: what a renamed one
    is called now, or what came or went so that claims about it are shown or hidden.
    """

    stamp = models.PositiveBigIntegerField(_("stamp"), db_index=True)
    kind = models.CharField(
        _("kind"), max_length=12, choices=[*EntryKind.choices, *ListKind.choices]
    )
    slug = models.CharField(_("entry"), max_length=100)
    event = models.CharField(_("what happened"), max_length=8, choices=PublicEvent)
    revision = models.PositiveIntegerField(_("revision"), null=True)
    previous = models.PositiveIntegerField(_("revision before"), null=True)
    fields = models.JSONField(_("changed fields"), default=dict)
    other = models.CharField(_("other entry"), max_length=120, blank=True, default="")
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("public change")
        verbose_name_plural = _("public changes")
        indexes = [models.Index(fields=["kind", "slug"], name="public_change_of_thing")]

    @property
    def cursor(self):
        """What names this row to whoever goes on after it.

        Its number alone does not: where a backup was restored, another row may bear it.
        """
        said = f"{self.stamp} {self.at.timestamp():.6f} {self.kind} {self.slug} {self.event}"
        return f"{self.pk}-{blake2b(said.encode(), digest_size=4).hexdigest()}"

    def __str__(self):
        return f"{self.stamp}: {self.kind} {self.slug} {self.event}"
