"""PURE. What names look like, and the words that departments and job titles are made of."""

import re
from functools import lru_cache

from catalog.text.inbound import HAN, plain
from enrollment.people.name_words import (
    COMPOUND,
    FOLLOWS,
    NO_NAMES,
    PLACES,
    SPELLING,
    SURNAMES,
    TITLES,
    UNITS,
    WORDS,
)
from enrollment.people.words_abroad import PARTICLES, TITLE_ABROAD, UNIT_ABROAD
from enrollment.people.words_abroad import name_likeness as likeness_abroad

TITLE_END = re.compile(
    r"(?:经理|主任|主管|行长|柜员|总监|总裁|助理|专员|专干|会计|出纳|科长|处长|部长|组长|队长|班长|负责人|(?<![党团学成])员|岗|师|长"
    r"|顾问|秘书|干事|书记|董事|监事|文员|翻译|司机|骨干|教授|院士|助教|医生|护士|总|理专|經理|專員|櫃員|柜員|總裁|顧問|主辦|主办|襄理|協理|培生"
    r"|实习生|代表|[电焊钳技普木瓦管水杂]工|經辦|审计|稽核|审计岗|[一二三四五六七八九十\d]级|序列)$"
)
LATIN_TITLE = re.compile(
    r"\b(?:manager|officer|director|analyst|teller|head|president|assistant|clerk|supervisor|chief|vp|avp|svp"
    r"|executive|engineer|specialist|consultant|advisor|adviser|associate|lead|trainee|secretary|accountant"
    r"|cashier|auditor|controller|treasurer|ceo|cfo|coo|cto|rm|intern|coordinator|administrator|partner|banker|leader|counsel|lawyer|solicitor|attorney|dealer|trader|developer|designer|programmer|technician|nurse"
    r"|physician|lecturer|professor|teacher|registrar|dean|receptionist|driver|buyer|planner|scientist|researcher|architect"
    r"|underwriter|actuary|broker|representative|strategist|economist|founder|chairman|chairwoman|superintendent|inspector"
    r"|foreman|operator|staff)\b",
    re.IGNORECASE,
)
UNIT_END = re.compile(
    r"(?:部|[支分总銀银商本我省市工农農中建交招]行|中心|科|室|网点|处|组|团队|办|公司|社|所|厅|(?<![带领])队"
    r"|班|站|馆|(?<![联关])系|局|酒店|宾馆|饭店|车间|仓库|库房|工段|产线|门店|中支|教研组|营业所|院|大学|中学|小学|学校|厂|街道|政府|條線|条线|系统|板块|學院|学院|處|組|廳|總行|櫃檯|部門|委员会|工会|党委)$"
)
OURS = re.compile(r"[我您]|[贵本][行司]$")  # 我行 names no unit; 贵阳分行 does
UNIT_START = re.compile(r"^(?:总行|分行|支行|省分行|市分行|本部|机关)")
LATIN_UNIT = re.compile(
    r"\b(?:department|dept|branch|division|banking|risk|operations|ops|compliance|finance|treasury"
    r"|team|office|center|centre|hr|human resources|it|audit|credit|retail|corporate|wealth"
    r"|marketing|sales|legal|support|unit)\b",
    re.IGNORECASE,
)
COMPANY_END = re.compile(
    r"(?:银行|公司|集团|信用社|联社|農商行|农商行|銀行|合作社|农信|[工农中建交招]行|股份|置业|实业|控股"
    r"|医院|醫院|保健院|大学|大學|中学|中學|小学|小學|学校|學校|幼儿园|党校|研究院|研究所|设计院|事务所|事務所"
    r"|酒店|宾馆|饭店|厂|局|委|政府|委员会|街道办|街道办事处|协会|學會|学会|基金会|有限合伙|卫生院|疾控中心"
    r"|bank|ltd\.?|limited|inc\.?|llc|plc|gmbh|corp\.?|co\.?|group|holdings|university|college|school|hospital)$",
    re.I,
)
UNIT_TAIL = re.compile(r"(?:[支分总]行|部|中心|公司|办公室|科|处)$")
GOES_ON_AS = "门业技学会位署长员级室的"  # 部门, 行业, 科技: no unit and title meet before them
SHORTEST_UNIT = 3  # characters
PLACE_END = re.compile(
    r"(?:省|市|县|区|镇|州|路|街|号|楼|层|族|间|房|桌|期|届|天|日|月|年|元|岁|人|位|名|份|套)$"
)
ADDRESSES = ("老师", "老師", "先生", "女士", "小姐", "同志", "师傅", "同学", "领导")
MANY_DIGITS = re.compile(r"\d{5}")
SENTENCE_MARK = re.compile(r"[。！？!?，;；]")
IS_SAID = re.compile(r"[多感]?谢|辛苦|麻烦|各位|请")  # 谢谢老师
SAYS_OF_SOME = re.compile(
    r"其中|待定|未定|待岗|[一两二三四五六七八九十\d][人名位](?!部)"
)  # a remark
HAN_NAME = re.compile(rf"[{HAN}]{{2,4}}")
HAN_RUN = re.compile(rf"[{HAN}]+")
DOTTED = re.compile(rf"[{HAN}]{{1,10}}(?:·[{HAN}]{{1,12}}){{1,4}}")
LATIN_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ŽƠƯ\u1e00-\u1effΆ-ΏΑ-ΩЀ-Я"  # of alphabets that have them
LATIN_NAME = re.compile(
    rf"[{CAPITAL}][\w'’.-]*"
    rf"(?:[ ,]{{1,2}}(?:[{CAPITAL}][\w'’.-]*|{'|'.join(sorted(PARTICLES, reverse=True))})){{0,5}}"
)
TIME_OF_DAY = re.compile(
    r"(?:周|星期|礼拜)[一二三四五六日天末].{0,4}|.{0,4}(?:[上下中]午|早上|晚上)"
)
RARELY = "有能都从相别终"  # surnames that are words before they are names
NO_BEGINNING = re.compile("[不忌免需我你您他她咱这谁已未没刚请被还就又很]|第(?!五)")  # of a name
BEFORE_KE = "登文明建立永元学景云"  # in names that end in 科; 宣传科 and 康复科 are units
SCHOOLING = ("本科", "专科", "大专", "中专", "高中", "专升本")
PARTICLES_SAID = "啦吗呢吧嘛哦噢呗哟呀"  # what ends talk and nobody's name: 辛苦啦
LONGEST_NAME = 40  # characters
SHORT_WORD = 12


