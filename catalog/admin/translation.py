"""The translation desk: every entry with its counts, and the way to the next stale text."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from catalog import translations
from catalog.admin.translation_parts import (
    EntriesForm,
    desk_url,
    entry_url,
    languages_of,
    next_url,
    query_of,
    refuse_outsider,
    show,
    states_of,
)
from catalog.bilingual import LANGUAGES
from catalog.choices import Language, TranslationState

ENTRIES = 50


def desk(request):
    """All entries by languages and states, with counts that are filters."""
    refuse_outsider(request.user)
    form = EntriesForm(request.GET, label_suffix="")
    form.is_valid()
    asked = {name: form.cleaned_data.get(name, "") for name in form.fields}
    user = request.user if asked["mine"] else None
    every = translations.tallies(kind=asked["kind"], user=user)
    found = translations.tallies(
        kind=asked["kind"],
        language=asked["language"],
        states=states_of(asked["state"]),
        user=user,
    )
    page = Paginator(translations.entries(found), ENTRIES).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "totals": _totals(translations.totals(every), asked),
        "states": TranslationState.choices,
        "page": page,
        "rows": [_entry_row(*one) for one in translations.shown(list(page))],
        "query": query_of(asked),
        "next_url": next_url(asked["language"]),
    }
    return show(request, "list", _("Translation desk"), **context)


def _totals(counted, asked):
    """Each language with its counts by state: texts, entries, address, whether it is the filter."""
    rows = []
    for language, label in Language.choices:
        cells = []
        for state, state_label in TranslationState.choices:
            texts, entries = counted.get((language, state), (0, 0))
            chosen = {"language": language, "state": state}
            is_current = all(asked[name] == one for name, one in chosen.items())
            query = query_of({**asked, **({"language": "", "state": ""} if is_current else chosen)})
            cells.append((state, state_label, texts, entries, f"?{query}", is_current))
        rows.append((label, cells))
    return rows


def _entry_row(revision, counts):
    """A revision, the address of its texts, and by language what stands in which state."""
    kind = revision.entry._meta.model_name
    url = entry_url(kind, revision.slug)
    languages = []
    for language, label in Language.choices:
        chips = [
            (
                state,
                TranslationState(state).label,
                counts[language, state],
                f"{url}?{urlencode({'language': language, 'state': state})}",
            )
            for state in TranslationState.values
            if (language, state) in counts
        ]
        languages.append((label, chips))
    return {
        "revision": revision,
        "kind": revision.entry._meta.verbose_name,
        "url": url,
        "languages": languages,
    }


def next_stale(request):
    """Go on to the next stale text, over all entries, or back to the one before."""
    refuse_outsider(request.user)
    asked = {name: request.GET.get(name, "") for name in ("kind", "slug", "key", "language")}
    language = asked.pop("language")
    languages = [language] if language in LANGUAGES else languages_of(request.user)
    found = translations.neighbour(**asked, languages=languages, back="back" in request.GET)
    if found is None:
        messages.info(request, _("No stale text is left in this direction."))
        return redirect(entry_url(asked["kind"], asked["slug"]) if asked["slug"] else desk_url())
    kind, slug, key = found
    query = urlencode({"language": language, "at": key} if language else {"at": key})
    return redirect(f"{entry_url(kind, slug)}?{query}#{key}")
