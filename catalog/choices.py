"""The words that the catalogue uses for kinds, states, verdicts and facets."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from catalog import bilingual


class EntryKind(TextChoices):
    FRAMEWORK = "framework", _("framework")
    FEATURE = "feature", _("feature")
    CATEGORY = "category", _("category")
    ARTICLE = "article", _("article")
    GLOSSARY_TERM = "glossaryterm", _("glossary term")


class ListKind(TextChoices):
    """Lists that entries share; their rows have no revisions."""

    SOURCE = "source", _("source")
    TERM = "term", _("term")


class DocumentForm(TextChoices):
    """In which form the document of an entry is kept ready-made."""

    WHOLE = "whole", _("whole")
    LISTED = "listed", _("as in lists")
    DUMPED = "dumped", _("line of a dump")


class SearchKind(TextChoices):
    """What a search finds, in the order in which equally good results stand."""

    FRAMEWORK = "framework", _("framework")
    FEATURE = "feature", _("feature")
    CATEGORY = "category", _("category")
    GLOSSARY_TERM = "glossaryterm", _("glossary term")
    ARTICLE = "article", _("article")
    COMBINATION = "combination", _("combination")
    ROW = "row", _("article row")
    SOURCE = "source", _("source")


class State(TextChoices):
    """Where a revision stands on the one path from draft to history."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    SCHEDULED = "scheduled", _("scheduled")
    LIVE = "live", _("live")
    SUPERSEDED = "superseded", _("superseded")
    RETIRED = "retired", _("taken down")
    DISCARDED = "discarded", _("discarded")


OPEN_STATES = (State.DRAFT, State.IN_REVIEW, State.SCHEDULED)
# What is scheduled was reviewed; an edit after that would be published without anybody's look.
EDITABLE_STATES = (State.DRAFT, State.IN_REVIEW)


class ChangeAction(TextChoices):
    OPEN_DRAFT = "open_draft", _("draft opened")
    EDIT = "edit", _("edited")
    SUBMIT = "submit", _("submitted for review")
    SCHEDULE = "schedule", _("scheduled")
    WITHDRAW = "withdraw", _("taken back to draft")
    PUBLISH = "publish", _("published")
    DISCARD = "discard", _("discarded")
    REVERT = "revert", _("reverted to an earlier revision")
    SHARE = "share", _("preview link made")
    UNSHARE = "unshare", _("preview link revoked")
    SET_EXPIRY = "set_expiry", _("expiry set")
    EXPIRE = "expire", _("expired")
    TRASH = "trash", _("moved to the trash")
    RESTORE = "restore", _("restored from the trash")
    IGNORE_HINT = "ignore_hint", _("hint ignored")
    HEED_HINT = "heed_hint", _("hint not ignored any more")
    ADD = "add", _("added")
    DELETE = "delete", _("deleted")


class PublicEvent(TextChoices):
    """What can happen to a thing that readers see."""

    CREATED = "created", _("new")
    UPDATED = "updated", _("changed")
    REMOVED = "removed", _("taken down")
    RENAMED = "renamed", _("replaced by another entry")
    RESTORED = "restored", _("back again")
    LINKED = "linked", _("claims about another entry shown or hidden")


class DeliveryState(TextChoices):
    """Where a message to another site stands."""

    WAITING = "waiting", _("waiting")
    DELIVERED = "delivered", _("arrived")
    DEAD = "dead", _("given up")


class Scope(TextChoices):
    """What a token may do in its owner's name; `roles.SCOPES` holds the rights of each."""

    WRITE_ZH = "write_zh", _("write Chinese texts in drafts")
    WRITE_EN = "write_en", _("write English texts in drafts")
    WRITE_FACTS = "write_facts", _("write facts and rows in drafts, and open new entries")
    PUBLISH = "publish", _("publish, and discard what others wrote")


class Verdict(TextChoices):
    SUPPORTED = "supported", _("supported")
    PARTLY = "partly", _("partly")
    CONTRADICTED = "contradicted", _("contradicted")
    OUTDATED = "outdated", _("outdated")
    NO_EVIDENCE = "no_evidence", _("no evidence")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


class Cell(TextChoices):
    """What one cell of the matrix says; an empty cell is *unknown*, never *no*."""

    YES = "yes", _("yes")
    PARTIAL = "partial", _("partial")
    NO = "no", _("no")
    OUTDATED = "outdated", _("outdated")
    UNKNOWN = "unknown", _("unknown")
    NOT_APPLICABLE = "n/a", _("not applicable")


CELL_OF_VERDICT = {
    Verdict.SUPPORTED: Cell.YES,
    Verdict.PARTLY: Cell.PARTIAL,
    Verdict.CONTRADICTED: Cell.NO,
    Verdict.OUTDATED: Cell.OUTDATED,
    Verdict.NO_EVIDENCE: Cell.UNKNOWN,
    Verdict.NOT_APPLICABLE: Cell.NOT_APPLICABLE,
}


