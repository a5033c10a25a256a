"""Each letter has an HTML part that says what its text says."""

import pytest
from django.core import mail
from lxml import html

from enrollment.messaging.delivery import send_due
from enrollment.messaging.html_part import html_of
from enrollment.models import Enrollment
from enrollment.people.party import Person
from tests.factories import NOW, SessionFactory, enrolled


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "tag"), [("zh-hans", "zh-Hans"), ("en", "en")])
def test_a_letter_says_the_same_as_text_and_as_html(language, tag):
    party = enrolled(SessionFactory(), 2, people=(Person("安宁"),), contact_name="安 & 宁")
    Enrollment.objects.filter(pk=party.pk).update(language=language)

    send_due(now=NOW)

    letter = mail.outbox[0]
    ((page, kind),) = letter.alternatives
    read = html.document_fromstring(page)
    links = read.xpath("//a")
    assert kind == "text/html"
    assert read.find("body").text_content().split() == letter.body.split()
    assert read.get("lang") == tag
    assert [link.get("href") for link in links] == [link.text for link in links] != []
    assert all(link.text in letter.body.split() for link in links)


def test_only_links_to_this_site_can_be_clicked(settings):
    settings.SITE_URL = "https://kaike.example.cn"
    page = html_of(
        "<script>alert(1)</script> https://evil.example/x，看 https://kaike.example.cn.evil.example/\n"
        "https://kaike.example.cn/my/abc/。\n\n再见"
    )

    read = html.fromstring(page)
    assert [link.get("href") for link in read.xpath("//a")] == ["https://kaike.example.cn/my/abc/"]
    assert read.xpath("//script") == []
    assert "<script>alert(1)</script>" in read.text_content()
    assert len(read.xpath("//p")) == 2