@lru_cache(maxsize=20_000)
def name_likeness(text: str) -> float:
    """0 for what is no person's name, 1 for what can hardly be anything else."""
    if not text or len(text) > LONGEST_NAME or text.casefold() in NO_NAMES:
        return 0.0
    if DOTTED.fullmatch(text):
        return 0.95
    if is_place(text):
        return 0.3
    if HAN_RUN.fullmatch(text):
        return _han_likeness(text)
    return _latin_likeness(text)


def is_in_two_scripts(han: str, latin: str, *, least_likeness: float = 0.4) -> bool:
    """Whether 周雅文 and Emily Zhou, side by side, are one person's name.

    ``least_likeness`` (0 to 1) is how much like a name the Chinese one has to be.
    """
    return name_likeness(han) >= least_likeness and name_likeness(latin) >= 0.4


def is_place(text: str) -> bool:
    """安宁 is a city, though somebody may be called so."""
    return text.casefold().replace(" ", "") in PLACES


def is_word_like_a_name(text: str) -> bool:
    """平安 and 时光 are words that people are called as well; 汇总 and 待定 are not."""
    short = HAN_RUN.fullmatch(text) is not None and len(text) in (2, 3)
    return short and text[0] in SURNAMES and not _is_unit_or_title(text)


def _is_unit_or_title(text: str) -> bool:
    return unit_likeness(text) >= 0.6 or title_likeness(text) >= 0.6


def _is_address(text: str) -> bool:
    """张老师 and 李总 are how somebody is spoken to."""
    return text[0] in SURNAMES and (
        text[1:] in ADDRESSES or (len(text) == 2 and text[1] in "总哥姐")
    )


def is_spoken_to(text: str) -> bool:
    """高行长 and 李总: a family name and what somebody is called by."""
    return bool(text) and (_is_address(text) or (text[0] in SURNAMES and text[1:] in TITLES))


def _is_talk(text: str) -> bool:
    """单独 and 单独来 are words, whatever surname they begin with."""
    return text in WORDS or (len(text) == 3 and text[:2] in WORDS and text[2] in FOLLOWS)


def _is_no_name(text: str) -> bool:
    """Talk, how somebody is spoken to, a time of day, or what begins as no name does."""
    if "某" in text[:3]:  # 张某某 stands for anybody
        return True
    if _is_talk(text) or _is_address(text) or text[-1] in PARTICLES_SAID:
        return True
    return bool(TIME_OF_DAY.fullmatch(text) or NO_BEGINNING.match(text))


