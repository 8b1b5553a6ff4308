"""Choices that are looked up among rows read once, instead of with a query for each box.

A form of a framework has a hundred boxes over a handful of tables, and Django asks the database for
each of them whether the choice exists.
"""

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.forms.models import BaseInlineFormSet

from catalog.admin.row_rules import check_rows


class Known:
    """`known` is a function that gives the rows by their primary key as text."""

    def __init__(self, *args, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = known

    def row(self, value):
        key = value.pk if isinstance(value, Model) else value
        if (found := self.known().get(str(key))) is None:
            raise ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": value},
            )
        return found


class KnownChoiceField(Known, ModelChoiceField):
    def to_python(self, value):
        return None if value in self.empty_values else self.row(value)


class KnownMultipleChoiceField(Known, ModelMultipleChoiceField):
    def _check_values(self, value):
        return [self.row(one) for one in value]


class OwnedFormSet(BaseInlineFormSet):
    """Rows of one owner; which row a form stands for is known from the rows already read."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        name = self.model._meta.pk.name
        field = form.fields[name]
        form.fields[name] = KnownChoiceField(
            field.queryset,
            known=self._rows_by_key,
            initial=field.initial,
            required=False,
            widget=field.widget,
        )

    def clean(self):
        super().clean()
        filled = [form for form in self.forms if getattr(form, "cleaned_data", None)]
        check_rows([form for form in filled if not self._should_delete_form(form)])

    def _rows_by_key(self):
        return {str(row.pk): row for row in self.get_queryset()}
