from django.views.generic import TemplateView

from catalog import rubric
from catalog.choices import CELL_OF_VERDICT


class AboutView(TemplateView):
    template_name = "catalog/about.html"
    extra_context = {"cells": [(verdict, cell) for verdict, cell in CELL_OF_VERDICT.items()]}


class RubricView(TemplateView):
    """The rules that verdicts follow, read off the file that the audit of the content reads."""

    template_name = "catalog/rubric.html"
    extra_context = {"groups": rubric.groups()}
