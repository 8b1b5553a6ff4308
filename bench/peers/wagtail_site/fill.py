"""Fills the site with frameworks as our API describes them: `fill FILE`, a list of documents."""

import json
import os
import sys
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.peers.wagtail_site.settings"

GROUPS = (
    "facts",
    "assessments",
    "relations",
    "incoming_relations",
    "releases",
    "packages",
    "papers",
)
TITLES = ("field", "feature", "category", "type", "version", "name", "title")
TEXTS = ("rationale", "note", "what", "target_name", "registry", "released_on", "since", "until")


def main(file):
    import django

    django.setup()
    from django.core.management import call_command
    from wagtail.models import Page, Site

    from bench.peers.wagtail_site.models import FrameworkPage

    call_command("migrate", verbosity=0)
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=Page(title="Frameworks", slug="frameworks"))
    Site.objects.update(root_page=home)
    for one in json.loads(Path(file).read_text(encoding="utf-8")):
        named = {key: one[key] or "" for key in ("summary", "status", "licence")}
        page = home.add_child(instance=FrameworkPage(title=one["name"], slug=one["id"], **named))
        for group in GROUPS:
            for row in one[group]:
                add_claim(page, group, row)
        page.save_revision().publish()


def add_claim(page, group, row):
    from bench.peers.wagtail_site.models import Claim, Source

    claim = Claim.objects.create(
        page=page,
        group=group,
        title=" ".join(str(row[key]) for key in TITLES if row.get(key)),
        text=" ".join(str(row[key]) for key in TEXTS if row.get(key)),
        verdict=row.get("verdict") or "",
        confidence=row["confidence"] or "",
    )
    claim.sources.set(
        Source.objects.get_or_create(slug=slug, defaults={"title": slug.replace("-", " ")})[0]
        for slug in row["sources"]
    )


if __name__ == "__main__":
    main(sys.argv[1])
