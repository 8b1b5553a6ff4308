"""What load balancers and containers ask: does the process live, and can it do its work."""

from django.db import Error, connection
from django.http import JsonResponse
from django.utils.cache import add_never_cache_headers


class HealthMiddleware:
    """Answers /healthz and /readyz before anything can redirect them or refuse their host.

    /healthz: the process answers. /readyz: the database does too; 503 where it does not.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info == "/healthz":
            return _said(200, "alive")
        if request.path_info == "/readyz":
            return _said(200, "ready") if _database_answers() else _said(503, "no database")
        return self.get_response(request)


def _database_answers():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False  # Django looks after the connection when the request ends
    return True


def _said(status, word):
    response = JsonResponse({"status": word}, status=status)
    add_never_cache_headers(response)
    return response
