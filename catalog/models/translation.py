"""What rows with texts in two languages keep about their translation, and what follows from it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.bilingual import (
    DRAFT,
    LANGUAGES,
    REVIEWED,
    column,
    fingerprint,
    marks_after,
    translation_state,
)
from catalog.choices import EntryKind, Language, TranslationState


class BilingualRow(models.Model):
    """A row whose texts know what they were checked against.

    `save` settles the marks by `bilingual.marks_after`, from the texts that the row was read with,
    so that no path of writing can forget it. A bulk write has to bring its marks along.
    """

    # `Bilingual` adds to it.
    bilingual_fields = ()
    # How the texts that are being written came about, and whether their change was minor: set
    # before `save`, which takes both back.
    text_level = DRAFT
    is_minor_edit = False

    # By column, for every text that is not empty; see `bilingual.Mark`.
    translation = models.JSONField(_("state of translation"), default=dict, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        row._remember(cls.text_columns())
        return row

    def refresh_from_db(self, using=None, fields=None, from_queryset=None):
        super().refresh_from_db(using, fields, from_queryset)
        self._remember(self.text_columns() if fields is None else fields)

    def save(self, *args, update_fields=None, **kwargs):
        written = self.text_columns()
        if update_fields is not None:
            written = [name for name in written if name in update_fields]
            update_fields = [*update_fields, *(["translation"] if written else [])]
        if written:
            self.translation = self._settled(written)
        super().save(*args, update_fields=update_fields, **kwargs)
        self._remember(written)
        self.__dict__.pop("text_level", None)
        self.__dict__.pop("is_minor_edit", None)

    @classmethod
    def text_columns(cls):
        return [column(name, code) for name in cls.bilingual_fields for code in LANGUAGES]

    def texts_of(self, field):
        """Both sides of a bilingual field, by language."""
        return {code: getattr(self, column(field, code)) for code in LANGUAGES}

    def marks_of(self, field):
        """The marks of a bilingual field, by language."""
        return _by_language(self.translation, field)

    def translation_state(self, field, language):
        """One of `bilingual.TRANSLATION_STATES`, or None where the field says nothing."""
        return translation_state(self.texts_of(field), self.marks_of(field), language)

    def mark_reviewed(self):
        """Raise the drafts among the texts to reviewed, unsaved; whether there were any.

        What is stale, or left to a machine, stays so until a person sees to it.
        """
        raised = {
            column(field, code): {**self.marks_of(field)[code], "level": REVIEWED}
            for field in self.bilingual_fields
            for code in self.marks_of(field)
            if self.translation_state(field, code) == DRAFT
        }
        self.translation = self.translation | raised
        return bool(raised)

    def _settled(self, written):
        """The marks once the columns `written` are saved; a new row keeps those that it brings."""
        read = {} if self._state.adding else self._read_texts()
        marks = {}
        for field in self.bilingual_fields:
            before, after = {}, {}
            for code in LANGUAGES:
                name = column(field, code)
                before[code] = "" if self._state.adding else read[name]
                after[code] = getattr(self, name) if name in written else before[code]
            brought = self.marks_of(field)
            settled = marks_after(
                before, brought, after, level=self.text_level, is_minor=self.is_minor_edit
            )
            if self._state.adding:
                settled |= {code: one for code, one in brought.items() if code in settled}
            marks |= {column(field, code): one for code, one in settled.items()}
        return marks

    def _read_texts(self):
        """The texts as the database has them; asked anew for what this row was not read with."""
        names = self.text_columns()
        if missing := [name for name in names if name not in self.__dict__.get("_read", {})]:
            stored = type(self)._base_manager.filter(pk=self.pk).values(*missing).first() or {}
            return {name: "" for name in missing} | stored | self.__dict__.get("_read", {})
        return self._read

    def _remember(self, names):
        read = self.__dict__.setdefault("_read", {})
        for name in names:
            if name in self.__dict__:
                read[name] = self.__dict__[name]


def _by_language(marks, field):
    found = {code: marks.get(column(field, code)) for code in LANGUAGES}
    return {code: one for code, one in found.items() if one}


class TranslationTally(models.Model):
    """How many texts of an entry stand in one state, in the revision that editors have before them.

    That is the open revision, or the live one where none is open. Everything here follows from
    the rows; `catalog.tally` writes it.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=EntryKind)
    slug = models.SlugField(_("entry"), max_length=80)
    revision = models.PositiveIntegerField(_("revision"))
    language = models.CharField(_("language"), max_length=8, choices=Language)
    state = models.CharField(_("state of translation"), max_length=8, choices=TranslationState)
    texts = models.PositiveIntegerField(_("texts"))

    class Meta:
        ordering = ["kind", "slug", "language", "state"]
        verbose_name = _("count of translations")
        verbose_name_plural = _("counts of translations")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug", "language", "state"],
                name="translation_tally_once",
                violation_error_message=_("This count is there already."),
            )
        ]
        indexes = [
            # Serves the desk, which shows the entries that have texts in a state.
            models.Index(
                fields=["language", "state", "kind", "slug"], name="translation_tally_by_state"
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.slug} #{self.revision}: {self.texts} {self.state}"


class IgnoredHint(models.Model):
    """A hint of the text checks that somebody found needless, for exactly this pair of texts."""

    kind = models.CharField(_("kind"), max_length=12, choices=EntryKind)
    slug = models.SlugField(_("entry"), max_length=80)
    code = models.CharField(_("check"), max_length=20)
    subject = models.CharField(_("about"), max_length=120, blank=True, default="")
    # Fingerprints of both texts: when one of them changes, the hint is back.
    zh = models.CharField(_("Chinese text"), max_length=16, blank=True)
    en = models.CharField(_("English text"), max_length=16, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("ignored hint")
        verbose_name_plural = _("ignored hints")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug", "code", "subject", "zh", "en"],
                name="ignored_hint_once",
                violation_error_message=_("This hint is ignored already."),
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.slug}: {self.code} {self.subject}".strip()

    @property
    def names(self):
        """What it holds for: check, subject, and the fingerprints of both texts."""
        return self.code, self.subject, self.zh, self.en

    @staticmethod
    def names_of(row, field, hint):
        zh, en = map(fingerprint, row.texts_of(field).values())
        return hint.code, hint.subject, zh, en
