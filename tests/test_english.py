"""English as it is shown: it begins with a capital, and a number never stands before "seat(s)"."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import translation
from django.utils.translation import gettext

from enrollment.queries.export_listings import LISTINGS

ROOT = Path(__file__).resolve().parent.parent
ENGLISH = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
OWN = {"catalog", "enrollment", "operations"}
SMALL = {"am", "pm"}  # stand behind a day


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_no_sentence_leaves_singular_or_plural_to_the_reader():
    assert re.findall(r"^msgstr.*\(s\).*$", ENGLISH.read_text(encoding="utf-8"), re.MULTILINE) == []


def test_what_a_fact_says_begins_with_a_capital():
    fields = (field for model in apps.get_models() for field in model._meta.fields)
    own = (field for field in fields if field.model.__module__.split(".")[0] in OWN)
    labels = {str(label) for field in own for _value, label in field.flatchoices}

    assert {label for label in labels if label[:1].islower()} == SMALL


def test_breadcrumbs_begin_with_a_capital():
    """Some names of models are written small, as they stand within Django's sentences."""
    templates = (ROOT / "templates" / "admin").rglob("*.html")
    shown = r"\{\{ *opts\.verbose_name(?:_plural)? *\}\}"

    assert [path.name for path in templates if re.search(shown, path.read_text("utf-8"))] == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("key", LISTINGS)
def test_no_two_columns_of_a_list_have_one_name(key, language):
    with translation.override(language):
        names = [gettext(field.name) for field in LISTINGS[key].fields]

    assert sorted(names) == sorted(set(names))
