"""PURE. Which column is what: from the headers, else from what stands in the columns."""

import re
import unicodedata
from dataclasses import dataclass, field

from enrollment.people.phones import PhoneInvalid, normalise

LOOK_AT = 10  # rows in which a header may stand: lists have titles above it
# Earlier words are meant more surely: 手机 before 电话.
HEADERS = {
    "name": "姓名 学员姓名 参训人员 参训人 学员 人员姓名 员工姓名 参加人员 参会人员 名字 中文名"
    " 中文姓名 name fullname studentname participant participantname attendee trainee 名称",
    "phone": "手机 手机号 手机号码 移动电话 手提电话 mobile mobilephone mobilenumber cell"
    " cellphone 联系电话 联系手机 联系方式 电话 电话号码 phone phonenumber telephone tel",
    "email": "邮箱 电子邮箱 邮件 电子邮件 邮箱地址 邮件地址 e-mail email mail emailaddress",
    "department": "部门 所属部门 所在部门 机构 所属机构 网点 支行 所在支行 所属网点 单位 工作单位"
    " 团队 department dept division branch team unit organization organisation company",
    "job_title": "职务 岗位 职位 职称 职务岗位 岗位职务 任职岗位 现任职务 职级 title jobtitle"
    " position job role post",
}
WORDS = {
    word: (kind, rank) for kind, words in HEADERS.items() for rank, word in enumerate(words.split())
}
NUMBERING = {"序号", "编号", "no", "no.", "#", "number", "index", "行号"}
ASIDE = re.compile(r"[(\[【][^(\[【)\]】]{0,40}[)\]】]")
DECORATION = re.compile(r"[\s*:：_/·]")
PLACE_WORD = re.compile(
    r"(?:部|行|支行|中心|科|室|网点|公司|处|组|营业部|department|branch)$", re.I
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds which field; ``header`` is its row's index, ``None`` without one."""

    of: dict[str, int] = field(default_factory=dict)
    header: int | None = None
    unused: tuple[str, ...] = ()  # headers of columns that nothing is read from


def guess(rows: list[list[str]]) -> Columns:
    for number, row in enumerate(rows[:LOOK_AT]):
        kinds = [_kind_of(cell) for cell in row]
        known = [kind for kind in kinds if kind]
        if any(kind[0] == "name" for kind in known) or len(known) > 1:
            return _from_header(row, kinds, number)
    return Columns(of=_from_contents(rows))


def plain(text: str) -> str:
    """A header without its star, colon, brackets, blanks and width."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = ASIDE.sub("", text)
    return DECORATION.sub("", text)


def _kind_of(cell: str) -> tuple[str, int] | None:
    return WORDS.get(plain(cell[:60]))


def _from_header(row: list[str], kinds: list, number: int) -> Columns:
    of: dict[str, int] = {}
    for column, kind in enumerate(kinds):
        if kind and (kind[0] not in of or kind[1] < kinds[of[kind[0]]][1]):
            of[kind[0]] = column
    unused = tuple(
        cell.strip()[:40]
        for column, cell in enumerate(row)
        if cell.strip() and column not in of.values() and plain(cell) not in NUMBERING
    )
    return Columns(of=of, header=number, unused=unused)


def _from_contents(rows: list[list[str]]) -> dict[str, int]:
    width = max(map(len, rows))
    columns = {
        column: [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
        for column in range(width)
    }
    of: dict[str, int] = {}
    for column, cells in columns.items():
        kind = _kind_by_contents(cells, of)
        if kind and kind not in of:
            of[kind] = column
    return of


def _kind_by_contents(cells: list[str], of: dict[str, int]) -> str:
    most = len(cells) / 2
    if not cells or (all(cell.isdecimal() and len(cell) <= 4 for cell in cells)):
        return ""
    if sum("@" in cell for cell in cells) > most:
        return "email"
    if sum(map(_is_number, cells)) > most:
        return "phone"
    if "name" not in of:
        return "name"
    if "department" not in of and sum(bool(PLACE_WORD.search(cell)) for cell in cells) > most:
        return "department"
    return "job_title"


def _is_number(cell: str) -> bool:
    try:
        normalise(cell)
    except PhoneInvalid:
        return sum(char.isdigit() for char in cell) >= 7
    return True
