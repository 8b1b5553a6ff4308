"""The question beside each button that publishes: has somebody confirmed what the entry says?

Without it entries that were published a minute ago stood among those that nobody has confirmed for
a year. The answer is a property of the publication, and no edit by the person who publishes.
"""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

TODAY, WHERE_EMPTY, KEEP = "today", "where-empty", "keep"
# The name begins as those of buttons do: it is no part of what the form around it says.
NAME = "_confirmed"


def confirm_field(choices, **options):
    return forms.ChoiceField(
        label=_("Confirmed"),
        required=False,
        choices=choices,
        help_text=_("The day on which somebody last confirmed what this entry says."),
        **options,
    )


def today_label():
    return _("today, %(day)s") % {"day": timezone.localdate().isoformat()}


def confirm_form(revision):
    """The question about one revision; today is chosen where no day is named yet."""
    day = revision.verified_on
    before = _("as before, on %(day)s") % {"day": day.isoformat()} if day else _("by nobody yet")
    form = forms.Form(initial={NAME: KEEP if day else TODAY}, label_suffix="")
    form.fields[NAME] = confirm_field([(TODAY, today_label()), (KEEP, before)])
    return form


def confirmed_on(answer, revision):
    """The day that an answer gives; None leaves the one that the revision names."""
    is_today = answer == TODAY or (answer == WHERE_EMPTY and revision.verified_on is None)
    return timezone.localdate() if is_today else None


class ConfirmManyForm(forms.Form):
    """The question about many revisions at once."""

    confirmed = confirm_field(
        [
            (WHERE_EMPTY, _("today, where no day is named yet")),
            (TODAY, _("today, all of them")),
            (KEEP, _("leave the days as they are")),
        ],
        initial=WHERE_EMPTY,
    )
