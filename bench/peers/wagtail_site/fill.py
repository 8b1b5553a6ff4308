"""Fills the site with frameworks as `bench.cms` describes them: `fill FILE`, a list of them."""

import json
import os
import sys
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.peers.wagtail_site.settings"


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
        claims = one.pop("claims")
        page = home.add_child(instance=FrameworkPage(title=one.pop("name"), **one))
        for claim in claims:
            add_claim(page, claim)
        page.save_revision().publish()


def add_claim(page, claim):
    from bench.peers.wagtail_site.models import Claim, Source

    sources = claim.pop("sources")
    Claim.objects.create(page=page, **claim).sources.set(
        Source.objects.get_or_create(slug=slug, defaults={"title": slug.replace("-", " ")})[0]
        for slug in sources
    )


if __name__ == "__main__":
    main(sys.argv[1])
