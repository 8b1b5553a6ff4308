"""``Idempotency-Key``: a write that is sent twice is done once, and answered twice alike.

The key is claimed before the write, in a transaction of its own, so that the same request at the
same moment is seen. The answer is kept in the transaction of the write, so that none of the two is
there without the other.
"""

import hashlib
import json
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from catalog.api.errors import Problem
from catalog.models import KeptAnswer

KEPT_FOR = timedelta(hours=24)
# A write takes seconds; a claim without an answer that is older was left by a process that died.
ANSWERED_WITHIN = timedelta(minutes=2)
LONGEST = 255


def once(request, write):
    """The answer of `write()`, which runs in a transaction; of a key used before, the kept one.

    Only what was written is kept: a request that was refused may be put right and sent again.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        with transaction.atomic():
            return write()
    claim = _claim(request, key)
    if claim.status is not None:
        answer = Response(json.loads(claim.body), status=claim.status, headers=claim.headers)
        answer["Idempotency-Replayed"] = "true"
        return answer
    try:
        with transaction.atomic():
            answer = write()
            _keep(claim, answer)
    except BaseException:
        KeptAnswer.objects.filter(pk=claim.pk, status=None).delete()
        raise
    return answer


def _claim(request, key):
    """A fresh row for this request, or the row of the same request that was answered before."""
    if not 1 <= len(key) <= LONGEST or not key.isascii() or not key.isprintable():
        message = _("Idempotency-Key must have 1 to %(longest)s printable ASCII characters.")
        raise Problem(400, message % {"longest": LONGEST}, code="bad_idempotency_key")
    now, asked = timezone.now(), {"token": request.auth, "key": key}
    KeptAnswer.objects.filter(created_at__lt=now - KEPT_FOR).delete()
    KeptAnswer.objects.filter(**asked, status=None, created_at__lt=now - ANSWERED_WITHIN).delete()
    fingerprint = _fingerprint(request)
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(**asked, request=fingerprint, created_at=now)
    except IntegrityError:
        return _claimed_before(asked, fingerprint)


def _claimed_before(asked, fingerprint):
    claim = KeptAnswer.objects.filter(**asked).first()
    if claim is not None and claim.request != fingerprint:
        message = _("This Idempotency-Key was used for another request; take a new one.")
        raise Problem(422, message, code="idempotency_key_reused")
    if claim is None or claim.status is None:
        message = _("The same request is being answered at this moment; ask again in a second.")
        raise Problem(409, message, code="in_progress", headers={"Retry-After": "1"})
    return claim


def _fingerprint(request):
    said = [request.method, request.get_full_path(), request.headers.get("If-Match"), request.data]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _keep(claim, answer):
    claim.status, claim.body = answer.status_code, _dumped(answer.data)
    claim.headers = {name: answer[name] for name in ("ETag", "Location") if name in answer}
    claim.save(update_fields=["status", "body", "headers"])


def _dumped(content):
    return json.dumps(content, ensure_ascii=False, cls=JSONEncoder)
