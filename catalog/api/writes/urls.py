from django.urls import path

from catalog.api.writes.batch import BatchView
from catalog.api.writes.token import TokenView
from catalog.api.writes.views import STEPS, DraftView, StepView
from catalog.documents.schema import FOLDERS


def draft_paths():
    """The addresses of the open revision of every kind of entry."""
    for resource, revisions in FOLDERS.items():
        model = revisions._meta.get_field("entry").related_model
        kind, draft = model._meta.model_name, f"{resource}/<slug:slug>/draft/"
        yield path(draft, DraftView.as_view(model=model), name=f"{kind}-draft")
        for step in STEPS:
            view = StepView.as_view(model=model, step=step)
            yield path(f"{draft}{step}/", view, name=f"{kind}-{step}")


urlpatterns = [
    *draft_paths(),
    path("batch/", BatchView.as_view(), name="batch"),
    path("token/", TokenView.as_view(), name="token"),
]
