"""The models; import them from here."""

from catalog.models.article import Article, ArticleRevision
from catalog.models.base import Entry, Revision, is_live, prefetch_live
from catalog.models.change import Change
from catalog.models.desk import Autosave, Presence
from catalog.models.facet import FacetValue
from catalog.models.finding import Finding, LinkCheck, pointer_to
from catalog.models.framework import Framework, FrameworkRevision
from catalog.models.framework_records import Fact, Package, Paper, PrintedForm, Release
from catalog.models.framework_relations import Assessment, Relation
from catalog.models.framework_terms import FrameworkTerm, Term
from catalog.models.glossary import GlossaryTerm, GlossaryTermRevision, TermVariant
from catalog.models.kept_answer import KeptAnswer
from catalog.models.moves import Move, by_model
from catalog.models.picture import ArticlePicture, FrameworkPicture
from catalog.models.preview import PreviewLink
from catalog.models.printed_name import Combination, Component, Pair, PrintedName
from catalog.models.public import PublicChange, Stamp
from catalog.models.readymade import ReadyDocument
from catalog.models.search import SearchDocument
from catalog.models.section import Item, Section, Statement
from catalog.models.source import Source
from catalog.models.taxonomy import Category, CategoryRevision, Feature, FeatureRevision
from catalog.models.token import ApiToken
from catalog.models.translation import BilingualRow, IgnoredHint, TranslationTally
from catalog.models.webhook import Webhook, WebhookDelivery

ENTRY_MODELS = (Framework, Feature, Category, Article, GlossaryTerm)

__all__ = [
    "ENTRY_MODELS",
    "ApiToken",
    "Article",
    "ArticlePicture",
    "ArticleRevision",
    "Assessment",
    "Autosave",
    "BilingualRow",
    "Category",
    "CategoryRevision",
    "Change",
    "Combination",
    "Component",
    "Entry",
    "FacetValue",
    "Fact",
    "Feature",
    "FeatureRevision",
    "Finding",
    "Framework",
    "FrameworkPicture",
    "FrameworkRevision",
    "FrameworkTerm",
    "GlossaryTerm",
    "GlossaryTermRevision",
    "IgnoredHint",
    "Item",
    "KeptAnswer",
    "LinkCheck",
    "Move",
    "Package",
    "Pair",
    "Paper",
    "Presence",
    "PreviewLink",
    "PrintedForm",
    "PrintedName",
    "PublicChange",
    "ReadyDocument",
    "Relation",
    "Release",
    "Revision",
    "SearchDocument",
    "Section",
    "Source",
    "Stamp",
    "Statement",
    "Term",
    "TermVariant",
    "TranslationTally",
    "Webhook",
    "WebhookDelivery",
    "by_model",
    "is_live",
    "pointer_to",
    "prefetch_live",
]
