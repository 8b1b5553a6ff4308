"""Pictures of a framework or an article, with what they show in both languages."""

from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.bilingual import Bilingual
from catalog.images import MEDIA_TYPES, validate_stored
from catalog.models.article import ArticleRevision
from catalog.models.base import PlainCharField, line, prose
from catalog.models.fields import LicenseField, NumberField, Sha256Field, WebAddressField
from catalog.models.framework import FrameworkRevision
from catalog.models.translation import BilingualRow

ALT_HELP = _("What somebody who can not see the picture has to know; both languages.")


class Picture(BilingualRow):
    """A stored file and what is said of it. The file is shared by revisions and never rewritten."""

    identified_by = ("file",)

    file = PlainCharField(_("file"), max_length=80, editable=False, validators=[validate_stored])
    sha256 = Sha256Field(_("SHA-256 of the file"), max_length=64, editable=False)
    width = NumberField(_("width in pixels"), editable=False)
    height = NumberField(_("height in pixels"), editable=False)
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Shows nothing that the text does not say; screen readers pass over it."),
    )
    alt_zh = line(_("alternative text (Chinese)"), max_length=300, help_text=ALT_HELP)
    alt_en = line(_("alternative text (English)"), max_length=300, help_text=ALT_HELP)
    caption_zh = prose(_("caption (Chinese)"))
    caption_en = prose(_("caption (English)"))
    credit = line(_("made by"), max_length=200, help_text=_("Person or organisation."))
    origin_url = WebAddressField(
        _("taken from"), max_length=400, blank=True, default="", help_text=_("Where it was found.")
    )
    licence = line(
        _("licence"),
        max_length=80,
        kind=LicenseField,
        help_text=_("SPDX identifier, for example CC-BY-4.0."),
    )

    alt = Bilingual()
    caption = Bilingual()

    class Meta:
        abstract = True
        ordering = ["pk"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_decorative=True) | (~Q(alt_zh="") & ~Q(alt_en="")),
                name="%(class)s_has_alt",
                violation_error_message=_(
                    "Say in both languages what the picture shows, or mark it as decorative."
                ),
            )
        ]

    def __str__(self):
        return str(self.alt) or PurePosixPath(self.file).name

    @property
    def url(self):
        """Where readers load the file: a path of this site, or an address of the media host."""
        return default_storage.url(self.file)

    @property
    def media_type(self):
        return MEDIA_TYPES[self.file.rpartition(".")[2]]

    @property
    def shown_alt(self):
        """The alternative text in the current language; empty where the picture is decorative."""
        return "" if self.is_decorative else self.alt


class FrameworkPicture(Picture):
    revision = models.ForeignKey(
        FrameworkRevision, on_delete=models.CASCADE, editable=False, related_name="pictures"
    )

    class Meta(Picture.Meta):
        abstract = False
        verbose_name = _("picture of a framework")
        verbose_name_plural = _("pictures of frameworks")


class ArticlePicture(Picture):
    revision = models.ForeignKey(
        ArticleRevision, on_delete=models.CASCADE, editable=False, related_name="pictures"
    )

    class Meta(Picture.Meta):
        abstract = False
        verbose_name = _("picture of an article")
        verbose_name_plural = _("pictures of articles")
