"""Prove that the database still holds the article to the byte."""

from django.core.management.base import BaseCommand, CommandError

from catalog.documents.source_text import digest, rebuild
from catalog.models import ArticleRevision, Item


class Command(BaseCommand):
    help = (
        "Rebuild each live article whose source is kept to the byte from the database, and compare "
        "it with the SHA-256 of the source."
    )

    def handle(self, **options):
        revisions = ArticleRevision.objects.live().exclude(sha256="")
        if not revisions:
            raise CommandError("No article is live. Run: manage.py load_content")
        broken = [revision for revision in revisions if not self._check(revision)]
        if broken:
            slugs = ", ".join(revision.slug for revision in broken)
            raise CommandError(f"Not identical to the source: {slugs}")

    def _check(self, revision):
        found, expected = digest(revision), revision.sha256
        verdict = "identical" if found == expected else f"DIFFERS, expected {expected}"
        self.stdout.write(
            f"{revision.slug}: {len(rebuild(revision))} bytes, SHA-256 {found}: {verdict}"
        )
        for item in Item.objects.filter(section__revision=revision, is_truncated=True):
            self.stdout.write(
                f"{revision.slug}: row {item.number} is marked as cut off in the source"
            )
        return found == expected
