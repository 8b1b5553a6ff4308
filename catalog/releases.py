"""New versions in the package index: they become findings, or drafts; people publish.

The index answers as PEP 691 and PEP 700 say: for a project a list of files, each with the moment
of its upload and whether it was yanked.
"""

import json
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import InvalidVersion, Version

from catalog import actions, findings, outside
from catalog.choices import EntryKind, FindingKind, ReleaseRole, SourceKind, State
from catalog.models import Finding, Package, Source, pointer_to

REGISTRY = "PyPI"
MEDIA_TYPE = "application/vnd.pypi.simple.v1+json"
# The longest answers, of projects with thousands of files, have a few megabytes.
LIMITS = outside.Limits(seconds=60, bytes=32 * 1024 * 1024)


class IndexFailed(Exception):
    """The index gave no usable answer; the message says why."""


@dataclass(frozen=True)
class NewRelease:
    """The newest stable version of a project that the index offers."""

    version: str
    released_on: str  # YYYY-MM-DD in UTC, or an empty string where the index does not say
    page: str


@dataclass
class Sync:
    """What one run did, as lines for people."""

    asked: int = 0
    newer: list = field(default_factory=list)
    failed: list = field(default_factory=list)
    drafts: dict = field(default_factory=dict)  # by the primary key of the entry


def sync_releases(index, *, by, draft=False, now=None, resolve=outside.resolve):
    """Compare every PyPI package of live frameworks with `index`, and raise or settle findings.

    `index` is the address of a simple index. With `draft` a newer version also becomes an open
    draft, unless one is open already. Nothing is published.
    """
    sync, now = Sync(), now or timezone.now()
    _settle_what_is_not_printed(by=by, at=now)
    for package in _packages():
        sync.asked += 1
        try:
            newest = newest_release(index, package.name, resolve=resolve)
        except IndexFailed as failure:
            sync.failed.append(str(failure))
            continue
        with transaction.atomic():
            if newest and _is_newer(newest.version, package.version):
                drafts = sync.drafts if draft else None
                if _tell(package, newest, drafts, by=by, now=now):
                    sync.newer.append(f"{package}: {package.version or '—'} → {newest.version}")
            else:
                findings.settle(FindingKind.NEW_RELEASE, **_place(package), by=by, at=now)
    return sync


def newest_release(index, name, *, resolve=outside.resolve):
    """The `NewRelease` of a project, or None when every version is a pre-release or yanked."""
    page = f"{index}{quote(canonicalize_name(name))}/"
    return _newest(_files(page, resolve=resolve), page)


def _files(page, *, resolve):
    """The files that the index lists for a project."""
    try:
        answer = outside.fetch(
            page,
            headers={"Accept": MEDIA_TYPE},
            limits=LIMITS,
            resolve=resolve,
            endpoints=[*settings.OUTSIDE_ENDPOINTS, *_endpoints(page, resolve)],
        )
    except outside.FetchFailed as failure:
        raise IndexFailed(str(failure)) from failure
    if answer.status != 200 or answer.is_cut:
        raise IndexFailed(f"{page}: status {answer.status}, {len(answer.body)} bytes read")
    try:
        document = json.loads(answer.body)
        api_version, files = document["meta"]["api-version"], document["files"]
        if api_version.partition(".")[0] != "1" or not isinstance(files, list):
            raise ValueError(f"version {api_version}")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexFailed(
            f"{page}: not an answer of the JSON simple API, version 1 ({error})"
        ) from error
    return [file for file in files if isinstance(file, dict)]


def _endpoints(page, resolve):
    """Where the index stands: its operator named the host, so it may be inside."""
    parts = urlsplit(page)
    port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    try:
        return [(address, port) for address in resolve(parts.hostname, port)]
    except OSError:
        return []  # `fetch` says what is wrong with the name


def _newest(files, page):
    uploads = {}
    for file in files:
        version = _version_of(str(file.get("filename", "")))
        if version is None or version.is_prerelease or file.get("yanked"):
            continue
        uploads.setdefault(version, []).append(str(file.get("upload-time") or "")[:10])
    if not uploads:
        return None
    newest = max(uploads)
    return NewRelease(str(newest), min(filter(None, uploads[newest]), default=""), page)


