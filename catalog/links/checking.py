"""One run over the printed links: what is due is asked, remembered and judged."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from catalog import findings, outside
from catalog.choices import FindingKind, LinkFailure
from catalog.links.asking import ask, ask_all, host_of
from catalog.links.places import printed_links
from catalog.models import Finding, LinkCheck

# Our own rule: a server that is away for a night or two is not dead.
DEAD_AFTER = 3
# What a machine that is cut off from the network sees of every host.
OFFLINE = (LinkFailure.UNRESOLVED, LinkFailure.UNREACHABLE, LinkFailure.TIMEOUT)
CONTROLS = 3


@dataclass
class Run:
    """What one run did."""

    asked: int = 0
    failed: int = 0
    left: int = 0
    is_online: bool = False


def check_links(
    *,
    by,
    limit,
    older_than,
    pause=2.0,
    seconds=1800,
    resolve=outside.resolve,
    now=None,
    progress=lambda outcomes, total: outcomes,
):
    """Ask at most `limit` printed links that are due, and raise or settle findings in `by`'s name.

    Due is what was not asked for `older_than` (a timedelta) and what failed the last time. No new
    request is made after `seconds`; between two to one host are `pause` seconds. Where no host at
    all answers, it is us who are cut off: then no missing answer counts as a failure.
    """
    now = now or timezone.now()
    printed = printed_links()
    _settle_what_is_not_printed(printed, by=by, at=now)
    due = _due(printed, older_than=older_than, now=now)
    outcomes = ask_all(due[:limit], pause=pause, seconds=seconds, resolve=resolve)
    run, withheld = Run(), []
    for outcome in progress(outcomes, min(limit, len(due))):
        run.asked += 1
        run.failed += bool(outcome.failure)
        run.is_online = run.is_online or outcome.answer is not None
        if outcome.failure in OFFLINE:
            withheld.append(outcome)
        else:
            _note(outcome, printed, by=by, at=now)
    run.left = len(due) - run.asked
    run.is_online = run.is_online or not withheld or _is_online(resolve)
    for outcome in withheld if run.is_online else ():
        _note(outcome, printed, by=by, at=now)
    return run


def _is_online(resolve):
    """Whether one of the links that opened the last time gives any answer now."""
    controls = LinkCheck.objects.filter(failures=0, status__lt=400)[:CONTROLS]
    asked = (ask(check.url, rest=lambda: None, resolve=resolve) for check in controls)
    return any(outcome.answer is not None for outcome in asked)


@transaction.atomic
def _note(outcome, printed, *, by, at):
    check = _remember(outcome, at=at)
    _judge(check, printed[outcome.url], is_good=outcome.is_good, by=by, at=at)


def _due(urls, *, older_than, now):
    """Those of `urls` that are to be asked now: those never asked, then the longest ago."""
    known = {check.url: check for check in LinkCheck.objects.all()}
    busy = {host_of(url) for url, one in known.items() if one.retry_at and one.retry_at > now}

    def is_due(url):
        check = known.get(url)
        if host_of(url) in busy:
            return False
        return check is None or check.failures > 0 or check.checked_at <= now - older_than

    def asked_at(url):
        return known[url].checked_at if url in known else datetime.min.replace(tzinfo=UTC)

    return sorted(filter(is_due, urls), key=lambda url: (asked_at(url), url))


def _remember(outcome, *, at):
    check = LinkCheck.objects.filter(url=outcome.url).first() or LinkCheck(url=outcome.url)
    check.checked_at = at
    check.status = outcome.answer.status if outcome.answer else None
    check.final_url = outcome.answer.url if outcome.answer else ""
    check.retry_at = outcome.retry_at(at)
    # A server that refuses robots says nothing of the link: what was known of it stays.
    if outcome.failure or outcome.is_good:
        check.failure = outcome.failure
        check.failures = check.failures + 1 if outcome.failure else 0
        check.moved_to = outcome.moved_to
    check.save()
    return check


def _judge(check, places, *, is_good, by, at):
    """Raise what the check of an address says of each place that prints it; settle what is over."""
    said = {
        FindingKind.DEAD_LINK: {"failure": check.failure, "failures": check.failures}
        if check.failures >= DEAD_AFTER
        else None,
        FindingKind.MOVED_LINK: {"to": check.moved_to} if check.moved_to else None,
    }
    for place in places:
        for kind, detail in said.items():
            if detail:
                detail = {"url": check.url, **detail}
                findings.raise_finding(kind, **place.key, detail=detail, by=by, at=at)
            elif is_good:
                findings.settle(kind, **place.key, by=by, at=at)


def _settle_what_is_not_printed(printed, *, by, at):
    """A link that was put right or taken out is not dead any more, whatever it leads to."""
    there = {(place.url, *place.key.values()) for places in printed.values() for place in places}
    kinds = [FindingKind.DEAD_LINK, FindingKind.MOVED_LINK]
    for finding in Finding.objects.open().filter(kind__in=kinds):
        place = (finding.detail["url"], finding.about, finding.slug, finding.pointer)
        if place not in there:
            findings.resolve(finding, by=by, at=at)
