"""What a browser sent for a change form or for the page that merges one."""

from catalog import merging

# What the merge page adds to the fields of the form: the state that it showed, the choices by
# pointer, and the texts that were edited by hand.
SEEN, CHOICE, TEXT = "seen", "choice:", "text:"
EDIT = "edit"


def sent_values(post):
    """Lists of values by name, with the line ends of the database instead of those of browsers."""
    return {
        name: [value.replace("\r\n", "\n") for value in values] for name, values in post.lists()
    }


def form_fields(sent):
    """What the form itself holds: without buttons, the check against forgery, and choices."""
    return {
        name: values
        for name, values in sent.items()
        if not name.startswith(("_", CHOICE, TEXT)) and name not in ("csrfmiddlewaretoken", SEEN)
    }


def first(sent, name):
    return (sent.get(name) or [""])[0]


def choices_of(sent):
    """Whose side each pointer takes, and the texts edited by hand, which count as one's own."""
    choices, texts = {}, {}
    for name in sent:
        pointer, chosen = name.removeprefix(CHOICE), first(sent, name)
        if name == pointer:
            continue
        if chosen == EDIT and TEXT + pointer in sent:
            texts[pointer] = first(sent, TEXT + pointer)
            chosen = merging.MINE
        if chosen in (merging.THEIRS, merging.MINE):
            choices[pointer] = chosen
    return choices, texts
