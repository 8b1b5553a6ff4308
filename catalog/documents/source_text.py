"""The article's source text, rebuilt from the rows of a revision."""

import hashlib


def rebuild(revision):
    """The bytes of the source: each verbatim line in its place, all others empty, LF between."""
    lines = [""] * revision.line_count
    lines[0] = revision.first_line
    for section in revision.sections.prefetch_related("items"):
        for row in (section, *section.items.all()):
            lines[row.source_line - 1] = row.raw
    return "\n".join(lines).encode()


def digest(revision):
    """SHA-256 of the rebuilt source, as hex."""
    return hashlib.sha256(rebuild(revision)).hexdigest()
