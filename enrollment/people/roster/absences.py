"""PURE. Where a list itself says that somebody on it may not come: asked, never settled."""

import re

from catalog.text.inbound import HAN, plain
from enrollment.people.names import name_likeness
from enrollment.people.roster.findings import LeftOut, Taken
from enrollment.people.roster.replacements import leaving, parted

ABSENT = re.compile(
    r"取消|临时有事|另有(?:安排|任务|工作)|时间冲突|[来去参]不了|不[来去]"
    r"|不(?:再|能)?参[加训]|(?:无法|没法|不便)参[加训]|请假|退[出班训]|离职|调离|休假|产假|病假"
    r"|[❌✖✗✘]|~~.{1,200}~~"
    r"|缺席|放弃|撤[销回]|作废|驳回|拒绝|不同意|(?:未|不)(?:予)?(?:通过|批准)"
    r"|cancel|withdraw|not attend"
    r"|(?:can(?:no|')t|unable to|won't|will not) (?:attend|come|join|make it)",
    re.IGNORECASE,
)
# 待定, 时间未定: 手机号待定 and 车次待定 are said of a number and of a journey.
UNSETTLED = re.compile(
    r"(?:^|[\s,，、;；。(（]|本人|人员|是否|能否|参[加训会]|名单|行程|时间|出差|暂|可能)"
    r"(?:待[定确]|未[定确]|暂定|另定|看情况|视情况|候补|备选|备用|替补)"
    r"|(?:不|尚未|还没|未能?|待|再)(?:最终)?(?:确定|确认|落实|通知)"
    r"|(?:可能|也许|或许)(?:不|来不|无法|参加不|去不)|审[批核]中|待[审批核]|周.{0,2}前确认"
    r"|\bt\.?b\.?[cda]\b|tentative|wait(?:ing)?\s?list|not (?:yet )?confirmed",
    re.IGNORECASE,
)
ASKS_WHO_COMES = re.compile(
    r"状态|参[加训会]|出席|报名|备注|说明|備註|备考|情况|确认|remark|note|comment|status|attend",
    re.IGNORECASE,
)
CROSSED = re.compile(r"[❌✖✗✘]|~~.{1,200}~~")  # drawn through, as chats can
CHANGED = re.compile(
    r"换[成为人]|改[成为由]|替换|更换|变更|顶替|代替|替补|instead|replac", re.IGNORECASE
)
WHETHER = re.compile(
    r"(?:是否|能否|可否|确认)(?:参[加训会]|出席|到场|报名)|参[加训会]与否|attend", re.I
)
REASON = re.compile(r"(?:请假|缺席|缺训|不参[加训]|退[出训])(?:事由|原因|理由|说明|情况)")
NO = re.compile(r"否|不|不参[加训]|不[来去]|×|✗|✘|x|n|no|false|0", re.IGNORECASE)
WORD = re.compile(rf"[{HAN}·]+")
MOST_NOTES, MOST_NAMES = 40, 200  # that are held against each other


def is_absence(text: str, title: str = "") -> bool:
    """Whether a cell beside a person says that the person does not come."""
    said = plain(text)
    if _names_another(said):
        return True
    if REASON.search(plain(title)) and said and not NO.fullmatch(said):  # 请假事由: 值班
        return True
    if CHANGED.search(title) and name_likeness(said) >= 0.9:  # 变更后人员：陈可
        return True
    if UNSETTLED.search(said) and (not title or ASKS_WHO_COMES.search(plain(title))):
        return True
    return bool(ABSENT.search(said) or (WHETHER.search(title) and NO.fullmatch(said)))


def _names_another(said: str) -> bool:
    """改为苗雨薇，139…: somebody else is named in a remark."""
    parts = parted(said)
    words = WORD.findall(parts[2]) if parts else []
    return any(name_likeness(word) >= 0.95 for word in words)


def note_absences(people: list[Taken], left: list[LeftOut]) -> None:
    """A doubt at everybody of whom a remark or a note says so, by name or beside the name."""
    remarks = [(one, said.text) for one in people for said in one.left if _asks(said.text)]
    for taken, text in remarks:
        if not any(_is_named(other, leaving(text)) for other in people[:MOST_NAMES]):
            taken.doubt("absent", text=text)
    notes = [one.text for one in left if ABSENT.search(one.text) or CHANGED.search(one.text)]
    for text in [*notes, *(text for _taken, text in remarks)][:MOST_NOTES]:
        _ask_named(people, text)


def _asks(text: str) -> bool:
    return bool(ABSENT.search(text) or UNSETTLED.search(text))


def _ask_named(people: list[Taken], text: str) -> None:
    for taken in people:
        if _is_named(taken, leaving(text)):
            taken.doubt("absent", text=text)


def _is_named(taken: Taken, text: str) -> bool:
    return len(taken.person.name) > 1 and taken.person.name in text
