from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.bilingual import Bilingual
from catalog.choices import SearchKind

ROUTES = {
    SearchKind.FRAMEWORK: "catalog:framework-detail",
    SearchKind.FEATURE: "catalog:feature-detail",
    SearchKind.CATEGORY: "catalog:category-detail",
    SearchKind.GLOSSARY_TERM: "catalog:glossaryterm-detail",
    SearchKind.ARTICLE: "catalog:article-detail",
    SearchKind.COMBINATION: "catalog:combination-detail",
    SearchKind.ROW: "catalog:article-detail",
    SearchKind.SOURCE: "catalog:source-detail",
}


class SearchDocument(models.Model):
    """What the search knows of one thing that readers see; derived, and rebuilt at any time.

    The engine's own index hangs on `tokens` and is kept by the database: a full-text table fed by
    triggers on SQLite, a generated column on PostgreSQL. Both are made by the migration that makes
    this table. On SQLite, a migration that alters this table has to make the triggers anew.
    """

    bilingual_fields = ()

    # The columns by which results are found and sorted come first, so that SQLite need not read
    # past the long texts to reach them.
    kind = models.CharField(_("kind"), max_length=12, choices=SearchKind)
    slug = models.CharField(_("slug"), max_length=120)
    anchor = models.CharField(_("place on the page"), max_length=40, blank=True, default="")
    place = models.PositiveIntegerField(_("order among equals"))
    owner_kind = models.CharField(_("kind of the entry"), max_length=12)
    owner_slug = models.CharField(_("entry"), max_length=120)
    recipe = models.PositiveSmallIntegerField(_("version of the indexing"))
    name_zh = models.CharField(_("name (Chinese)"), max_length=400, blank=True, default="")
    name_en = models.CharField(_("name (English)"), max_length=400, blank=True, default="")
    other_names = models.JSONField(_("other names"), default=list)
    lead_zh = models.TextField(_("summary (Chinese)"), blank=True, default="")
    lead_en = models.TextField(_("summary (English)"), blank=True, default="")
    body_zh = models.TextField(_("text (Chinese)"), blank=True, default="")
    body_en = models.TextField(_("text (English)"), blank=True, default="")
    tokens = models.TextField(_("tokens"))

    name = Bilingual()
    lead = Bilingual()
    body = Bilingual()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug", "anchor"],
                name="search_document_once",
                violation_error_message=_("This is in the index already."),
            )
        ]
        indexes = [
            # Serves publishing: what an entry brought into the index goes with it.
            models.Index(fields=["owner_kind", "owner_slug"], name="search_document_owner"),
        ]

    def __str__(self):
        return f"{self.kind}: {self.identifier}"

    @property
    def identifier(self):
        """Unique within its kind: the slug, and for a part of a page the place on it."""
        return f"{self.slug}#{self.anchor}" if self.anchor else self.slug

    def get_absolute_url(self):
        page = reverse(ROUTES[self.kind], args=[self.slug])
        return f"{page}#{self.anchor}" if self.anchor else page
