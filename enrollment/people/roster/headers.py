"""PURE. What a header says its column holds."""

import re
from collections.abc import Iterator
from functools import lru_cache

from catalog.text.folding import without_accents
from catalog.text.inbound import plain
from enrollment.people.names import HAN_RUN
from enrollment.people.roster.headers_abroad import HEADERS_ABROAD
from enrollment.people.roster.words import HEADERS

NAME, FAMILY, GIVEN = "name", "family", "given"
PHONE, OFFICE_PHONE, EMAIL = "phone", "office_phone", "email"
DEPARTMENT, JOB_TITLE, BOTH = "department", "job_title", "department_and_job"
AREA, EXTENSION = "area", "extension"  # of a telephone whose parts stand apart
COMPANY, NUMBER, OTHER, SESSION = "company", "number", "other", "session"
FIELDS = (NAME, PHONE, EMAIL, DEPARTMENT, JOB_TITLE)

LATIN = re.compile(r"[a-z.#/-]+")
ASIDE = re.compile(r"[(\[【〔<《][^(\[【〔)\]】〕>》]{0,60}[)\]】〕>》]")
DECORATION = re.compile(r"[\s*＊:：_.。?？!！'’\"“”★▲※●]")
JOINTS = re.compile(r"[/／|\\、,，;；+＋&＆\-—–－~·\n\r]|及|和|与|或|and|or|(?<=\w)及")
AND_ITS = re.compile(r"[/／|\\、,，;；+＋&＆\n\r]|及|和|与")
PREFIXES = re.compile(
    r"^(?:[调更变替]{1,2}[整换更][前后]|现在的?|学员|学生|参训人员|参训学员|参训人|参训|参会人员|参会人|参会|参加人员|参加人|培训学员|培训人员|培训|本人|个人|员工|人员|您的|您|你的|请问|请填写|的|请输入|填写|报名人|报名|联系|现|现任|原定|原|实际|最终|目前|所在|所属|参加人|学員|參加者"
    r"|participant's|participants|participant|attendee|trainee|student|your|delegate|staff|employee"
    r"|nomor|nombor|số|номер|numérode|númerode|numerodi)"
)
LEADING_NUMBER = re.compile(r"^\d{1,2}[.、．)]?(?=\D)")
COUNTED = re.compile(r"(?<=\w\D)(?:\d|[一二三]|no\d)$")  # 联系方式1
ASKS = re.compile(r"(?:\(?(?:必填|选填|必須|必须填写|必填项)\)?|是什么|[是为])$")
OTHER_PERSON = re.compile(
    r"紧急|緊急|应急|긴급|收件|寄件|收货|开票|财务|付款|授课|考官|评委|教师|家属|家庭|亲属|监护|配偶|父|母|上级|领导|推荐人|填表|填报|发起人|提交人|创建人|录入人|上报人|经办|制表|审核|审批|领队|带队|司机|驾驶|报送人|介绍人|担保|班主任|讲师|老师|emergency|manager|supervisor|联系人|对接人|联[络系]员|联络人|單位聯絡|单位联系|负责人"
)
# Name of the nominee, nominee's name: whoever is called by what is done to or by them.
NAME_OF = re.compile(
    r"nameof(?:the)?(?!employer|trainer|speaker|lecturer)"
    r"[a-z]{2,20}(?:ees?|ants?|gates?|ers?|ents?|dates?|staff|guests?)"
)
OF_NUMBERED = re.compile(r"([^\W\d][^\d]{1,30}\d) - ([^\d]{2,30})")  # Organization 1 - Title
# 姓名（拼音）: of two columns of names the other one is how somebody is called.
IN_LATIN = re.compile(
    r"[(\[【](?:[汉漢]语)?(?:拼音|英文|英语|英|罗马字|pinyin|english)[^)\]】]{0,8}[)\]】]"
)
INSIDE = re.compile(r":\s{0,9}\w")  # 主题：学员名单 says something and names no column
LONGEST = 60  # characters
MOST_PARTS = 5  # words of one header
FOREMOST = (NAME, PHONE, EMAIL, DEPARTMENT, JOB_TITLE, FAMILY, GIVEN, OFFICE_PHONE)
NOT_A_COLUMN = re.compile(r"[。！？!?]|请|如下|以下|为了")


