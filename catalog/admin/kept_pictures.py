"""The field that carries a picture through a form which is refused."""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog import images

SALT = "catalog.pictures"


class KeptPicture(forms.CharField):
    """A picture that was sent with a form which was refused, so that nobody chooses it again.

    The form carries its name in the store and what is known of it, signed.
    """

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(label=_("picture file"), required=False, **kwargs)

    @staticmethod
    def signed(kept):
        return signing.dumps(kept, salt=SALT)

    def read(self, value):
        """What the signed value says, or None where it is empty, forged or gone."""
        try:
            kept = signing.loads(value or "", salt=SALT)
            images.validate_stored(kept["file"])
        except (signing.BadSignature, ValidationError):
            return None
        return kept

    def shown(self, value):
        kept = self.read(value)
        return kept["called"] if kept else ""