def _version_of(filename):
    """The version in the name of a wheel or source archive, or None for any other file."""
    try:
        if filename.endswith(".whl"):
            return parse_wheel_filename(filename)[1]
        return parse_sdist_filename(filename)[1]
    except (InvalidWheelFilename, InvalidSdistFilename, InvalidVersion):
        return None


def _is_newer(version, printed):
    """Whether `version` comes after the printed one; what is no version has none after it."""
    try:
        return Version(version) > Version(printed)
    except InvalidVersion:
        return False


def _packages():
    packages = Package.objects.filter(revision__state=State.LIVE, registry__iexact=REGISTRY)
    return packages.select_related("revision__entry").order_by("revision__entry__slug", "pk")


def _place(package):
    return {
        "about": EntryKind.FRAMEWORK,
        "slug": package.revision.slug,
        "pointer": pointer_to("packages", f"{package.registry} {package.name}", "version"),
    }


def _tell(package, newest, drafts, *, by, now):
    """Raise the finding; unless `drafts` is None, with a draft where nothing is open."""
    detail = {
        "package": str(package),
        "printed": package.version,
        "version": newest.version,
        "released_on": newest.released_on,
        "url": newest.page,
    }
    place = {**_place(package), "by": by, "at": now}
    finding = findings.raise_finding(FindingKind.NEW_RELEASE, detail=detail, **place)
    if finding is None or drafts is None:
        return finding
    state, revision = _draft(package, newest, drafts, by=by, now=now)
    noted = {**detail, "draft": state, "number": revision.number}
    return findings.raise_finding(FindingKind.NEW_RELEASE, detail=noted, **place)


def _draft(package, newest, drafts, *, by, now):
    """The open revision of the entry, and whether the new version was put into it."""
    entry = package.revision.entry
    opened = drafts.get(entry.pk)
    if opened is None and (already := entry.open_revision) is not None:
        rows = already.packages.filter(registry=package.registry, name=package.name)
        is_there = rows.filter(version=newest.version).exists()
        return ("made" if is_there else "busy"), already
    if opened is None:
        opened = drafts[entry.pk] = actions.open_draft(entry, by=by, at=now)
    _write(opened, package, newest, source=_source(package, newest, now=now))
    actions.record_edit(opened, ["version", "released_on", "sources"], by=by, at=now)
    return "made", opened


def _write(draft, package, newest, *, source):
    """The new version in the row of the package, and in the latest release if it was that one."""
    new = {"version": newest.version, "released_on": newest.released_on}
    rows = draft.packages.filter(registry=package.registry, name=package.name)
    rows.update(**new)
    for row in rows:
        row.sources.add(source)
    latest = draft.releases.filter(role=ReleaseRole.LATEST)
    for release in latest.filter(version=package.version).exclude(version=""):
        latest.filter(pk=release.pk).update(**new)
        release.sources.set([source])


def _source(package, newest, *, now):
    """The page of the index as it was read today."""
    name = canonicalize_name(package.name)
    source, _created = Source.objects.get_or_create(
        slug=f"{name}-{newest.version}-index"[-80:]
        .lstrip("-.")
        .replace("+", "-")
        .replace("!", "-"),
        defaults={
            "kind": SourceKind.WEB_PAGE,
            "title": f"{REGISTRY}: {package.name} {newest.version}",
            "locator": newest.page,
            "url": newest.page if len(newest.page) <= 400 else "",
            "publisher": REGISTRY,
            "dated": newest.released_on,
            "accessed_on": now.date(),
        },
    )
    return source


def _settle_what_is_not_printed(*, by, at):
    """A package that is no longer printed has no version that could be behind."""
    there = {tuple(_place(package).values()) for package in _packages()}
    for finding in Finding.objects.open().filter(kind=FindingKind.NEW_RELEASE):
        if (finding.about, finding.slug, finding.pointer) not in there:
            findings.resolve(finding, by=by, at=at)
