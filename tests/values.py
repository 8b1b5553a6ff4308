"""Strategies for what people may write: every value in the form in which it is stored."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from hypothesis import strategies as st

from catalog.choices import ItemKind
from catalog.documents.schema import is_local
from catalog.images import validate_stored
from catalog.models import Assessment, Item, Pair, Relation
from catalog.models import fields as columns
from catalog.validators import clean_text
from catalog.validators.characters import NOT_IN_QUOTATIONS

AWKWARD = [
    "",
    " ",
    "'",
    "''",
    "'=1+1",
    "=HYPERLINK(1)",
    " =1",
    "+1",
    "-1",
    "@SUM(1)",
    "＝１",
    "\t=1",
    "\r",
    "a\rb",
    "a\r\nb",
    "a\nb\n",
    " both ends ",
    'say "so"',
    "'tis",
    "框架，图谱",
    "𠮷野家😀",
    "👩\u200d💻",
    "_x000D_",
    "_x005F_x000D_",
    "yes",
    "null",
    "2015-11-09",
    "1.0",
    "a;b; c",
    "---",
    "# no comment",
    "\u2028\u2029\ufeff",
    "e\u0301\u200b",
    "]]>&#xFFFF;",
    "<b>&amp;</b>",
]
STORED = [f"pictures/{digit * 40}.png" for digit in "ab"]
DATES = ["2015", "2015-11", "2015-11-09", "2024-02-29", "0001", "9999-12-31"]
EXAMPLES = {
    columns.PartialDateField: DATES,
    columns.ArxivField: ["1605.08695", "1412.6980v9", "cond-mat/9501001", "math.GT/0309136v2"],
    columns.DoiField: ["10.1145/2939672.2945397", "10.1000/<a&b>;2-#"],
    columns.RepositoryField: ["keras-team/keras", "a/.github"],
    columns.CommitField: ["0000e4389528c6b7d1bd7f08d732e54720c2fc60", "abcdef1"],
    columns.Sha256Field: ["0" * 64],
    columns.LicenseField: ["MIT", "MIT OR Apache-2.0", "LicenseRef-NVIDIA-CUDA-EULA"],
    columns.WebAddressField: ["https://example.org/?a=1&b=“”", "http://例子.测试/路径"],
}
slugs = st.sampled_from(["alpha", "beta", "gamma"])
texts = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)


def cleaned_by(clean):
    """Texts in the stored form that `clean` gives them; those that it refuses are left out."""

    def stored(text):
        try:
            return clean(text)
        except ValidationError:
            return None

    return texts.map(stored).filter(lambda text: text is not None)


plain = cleaned_by(clean_text)
quotations = texts.filter(lambda text: not NOT_IN_QUOTATIONS.search(text))


def value_of(field):
    """What a document may hold for the column or relation `field`."""
    if isinstance(field, models.ManyToManyField):
        return st.lists(slugs, max_size=3, unique=True).map(sorted)
    if field.is_relation:
        return st.just("1") if is_local(field.related_model) else slugs
    if field.choices:
        return st.sampled_from([value for value, _label in field.flatchoices])
    if isinstance(field, models.BooleanField):
        return st.booleans()
    if isinstance(field, models.DateField):
        return st.dates(date(1950, 1, 1), date(2050, 1, 1))
    if isinstance(field, models.IntegerField):
        return st.integers(1, 9999)
    if validate_stored in field.validators:
        return st.sampled_from(STORED)
    return text_for(field)


def text_for(field):
    if isinstance(field, models.SlugField):
        return slugs
    if type(field) in EXAMPLES:
        return st.sampled_from([*([""] if field.blank else []), *EXAMPLES[type(field)]])
    longest = field.max_length or 200
    if not isinstance(field, columns.Cleaned):
        found = quotations.map(lambda text: text[:longest])
    else:
        found = cleaned_by(lambda text: field.clean_value(field.clean_value(text)[:longest]))
    return found if field.blank else found.filter(bool)


def righted(model, values):
    """The values of a row with what contradicts itself put right."""
    if model is Relation:
        if "target" in values:
            values.pop("target_name", None)
        else:
            values.setdefault("target_name", "Elsewhere")
        if "until" in values and values.get("since", "") > values["until"]:
            del values["until"]
    if model is Assessment:
        if "feature" in values:
            values.pop("category", None)
        else:
            values.setdefault("category", "alpha")
    if model is Pair and values["a"] == values["b"]:
        values["b"] = {"alpha": "beta", "beta": "gamma", "gamma": "alpha"}[values["a"]]
    if model is Item and values["kind"] == ItemKind.ROW:
        values["kind"] = ItemKind.POINT.value
    return values