def _stripped(text: str) -> str:
    text = LEADING_NUMBER.sub("", DECORATION.sub("", text))
    return JOINTS.sub("", ASKS.sub("", text))


SHORTEST_BARE = 5  # letters: Ho and Ten are names, họ and tên are not


def _spellings(word: str) -> Iterator[str]:
    """A word as headers come to be compared, and as people type it who have no accents."""
    typed = plain(word).lower()
    bare = without_accents(typed.replace("đ", "d").replace("ı", "i").replace("ł", "l"))
    is_latin = bare.isascii() and bare.isalpha() and len(bare) >= SHORTEST_BARE
    for spelling in (typed, bare) if is_latin else (typed,):
        yield spelling
        yield _stripped(spelling)


def _kinds() -> dict[str, tuple[str, int]]:
    kinds: dict[str, tuple[str, int]] = {}
    for words_of in (HEADERS, HEADERS_ABROAD):
        for kind, words in words_of.items():
            for rank, word in enumerate(words.split()):
                for spelling in _spellings(word):
                    kinds.setdefault(spelling, _ranked(kind, rank))
    return kinds


def _ranked(kind: str, rank: int) -> tuple[str, int]:
    """A grade is a job title, but less surely than any other word for one."""
    if kind == "grade":
        return JOB_TITLE, AS_GRADE
    return kind, min(rank, AS_GRADE - 1)


BY_ENDING = 40  # how surely a header is known that only ends in a known word
AS_GRADE = BY_ENDING - 1
AS_LATIN = AS_GRADE
KIND_OF = _kinds()


def kind_of(header: str) -> tuple[str, int] | None:
    """The kind of column a header names and how surely (0 is surest); None for other texts."""
    if not header or len(header) > LONGEST * 2 or header.isdecimal():
        return None
    if "。" in header or "；" in header:  # a sentence
        return None
    if "@" in header and header.isascii():  # somebody's address: lists hold many, all different
        return None
    return _kind_of(header)


def kind_of_label(label: str) -> tuple[str, int]:
    """The same for a text that is known to name a kind. Raise ValueError for any other."""
    known = kind_of(label)
    if known is None:
        raise ValueError(label)
    return known


@lru_cache(maxsize=50_000)
def _kind_of(header: str) -> tuple[str, int] | None:
    text = plain(header).lower()
    bare = _stripped(ASIDE.sub("", text)) or _stripped(text.strip("()[]【】"))
    if len(bare) > LONGEST:
        return None
    asideless = ASIDE.sub("", text)
    if numbered := OF_NUMBERED.fullmatch(asideless):
        return _of_numbered(*numbered.groups())
    known = _name_and_number(asideless) or _known(bare) or _of_parts(asideless)
    if known and known[0] == NAME and IN_LATIN.search(text):
        return NAME, max(known[1], AS_LATIN)
    return known or (None if INSIDE.search(text) else _of_ending(bare))


def _of_numbered(group: str, member: str) -> tuple[str, int] | None:
    """E-mail 1 - Value is an address, Organization 1 - Title a title and its Name a company."""
    known, within = _kind_of(group), _kind_of(member)
    of_company = known and known[0] == COMPANY and within and within[0] == NAME
    return known if of_company or within is None else within


def _name_and_number(text: str) -> tuple[str, int] | None:
    """参训人员及电话 holds names: 参训人员 says no more than whose number it is in 参训人员电话."""
    parts = [_stripped(part) for part in AND_ITS.split(text)]
    known = [KIND_OF.get(parts[0]), *map(_known, parts[1:])]
    kinds = [kind[0] if kind else "" for kind in known]
    named = len(kinds) > 1 and kinds[0] == NAME and set(kinds[1:]) <= {PHONE, OFFICE_PHONE, EMAIL}
    return known[0] if named else None


def uncounted(header: str) -> str:
    """姓名2 -> 姓名: the header of the second of several blocks as that of the first."""
    return COUNTED.sub("", _stripped(plain(header).lower()))


