"""What frameworks are judged and sorted by: features and categories."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.bilingual import Bilingual
from catalog.models.base import Entry, Revision, line, prose, reading
from catalog.models.fields import NameField
from catalog.models.translation import BilingualRow


class TopicRevision(BilingualRow, Revision):
    """What the catalogue says of a feature or a category."""

    name_zh = line(_("name (Chinese)"), kind=NameField)
    name_en = line(_("name (English)"), kind=NameField)
    reading = reading()
    summary_zh = prose(_("summary (Chinese)"), help_text=_("As the article explains it."))
    summary_en = prose(_("summary (English)"), help_text=_("As the article explains it."))
    note_zh = prose(_("editors’ note (Chinese)"), help_text=_("What readers must know beside it."))
    note_en = prose(_("editors’ note (English)"), help_text=_("What readers must know beside it."))
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Smaller numbers come first.")
    )

    name = Bilingual()
    summary = Bilingual()
    note = Bilingual()

    class Meta(Revision.Meta):
        abstract = True

    def get_absolute_url(self):
        return self.entry.get_absolute_url()


class Feature(Entry):
    class Meta(Entry.Meta):
        verbose_name = _("feature")
        verbose_name_plural = _("features")

    def get_absolute_url(self):
        return reverse("catalog:feature-detail", args=[self.slug])


class FeatureRevision(TopicRevision):
    entry = models.ForeignKey(
        Feature, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("feature")
    )

    class Meta(TopicRevision.Meta):
        abstract = False
        verbose_name = _("feature revision")
        verbose_name_plural = _("feature revisions")


class Category(Entry):
    class Meta(Entry.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def get_absolute_url(self):
        return reverse("catalog:category-detail", args=[self.slug])


class CategoryRevision(TopicRevision):
    entry = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("category")
    )

    class Meta(TopicRevision.Meta):
        abstract = False
        verbose_name = _("category revision")
        verbose_name_plural = _("category revisions")
