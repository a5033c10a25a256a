"""PURE. One word of running text -> what it says: a name, a unit, a title, or several glued."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from catalog.text import inbound
from enrollment.people import names
from enrollment.people.name_words import UNITS
from enrollment.people.roster.cells import HONORIFIC
from enrollment.people.roster.headers import kind_of
from enrollment.people.roster.replacements import parted

NAME, PHONE, EMAIL, UNIT, TITLE, REST, LABEL, GENDER, STOP = (
    *("name", "phone", "email", "unit", "title", "rest", "label", "gender", "stop"),
)
FIELDS = (NAME, UNIT, TITLE)
# Capitals among words: will you take Grace Lee, Priya Raman cannot make it.
CAPITALS = r"[A-Z][a-z'’-]{1,20}(?: [A-Z][a-z'’-]{1,20}){1,3}"
NAME_AT_END = re.compile(rf"^(?P<rest>.{{0,60}}?\b[a-z]{{2,15}}) (?P<name>{CAPITALS})")
NAME_AT_START = re.compile(rf"^(?P<name>{CAPITALS}) (?P<rest>[a-z]{{2,15}}\b.{{0,60}})")
COUNTED = re.compile(r"^\d{1,3}(?=\D)")
A_KIND = re.compile(r"支行|分行|网点")  # which begins no unit of its own
GENDERS = ("男", "女")
LABELS_ALONE = re.compile(
    r"^(?:(?:[他她其我]|本人)?的?(?:电话|手机|手机号|手机号码|联系电话|联系方式|号码|邮箱|部门|职务|岗位|姓名|单位|微信同号|办公|座机|固话)[是为]?|应该?[是为]|正确的?(?:号码)?[是为]|现在[是为]?"
    r"|tel|mobile|phone|email|e-mail|mob|cell|m|t)\.?$",
    re.IGNORECASE,
)
IS_A = re.compile(
    r"^(?:(?:[他她我]们?|本人)?(?:应该?|现在|其实|实际)?[是为]|也是|也为|同为|都是|均为|全是|任|担任|现任|(?:职务|岗位|部门|单位)[是为:：]?)"
)
LABEL_AFTER = re.compile(
    r"(?:的|联系)?(?:电话|手机号码|手机号|手机|号码|微信|邮箱|(?<=的)(?:号|岗位|职务|职位|部门|单位|支行))(?:号|是|为)?"
    r"(?:改为|改成|更正为|变更为|换成|应该?[为是]|(?:[写填报打发弄搞记输]错|错|有误|不对|不正确)了?)?$"
    r"|的(?:是|为)$"
)
# 岗位是, 应该是: between somebody and a post.
SAYS = re.compile(
    r"(?:的?(?:岗位|职务|职位|部门|单位|支行|机构|网点))?(?:应该?|现在|现|其实|已经?)?"
    r"(不再是|不是|改为|改成|更正为|变更为|调整为|担任|是|为)"
)
NEGATED = re.compile(r"(?:而|并|也)?不(?:再|应|该)?是")
SAID_WRONG = re.compile(r"(?:[写填报打发弄搞记输]错|错|有误|不对|不正确)了?")
WRONG = re.compile(
    rf"{NEGATED.pattern}|(?:[^\W\d的]{{0,4}})?{SAID_WRONG.pattern}$"
)  # 发错了, 不是柜员
SAME_UNIT = re.compile(
    r"((?:同|该)(?:一个?)?(?:支行|分行|网点|部门|单位|科室|机构|团队|处室|车间|公司|学校|院系))的?"
)
LED_TO = re.compile(rf"^(.{{1,40}}?(?:[是叫]|还有))([{inbound.HAN}·]{{2,12}})$")  # 一个是白一凡
JOINT = re.compile(r"以及|[和与及跟]")
# What is said before a name in a message: 换成景深, 另外加上白一凡.
SAID_BEFORE = re.compile(
    r"^(?:(?:现|拟|再|另|另外|又|我行|我部|我们|本次|由|还有|以及|和|及|跟|就|请)?(?:换成|换为|换|改成|改为|改|更换为|更换成|变更为|替换为|增加|新增|增报|补报|增补|递补|补充|追加|再加|加上|加|报|报名|推荐|选派|派|安排)"
    r"|(?:另外|还有|另|再有)?一[个位名](?:就?是|叫)?"
    r"|另有|还有|以及|另外|包括|分别是|我是|我叫|本人|就是|是|和|由)"
)
# 第二个也是城南支行的柜员孔令仪: what a sentence says before it comes to somebody.
LEAD = re.compile(
    r"(?:第(?:[一二三四五六七八九十]{1,3}|\d{1,2})[个位名]|最后[一两]?[个位名]?|[一两二三四五六七八九十\d]{1,2}[个位名](?=[^\W\d])"
    r"|另外[一两]?[个位名]?|另[一两]?[个位名]|还有[一两]?[个位名]?|其中|我[行司部]|我们[行司]|选派|推荐|派(?!出所)出?)+"
    r"(?:也|都|就)?[是有]?"
)
AND = ("和", "及", "与")
# 我们支行乔木生也参加: around a name in a sentence.
OURS = re.compile(
    r"(?:另外|还有|以及|再加上?|加上|外加|和|及|跟)?(?:我们?|本|咱们?)"
    r"(?:(?:支?行|分行|部门?|单位|公司|网点|中心|科室?|团队|学校|院|厂|局|处|所|这边|这里)(?!长))?的?"
    r"(?:就|只有|只)?"
    r"(?:[^\W\d]{0,6}?(?:选派|推荐|安排|委派|指派|派出?))?"
    r"|(?:另外|还有|以及|此外)"
)
COMES = re.compile(
    r"(?:等?(?:[一二两三四五六七八九十]|\d{1,2})[位名人个](?:同志|同事|学员|员工|老师)?)?"
    r"(?:(?:也|都|一起|一同|均|将|会|要|想){0,3}(?:参加|参训|参会|报名|前往)(?:本次)?(?:培训|学习|会议)?[了吧的]?$"
    r"|(?:也|都|一起|一同){1,3}[来去]$|也?(?:想|希望|打算|申请|准备|愿意)[^\W\d]{1,16}$)"
    r"|(?:等?(?:[一二两三四五六七八九十]|\d{1,2})[位名人个](?:同志|同事|学员|员工|老师)?)$"
)


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    right: bool = True
    is_shared: bool = False  # said of everybody named before it
    is_own: bool = False  # glued to the name before it
    is_ahead: bool = False  # glued to the name behind it


@lru_cache(maxsize=20_000)
def of_word(word: str) -> tuple[Token, ...]:
    """One word as one token, or glued words as several."""
    text = inbound.name(word)
    if text in GENDERS:
        return (Token(GENDER, text),)
    if LABELS_ALONE.match(text):
        return (Token(LABEL, text),)
    if names.name_likeness(text) >= 0.9:
        return (Token(NAME, text),)
    if WRONG.match(text):
        return (Token(REST, text),)
    ways = (
        _replaced,
        _honoured,
        _labelled,
        _stated,
        _same,
        _led,
        _introduced,
        _posted,
        _headed,
        _in_latin_words,
        _before_its_post,
        _glued,
        _owned,
        _joint,
    )
    named = next(filter(None, (way(text) for way in ways)), ())
    return named or (Token(_kind_of_word(text), text),)


def _owned(text: str) -> tuple[Token, ...]:
    """城西的雷鸣 -> 城西, 雷鸣."""
    unit, _of, name = text.partition("的")
    if names.unit_likeness(unit) < 0.8:
        return ()
    named = _surely_named(name)
    return (Token(UNIT, unit), *named) if named else ()


def _replaced(text: str) -> tuple[Token, ...]:
    """吴静换成科技部高远 -> 吴静换成, 科技部, 高远; 换成 alone names nobody."""
    parts = parted(text)
    if parts is None:
        return ()
    leaves, verb, comes = parts
    if not comes:
        return (Token(REST, text),)
    named = _surely_named(comes)
    return (Token(REST, leaves + verb), *named) if named else ()


def _labelled(text: str) -> tuple[Token, ...]:
    """童欣电话 -> 童欣, 电话."""
    found = LABEL_AFTER.search(text)
    if found is None:
        return ()
    name = text[: found.start()]
    if names.name_likeness(name) >= 0.9:
        return Token(NAME, name), Token(LABEL, found[0])
    led = LED_TO.match(name)
    if led and names.name_likeness(led[2]) >= 0.95:
        return Token(REST, led[1]), Token(NAME, led[2]), Token(LABEL, found[0])
    said = of_word(name) if name else ()
    return (*said, Token(LABEL, found[0])) if said and _is_sure(said[-1]) else ()


def _is_sure(one: Token) -> bool:
    return one.kind == NAME and names.name_likeness(one.text) >= 0.95


def _led(text: str) -> tuple[Token, ...]:
    """第二个是城南支行柜员孔令仪 -> 第二个是, 城南支行, 柜员, 孔令仪; 和综合部 -> 和, 综合部."""
    found = LEAD.match(text)
    lead = found[0] if found else text[:1]
    if not found and lead not in AND:
        return ()
    said = of_word(text[len(lead) :]) if len(lead) < len(text) else ()
    if _bites_unit(lead, said):
        return ()
    return (Token(LABEL, lead), *said) if any(map(_tells, said)) else ()


def _bites_unit(lead: str, said: Sequence[Token]) -> bool:
    """和平支行 and 派出所 are units of their own; 和综合部 is not."""
    if len(lead) != 1 or not said or said[0].kind != UNIT:
        return False
    return said[0].text.removesuffix("部") not in UNITS


def _tells(one: Token) -> bool:
    """Whether a word is surely somebody, or where and as what somebody works."""
    return one.kind in (UNIT, TITLE) or _is_sure(one)


def _headed(text: str) -> tuple[Token, ...]:
    """客户经理舒望和阮思齐 -> 舒望, 阮思齐, and 客户经理 of both."""
    first, *others = JOINT.split(text)
    if not others or not all(names.name_likeness(one) >= 0.95 for one in others):
        return ()
    said = of_word(first)
    if not said or not _is_sure(said[-1]) or any(one.kind not in FIELDS for one in said):
        return ()
    told = [replace(one, is_shared=True) for one in said[:-1]]
    return (said[-1], *(Token(NAME, one) for one in others), *told) if told else ()


def _stated(text: str) -> tuple[Token, ...]:
    """苏蔓的岗位是运营主管 -> 苏蔓, 运营主管; what she is not stays a remark."""
    for found in SAYS.finditer(text):
        name = text[: found.start()]
        if names.name_likeness(name) < 0.95:
            continue
        if NEGATED.match(found[1]):
            return Token(NAME, name), Token(REST, text[found.start() :])
        said = of_word(text[found.end() :].strip("“”\"'「」"))
        if said and all(one.kind in (UNIT, TITLE) for one in said):
            return Token(NAME, name), *said
    return ()


def _same(text: str) -> tuple[Token, ...]:
    """同支行的贺知行 -> 同支行, 贺知行."""
    found = SAME_UNIT.match(text)
    if found is None or found.end() == len(text):
        return (Token(UNIT, text),) if found else ()
    said = of_word(text[found.end() :])
    return (Token(UNIT, found[1]), *said) if any(one.kind in (NAME, TITLE) for one in said) else ()


def _joint(text: str) -> tuple[Token, ...]:
    """海若冰和祁连 -> 海若冰, 祁连; one rare name among others is enough of a name."""
    parts = JOINT.split(text)
    likely = [names.name_likeness(part) for part in parts]
    if len(parts) > 1 and min(likely) >= 0.4 and max(likely) >= 0.9:
        return tuple(Token(NAME, part) for part in parts)
    return ()


def _posted(text: str) -> tuple[Token, ...]:
    """营业经理尹若琳和柜员贺知行, each with a title glued to the name."""
    parts = JOINT.split(text)
    told = [
        names.split_unit_title_and_name(part) or names.split_title_and_name(part) for part in parts
    ]
    found = [one for one in told if one]
    if len(parts) < 2 or len(found) < len(told):
        return ()
    kinds = {2: (TITLE, NAME), 3: (UNIT, TITLE, NAME)}
    return tuple(
        Token(kind, word) for one in found for kind, word in zip(kinds[len(one)], one, strict=True)
    )


def _introduced(text: str) -> tuple[Token, ...]:
    """换成景深 -> 换成, 景深."""
    if found := SAID_BEFORE.match(text):
        if found.end() == len(text):
            return (Token(LABEL, text),)
        named = _surely_named(text[found.end() :])
        if named and not _bites_unit(found[0], named):
            return Token(REST, found[0]), *named
    if coming := _comes(text):
        return coming
    return _is_a(text)


def _surely_named(text: str) -> tuple[Token, ...]:
    """The tokens of a text that names somebody who can hardly be anything else; else none."""
    said = of_word(text) if text else ()
    return said if any(map(_is_sure, said)) else ()


def _is_a(text: str) -> tuple[Token, ...]:
    """都是营业部副主任 -> 营业部, 副主任, said of all."""
    found = IS_A.match(text)
    post = text[found.end() :].removesuffix("的") if found else ""
    shared = text[:1] in ("都", "均", "全")
    if split := names.split_unit_and_title(post):
        return Token(UNIT, split[0], is_shared=shared), Token(TITLE, split[1], is_shared=shared)
    is_post = names.title_likeness(post) >= 0.8
    if is_post or names.unit_likeness(post) >= 0.85:
        return (Token(TITLE if is_post else UNIT, post, is_shared=shared),)
    return ()


def _comes(text: str) -> tuple[Token, ...]:
    """另外我们支行乔木生也参加 -> 另外我们支行, 乔木生, 也参加."""
    ours, comes = OURS.match(text), COMES.search(text)
    start, end = ours.end() if ours else 0, comes.start() if comes else len(text)
    if not 0 < end - start < len(text):
        return ()
    named = _surely_named(text[start:end])
    if not named:
        return ()
    around = (Token(REST, part) for part in (text[:start], text[end:]))
    before, behind = ([one] if one.text else [] for one in around)
    return (*before, *named, *behind)


def _honoured(text: str) -> tuple[Token, ...]:
    """王丽娟女士 -> 王丽娟, 女士."""
    found = HONORIFIC.search(text)
    if found and names.name_likeness(text[: found.start()]) >= 0.9:
        return Token(NAME, text[: found.start()]), Token(REST, found[0])
    return ()


def _kind_of_word(text: str) -> str:
    if text in names.ADDRESSES:
        return REST
    if names.title_likeness(text) >= 0.8:
        return TITLE
    if names.unit_likeness(text) >= 0.7:
        return UNIT
    if names.name_likeness(text) >= 0.4:
        return NAME
    return LABEL if kind_of(text) else REST


def _in_latin_words(text: str) -> tuple[Token, ...]:
    """From our side Grace Lee -> From our side, Grace Lee; a name among other words."""
    for form in (NAME_AT_END, NAME_AT_START):
        found = form.fullmatch(text)
        if found and _is_latin_name(found["name"]):
            at_start = found.start("name") == 0
            name, rest = Token(NAME, found["name"]), Token(REST, found["rest"])
            return (name, rest) if at_start else (rest, name)
    return ()


def _is_latin_name(text: str) -> bool:
    return names.name_likeness(text) >= 0.7 and not names.is_company(text)


def _behind_its_post(text: str) -> tuple[Token, ...]:
    """城东支行行长安若溪 -> 城东支行, 行长, 安若溪."""
    ways = (
        ((UNIT, TITLE), names.split_unit_title_and_name),
        ((TITLE,), names.split_title_and_name),
        ((UNIT,), names.split_unit_and_name),
    )
    for kinds, split in ways:
        if words := split(text):
            *posts, name = words
            ahead = (Token(*one, is_ahead=True) for one in zip(kinds, posts, strict=True))
            return (*ahead, Token(NAME, name))
    return ()


def _before_its_post(text: str) -> tuple[Token, ...]:
    """1柏一鸣凤凰路支行营业经理, as a page that lost its blanks -> 柏一鸣, 凤凰路支行, 营业经理."""
    counted = COUNTED.match(text)
    text = text[counted.end() :] if counted else ""
    for length in (3, 2, 4):
        name, post = text[:length], text[length:]
        split = names.split_unit_and_title(post) if names.name_likeness(name) >= 0.95 else None
        if split and not names.PLACE_END.search(name) and not A_KIND.match(split[0]):
            units = Token(UNIT, split[0], is_own=True), Token(TITLE, split[1], is_own=True)
            return Token(NAME, name), *units
    return ()


def _glued(text: str) -> tuple[Token, ...]:
    if split := names.split_name_and_title(text):
        return Token(NAME, split[0]), Token(TITLE, split[1], is_own=True)
    if ahead := _behind_its_post(text):
        return ahead
    if split := names.split_title_and_unit(text):
        return Token(TITLE, split[0]), Token(UNIT, split[1])
    if split := names.split_unit_and_title(text):
        inner = names.split_unit_and_name(split[0])
        if inner:
            return Token(UNIT, inner[0]), Token(NAME, inner[1]), Token(TITLE, split[1])
        return Token(UNIT, split[0]), Token(TITLE, split[1])
    return ()