def _han_likeness(text: str) -> float:
    if _is_no_name(text):
        return 0.1
    known, long = text[0] in SURNAMES, len(text)
    if _is_unit_or_title(text):
        return 0.2 if known and long <= 3 else 0.05
    if long >= 3 and text[:2] in COMPOUND:
        return 1.0 if long <= 4 else 0.2
    if long > 4:
        return 0.5 if long < 12 and _is_spelt(text) else 0.0
    return _behind_surname(text) if known else _without_surname(text)


def _behind_surname(text: str) -> float:
    """How well one to four characters are a name, the first of them a known surname."""
    if len(text) == 1:
        return 0.3
    doubt = 0.5 if text[0] in RARELY else 0.0
    return {2: 0.95, 3: 1.0, 4: 0.45}[len(text)] - doubt


def _without_surname(text: str) -> float:
    """How well one to four characters are a name that begins with no known surname."""
    if len(text) == 1 or (len(text) <= 3 and PLACE_END.search(text)):
        return 0.1
    return 0.6 if _is_spelt(text) else {2: 0.4, 3: 0.4, 4: 0.2}[len(text)]


def _is_spelt(text: str) -> bool:
    """Whether nearly all its characters are those that foreign names are written with."""
    return sum(char in SPELLING for char in text) / len(text) > 0.8


def _latin_likeness(text: str) -> float:
    if any(char.isdigit() for char in text):  # C001
        return 0.1
    odd = (LATIN_TITLE, LATIN_UNIT, TITLE_ABROAD, UNIT_ABROAD)
    if any(words.search(text) for words in odd):
        return 0.1
    if LATIN_NAME.fullmatch(text):
        return 0.8 if " " in text else 0.4
    words = text.split()
    latin = all(LATIN_WORD.fullmatch(word) for word in words)
    if latin and len(words) in (2, 3) and text.isascii():
        return 0.35
    return likeness_abroad(text)


@lru_cache(maxsize=20_000)
def title_likeness(text: str) -> float:
    """How well a text is a job title."""
    if not text or len(text) > SHORT_WORD * 3:
        return 0.0
    if text in TITLES:
        return 1.0
    if SENTENCE_MARK.search(text) or SAYS_OF_SOME.search(text) or IS_SAID.match(text):
        return 0.0
    if LATIN_TITLE.search(text) or _is_post_abroad(text):
        return 0.9
    if TITLE_END.search(text) and len(text) <= SHORT_WORD + 4:
        return 0.3 if _may_be_called(text) else 0.8
    return 0.0


def _may_be_called(text: str) -> bool:
    """于师 may be somebody's name, 安全员 is a post whatever surname it begins with."""
    posts = text[-1] == "员" or text[1:] in TITLES
    return text[0] in SURNAMES and len(text) <= 3 and not posts


def _is_post_abroad(text: str) -> bool:
    """係長 and Trưởng phòng are posts, 林永長 may be somebody."""
    return bool(TITLE_ABROAD.search(text)) and not _may_be_called(text)


def _is_unit_abroad(text: str) -> bool:
    return bool(LATIN_UNIT.search(text) or UNIT_ABROAD.search(text))


def _is_short_unit(text: str) -> bool:
    """于部 and 于子班 may be units, and somebody's names as well."""
    short = len(text) == 2 or (len(text) == 3 and text[-1] in "科社班")
    if short and text[-1] == "科" and len(text) == 3:
        return text[0] in SURNAMES and text[1] in BEFORE_KE
    return short and text[0] in SURNAMES


@lru_cache(maxsize=20_000)
def unit_likeness(text: str) -> float:
    """How well a text is a department, a branch or an office."""
    if (
        not text
        or len(text) > SHORT_WORD * 3
        or MANY_DIGITS.search(text)
        or text in SCHOOLING
        or OURS.match(text)
    ):
        return 0.0
    if UNIT_END.search(text) and len(text) >= 2:
        return 0.45 if _is_short_unit(text) else 0.95
    if text in UNITS:
        return 0.8
    if UNIT_START.search(text):
        return 0.7
    return 0.85 * _is_unit_abroad(text)


def is_company(text: str) -> bool:
    """Whether a text ends as the name of a whole organisation does, not of a part of one."""
    return COMPANY_END.search(plain(text)) is not None


