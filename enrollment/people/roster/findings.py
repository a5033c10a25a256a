"""PURE. What a reading consists of: people, what was left out, doubts; and why, in words."""

from dataclasses import dataclass, field

from catalog.outline.tree import gettext_noop
from enrollment.people.party import Person

WHY = {
    "title": gettext_noop("表头上方的文字，不是学员。"),
    "note": gettext_noop("这里没有学员。"),
    "total": gettext_noop("合计或小计。"),
    "role": gettext_noop("联系人、填表人或签字，不是学员。"),
    "example": gettext_noop("填写示例。"),
    "section": gettext_noop("小标题，不是学员。"),
    "placeholder": gettext_noop("没有写明姓名。"),
    "column": gettext_noop("没有用到的列。"),
    "id": gettext_noop("证件号码不读取。"),
    "second-number": gettext_noop("只取一个号码，这个没有读入。"),
    "remark": gettext_noop("姓名或号码旁边的文字，没有读入。"),
    "same": gettext_noop("与 %(other)s 是同一个人。"),
    "uncalculated": gettext_noop("公式没有算出结果，请在表格软件里打开后另存。"),
    "beside": gettext_noop("表格以外的内容。"),
    "mail": gettext_noop("邮件的抬头或引用。"),
    "again": gettext_noop("上面已经读到的人。"),
    "header": gettext_noop("另一处表头。"),
    "no-name": gettext_noop("有号码，没有姓名。"),
}
# Left out for a reason that stands in the list itself; the others should be looked at.
HARMLESS = {
    "title",
    "total",
    "role",
    "example",
    "section",
    "header",
    "column",
    "id",
    "mail",
    "again",
}
DOUBTS = {
    "hidden-row": gettext_noop("这一行在表里是隐藏的，请确认是否来上课。"),
    "hidden-column": gettext_noop("“%(column)s”这一列在表里是隐藏的。"),
    "struck": gettext_noop("这里划了删除线，请确认是否来上课。"),
    "error": gettext_noop("单元格里是错误值 %(text)s，没有读入。"),
    "uncalculated": gettext_noop("公式 %(text)s 没有算出结果。"),
    "phone": gettext_noop("号码“%(text)s”不对，请核对。"),
    "email": gettext_noop("邮箱“%(text)s”不完整，请核对。"),
    "two-numbers": gettext_noop("有两个号码：取 %(phone)s，没有取 %(text)s。"),
    "no-name": gettext_noop("这里没有写姓名。"),
    "odd-name": gettext_noop("“%(text)s”不像姓名，请核对。"),
    "same-name": gettext_noop("与 %(other)s 同名，请确认是两个人。"),
    "same-person": gettext_noop("与 %(other)s 是同一个人，只取一次。"),
    "private": gettext_noop("有无法识别的字，请核对。"),
    "guessed": gettext_noop("表头没有写明，按内容认作“%(kind)s”。"),
    "swapped": gettext_noop("表头与内容不符，按内容认作“%(kind)s”。"),
    "above": gettext_noop("部门只写在上面的人那里，这里按“%(text)s”读入，请核对。"),
    "sender": gettext_noop("消息里没有写姓名，按发消息的“%(text)s”读入，请核对。"),
    "absent": gettext_noop("名单里写着“%(text)s”，请确认是否来上课。"),
    "encoding": gettext_noop("文件没有说明编码，按 %(encoding)s 读取，请核对姓名里的字。"),
    "shared-number": gettext_noop("几个人共用号码 %(text)s，没有读入。"),
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    where: str
    text: str
    why: str  # a key of WHY
    params: dict = field(default_factory=dict)
    row: int | None = None  # where a row of the sheet was left out whole
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class Doubt:
    where: str
    code: str  # a key of DOUBTS
    params: dict = field(default_factory=dict)


@dataclass(slots=True)
class Taken:
    """A person and the row (in a transposed sheet the column) it was read from."""

    person: Person
    row: int
    where: str
    doubts: list[Doubt] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)  # said beside the person
    company: str = ""
    session: str = ""
    corrects: bool = False  # the row says that what was said before is wrong

    def doubt(self, code: str, **params) -> None:
        if code not in {one.code for one in self.doubts if one.params == params}:
            self.doubts.append(Doubt(self.where, code, params))

    def leave(self, text: str, why: str, **params) -> None:
        if text.strip():
            self.left.append(LeftOut(self.where, text.strip(), why, params))
