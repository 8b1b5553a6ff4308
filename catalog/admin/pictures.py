"""Pictures in the form of their revision: a file, and what it shows in both languages."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from catalog import images
from catalog.admin.kept_pictures import KeptPicture
from catalog.admin.parts import PartAdmin, PartInline, writes_facts
from catalog.admin.widgets import both
from catalog.models import ArticlePicture, FrameworkPicture

ACCEPTED = ",".join(images.MEDIA_TYPES.values())


class PictureForm(forms.ModelForm):
    upload = forms.FileField(
        label=_("picture file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "data-drop": ""}),
        help_text=_(
            "PNG, JPEG or WebP, at most 8 MB. Hidden data, such as the place where a photograph "
            "was taken, is removed."
        ),
    )

    kept = KeptPicture()

    def clean_upload(self):
        """What is known of the picture, encoded anew and stored; None where the old one stays."""
        upload = self.cleaned_data.get("upload")
        kept = self._store(upload) if upload else self.fields["kept"].read(self["kept"].value())
        if kept:
            self._say_kept(kept)
        elif self.instance.pk is None:
            raise ValidationError(_("Choose a picture file."), code="required")
        return kept

    def _store(self, upload):
        image = images.clean(upload)
        kept = {
            "file": images.store(image),
            "sha256": image.sha256,
            "width": image.width,
            "height": image.height,
            "called": upload.name,
        }
        self.data = self.data.copy()  # what the form sends next time, should it be refused
        self.data[self.add_prefix("kept")] = KeptPicture.signed(kept)
        return kept

    def _say_kept(self, kept):
        self["upload"].help_text = format_html(
            '{} <img class="picture-thumb" src="{}" alt="">',
            _("“%(name)s” is kept. Choose a file only to take another.") % {"name": kept["called"]},
            default_storage.url(kept["file"]),
        )

    def save(self, commit=True):
        kept = self.cleaned_data.get("upload")
        if kept:
            for name in ("file", "sha256", "width", "height"):
                setattr(self.instance, name, kept[name])
        return super().save(commit)


class PictureFields:
    """The fields of a picture; only who may write facts exchanges the file."""

    form = PictureForm
    readonly_fields = ["shown"]
    picture_fields = [
        "shown",
        ("upload", "kept"),
        "is_decorative",
        *both("alt", "caption"),
        ("credit", "origin_url", "licence"),
    ]

    @admin.display(description=_("picture"))
    def shown(self, picture):
        if not picture.file:
            return "—"
        return format_html(
            '<img class="picture-thumb" src="{}" width="{}" height="{}" alt="{}">',
            picture.url,
            picture.width,
            picture.height,
            picture.alt,
        )

    def get_fieldsets(self, request, obj=None):
        may_upload = writes_facts(request) and self.has_change_permission(request)
        hidden = set() if may_upload else {("upload", "kept")}
        return [(None, {"fields": [name for name in self.picture_fields if name not in hidden]})]


class PictureInline(PictureFields, PartInline):
    verbose_name = _("picture")
    verbose_name_plural = _("pictures")


class FrameworkPictureInline(PictureInline):
    model = FrameworkPicture


class ArticlePictureInline(PictureInline):
    model = ArticlePicture


@admin.register(FrameworkPicture, ArticlePicture)
class PictureAdmin(PartAdmin):
    """Where pictures are found; they are changed in the form of their revision."""

    search_fields = ["alt_zh", "alt_en", "file"]
    readonly_fields = ["file", "sha256", "width", "height"]
