"""Private copies of what is typed, and who else is at work; both never block anybody."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from catalog import keeping, queries
from catalog.admin.buttons import ActionButtons, change_url
from catalog.admin.opened import page_of, read_token
from catalog.admin.sent import first, form_fields, sent_values
from catalog.logged_out import fetched
from catalog.models import Autosave


class AutosavePage(ActionButtons):
    """A change page that keeps what is typed, and says who else has it open."""

    buttons = {}

    def subject_of(self, row):
        """What people see each other at: (kind, slug, number); a plain row stands for itself."""
        return row._meta.model_name, str(row.pk), 0

    def version_of(self, row):
        """The number that each edit counts up, or None where edits are not counted."""
        return None

    def get_urls(self):
        own = [
            self.row_path("autosave", fetched(require_POST(self.autosave))),
            self.row_path("presence", fetched(require_POST(self.presence))),
        ]
        return [*own, *super().get_urls()]

    def autosave(self, request, pk):
        """Keep the form as the private copy of its author; it is not saved, let alone published.

        It is kept even where the revision was published or discarded meanwhile.
        """
        if not self.has_change_permission(request):
            raise PermissionDenied
        sent = sent_values(request.POST)
        opened = read_token(first(sent, "opened"), page=f"{self.opts.model_name}/{pk}")
        if opened is None:
            return JsonResponse(
                {"message": _("This form is out of date: open it again.")}, status=409
            )
        try:
            kept = keeping.keep_text(
                form_fields(sent),
                by=request.user,
                page=opened.page,
                subject=opened.subject,
                opening=opened.opening,
            )
        except keeping.TextNotKept as refusal:
            return JsonResponse({"message": refusal.message}, status=413)
        return JsonResponse({"saved_at": kept.saved_at.isoformat()})

    def presence(self, request, pk):
        """Note that the person is here; who else is, and which version is the newest."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        row = get_object_or_404(self.get_queryset(request), pk=pk)
        subject = self.subject_of(row)
        keeping.note_presence(by=request.user, subject=subject)
        others = queries.editing_now(subject, without=request.user)
        answer = {"message": editing_notice(others), "version": self.version_of(row)}
        return JsonResponse(answer)

    def desk_context(self, request, row):
        """What the form shows of others, and of what the person typed earlier."""
        subject = self.subject_of(row)
        kind, slug, _number = subject
        texts = Autosave.objects.filter(user=request.user, kind=kind, slug=slug)
        # What was just sent, and comes back with its faults, is in the form already.
        sent = read_token(request.POST.get("opened"), page=page_of(row))
        texts = texts.exclude(page=page_of(row), opening=sent.opening) if sent else texts
        return {
            "autosave_url": self.action_url(row.pk, "autosave"),
            "presence_url": self.action_url(row.pk, "presence"),
            "editing_notice": editing_notice(queries.editing_now(subject, without=request.user)),
            "unsaved_texts": [
                {"text": text, "url": change_url(text), "is_here": text.page == page_of(row)}
                for text in texts
            ],
            "opened_version": self.version_of(row),
        }


def editing_notice(people):
    """A sentence that names who else is at work; empty when nobody is."""
    if not people:
        return ""
    names = get_text_list([name_of(user) for user in people], _("and"))
    return ngettext(
        "%(names)s is editing this too.", "%(names)s are editing this too.", len(people)
    ) % {"names": names}


def name_of(user):
    return user.get_full_name() or user.get_username()
