"""The usual headings of a course's texts, which are told in the reader's language."""

from django.utils.translation import gettext, gettext_noop

DETAIL_NAMES = {
    gettext_noop("课程背景"),
    gettext_noop("课程目标"),
    gettext_noop("课程收益"),
    gettext_noop("课程特色"),
    gettext_noop("课程简介"),
    gettext_noop("授课方式"),
    gettext_noop("课程方式"),
    gettext_noop("课程亮点"),
    gettext_noop("学员准备"),
    gettext_noop("语言要求"),
    gettext_noop("备注"),
}


def detail_name(name: str) -> str:
    """A usual heading in the reader's language; any other as it was written."""
    return gettext(name) if name in DETAIL_NAMES else name