class Confidence(TextChoices):
    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class FrameworkKind(TextChoices):
    FRAMEWORK = "framework", _("framework")
    HIGH_LEVEL_INTERFACE = "high_level_interface", _("high-level interface")
    EXTENSION = "extension", _("extension")
    DISTRIBUTED_ADDON = "distributed_addon", _("distributed add-on")
    PLATFORM = "platform", _("platform")
    API_WITHIN = "api_within", _("API within another framework")
    NOT_FOUND = "not_found", _("not found")


class Status(TextChoices):
    """Life of a project; *retired* is by announcement, *inactive* is inferred from silence."""

    ACTIVE = "active", _("active")
    MAINTENANCE = "maintenance", _("maintenance only")
    INACTIVE = "inactive", _("inactive (no announcement)")
    ARCHIVED = "archived", _("archived")
    RETIRED = "retired", _("retired")
    UNKNOWN = "unknown", _("unknown")


# What the date beside a status is the date of. An announcement and an archived repository have a
# day; silence only has the last commit before it, and life the last release or commit seen.
STATUS_DATES = {
    Status.ACTIVE: _("last seen %(day)s"),
    Status.MAINTENANCE: _("since %(day)s"),
    Status.INACTIVE: _("last commit %(day)s"),
    Status.ARCHIVED: _("since %(day)s"),
    Status.RETIRED: _("since %(day)s"),
    Status.UNKNOWN: _("last seen %(day)s"),
}


class ExecutionModel(TextChoices):
    STATIC = "static", _("static graph")
    DYNAMIC = "dynamic", _("dynamic graph")
    BOTH = "both", _("static and dynamic")
    DEPENDS_ON_BACKEND = "depends_on_backend", _("depends on the backend")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
    UNKNOWN = "unknown", _("unknown")


class DistributedTraining(TextChoices):
    YES = "yes", _("yes")
    PARTIAL = "partial", _("partial (several GPUs in one machine)")
    NO = "no", _("no")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
    UNKNOWN = "unknown", _("unknown")


class FactField(TextChoices):
    """The facts of a framework that carry their own evidence."""

    NAME = "name", _("name")
    CHINESE_NAME = "chinese_name", _("Chinese name")
    DEVELOPER = "developer", _("developer")
    STATUS = "status", _("status")
    FIRST_RELEASE = "first_release", _("first release")
    LATEST_RELEASE = "latest_release", _("latest release")
    LICENCE = "licence", _("licence")
    IMPLEMENTATION_LANGUAGES = "implementation_languages", _("written in")
    USER_LANGUAGES = "user_languages", _("usable from")
    PLATFORMS = "platforms", _("platforms")
    ACCELERATORS = "accelerators", _("accelerators")
    EXECUTION_MODEL = "execution_model", _("execution model")
    DISTRIBUTED_TRAINING = "distributed_training", _("distributed training")
    HOMEPAGE = "homepage", _("home page")
    REPOSITORY = "repository", _("repository")
    DOCUMENTATION = "documentation", _("documentation")
    PACKAGES = "packages", _("packages")
    PAPERS = "papers", _("papers")


class Language(TextChoices):
    ZH = "zh-hans", _("Chinese")
    EN = "en", _("English")


class TranslationState(TextChoices):
    """Where a text stands beside its other language, the worst first; see `bilingual`."""

    MISSING = bilingual.MISSING, _("missing")
    STALE = bilingual.STALE, _("stale")
    MACHINE = bilingual.MACHINE, _("by machine")
    DRAFT = bilingual.DRAFT, _("draft")
    REVIEWED = bilingual.REVIEWED, _("reviewed")


# What a translator has to see to; a draft only waits to be published.
TO_TRANSLATE = (TranslationState.MISSING, TranslationState.STALE, TranslationState.MACHINE)


class Standing(TextChoices):
    """How a variant of a glossary term stands beside its name."""

    SYNONYM = "synonym", _("synonym")
    ABBREVIATION = "abbreviation", _("abbreviation")
    FORBIDDEN = "forbidden", _("not to be used")


class Facet(TextChoices):
    """Lists of terms that readers filter frameworks by."""

    DEVELOPER = "developer", _("developer")
    IMPLEMENTATION_LANGUAGE = "implementation_language", _("written in")
    USER_LANGUAGE = "user_language", _("usable from")
    PLATFORM = "platform", _("platform")
    ACCELERATOR = "accelerator", _("accelerator")


class ReleaseRole(TextChoices):
    FIRST = "first", _("first release")
    LATEST = "latest", _("latest release")
    OTHER = "other", _("release")


