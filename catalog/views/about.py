from django.views.generic import TemplateView

from catalog.choices import CELL_OF_VERDICT


class AboutView(TemplateView):
    template_name = "catalog/about.html"
    extra_context = {"cells": [(verdict, cell) for verdict, cell in CELL_OF_VERDICT.items()]}
