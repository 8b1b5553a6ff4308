"""Joined reads, each for one page. All of them see live revisions only.

With `at` they see the revisions that were live at that moment, and all else that was true then.
"""

from catalog.queries.assessments import (
    MatrixRow,
    assessments_by_subject,
    assessments_under,
    feature_matrix,
    verdict_counts,
)
from catalog.queries.claims import (
    CITING,
    OTHER_ENDS,
    claims_citing,
    from_row,
    public_claims,
    revisions_quoting,
)
from catalog.queries.coverage import Evidence, evidence_by_kind, oldest_verified, statement_verdicts
from catalog.queries.drafts import editing_now, newest_edits, preview_links, previewed_revision
from catalog.queries.frameworks import (
    framework_lives,
    frameworks_mentioning,
    incoming_relations,
    newest_releases,
    outgoing_relations,
    public_relations,
    public_terms,
)
from catalog.queries.history import first_published_at, next_published_at, successor
from catalog.queries.names import name_columns, namesakes
from catalog.queries.references import stated_by_others, trashed_among
from catalog.queries.rows import (
    claims_about,
    live_rows,
    numbers_of_rows_naming,
    passages_about,
    row_counts,
    rows_naming,
    visible_pairs,
)
from catalog.queries.sources import public_among, public_sources, sources_cited_by

__all__ = [
    "CITING",
    "OTHER_ENDS",
    "Evidence",
    "MatrixRow",
    "assessments_by_subject",
    "assessments_under",
    "claims_about",
    "claims_citing",
    "editing_now",
    "evidence_by_kind",
    "feature_matrix",
    "first_published_at",
    "framework_lives",
    "frameworks_mentioning",
    "from_row",
    "incoming_relations",
    "live_rows",
    "name_columns",
    "namesakes",
    "newest_edits",
    "newest_releases",
    "next_published_at",
    "numbers_of_rows_naming",
    "oldest_verified",
    "outgoing_relations",
    "passages_about",
    "preview_links",
    "previewed_revision",
    "public_among",
    "public_claims",
    "public_relations",
    "public_sources",
    "public_terms",
    "revisions_quoting",
    "row_counts",
    "rows_naming",
    "sources_cited_by",
    "stated_by_others",
    "statement_verdicts",
    "successor",
    "trashed_among",
    "verdict_counts",
    "visible_pairs",
]
