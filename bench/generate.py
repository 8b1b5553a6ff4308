"""A catalogue of any size, the same for the same seed: `python -m bench.generate COUNT`.

Writes COUNT live frameworks into the database of DATABASE_URL, which is not asked whether it wants
to keep what it has. As with those of people, names, licences, developers and verdicts follow Zipf's
law, and there are more developers the more frameworks there are, as many as their square root.
What frameworks are judged under must be there already, as `load_content` brings it.
"""

import sys

from bench.start import set_up

BATCH = 2000


def fill(count, *, progress=lambda batches: batches):
    """Write `count` live frameworks with everything that belongs to them.

    Each has about 4 terms, 4 verdicts, 2 facts, 2 releases and a package, every other one a
    relation; a claim in two cites a source. Every hundredth has an open draft besides. The index of
    the search is not written: `search.rebuild` does that.
    """
    from django.db import transaction

    with transaction.atomic():
        generator = Generator(count)
        for start in progress(range(0, count, BATCH)):
            for number in range(start, min(start + BATCH, count)):
                generator.framework(number)
            generator.write()


class Generator:
    """Draws what a framework says, and puts it into tables."""

    def __init__(self, count):
        from django.contrib.auth import get_user_model
        from django.utils import timezone

        from bench.words import LICENCES, Writer
        from catalog import choices
        from catalog.models import Category, Feature

        self.writer = writer = Writer()
        self.random = writer.random
        person, _is_new = get_user_model().objects.get_or_create(username="generator")
        self.tables = tables(person, timezone.now())
        draw = writer.draw
        self.licences = draw(LICENCES)
        self.kinds = draw([kind for kind in choices.FrameworkKind.values if kind != "not_found"])
        self.statuses = draw(choices.Status.values)
        self.models = draw(choices.ExecutionModel.values)
        self.trainings = draw(choices.DistributedTraining.values)
        self.verdicts = draw(choices.Verdict.values)
        self.features = draw(Feature.objects.live().values_list("entry_id", flat=True))
        self.categories = draw(Category.objects.live().values_list("entry_id", flat=True))
        self.relations = draw(choices.RelationType.values)
        self.terms = {facet: draw(ids) for facet, ids in self._terms(count).items()}
        self.sources = draw(self._sources(max(20, count // 20)))
        self.entries = []

    def _terms(self, count):
        from catalog.choices import Facet

        numbers = {
            Facet.DEVELOPER: 5 + int(3 * count**0.5),
            Facet.USER_LANGUAGE: 12,
            Facet.ACCELERATOR: 8,
            Facet.PLATFORM: 6,
        }
        terms = self.tables["term"]
        return {
            facet: [
                terms.add(
                    facet=facet,
                    slug=f"g-{facet}-{one}",
                    name_zh=self.writer.rare_word(),
                    name_en=f"{self.writer.stem()} {one}",
                )
                for one in range(number)
            ]
            for facet, number in numbers.items()
        }

    def _sources(self, count):
        from catalog.choices import SourceKind

        return [
            self.tables["source"].add(
                slug=f"g-source-{number}",
                kind=SourceKind.WEB_PAGE,
                title=f"{self.writer.name()}: {self.writer.stem()}",
                locator=f"https://example.org/{number}",
            )
            for number in range(count)
        ]

    def framework(self, number):
        slug = f"g-{number}"
        entry = self.tables["framework"].add(slug=slug)
        self.entries.append(entry)
        revision, name = self.revision(entry, number=1)
        self.parts(revision, name)
        self.tables["change"].add(slug=slug)
        self.tables["publicchange"].add(slug=slug)
        texts = {("zh-hans", "draft"): 9, ("en", "draft"): 8, ("en", "missing"): 1}
        for (language, state), count in texts.items():
            self.tables["translationtally"].add(
                slug=slug, language=language, state=state, texts=count
            )
        if number % 100 == 0:
            self.revision(entry, number=2, state="draft", published_at=None)

    def revision(self, entry, **fields):
        name = self.writer.name()
        pk = self.tables["frameworkrevision"].add(
            entry_id=entry,
            name=name,
            chinese_name=self.writer.rare_word() if self.random.random() < 0.3 else "",
            **self.writer.text("summary"),
            developer_zh=f"{self.writer.rare_word()}研究所",
            developer_en=f"{self.writer.stem()} Institute",
            kind=self.kinds.one(),
            status=self.statuses.one(),
            licence=self.licences.one(),
            execution_model=self.models.one(),
            distributed_training=self.trainings.one(),
            **fields,
        )
        return pk, name

    def parts(self, revision, name):
        claim = self.claim
        for field in ("licence", "status"):
            claim("fact", revision, field=field, **self.writer.text("note", length=8))
        for subject, many in (
            ("feature", self.features.different(4)),
            ("category", self.categories.different(2)),
        ):
            for one in many:
                judged = {f"{subject}_id": one, "verdict": self.verdicts.one()}
                claim("assessment", revision, **judged, **self.writer.text("rationale", length=8))
        for role in ("first", "latest"):
            day, version = self.writer.day(), f"{self.random.randint(0, 9)}.0"
            claim("release", revision, role=role, version=version, released_on=day)
        claim("package", revision, registry="PyPI", name=name.lower().replace(" ", "-"))
        if self.random.random() < 0.5:
            target, kind = self.random.choice(self.entries), self.relations.one()
            claim("relation", revision, type=kind, target_id=target)
        for terms in self.terms.values():
            self.tables["frameworkterm"].add(revision_id=revision, term_id=terms.one())

    def claim(self, model, revision, **values):
        pk = self.tables[model].add(revision_id=revision, **values)
        if self.random.random() < 0.5:
            link = {f"{model}_id": pk, "source_id": self.sources.one()}
            self.tables[f"{model}_sources"].add(**link)

    def write(self):
        for table in self.tables.values():
            table.write()


def tables(person, at):
    """The tables that are written, by name, each behind those that it points to."""
    from bench.tables import Table
    from catalog import models
    from catalog.choices import ChangeAction, EntryKind, PublicEvent, State
    from catalog.published import current_stamp

    kept = {"number": 1, "version": 1, "state": State.LIVE, "published_at": at}
    by = {"created_by_id": person.pk}
    of_entry = {"kind": EntryKind.FRAMEWORK, "revision": 1}
    published = {"action": ChangeAction.PUBLISH, "by_id": person.pk, "at": at}
    seen = {"event": PublicEvent.CREATED, "stamp": current_stamp(), "at": at}
    claims = [models.Fact, models.Assessment, models.Release, models.Package, models.Relation]
    found = [
        Table(models.Term),
        Table(models.Source, accessed_on=at.date()),
        Table(models.Framework),
        Table(models.FrameworkRevision, **kept, **by),
        Table(models.FrameworkTerm),
        *map(Table, claims),
        *(Table(claim.sources.through) for claim in claims),
        Table(models.Change, **of_entry, **published),
        Table(models.PublicChange, **of_entry, **seen),
        Table(models.TranslationTally, **of_entry),
    ]
    return {table.model._meta.model_name: table for table in found}


def main(count):
    set_up()
    fill(count)


if __name__ == "__main__":
    main(int(sys.argv[1]))
