"""The pages of the catalogue; the root URLconf puts a language before each of them."""

from django.urls import path, re_path

from catalog.feeds import ChangesFeed, FrameworkFeed, ReleasesFeed
from catalog.views.about import AboutView, RubricView
from catalog.views.articles import ArticleDetailView, ArticleListView
from catalog.views.badges import badge, card
from catalog.views.changes import ChangesView, ChangeView
from catalog.views.choosing import ChooseView
from catalog.views.citing import CiteView
from catalog.views.combinations import CombinationDetailView, CombinationListView
from catalog.views.comparison import CompareView
from catalog.views.frameworks import FrameworkDetailView, FrameworkListView
from catalog.views.glossary import GlossaryTermDetailView, GlossaryTermListView
from catalog.views.home import HomeView
from catalog.views.interoperability import InteroperabilityView
from catalog.views.matrix import MatrixView
from catalog.views.pictures import CoverageView, LineageView
from catalog.views.posters import poster, site_poster
from catalog.views.preview import revision_preview, shared_preview
from catalog.views.reports import report
from catalog.views.search import SearchView, suggestions
from catalog.views.sources import SourceDetailView, SourceListView
from catalog.views.styleguide import StyleguideView
from catalog.views.topics import (
    CategoryDetailView,
    CategoryListView,
    FeatureDetailView,
    FeatureListView,
)

app_name = "catalog"

urlpatterns = [
    path("", HomeView.as_view(), name="home"),
    path("articles/", ArticleListView.as_view(), name="article-list"),
    path("articles/<slug:slug>/", ArticleDetailView.as_view(), name="article-detail"),
    path("frameworks/", FrameworkListView.as_view(), name="framework-list"),
    path("frameworks/<slug:slug>/", FrameworkDetailView.as_view(), name="framework-detail"),
    path("frameworks/<slug:slug>/cite/", CiteView.as_view(), name="framework-cite"),
    path("frameworks/<slug:slug>/feed.atom", FrameworkFeed(), name="framework-feed"),
    path("frameworks/<slug:slug>/badge/<slug:name>.svg", badge, name="framework-badge"),
    path("frameworks/<slug:slug>/card.svg", card, name="framework-card"),
    path("changes/", ChangesView.as_view(), name="changes"),
    path("changes/<slug:kind>/<slug:slug>/<int:number>/", ChangeView.as_view(), name="change"),
    path("feeds/changes.atom", ChangesFeed(), name="changes-feed"),
    path("feeds/releases.atom", ReleasesFeed(), name="releases-feed"),
    path("features/", FeatureListView.as_view(), name="feature-list"),
    path("features/<slug:slug>/", FeatureDetailView.as_view(), name="feature-detail"),
    path("categories/", CategoryListView.as_view(), name="category-list"),
    path("categories/<slug:slug>/", CategoryDetailView.as_view(), name="category-detail"),
    path("combinations/", CombinationListView.as_view(), name="combination-list"),
    path("combinations/<slug:slug>/", CombinationDetailView.as_view(), name="combination-detail"),
    path("glossary/", GlossaryTermListView.as_view(), name="glossaryterm-list"),
    path("glossary/<slug:slug>/", GlossaryTermDetailView.as_view(), name="glossaryterm-detail"),
    path("posters/site.png", site_poster, name="site-poster"),
    path("posters/<slug:kind>/<slug:slug>.png", poster, name="poster"),
    path("sources/", SourceListView.as_view(), name="source-list"),
    # The identifier of a source may contain a dot: keras-readme-2.0.5.
    re_path(r"^sources/(?P<slug>[\w.-]+)/$", SourceDetailView.as_view(), name="source-detail"),
    path("compare/", CompareView.as_view(), name="compare"),
    path("matrix/", MatrixView.as_view(), name="matrix"),
    path("interoperability/", InteroperabilityView.as_view(), name="interoperability"),
    path("choose/", ChooseView.as_view(), name="choose"),
    path("lineage/", LineageView.as_view(), name="lineage"),
    path("coverage/", CoverageView.as_view(), name="coverage"),
    path("report/", report, name="report"),
    path("search/", SearchView.as_view(), name="search"),
    path("search/suggestions/", suggestions, name="search-suggestions"),
    path("about/", AboutView.as_view(), name="about"),
    path("about/rubric/", RubricView.as_view(), name="rubric"),
    path("styleguide/", StyleguideView.as_view(), name="styleguide"),
    path("preview/<str:token>/", shared_preview, name="shared-preview"),
    path(
        "preview/<slug:kind>/<slug:slug>/<int:number>/", revision_preview, name="revision-preview"
    ),
]
