"""Somebody with a browser of their own, who opens forms of the desk and saves them."""

from django.test import Client

from catalog.admin.buttons import change_url


def form_values(response):
    """What a browser would send when the form on the page is saved as it stands."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                values[field.html_name] = value
    return values


class Person(Client):
    def __init__(self, user):
        super().__init__()
        self.user = user
        self.force_login(user)

    def opened(self, row):
        """What the form sends when it is saved as it was opened."""
        return form_values(self.get(change_url(row)))

    def save(self, row, values):
        return self.post(change_url(row), values)

    def settle(self, response, choices):
        """What the merge page sends when these choices are made."""
        context = response.context
        values = {name: list(sent) for name, sent in context["kept_fields"]}
        return {**values, context["seen"]["name"]: context["seen"]["value"], **choices}