def split_unit_and_title(text: str) -> tuple[str, str] | None:
    """营业部副主任 -> 营业部, 副主任; None where no known title ends a known kind of unit."""
    if is_post_of_a_kind(text):
        return None
    for title in titles_at_end(text):
        unit = text.removesuffix(title).strip()
        if unit and unit not in UNITS and unit_likeness(unit) >= 0.6:  # 风险经理 is one title
            return unit, title
    return _split_at_unit(text)


def titles_at_end(text: str) -> list[str]:
    """The known titles that a text ends with, the longest first."""
    return [title for title in ENDING_IN.get(text[-1:], ()) if text.endswith(title)]


def titles_at_start(text: str) -> list[str]:
    """The known titles that a text begins with, the longest first."""
    return [title for title in BEGINNING_IN.get(text[:1], ()) if text.startswith(title)]


def _split_at_unit(text: str) -> tuple[str, str] | None:
    """凤凰路支行营业经理 -> 凤凰路支行, 营业经理: a title that nobody listed, behind a unit."""
    if len(text) > 2 * SHORT_WORD or not TITLE_END.search(text):
        return None
    for cut in range(len(text) - 2, SHORTEST_UNIT - 1, -1):
        unit, title = text[:cut], text[cut:]
        parts = UNIT_TAIL.search(unit) and title[0] not in GOES_ON_AS
        if parts and unit_likeness(unit) >= 0.9 and title_likeness(title) >= 0.8:
            return unit, title
    return None


def is_post_of_a_kind(text: str) -> bool:
    """Whether a title says of what kind of unit, and not of which: 支行副行长, 部门经理."""
    title = next(iter(titles_at_end(text)), "") if len(text) < SHORT_WORD else ""
    return bool(title) and UNIT_END.fullmatch(text.removesuffix(title)) is not None


ENDING_IN: dict[str, list[str]] = {}
BEGINNING_IN: dict[str, list[str]] = {}
for _title in TITLES:
    ENDING_IN.setdefault(_title[-1], []).append(_title)
    BEGINNING_IN.setdefault(_title[0], []).append(_title)
FIELDS_OF_WORK = ("稽核", "审计", "会计", "翻译")  # a post, and what a department does


def split_title_and_unit(text: str) -> tuple[str, str] | None:
    """柜员城东支行 -> 柜员, 城东支行."""
    for title in titles_at_start(text):
        unit = text.removeprefix(title)
        if unit.startswith("会"):  # 董事会办公室
            continue
        if title not in FIELDS_OF_WORK and unit_likeness(unit) >= 0.9:  # 稽核审计部 is one unit
            return title, unit
    return None


def split_name_and_title(text: str) -> tuple[str, str] | None:
    """王丽娟大堂经理 -> 王丽娟, 大堂经理."""
    for length in (4, 3, 2):
        name, title = text[:length], text[length:]
        if title in TITLES and name_likeness(name) >= (0.9 if length < 4 else 1.0):
            return name, title
    return None


def split_title_and_name(text: str) -> tuple[str, str] | None:
    """副行长白一凡 -> 副行长, 白一凡."""
    for title in titles_at_start(text):
        if name_likeness(text.removeprefix(title)) >= 0.95:
            return title, text.removeprefix(title)
    for length in (3, 2, 4):
        title, name = text[:-length], text[-length:]
        fits = 2 <= len(title) <= SHORT_WORD and title_likeness(title) >= 0.8
        if fits and name_likeness(name) >= 0.95 and not _has_unit(title):
            return title, name
    return None


def _has_unit(post: str) -> bool:
    """国际业务部单证主管 says where as well."""
    return "的" in post or any(unit_likeness(post[:end]) >= 0.9 for end in range(2, len(post)))


def split_unit_title_and_name(text: str) -> tuple[str, str, str] | None:
    """城东支行行长安若溪 -> 城东支行, 行长, 安若溪."""
    for length in (3, 2, 4):
        split = split_unit_and_title(text[:-length])
        if split and name_likeness(text[-length:]) >= 0.95:
            return *split, text[-length:]
    return None


def split_unit_and_name(text: str) -> tuple[str, str] | None:
    """城东支行龙淑仪 -> 城东支行, 龙淑仪."""
    if unit_likeness(text) >= 0.9:
        return None
    for length in (3, 2, 4):
        unit, name = text[:-length], text[-length:]
        if len(unit) >= 2 and unit_likeness(unit) >= 0.9 and name_likeness(name) >= 0.95:
            return unit, name
    return None
