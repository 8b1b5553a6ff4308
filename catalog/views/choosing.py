"""Which one for me? Weights and needs in the address; the ranking explains every point."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from catalog import choosing
from catalog.filters import FrameworkFilterSet
from catalog.models import FeatureRevision, FrameworkRevision
from catalog.moments import PARAMETER
from catalog.views.moments import ReadAsOf

WEIGHTS = [("0", _("not at all")), ("1", _("a little")), ("2", _("much")), ("3", _("very much"))]
NEEDS = ("platform", "accelerator", "language", "licence")
SHOWN = 20


class WeightsForm(forms.Form):
    """A weight for each live feature, and whether only living projects count."""

    living = forms.BooleanField(label=_("only living projects"), required=False)

    def __init__(self, features, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.features = features
        for topic in features:
            self.fields[topic.slug] = forms.ChoiceField(
                label=topic.name, choices=WEIGHTS, required=False
            )

    @property
    def weight_fields(self):
        return [self[topic.slug] for topic in self.features]

    @property
    def weights(self):
        return {topic.slug: int(self.cleaned_data[topic.slug] or 0) for topic in self.features}


class ChooseView(ReadAsOf, TemplateView):
    template_name = "catalog/choose.html"

    @cached_property
    def form(self):
        features = FeatureRevision.objects.live(self.at).order_by("position", "pk")
        return WeightsForm(list(features), self.request.GET)

    @cached_property
    def needs(self):
        live = FrameworkRevision.objects.live(self.at).with_assessments(self.at)
        asked = {name: self.request.GET.getlist(name) for name in NEEDS}
        given = {name: [one for one in values if one] for name, values in asked.items()}
        return FrameworkFilterSet(given, queryset=live, at=self.at)

    def get_context_data(self, **kwargs):
        is_asked = (
            self.form.is_valid() and self.needs.is_valid() and any(self.form.weights.values())
        )
        return super().get_context_data(
            form=self.form,
            needs=[self.needs.form[name] for name in NEEDS],
            filterset=self.needs,
            is_asked=is_asked,
            **(self.answer() if is_asked else {}),
            is_filtered=bool(self.request.GET.keys() - {PARAMETER}),
            **kwargs,
        )

    def answer(self):
        """The ranking, and how many were left out by which need."""
        fitting = list(self.needs.qs)
        whole = FrameworkRevision.objects.live(self.at).count()
        living = [one for one in fitting if one.status in choosing.LIVING]
        counted = living if self.form.cleaned_data["living"] else fitting
        ranked = choosing.ranking(counted, self.form.features, self.form.weights)
        return {
            "ranked": ranked[:SHOWN],
            "fitting": len(ranked),
            "unfit": whole - len(fitting),
            "ended": len(fitting) - len(counted),
        }