def _known(bare: str) -> tuple[str, int] | None:
    if bare in KIND_OF:
        return KIND_OF[bare]
    if (first := COUNTED.sub("", bare)) in KIND_OF:
        return KIND_OF[first]
    if OTHER_PERSON.search(bare):
        return (OTHER, 1) if len(bare) <= 12 else None
    if NAME_OF.fullmatch(bare):
        return NAME, BY_ENDING
    shorter = bare
    while shorter:
        shorter, times = PREFIXES.subn("", shorter)
        if shorter in KIND_OF:
            return KIND_OF[shorter]
        if not times:
            return None
    return None


def _of_parts(text: str) -> tuple[str, int] | None:
    """部门/岗位 is both, 姓名 Name is a name, 学员信息-姓名 is a name."""
    parts = [_stripped(part) for part in JOINTS.split(text)]
    if sum(map(bool, parts)) < 2:
        parts = _by_script(text)
    found = list(filter(None, map(_known, filter(None, parts))))
    return _foremost(found) if found and len(parts) <= MOST_PARTS else None


def _foremost(found: list[tuple[str, int]]) -> tuple[str, int]:
    """What several words of a header mean together."""
    names = {kind for kind, _rank in found}
    if {DEPARTMENT, JOB_TITLE} <= names or {COMPANY, JOB_TITLE} <= names:
        return BOTH, 0
    if {COMPANY, DEPARTMENT} <= names:
        return DEPARTMENT, 30
    foremost = next((kind for kind in FOREMOST if kind in names), "")
    ranks = [rank for kind, rank in found if kind == foremost]
    return (foremost, min(ranks)) if ranks else found[-1]


def _by_script(text: str) -> list[str]:
    """姓名 Name -> 姓名, name."""
    han = "".join(HAN_RUN.findall(text))
    latin = "".join(LATIN.findall(text))
    return [_stripped(han), _stripped(latin)] if han and latin else []


ENDINGS = (
    (
        OFFICE_PHONE,
        re.compile(
            r"(?:办公电话|座机|固话|固定电话|办公室电话|辦公電話)$"
            r"|(?:business|work|office|company|home|other|desk)(?:tele)?phone(?:no|number)?\d?$"
        ),
    ),
    (
        PHONE,
        re.compile(
            r"(?:手机号码|手机号|手机|移动电话|联系电话|联系方式|电话号码|电话|手機|電話)$"
            r"|(?:mobile|phone|cell)(?:no|number)?$"
        ),
    ),
    (EMAIL, re.compile(r"(?:邮箱|邮件|电邮|電郵|郵箱|郵件|e-?mail)(?:地址|账号|帳號)?$")),
    (NAME, re.compile(r"(?:姓名|名字|人员名单|学员名单)$")),
    (BOTH, re.compile(r"(?:部门|单位|支行|机构|网点).{0,2}(?:职务|岗位|职位)$")),
    (JOB_TITLE, re.compile(r"(?:职务|岗位|职位|职级|職務|職位)$")),
    (
        DEPARTMENT,
        re.compile(
            r"(?:部门|网点|机构|科室|部門|處室|^(?:所在|所属|隶属|您的|选派|推荐).{0,4}支行)$"
        ),
    ),
    (COMPANY, re.compile(r"(?:单位|單位|公司名称|银行名称)$")),
    (NUMBER, re.compile(r"(?:序号|编号)$")),
    (
        OTHER,
        re.compile(
            r"(?:日期|时间|备注|性别|号码|证号|编号|学号|账号|卡号|识别号|抬头|总分|分数|得分|排名|情况|要求|与否|人数|签名|签字|地址|城市|类型|方式|年限|等级|意向|需求|意见|尺码|时段|名称|年月|[?？])$"
            r"|^是否|^有无"
        ),
    ),
)


LEVELS = "12345一二三四五"
LEVEL = re.compile(r"第?([1-5一二三四五])级")  # 一级机构 holds 二级部门


def _of_ending(bare: str) -> tuple[str, int] | None:
    if len(bare) > 16 or NOT_A_COLUMN.search(bare):
        return None
    for kind, ending in ENDINGS:
        if ending.search(bare):
            level = LEVEL.match(bare) if kind == DEPARTMENT else None
            return kind, BY_ENDING - (LEVELS.index(level[1]) % 5 if level else 0)
    return None
