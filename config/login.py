"""The login form of the admin: bounded guesses, and no account that a stranger can lock.

Attempts are counted by the pair of account and address, so somebody elsewhere never locks an editor
out, and more slowly by address, for guesses over many accounts. They are counted before the
password is looked at, so that guesses at the same moment do not slip through.
"""

import unicodedata
from time import time

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from catalog.api.limits.counters import counter
from catalog.api.limits.throttle import hidden, network_of
from catalog.desk import TOO_MANY_ATTEMPTS
from catalog.visitors import address_of

# Attempts, and the seconds in which they are counted.
OF_PAIR = 10, 15 * 60
OF_ADDRESS = 100, 60 * 60


class LoginForm(AdminAuthenticationForm):
    clock = staticmethod(time)

    def clean(self):
        account = self.cleaned_data.get("username")
        if account and self.cleaned_data.get("password"):
            self.refuse_too_many(account)
        return super().clean()

    def refuse_too_many(self, account):
        """Count the attempt, and refuse it when there were too many, whatever the password is."""
        address = network_of(address_of(self.request))
        account = unicodedata.normalize("NFKC", account).casefold()
        counted = {
            hidden(f"login {address} {account}"): OF_PAIR,
            hidden(f"login {address}"): OF_ADDRESS,
        }
        now = int(self.clock())
        for client, (most, window) in counted.items():
            ends = (now // window + 1) * window
            if counter().count(f"login-{client}", ends=ends) > most:
                raise ValidationError(self.refusal(ends - now), code=TOO_MANY_ATTEMPTS)

    def refusal(self, seconds):
        self.retry_after = seconds
        minutes = -(-seconds // 60)
        return ngettext(
            "Too many attempts to sign in from here. Try again in %(minutes)s minute.",
            "Too many attempts to sign in from here. Try again in %(minutes)s minutes.",
            minutes,
        ) % {"minutes": minutes}