class RelationType(TextChoices):
    """How one framework stands to another, read from the row's owner to its target."""

    BUILT_ON = "built_on", _("built on")
    PART_OF = "part_of", _("part of")
    INTERFACE_TO = "interface_to", _("interface to")
    SUPERSEDED_BY = "superseded_by", _("superseded by")
    MERGED_INTO = "merged_into", _("merged into")
    SUCCESSOR_OF = "successor_of", _("successor of")
    BACKEND_OF = "backend_of", _("backend of")
    USES = "uses", _("uses")
    INFLUENCED_BY = "influenced_by", _("influenced by")
    EXCHANGES_MODELS_WITH = "exchanges_models_with", _("exchanges models with (ONNX)")
    ADAPTED_FOR = "adapted_for", _("adapted for")
    CONFUSED_WITH = "confused_with", _("possibly confused with")


# Both ends may state one of these of each other; of the others only one end does.
MUTUAL_RELATIONS = frozenset(
    {RelationType.USES, RelationType.INFLUENCED_BY, RelationType.CONFUSED_WITH}
)

INVERSE_LABELS = {
    RelationType.BUILT_ON: _("base of"),
    RelationType.PART_OF: _("has part"),
    RelationType.INTERFACE_TO: _("has interface"),
    RelationType.SUPERSEDED_BY: _("supersedes"),
    RelationType.MERGED_INTO: _("absorbed"),
    RelationType.SUCCESSOR_OF: _("succeeded by"),
    RelationType.BACKEND_OF: _("has backend"),
    RelationType.USES: _("used by"),
    RelationType.INFLUENCED_BY: _("influenced"),
    RelationType.EXCHANGES_MODELS_WITH: _("exchanges models with (ONNX)"),
    RelationType.ADAPTED_FOR: _("has an adaptation from"),
    RelationType.CONFUSED_WITH: _("possibly meant by"),
}


class ItemKind(TextChoices):
    PARAGRAPH = "paragraph", _("paragraph")
    POINT = "point", _("numbered point")
    ROW = "row", _("framework row")


class Identity(TextChoices):
    """What a name printed in the article really denotes."""

    FRAMEWORK = "framework", _("a framework")
    COMPONENT_OF = "component_of", _("a component of another framework")
    ALIAS = "alias", _("another name of a framework")
    COMBINATION = "combination", _("a combination of names")
    NOT_FOUND = "not_found", _("not found")


class RowNature(TextChoices):
    """What a row of the article really is; a row that repeats an earlier one is only that."""

    REAL = "real", _("a real thing")
    COMBINATION = "combination", _("a combination of names")
    REPETITION = "repetition", _("a repetition")
    NOT_FOUND = "not_found", _("not found")


class StatementKind(TextChoices):
    """What a row of the article claims of the thing that it names."""

    DEVELOPER = "developer", _("who developed it")
    OPEN_SOURCE_FRAMEWORK = "open_source_framework", _("that it is an open-source framework")
    DESCRIPTION = "description", _("what it is")
    FEATURE = "feature", _("a feature")
    PORTABILITY = "portability", _("that it runs on different hardware and systems")


class PairRole(TextChoices):
    MAIN = "main", _("first name with another")
    BETWEEN_OTHERS = "between_others", _("between the others")


class SourceKind(TextChoices):
    REPOSITORY_FILE = "repository_file", _("file in a repository")
    REPOSITORY_HISTORY = "repository_history", _("tags and commits of a repository")
    INDEXED_FILE = "indexed_file", _("file read in an index")
    WEB_PAGE = "web_page", _("web page")
    SEARCH = "search", _("search that found nothing")
    LOCAL_FILE = "local_file", _("local file")


# What a finding is about: an entry, or a source.
SOURCE = "source"
SUBJECTS = [*EntryKind.choices, (SOURCE, _("source"))]


class FindingKind(TextChoices):
    DEAD_LINK = "dead_link", _("dead link")
    MOVED_LINK = "moved_link", _("moved link")
    NEW_RELEASE = "new_release", _("new release")
    READER_REPORT = "reader_report", _("reader’s report")


class FindingState(TextChoices):
    OPEN = "open", _("open")
    RESOLVED = "resolved", _("resolved")
    DISMISSED = "dismissed", _("dismissed")


class LinkFailure(TextChoices):
    """Why an address of another site gave nothing."""

    GONE = "gone", _("not there any more")
    SERVER_ERROR = "server_error", _("error of the server")
    UNRESOLVED = "unresolved", _("unknown host name")
    UNREACHABLE = "unreachable", _("no connection")
    TLS = "tls", _("no trustworthy encryption")
    TIMEOUT = "timeout", _("no answer in time")
    REDIRECTS = "redirects", _("too many redirects")
    PRIVATE = "private", _("an address that is not public")
    MALFORMED = "malformed", _("not an address that can be opened")
