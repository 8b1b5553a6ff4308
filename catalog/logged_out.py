"""What the desk answers when nobody is logged in: nothing that was written may be lost by it.

A script gets 401 and JSON instead of a redirect to a page that answers 200. A form that a person
sends is carried through the login page and sent again afterwards.
"""

import json

from django.contrib.admin.forms import AdminAuthenticationForm
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

# Whose form it is that a script speaks for. Somebody else may have logged in in another tab.
PERSON_HEADER = "X-Desk-Person"
CARRIED = "carried"  # the field of the login page that holds the form
NOT_CARRIED = ("csrfmiddlewaretoken",)
# A 401 names a scheme (RFC 9110, 11.6.1). Browsers know none of this name, and show the page.
CHALLENGE = 'Session realm="desk"'
RETRY_AFTER = "Retry-After"


def fetched(view):
    """Mark a view that only scripts ask."""
    view.is_fetched = True
    return view


def is_fetch(request, view):
    """Whether a script asks: the view says so, or the browser does."""
    headers = request.headers
    return (
        getattr(view, "is_fetched", False)
        or headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
        or headers.get("X-Requested-With") == "XMLHttpRequest"
        or headers.get("Accept", "").startswith("application/json")
    )


def is_somebody_else(request):
    """Whether the script speaks for another person than the one who is logged in."""
    person = request.headers.get(PERSON_HEADER)
    return person is not None and person != str(request.user.pk)


def refusal(request):
    """The answer to a script: 401 without the right person, 403 for one who is no editor."""
    if request.user.is_authenticated and not is_somebody_else(request):
        message = _("You may not use the editors’ desk.")
        return JsonResponse({"code": "not_allowed", "message": message}, status=403)
    message = _("You are logged out. Log in again to save.")
    answer = {"code": "login_required", "message": message, "login_url": reverse("admin:login")}
    return JsonResponse(answer, status=401, headers={"WWW-Authenticate": CHALLENGE})


def csrf_refusal(request):
    """The answer to a script whose token is old: it can ask for a new one and try again."""
    if not request.user.is_authenticated or is_somebody_else(request):
        return refusal(request)
    message = _("This page is out of date: open it again.")
    return JsonResponse({"code": "csrf", "message": message}, status=403)


def is_written(request):
    """Whether somebody sent a form that holds something; the logout button holds nothing."""
    return request.method == "POST" and bool(_pairs_of(request))


def _pairs_of(request):
    return [
        [name, value]
        for name, values in request.POST.lists()
        if name not in NOT_CARRIED
        for value in values
    ]


def login_page(site, request):
    """The login page, with the form that somebody sent without being logged in."""
    context = {
        **site.each_context(request),
        "title": _("Log in"),
        "subtitle": None,
        "app_path": reverse("admin:login"),
        "username": request.user.get_username(),
        "next": request.get_full_path(),
        "form": (site.login_form or AdminAuthenticationForm)(request),
        CARRIED: json.dumps(_pairs_of(request), ensure_ascii=False),
        "has_files": bool(request.FILES),
    }
    return TemplateResponse(
        request,
        site.login_template or "admin/login.html",
        context,
        status=401,
        headers={"WWW-Authenticate": CHALLENGE},
    )


def carried_pairs(text):
    """The names and values of a carried form; None for what no login page of ours has sent."""
    try:
        pairs = json.loads(text)
        return [(str(name), str(value)) for name, value in pairs]
    except (ValueError, TypeError):
        return None


def sending_page(site, request, pairs, *, url):
    """The page that sends a carried form to `url`, by itself where scripts run."""
    context = {
        **site.each_context(request),
        "title": _("Sending what you wrote"),
        "pairs": pairs,
        "url": url,
    }
    return TemplateResponse(request, "admin/catalog/send_again.html", context)


def session_answer(request):
    """Who is logged in, and the token that their forms need now."""
    return JsonResponse(
        {
            "user": str(request.user.pk) if request.user.is_authenticated else "",
            "name": request.user.get_username(),
            "csrf": get_token(request),
        }
    )


def login_answer(request, response):
    """What a script is told of `response`, which the login page gave."""
    if response.status_code == 302:
        return session_answer(request)
    form = (getattr(response, "context_data", None) or {}).get("form")
    errors = [text for texts in form.errors.values() for text in texts] if form else []
    message = " ".join(errors) or _("The login was refused. Try again later.")
    status = response.status_code if response.status_code >= 400 else 400
    headers = {RETRY_AFTER: response[RETRY_AFTER]} if RETRY_AFTER in response else {}
    answer = {"code": "login_refused", "message": message}
    return JsonResponse(answer, status=status, headers=headers)
