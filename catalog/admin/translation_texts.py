"""The texts of one entry on the translation desk, and the buttons beside each."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from catalog import actions, review, roles, tally, translating, translations
from catalog.admin.buttons import change_url
from catalog.admin.translation_parts import (
    ALL,
    TO_DO,
    TextsForm,
    entry_url,
    next_url,
    query_of,
    refuse_outsider,
    show,
    states_of,
)
from catalog.bilingual import LANGUAGES, column
from catalog.choices import TO_TRANSLATE, Language, State, TranslationState
from catalog.models import IgnoredHint
from catalog.models.copying import rows_of

TEXTS = 25


def entry(request, kind, slug):
    """The texts of one entry, each beside its other side and what changed there since."""
    refuse_outsider(request.user)
    if kind not in translations.MODELS:
        raise Http404
    found = translations.MODELS[kind].objects.filter(slug=slug).first()
    revision = tally.shown_revision(found) if found else None
    if revision is None:
        raise Http404
    if request.method == "POST":
        return TextAct(request, revision).answer()
    return EntryPage(request, revision).response()


class EntryPage:
    """The page of one entry: which texts it shows, and what can be done with each."""

    def __init__(self, request, revision):
        self.request = request
        self.revision = revision
        form = TextsForm(request.GET)
        form.is_valid()
        self.language = form.cleaned_data.get("language", "")
        self.state = form.cleaned_data.get("state") or TO_DO
        self.rows = rows_of(revision)
        self.sides = translations.sides_of(self.rows)

    @property
    def listed(self):
        states = states_of(self.state)
        return [
            side
            for side in self.sides
            if (not states or side.state in states) and self.language in ("", side.language)
        ]

    def page(self, *, at=None):
        """The page of the listed texts that holds the key `at`, or that the address asks for."""
        listed = self.listed
        keys = [side.key for side in listed]
        paginator = Paginator(listed, TEXTS)
        if at in keys:
            return paginator.page(keys.index(at) // TEXTS + 1)
        return paginator.get_page(self.request.GET.get("page"))

    def response(self, *, kept=None, status=200):
        """The page; `kept` is a key and a text that could not be saved, shown by itself first."""
        page = self.page(at=self.request.GET.get("at"))
        sides = [side for side in self.sides if kept and side.key == kept[0]] or list(page)
        is_kept = bool(kept) and [side.key for side in sides] == [kept[0]]
        translations.name_rows([side.row for side in sides])
        translations.find_earlier(sides, self.revision.entry)
        hints = self._hints(sides)
        context = {
            "revision": self.revision,
            "revision_url": change_url(self.revision),
            "texts_url": f"{change_url(self.revision).removesuffix('change/')}texts/",
            "cards": [self._card(side, hints.get(side.key, []), kept) for side in sides],
            "lost": kept[1] if kept and not is_kept else None,
            "page": None if kept else page,
            "filters": self._filters(),
            "query": query_of({"language": self.language, "state": self.state}),
            "next_url": self._neighbour_url(""),
            "is_editable": self.is_editable,
        }
        title = _("Texts of %(entry)s") % {"entry": self.revision.name}
        response = show(self.request, "texts", title, **context)
        response.status_code = status
        return response

    @property
    def is_editable(self):
        return self.revision.is_editable or self.revision.state == State.LIVE

    def _filters(self):
        """Chips that narrow the list: state, label, number of texts, address, whether chosen."""
        counts = {}
        for side in self.sides:
            if self.language in ("", side.language):
                counts[side.state] = counts.get(side.state, 0) + 1
        to_do = sum(counts.get(state, 0) for state in TO_TRANSLATE)
        chips = [(TO_DO, _("to do"), to_do), (ALL, _("all"), sum(counts.values()))]
        chips += [(one, label, counts.get(one, 0)) for one, label in TranslationState.choices]
        states = [
            (value, label, number, query_of({"language": self.language, "state": value}))
            for value, label, number in chips
            if number or value in (self.state, TO_DO)
        ]
        languages = [
            (value, label, query_of({"language": value, "state": self.state}))
            for value, label in [("", _("both languages")), *Language.choices]
        ]
        return {
            "states": [(*one, one[0] == self.state) for one in states],
            "languages": [(*one, one[0] == self.language) for one in languages],
        }

    def _card(self, side, hints, kept):
        may_write = self.is_editable and roles.holds(
            self.request.user, roles.right_to_write(side.column)
        )
        is_kept = bool(kept) and kept[0] == side.key
        return {
            "side": side,
            "seen": translating.seen_of(side.row, side.field),
            "may_write": may_write,
            "may_confirm": may_write
            and side.state in (TranslationState.STALE, TranslationState.MACHINE),
            "is_open": is_kept or side.state == TranslationState.MISSING,
            "is_kept": is_kept,
            "text": kept[1] if is_kept else side.text,
            "hints": hints,
            "next_url": self._neighbour_url(side.key),
            "previous_url": self._neighbour_url(side.key, back=True),
        }

    def _neighbour_url(self, key, *, back=False):
        kind = self.revision.entry._meta.model_name
        return next_url(self.language, kind, self.revision.slug, key, back=back)

    def _hints(self, sides):
        """The hints about the texts of the sides, by key of side."""
        ignored = translating.ignored_hints(self.revision.entry)
        rows = list(dict.fromkeys(side.row for side in sides))
        by_side = {(side.row, side.field, side.language): side for side in sides}
        found = {}
        for row, field, hint in review.hints_of(self.revision, rows=rows):
            languages = LANGUAGES if hint.is_about_both else [hint.language]
            for language in languages:
                side = by_side.get((row, field, language))
                if side is not None:
                    one = hint_row(row, field, hint, ignored, self.request.user)
                    found.setdefault(side.key, []).append(one)
        return found


def hint_row(row, field, hint, ignored, user):
    """A hint as the pages of hints show it."""
    return {
        "key": review.hint_key(row, field, hint),
        "hint": hint,
        "ignored": ignored.get(IgnoredHint.names_of(row, field, hint)),
        "may_judge": translating.may_judge(user, field, hint),
    }


class TextAct:
    """One press of a button on the page of an entry."""

    def __init__(self, request, revision):
        self.request = request
        self.revision = revision
        self.page = EntryPage(request, revision)
        self.posted = request.POST
        self.text = self.posted.get("text", "").replace("\r\n", "\n")

    def answer(self):
        """Do it and go on where the person was; what was not saved stays in the form."""
        act, key = self.posted.get("act", ""), self.posted.get("key", "")
        keys = [side.key for side in self.page.listed]
        place = keys.index(key) if key in keys else 0
        try:
            self._perform(act, key)
        except actions.ActionForbidden as refusal:
            raise PermissionDenied(refusal.message) from refusal
        except actions.ActionRefused as refusal:
            messages.error(self.request, refusal.message)
            fresh = EntryPage(self.request, tally.shown_revision(self.revision.entry))
            kept = (key, self.text) if act == "write" else None
            return fresh.response(kept=kept, status=409)
        return redirect(self._address_after(place))

    def _perform(self, act, key):
        side = next((one for one in self.page.sides if one.key == key), None)
        if side is None:
            raise translating.TextMoved(
                _("This text is not there any more. Look at the entry again.")
            )
        told = {"by": self.request.user}
        seen = {**told, "seen": self.posted.get("seen", "")}
        if act == "confirm":
            translating.confirm_translation(side.row, side.field, side.language, **seen)
            messages.success(self.request, _("%(text)s: still correct.") % {"text": side.label})
        elif act == "write":
            is_minor = "minor" in self.posted
            self._write(side, self.text, is_minor=is_minor, **seen)
        elif act == "take":
            self._take(side, **seen)
        elif act in ("ignore", "heed"):
            judge = translating.ignore_hint if act == "ignore" else translating.heed_hint
            judge(self.revision, self.posted.get("hint", ""), **told)
        else:
            raise actions.ActionRefused(_("This button is not known. Open the page again."))

    def _write(self, side, text, **said):
        translating.write_text(side.row, side.field, side.language, text, **said)
        messages.success(self.request, _("%(text)s: saved.") % {"text": side.label})

    def _take(self, side, **said):
        """Write what a hint suggests for its own language."""
        for row, field, hint in review.hints_of(self.revision, rows=[side.row]):
            if review.hint_key(row, field, hint) == self.posted.get("hint") and hint.suggestion:
                name = column(field, hint.language)
                if name == side.column:
                    return self._write(side, hint.suggestion, is_minor=True, **said)
        raise translating.TextMoved(_("The text changed meanwhile. Look again."))

    def _address_after(self, place):
        """The text that now stands where the person was, on its page of the same list."""
        page = EntryPage(self.request, tally.shown_revision(self.revision.entry))
        kind = self.revision.entry._meta.model_name
        query = {"language": page.language, "state": page.state}
        listed = page.listed
        if not listed:
            return f"{entry_url(kind, self.revision.slug)}?{query_of(query)}"
        key = listed[min(place, len(listed) - 1)].key
        return f"{entry_url(kind, self.revision.slug)}?{query_of({**query, 'at': key})}#{key}"
