"""What readers may send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.choices import FactField
from catalog.validators import clean_line, clean_text

SHORTEST_REPORT, LONGEST_REPORT = 10, 2000


class PlainLine(forms.CharField):
    """One line, by the rules that the texts of entries have."""

    def to_python(self, value):
        return clean_line(super().to_python(value))


class PlainText(forms.CharField):
    """Several lines, by the rules that the texts of entries have."""

    widget = forms.Textarea

    def to_python(self, value):
        return clean_text(super().to_python(value))


class ReportForm(forms.Form):
    """What is wrong, and where; `with_facts` adds the choice of a fact of a framework."""

    fact = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=[("", _("Something else on the page")), *FactField.choices],
        required=False,
    )
    text = PlainText(
        label=_("What should it say, and how do you know?"),
        help_text=_(
            "A source helps most: an address, a document, a version. Do not write anything about "
            "yourself."
        ),
        min_length=SHORTEST_REPORT,
        max_length=LONGEST_REPORT,
        widget=forms.Textarea(attrs={"rows": 8, "aria-describedby": "report-help"}),
    )
    # People do not see this field, and programs that fill in every one give themselves away.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *arguments, with_facts, **options):
        super().__init__(*arguments, **options)
        if not with_facts:
            del self.fields["fact"]
        for name in self.errors:
            if name in self.fields:
                self.fields[name].widget.attrs["aria-invalid"] = "true"

    @property
    def is_of_a_program(self):
        return bool(self.cleaned_data["website"])
