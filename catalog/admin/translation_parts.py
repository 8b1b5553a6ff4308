"""What the pages of the translation desk share: who may see them, filters and addresses."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog import roles
from catalog.bilingual import LANGUAGES, column
from catalog.choices import TO_TRANSLATE, EntryKind, Language, TranslationState

TO_DO = "todo"
ALL = "all"
TO_DO_CHOICE = (TO_DO, _("to be translated or looked at"))


class EntriesForm(forms.Form):
    """What the list of entries is narrowed to."""

    kind = forms.ChoiceField(
        label=_("kind"), required=False, choices=[("", _("all")), *EntryKind.choices]
    )
    language = forms.ChoiceField(
        label=_("language"), required=False, choices=[("", _("all")), *Language.choices]
    )
    state = forms.ChoiceField(
        label=_("state of translation"),
        required=False,
        choices=[("", _("all")), TO_DO_CHOICE, *TranslationState.choices],
    )
    mine = forms.BooleanField(label=_("only what I have worked on"), required=False)


class TextsForm(forms.Form):
    """Which texts of an entry are shown: those to be done unless told otherwise."""

    language = forms.ChoiceField(required=False, choices=[("", ""), *Language.choices])
    state = forms.ChoiceField(
        required=False, choices=[TO_DO_CHOICE, (ALL, _("all")), *TranslationState.choices]
    )


def states_of(value):
    """The states that a filter stands for; none for all."""
    return TO_TRANSLATE if value == TO_DO else [value] if value and value != ALL else ()


def show(request, name, title, **context):
    context = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"admin/catalog/translation_{name}.html", context)


def query_of(values):
    """A query string of the values that say something."""
    return urlencode({name: "on" if one is True else one for name, one in values.items() if one})


def entry_url(kind, slug):
    return reverse("desk:translation-entry", args=[kind, slug])


def desk_url():
    return reverse("desk:translation")


def next_url(language, kind="", slug="", key="", *, back=False):
    place = {"kind": kind, "slug": slug, "key": key, "language": language, "back": back}
    return f"{reverse('desk:translation-next')}?{query_of(place)}"


def languages_of(user):
    """The languages that a person writes; both for somebody who only reads."""
    mine = [one for one in LANGUAGES if roles.holds(user, roles.right_to_write(column("", one)))]
    return mine or list(LANGUAGES)


def refuse_outsider(user):
    if not roles.holds(user, *roles.WRITING, roles.REVIEW):
        raise PermissionDenied
