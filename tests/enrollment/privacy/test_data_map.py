"""Every field has a class, and the notice and the docs are made from the classes and settings."""

import pytest
from django.conf import settings
from django.db import models

from enrollment.documents.privacy_doc import privacy_doc
from enrollment.domain import data_map, notice
from enrollment.domain.data_fields import FIELDS
from enrollment.models import Enrollment, Participant


def test_every_field_of_every_model_has_a_class():
    unclassed = [str(field) for field in data_map.all_fields() if data_map.class_of(field) is None]

    assert unclassed == [], "enrollment/domain/data_fields.py"


def test_a_new_field_without_a_class_is_found():
    field = models.CharField(max_length=9)
    field.name, field.model = "birthday", Enrollment

    assert data_map.class_of(field) is None


def test_the_table_names_only_fields_that_exist_each_once():
    known = {f"{field.model._meta.label}.{field.name}" for field in data_map.all_fields()}
    listed = [
        f"{label}.{field}"
        for label, classes in FIELDS.items()
        for fields in classes.values()
        for field in fields.split()
    ]

    assert set(listed) <= known
    assert len(listed) == len(set(listed))
    assert {name for classes in FIELDS.values() for name in classes} == set(data_map.CLASSES) - (
        set() if "technical" in {n for c in FIELDS.values() for n in c} else {"technical"}
    )


def test_what_reaches_a_person_is_personal():
    names = {field.name for field in data_map.personal_fields(Enrollment)}
    people = {field.name for field in data_map.personal_fields(Participant)}

    assert {"contact_name", "contact_phone", "contact_email", "company", "staff_note"} < names
    assert people == {"name", "phone", "email", "department", "job_title"}


def test_the_doc_is_what_the_command_writes():
    page = settings.BASE_DIR / "docs" / "privacy.md"

    assert page.read_text(encoding="utf-8") == privacy_doc(), (
        "docs/privacy.md: manage.py write_privacy_doc"
    )


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_notice_says_the_months_that_purge_counts(language, settings):
    settings.KEEP_MONTHS = settings.KEEP_MONTHS | {"parties": 31, "inquiries": 17, "interests": 5}

    text = notice.text(language)

    assert all(number in text for number in ("31", "17", "5"))
    assert "None" not in text


def test_the_notice_promises_only_what_is_set(settings):
    settings.DATA_LOCATION, settings.PRIVACY_CONTACT = "", ""
    plain = notice.text("zh-hans")
    settings.DATA_LOCATION, settings.PRIVACY_CONTACT = "中国上海", "privacy@example.cn"
    settings.COMPANY_NAME, settings.PRIVACY_REQUEST_DAYS = "示例培训公司", 9
    told = notice.text("zh-hans")

    assert "存放在" not in plain
    for word in ("存放在中国上海", "privacy@example.cn", "示例培训公司", "9 天内"):
        assert word in told
    for word in ("税号", "工作日"):  # nothing of the kind exists
        assert word not in plain + told


def test_another_text_is_another_version(settings):
    before = notice.digest("zh-hans")
    settings.KEEP_MONTHS = settings.KEEP_MONTHS | {"parties": 12}

    assert len({before, notice.digest("zh-hans"), notice.digest("en")}) == 3


@pytest.mark.django_db
def test_the_page_shows_the_text_that_consent_is_given_to(client):
    for language, address in (("zh-hans", "/privacy/"), ("en", "/en/privacy/")):
        page = client.get(address).content.decode()

        assert notice.digest(language)[:12] in page


@pytest.mark.django_db
def test_chinese_in_an_english_sentence_of_the_page_says_that_it_is_chinese(client, settings):
    settings.COMPANY_NAME = "示例<b> Training"

    page, chinese = (client.get(path).content.decode() for path in ("/en/privacy/", "/privacy/"))

    assert '<span lang="zh-Hans">示例</span>&lt;b&gt; Training' in page
    assert "示例&lt;b&gt; Training" in chinese
