"""The pages of the desk that take files in and give files out."""

from tempfile import TemporaryFile

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from catalog import actions, roles
from catalog.bilingual import LANGUAGES
from catalog.choices import EntryKind, Language, State
from catalog.documents.formats import SUFFIXES
from catalog.documents.limits import AUTO, ENCODINGS, FileRefused
from catalog.documents.placed import Faults
from catalog.documents.schema import KINDS
from catalog.documents.tables import tables_of
from catalog.exchange import imports, uploads
from catalog.exchange.exports import entry_limit, export, revisions_of, within_limit

FORMATS = [
    ("xlsx", _("Excel workbook (XLSX): everything, one sheet a table")),
    ("csv", _("CSV: one table")),
    ("json", _("JSON: everything")),
    ("yaml", _("YAML: everything")),
    ("xliff", _("XLIFF 2.0: texts for translators outside")),
]
SUFFIX_OF = {"xliff": "xlf"}


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX, ODS, JSON, YAML or XLIFF 2.0, as the export writes them."),
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("as the file says")), *EntryKind.choices],
        help_text=_("Only for a CSV file without the column “table”."),
    )
    encoding = forms.ChoiceField(
        label=_("Encoding of a CSV file"), choices=list(ENCODINGS.items()), initial=AUTO
    )
    skips_unknown = forms.BooleanField(
        label=_("Leave out unknown columns"),
        required=False,
        help_text=_("Columns that the catalogue does not have are listed and not read."),
    )


def tables_by_kind():
    """The tables of each kind of entry, as a choice of a form has them."""
    groups = [("", _("the entries themselves"))]
    for kind, label in EntryKind.choices:
        tables = tables_of(kind).items()
        named = [(name, one.model._meta.verbose_name_plural) for name, one in tables]
        groups.append((label, named))
    return groups


class ExportForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=EntryKind.choices)
    format = forms.ChoiceField(label=_("Format"), choices=FORMATS, initial="xlsx")
    state = forms.ChoiceField(
        label=_("Revisions"),
        choices=[("live", _("live: what readers see")), ("open", _("open: drafts and in review"))],
        initial="live",
    )
    table = forms.ChoiceField(
        label=_("Table"),
        required=False,
        choices=tables_by_kind,
        help_text=_("Only for CSV, which holds one table of the chosen kind."),
    )
    language = forms.ChoiceField(
        label=_("Into which language"),
        choices=Language.choices,
        initial=LANGUAGES[1],
        help_text=_("Only for XLIFF."),
    )
    slugs = forms.CharField(
        label=_("Only these entries"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Slugs, separated by spaces; empty for all."),
    )

    def clean(self):
        values = super().clean()
        kind, table = values.get("kind"), values.get("table")
        if kind and table and table not in tables_of(kind):
            names = (one.model._meta.verbose_name_plural for one in tables_of(kind).values())
            known = ", ".join(map(str, names))
            self.add_error("table", _("This kind has no such table. It has: %s.") % known)
        return values


@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request):
    """Take a file, show what it would change, and import it when that is confirmed."""
    _require(request.user, *roles.WRITING)
    if "cancel" in request.POST:
        _forget(request)
        return redirect("desk:import")
    if "ticket" in request.POST:
        return _confirm(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        return _look(request, form)
    return _import_response(request, form=form)


@require_http_methods(["GET", "HEAD"])
def export_page(request):
    """Ask what to write, and write it."""
    _require(request.user, *roles.WRITING, roles.REVIEW)
    asked = "format" in request.GET
    form = ExportForm(request.GET) if asked else ExportForm(initial=request.GET.dict())
    if asked and form.is_valid():
        try:
            return _file(request, **form.cleaned_data)
        except FileRefused as refusal:
            form.add_error(None, str(refusal))
    return _page(request, "export", _("Export"), form=form)


def _look(request, form):
    values = form.cleaned_data
    faults = Faults(skips_unknown=values["skips_unknown"])
    try:
        upload = uploads.keep(values.pop("file"), by=request.user, **values)
    except FileRefused as refusal:
        form.add_error("file", str(refusal))
        return _import_response(request, form=form)
    try:
        report = imports.dry_run(within_limit(upload.read(faults)), faults, by=request.user)
    except FileRefused as refusal:
        upload.remove()
        form.add_error("file", str(refusal))
        return _import_response(request, form=form)
    if faults.count:
        upload.remove()
    return _import_response(request, form=ImportForm(), upload=upload, report=report)


def _confirm(request):
    faults = Faults()
    try:
        upload = uploads.find(request.POST["ticket"], by=request.user)
        faults.skips_unknown = upload.skips_unknown
        report = imports.import_contents(
            within_limit(upload.read(faults)),
            faults,
            by=request.user,
            note=upload.name,
            expected=request.POST.get("digest", ""),
        )
    except imports.ImportRefused as refusal:
        messages.error(request, refusal.message)
        form = ImportForm()
        return _import_response(request, form=form, upload=upload, report=refusal.report)
    except (actions.ActionRefused, FileRefused) as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:import")
    upload.remove()
    texts = {"count": report.count, "file": upload.name}
    messages.success(request, _("%(count)s drafts of %(file)s are open.") % texts)
    return redirect(reverse("desk:revisions", args=["my-drafts"]))


def _forget(request):
    try:
        uploads.find(request.POST.get("ticket", ""), by=request.user).remove()
    except FileRefused:
        return  # over already, which is what was wanted


def _file(request, *, kind, format, state, table, language, slugs):
    options = KINDS[kind]._meta
    verbs = ("view", "change")
    if not any(request.user.has_perm(f"catalog.{verb}_{options.model_name}") for verb in verbs):
        raise PermissionDenied
    chosen = State.LIVE if state == "live" else State.DRAFT
    revisions = revisions_of(kind, state=chosen, slugs=slugs.split() or None)
    entry_limit(revisions)
    extra = {"csv": {"table": table or None}, "xliff": {"language": language}}
    target = TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        export(target, format, revisions, **extra.get(format, {}))
    except FileRefused:
        target.close()
        raise
    target.seek(0)
    day = timezone.now().date().isoformat()
    name = f"{table or kind}-{state}-{day}.{SUFFIX_OF.get(format, format)}"
    return FileResponse(target, as_attachment=True, filename=name)


def _import_response(request, **context):
    return _page(request, "import", _("Import"), **context)


def _page(request, name, title, **context):
    context = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"admin/catalog/desk_{name}.html", context)


def _require(user, *rights):
    if not roles.holds(user, *rights):
        raise PermissionDenied
