from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from catalog.api import claims, resources
from catalog.api.changes import ChangesView
from catalog.api.coverage import CoverageView
from catalog.api.description import DescriptionView, TryItView
from catalog.api.dumps import DumpDigestView, DumpView
from catalog.api.errors import unknown_path
from catalog.api.matrix import MatrixViewSet
from catalog.api.preview import preview_document
from catalog.api.root import RootView
from catalog.api.search import SearchViewSet
from catalog.api.writes import resources as writable
from catalog.api.writes import urls as writes
from catalog.dumps import FORMATS

app_name = "api"

router = SimpleRouter()
router.register("frameworks", writable.FrameworkViewSet, "framework")
router.register("features", writable.FeatureViewSet, "feature")
router.register("categories", writable.CategoryViewSet, "category")
router.register("articles", writable.ArticleViewSet, "article")
router.register("combinations", resources.CombinationViewSet, "combination")
router.register("glossary", writable.GlossaryTermViewSet, "glossaryterm")
router.register("sources", resources.SourceViewSet, "source")

FORM = rf"(?P<form>{'|'.join(FORMATS)})"
LIST = {"actions": {"get": "list"}, "detail": False}

urlpatterns = [
    path("", RootView.as_view(), name="root"),
    path("relations/", claims.RelationViewSet.as_view(**LIST), name="relation-list"),
    path("releases/", claims.ReleaseViewSet.as_view(**LIST), name="release-list"),
    path("matrix/", MatrixViewSet.as_view(**LIST), name="matrix"),
    path("changes/", ChangesView.as_view(), name="changes"),
    re_path(rf"^dump\.{FORM}$", DumpView.as_view(), name="dump"),
    re_path(rf"^dump\.{FORM}\.sha256$", DumpDigestView.as_view(), name="dump-digest"),
    path("coverage/", CoverageView.as_view(), name="coverage"),
    path("search/", SearchViewSet.as_view(**LIST), name="search"),
    *router.urls,
    *writes.urlpatterns,
    path("preview/<str:token>/", preview_document, name="preview"),
    path("openapi.json", DescriptionView.as_view(), name="openapi"),
    path("docs/", TryItView.as_view(), name="docs"),
    re_path(r"", unknown_path),
]
