"""Deletes stored pictures that no revision names, as refused saves leave them behind."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.utils import timezone

from catalog.images import FOLDER
from catalog.models import ArticlePicture, FrameworkPicture

# A form that is being saved right now has stored its file and not yet its row.
LEAST_AGE = timedelta(days=1)


class Command(BaseCommand):
    help = "Deletes stored pictures that no revision names and that are older than a day."

    def handle(self, *args, **options):
        unused = self.unused(before=timezone.now() - LEAST_AGE)
        for name in unused:
            default_storage.delete(name)
        self.stdout.write(f"{len(unused)} pictures removed.")

    def unused(self, *, before):
        """Names in the store that nothing names and that were written before a moment."""
        try:
            _folders, files = default_storage.listdir(FOLDER)
        except FileNotFoundError:
            return []
        models = (FrameworkPicture, ArticlePicture)
        named = {name for model in models for name in model.objects.values_list("file", flat=True)}
        stored = {f"{FOLDER}/{file}" for file in files} - named
        return sorted(name for name in stored if default_storage.get_modified_time(name) < before)
