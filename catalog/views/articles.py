from collections import Counter

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from catalog import linked, pictures
from catalog.choices import ItemKind, RowNature
from catalog.models import ArticleRevision, CategoryRevision, FeatureRevision, prefetch_live
from catalog.moments import put_into
from catalog.views.entries import EntryDetailView
from catalog.views.moments import ReadAsOf


class ArticleListView(ReadAsOf, ListView):
    template_name = "catalog/article_list.html"
    context_object_name = "articles"

    def get_queryset(self):
        return ArticleRevision.objects.live(self.at)

    def render_to_response(self, context, **kwargs):
        if len(context["articles"]) == 1:
            page = context["articles"][0].get_absolute_url()
            return redirect(put_into(page, self.request.moment))
        return super().render_to_response(context, **kwargs)


class ArticleDetailView(EntryDetailView):
    model = ArticleRevision
    template_name = "catalog/article_detail.html"
    context_object_name = "article"

    def with_parts(self, revisions):
        return revisions.with_sections(self.at).prefetch_related(
            prefetch_live("sections__items__feature", FeatureRevision.objects, at=self.at),
            prefetch_live("sections__items__category", CategoryRevision.objects, at=self.at),
        )

    def get_context_data(self, **kwargs):
        items = [item for section in self.object.sections.all() for item in section.items.all()]
        rows = [item for item in items if item.kind == ItemKind.ROW]
        wanted = self.request.GET.get("rows", "")
        if wanted not in ("", CUT_OFF, *RowNature):
            raise Http404
        cells, size, height = pictures.mosaic(
            (row.number, row.anchor, row.nature, f"{row.printed_name} – {row.nature.label}")
            for row in rows
        )
        shown = [row.pk for row in rows if is_wanted(row, wanted)]
        return super().get_context_data(
            sections=sections_of(self.object, shown if wanted else None),
            cells=cells,
            cell_size=size,
            mosaic_height=height,
            natures=natures_of(rows),
            wanted=wanted,
            shown=shown,
            is_parallel=self.request.GET.get("view") == "both",
            is_filtered=bool(self.request.GET.keys() & {"rows", "view"}),
            linked=linked.article(self.object),
            **kwargs,
        )


CUT_OFF = "cut_off"


def sections_of(article, rows):
    """Sections to print: all of them, or those that hold one of these rows."""
    sections = article.sections.all()
    if rows is None:
        return list(sections)
    return [one for one in sections if any(item.pk in rows for item in one.items.all())]


def natures_of(rows):
    """What a reader can filter by: value, label, number of rows; what no row is, is left out."""
    counts = Counter(row.nature for row in rows)
    found = [(nature.value, nature.label, counts[nature]) for nature in RowNature]
    found.append((CUT_OFF, _("cut off in the source"), sum(row.is_truncated for row in rows)))
    return [one for one in found if one[2]]


def is_wanted(row, nature):
    return row.is_truncated if nature == CUT_OFF else nature in ("", row.nature)
