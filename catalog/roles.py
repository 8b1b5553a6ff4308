"""Who may do what: a right is a permission of Django, a role is a group that holds some rights.

The groups are made by a migration; an administrator may change what they hold. Actions ask for
rights and never for a role.
"""

from django.conf import settings

WRITE_ZH, WRITE_EN, WRITE_FACTS = "write_zh", "write_en", "write_facts"
REVIEW = "review"
PUBLISH_OWN = "publish_own"

WRITING = (WRITE_ZH, WRITE_EN, WRITE_FACTS)
# The names are stored in the database, as Django's own are: in English.
RIGHTS = {
    WRITE_ZH: "Can write Chinese texts",
    WRITE_EN: "Can write English texts",
    WRITE_FACTS: "Can write facts, rows and sources, and open new entries",
    REVIEW: "Can publish and discard what others wrote",
    PUBLISH_OWN: "Can publish what nobody else has reviewed",
}
ROLES = {
    "translator-zh": (WRITE_ZH,),
    "translator-en": (WRITE_EN,),
    "editor": WRITING,
    "reviewer": (*WRITING, REVIEW),
    "administrator": (*WRITING, REVIEW),
}
# The rights that each scope of a token covers, as far as its owner holds them.
SCOPES = {
    WRITE_ZH: (WRITE_ZH,),
    WRITE_EN: (WRITE_EN,),
    WRITE_FACTS: (WRITE_FACTS,),
    "publish": (REVIEW, PUBLISH_OWN),
}


def holds(user, *rights):
    """Whether the person holds at least one of the rights.

    Who came by a token has no more than its scopes cover; see `token_of`.
    """
    token = token_of(user)
    return any(
        (token is None or right in token.rights) and user.has_perm(f"catalog.{right}")
        for right in rights
    )


def missing_scopes(user, *rights):
    """The scopes of which the token of `user` needs one for `rights` that its owner holds.

    None without a token, and none where the owner holds no such right: then no scope would help.
    """
    if token_of(user) is None:
        return []
    held = {right for right in rights if user.has_perm(f"catalog.{right}")}
    return [scope for scope, covered in SCOPES.items() if held & {*covered}]


def token_of(user):
    """The token by which somebody acts in the name of `user`; None for the person themselves."""
    return getattr(user, "token", None)


def administers(user):
    """Whether the person looks after accounts, and after what the site is connected to."""
    return user.has_perm("auth.change_user")


def publishes_own(user):
    """Whether the person may publish their own change.

    Being a superuser is not enough: the setting ``SELF_REVIEW`` or the right itself has to say so.
    """
    if settings.SELF_REVIEW:
        return True
    own = user.user_permissions.filter(codename=PUBLISH_OWN)
    return own.exists() or user.groups.filter(permissions__codename=PUBLISH_OWN).exists()


def right_to_write(field):
    """The right that a change of the column or relation `field` needs."""
    if field.endswith("_zh"):
        return WRITE_ZH
    return WRITE_EN if field.endswith("_en") else WRITE_FACTS
