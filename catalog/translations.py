"""What translators have before them: counts over all entries, and the texts of one entry."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, Sum, prefetch_related_objects

from catalog import tally
from catalog.bilingual import (
    HTML_LANG,
    LANGUAGES,
    MACHINE,
    MISSING,
    STALE,
    column,
    fingerprint,
    other,
)
from catalog.choices import TO_TRANSLATE, ChangeAction, EntryKind, TranslationState
from catalog.models import (
    ENTRY_MODELS,
    BilingualRow,
    Change,
    Entry,
    Revision,
    Term,
    TranslationTally,
)
from catalog.models.copying import owned_relations, rows_of
from catalog.models.owners import owner_field, owner_path
from catalog.review import text_difference

MODELS = {EntryKind(model._meta.model_name): model for model in ENTRY_MODELS}
WORKED_ON = (ChangeAction.OPEN_DRAFT, ChangeAction.EDIT, ChangeAction.REVERT)


@dataclass(frozen=True)
class Earlier:
    """The text that a translation was last checked against, and the newest revision that had it."""

    text: str
    number: int
    live_until: datetime | None


@dataclass
class Side:
    """One text of a row in one language, beside its other side."""

    row: BilingualRow
    field: str
    language: str
    state: str
    earlier: Earlier | None = None

    @property
    def column(self):
        return column(self.field, self.language)

    @property
    def key(self):
        """What names the text in forms and addresses."""
        return f"{self.row._meta.model_name}-{self.row.pk}-{self.column}"

    @property
    def text(self):
        return self.row.texts_of(self.field)[self.language]

    @property
    def source(self):
        return self.row.texts_of(self.field)[other(self.language)]

    @property
    def html_lang(self):
        return HTML_LANG[self.language]

    @property
    def source_html_lang(self):
        return HTML_LANG[other(self.language)]

    @property
    def label(self):
        return self.row._meta.get_field(self.column).verbose_name

    @property
    def place(self):
        """The row for people, within the rows that own it; empty for the revision itself."""
        return " › ".join(_names(self.row))

    @property
    def state_label(self):
        return TranslationState(self.state).label

    @property
    def is_stale(self):
        return self.state == STALE

    @property
    def is_line(self):
        return self.row._meta.get_field(self.column).get_internal_type() == "CharField"

    @property
    def max_length(self):
        return self.row._meta.get_field(self.column).max_length

    @property
    def difference(self):
        """What changed in the source since the text was checked; see `text_difference`."""
        return text_difference(self.earlier.text, self.source) if self.earlier else None


def _names(row):
    names = []
    while not isinstance(row, (Revision, Term)):
        names.insert(0, f"{row._meta.verbose_name} {row}")
        row = getattr(row, owner_field(type(row)).name)
    return names


def tallies(*, kind="", language="", states=(), user=None):
    """The counts that match; with `user` of revisions that this person has worked on."""
    wanted = {"kind": kind, "language": language, "state__in": states}
    found = TranslationTally.objects.filter(**{key: one for key, one in wanted.items() if one})
    if user is not None:
        own = Change.objects.filter(
            kind=OuterRef("kind"),
            slug=OuterRef("slug"),
            revision=OuterRef("revision"),
            by=user,
            action__in=WORKED_ON,
        )
        found = found.filter(Exists(own))
    return found


def totals(found):
    """Texts and entries by language and state, over the counts `found`."""
    rows = (
        found.order_by()
        .values_list("language", "state")
        .annotate(number=Sum("texts"), entries=Count("pk"))
    )
    return {(language, state): (texts, entries) for language, state, texts, entries in rows}


def entries(found):
    """Pairs (kind, slug) of the entries among the counts `found`, each once."""
    return found.order_by("kind", "slug").values_list("kind", "slug").distinct()


def shown(keys):
    """For each pair (kind, slug): the revision before the editors, and all counts of the entry."""
    counts, revisions = defaultdict(dict), {}
    for kind, model in MODELS.items():
        slugs = [slug for one, slug in keys if one == kind]
        if not slugs:
            continue
        there = tally.shown_revisions(model).filter(entry__slug__in=slugs)
        for revision in sorted(there, key=lambda one: one.is_open):
            revisions[kind, revision.slug] = revision
        for one in TranslationTally.objects.filter(kind=kind, slug__in=slugs):
            counts[kind, one.slug][one.language, one.state] = one.texts
    return [(revisions[key], counts[key]) for key in map(tuple, keys) if key in revisions]


def sides_of(rows):
    """Every text of the rows that stands in some state, in reading order."""
    return [
        Side(row, field, language, state)
        for row in rows
        if isinstance(row, BilingualRow)
        for field in row.bilingual_fields
        for language in LANGUAGES
        if (state := row.translation_state(field, language))
    ]


def find_earlier(sides, entry, *, published=False):
    """Give each stale side the text of its source that it was checked against, where one had it.

    With `published` only what readers saw is searched.
    """
    by_model = defaultdict(list)
    for side in sides:
        if side.is_stale:
            by_model[type(side.row)].append(side)
    for model, stale in by_model.items():
        texts = _texts_once_said(model, entry, stale, published=published)
        for side in stale:
            mark = side.row.marks_of(side.field)[side.language]
            side.earlier = texts.get(mark["of"])


def _texts_once_said(model, entry, sides, *, published):
    """What the revisions of `entry` said as sources of the `sides`, by fingerprint, newest last."""
    at = f"{path}__" if (path := owner_path(model)) else ""
    rows = model.objects.filter(**{f"{at}entry": entry})
    if published:
        rows = rows.filter(**{f"{at}published_at__isnull": False})
    columns = sorted({column(side.field, other(side.language)) for side in sides})
    found = {}
    read = rows.order_by(f"{at}number").values_list(f"{at}number", f"{at}live_until", *columns)
    for number, live_until, *texts in read:
        for text in texts:
            found[fingerprint(text)] = Earlier(text, number, live_until)
    return found


def rows_at_hand(row, seen=None):
    """The row and what of its rows was read together with it, each once and without a query."""
    seen = set() if seen is None else seen
    if row in seen:
        return
    seen.add(row)
    yield row
    for relation in owned_relations(type(row)):
        name = relation.get_accessor_name()
        if relation.one_to_one:
            one = relation.get_cached_value(row, default=None)
            yield from rows_at_hand(one, seen) if one else ()
        elif name in getattr(row, "_prefetched_objects_cache", {}):
            for one in getattr(row, name).all():
                yield from rows_at_hand(one, seen)
    # A row of an article names a row of the same article: what it prints.
    for field in row._meta.concrete_fields:
        if field.is_relation and field.editable and owner_field(field.related_model):
            one = field.get_cached_value(row, default=None)
            yield from rows_at_hand(one, seen) if one else ()


@dataclass(frozen=True)
class Behind:
    """How far the texts that a reader sees in one language are behind the other language."""

    stale: int
    missing: int
    machine: int
    since: datetime | None


def behind(rows, entry, language):
    """What a reader should know of the translations of `rows`; None where all are current.

    The rows are what a page shows of a live revision of `entry`. Since when stale texts differ is
    asked for where there are any: the end of the newest revision that readers saw and that said
    what the text was checked against.
    """
    sides = [one for one in sides_of(rows) if one.language == language]
    counts = Counter(side.state for side in sides)
    if not any(counts[state] for state in TO_TRANSLATE):
        return None
    find_earlier(sides, entry, published=True)
    ends = [side.earlier.live_until for side in sides if side.earlier and side.earlier.live_until]
    stale, missing, machine = (counts[one] for one in (STALE, MISSING, MACHINE))
    return Behind(stale, missing, machine, min(ends, default=None))


def name_rows(rows):
    """Read what the labels of the rows name, once for each model: entries and terms."""
    by_model = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row)
    for model, same in by_model.items():
        named = [
            field.name
            for field in model._meta.concrete_fields
            if field.is_relation and issubclass(field.related_model, (Entry, Term))
        ]
        prefetch_related_objects(same, *(name for name in named if name != "entry"))


def neighbour(kind, slug, key, *, languages, back=False):
    """The next stale side after the text `key` of an entry, or before it: (kind, slug, key).

    Entries follow each other by kind and slug. None behind the last. An unknown `key` stands
    before all texts of its entry.
    """
    keys, stale = _keys(kind, slug, languages)
    place = keys.index(key) if key in keys else (len(keys) if back else -1)
    here = [one for one in stale if (keys.index(one) < place) == back and one != key]
    if here:
        return kind, slug, here[-1 if back else 0]
    beyond = Q(kind__gt=kind) | Q(kind=kind, slug__gt=slug)
    if back:
        beyond = Q(kind__lt=kind) | Q(kind=kind, slug__lt=slug)
    order = ["-kind", "-slug"] if back else ["kind", "slug"]
    found = tallies(states=[STALE]).filter(beyond, language__in=languages).order_by(*order)
    following = found.values_list("kind", "slug").first()
    if following is None:
        return None
    _all, stale = _keys(*following, languages)
    return (*following, stale[-1 if back else 0])


def _keys(kind, slug, languages):
    """The keys of all texts of an entry, and of those that are stale in one of the languages."""
    entry = MODELS[kind].objects.filter(slug=slug).first() if kind in MODELS else None
    revision = tally.shown_revision(entry) if entry else None
    sides = sides_of(rows_of(revision)) if revision else []
    stale = [side.key for side in sides if side.is_stale and side.language in languages]
    return [side.key for side in sides], stale
