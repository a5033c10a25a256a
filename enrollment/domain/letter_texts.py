"""Texts of letters that staff may write themselves: which placeholders each kind knows.

Plain words in braces, never template code: what is filled in is not read again.
"""

import re
from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from enrollment.domain.refusals import Refusal
from enrollment.models import LetterText
from enrollment.models.record import ABOUT_A_PARTY, MessageKind

BRACE = re.compile(r"[{}]")
PLACEHOLDER = re.compile(r"\{([^{}\n]{1,20})\}")
# Each name by the English one; staff may write either.
NAMES = {
    "contact": ("联系人", gettext_lazy("联系人的姓名")),
    "course": ("课程", gettext_lazy("课程名称")),
    "when": ("时间", gettext_lazy("上课的日期和每天的时间")),
    "city": ("城市", gettext_lazy("城市")),
    "venue": ("场地", gettext_lazy("场地和地址，没有定时为“待定”")),
    "seats": ("人数", gettext_lazy("报名的人数")),
    "unnamed": ("未填人数", gettext_lazy("还有几位学员没有姓名")),
    "price": ("费用", gettext_lazy("费用合计")),
    "code": ("编号", gettext_lazy("报名编号")),
    "link": ("链接", gettext_lazy("这一方自己的专用链接")),
    "until": ("期限", gettext_lazy("占位或答复到什么时候")),
    "facts": ("要点", gettext_lazy("编号、时间、地点、人数、费用和专用链接，各一行")),
    "office": ("电话", gettext_lazy("我们的电话和联系人")),
    "absent": ("缺席的学员", gettext_lazy("当天缺席的学员")),
    "feedback": ("评价链接", gettext_lazy("课后评价的链接")),
}
BY_CHINESE = {chinese: name for name, (chinese, _says) in NAMES.items()}
SPECIAL: dict[str, set[str]] = {MessageKind.NO_SHOW: {"absent"}, MessageKind.FEEDBACK: {"feedback"}}
NEVER_TO_A_STRANGER = {"course", "code", "office"}  # the old address may be somebody else's by now
OPEN = "…"
PRIVATE_LINK = {"link", "facts"}
EDITABLE = tuple(ABOUT_A_PARTY)
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


class TextRefused(Refusal):
    """The text cannot be sent as it is; the sentence says which placeholder is wrong or missing."""


def known_to(kind: str) -> list[str]:
    """The placeholders that a letter of this kind can fill."""
    if kind == MessageKind.CONTACT_CHANGED:
        return [name for name in NAMES if name in NEVER_TO_A_STRANGER]
    special = {name for names in SPECIAL.values() for name in names}
    own = SPECIAL.get(kind, set())
    return [name for name in NAMES if name not in special or name in own]


def written(name: str) -> str:
    """As it stands in a text, in the reader's language."""
    english = (get_language() or "").startswith("en")
    return "{" + (name if english else NAMES[name][0]) + "}"


def check(kind: str, subject: str, body: str) -> None:
    """Raise TextRefused for an unknown placeholder, a lone brace, or a link that is missing."""
    known = known_to(kind)
    used = set()
    for text in (subject, body):
        for word in PLACEHOLDER.findall(text):
            name = BY_CHINESE.get(word.strip(), word.strip())
            if name not in known:
                right = _("、").join(map(written, known))
                raise TextRefused(
                    _("这封信里不能用“{%(word)s}”。能用的是：%(right)s。")
                    % {"word": word, "right": right}
                )
            used.add(name)
        if BRACE.search(PLACEHOLDER.sub("", text)):
            raise TextRefused(_("大括号要成对，里面写一个能填的词，例如 {课程}。"))
    _check_links(kind, used)


def _check_links(kind: str, used: set[str]) -> None:
    if kind == MessageKind.FEEDBACK and "feedback" not in used:
        raise TextRefused(_("正文里要有 {评价链接}，对方才能评价。"))
    if kind not in (MessageKind.CONTACT_CHANGED, MessageKind.GROUP) and not used & PRIVATE_LINK:
        raise TextRefused(_("正文里要有 {链接} 或 {要点}：对方靠它查看和修改报名。"))


def fill(text: str, facts: Mapping[str, str]) -> str:
    """The text with its placeholders filled, once: what is filled in is not read again.

    One that is known and not among the facts is open: …
    """

    def value(match: re.Match[str]) -> str:
        word = match[1].strip()
        name = BY_CHINESE.get(word, word)
        return str(facts.get(name, OPEN if name in NAMES else match[0]))

    return PLACEHOLDER.sub(value, text)


def own_text(kind: str, language: str) -> LetterText | None:
    """The text that staff wrote for the kind; ``None`` where the original holds."""
    newest = LetterText.objects.filter(kind=kind, language=language).order_by("-number").first()
    return None if newest is None or newest.is_original else newest
