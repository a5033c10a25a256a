"""PURE. What a row is when it is nobody: a total, a signature, an example, a title."""

import re
from functools import lru_cache

from catalog.inbound import plain
from enrollment.people import names
from enrollment.people.roster.headers import kind_of

TOTAL = re.compile(
    r"^\W*(?:合\s*计|总\s*计|小\s*计|共\s*计|汇\s*总|总\s*人\s*数|人\s*数|人数合计|合计人数|共\s*\d+\s*[人名位]|以上(?:共|合计)?|sub-?totals?|grand total|totals?"
    r"|共[一二三四五六七八九十百]+[人名位])(?:\W|人|共|$|\d)",
    re.IGNORECASE,
)
ROLES = (
    "填表人|填报人|制表人|制表|填表|经办人|经办|联系人|联络人|会务联系人|审核人|审核|审批人|复核人|负责人|单位负责人|部门负责人|主管领导|分管领导|领导签字"
    "|负责人签字|报送人|报送单位|填报单位|填报部门|填报机构|单位盖章|盖章|公章|单位公章|签字|签名|签章|签发|领队|带队|带队人|带队领导|带队老师|班主任|报名联系人|培训联系人"
    "|单位|主办单位|承办单位|填表日期|填报日期|填报时间|填表时间|报送日期|日期|制表日期|上报日期|人力资源部|contact|contact person|prepared by|approved by"
    "|submitted by|signature|signed|date|聯絡人|聯繫人|經辦人|填表|部門主管|主管簽名|教务|咨询电话|联系电话|联系方式|报名电话|传真"
)
ROLE = re.compile(rf"^\W*(?:{ROLES})\s*(?:[(（][^)）]{{0,20}}[)）])?\s*[:：]", re.IGNORECASE)
ROLE_ALONE = re.compile(
    r"^\W*(?:填表人|填报人|制表人|经办人|联系人|联络人|审核人|审批人|复核人|报送人|单位盖章|盖章|领队|带队领导|填报单位|聯絡人|經辦人|prepared by"
    r"|contact person|contact)\W*$",
    re.IGNORECASE,
)
EXAMPLE = re.compile(
    r"^\W*(?:示例|样例|举例|范例|填写示例|填写样例|例\s*[:：]|例$|例\s|如[:：]|e\.?g\.?\W|example|sample)",
    re.I,
)
SENTENCE = re.compile(r"[。！!？?；;]|请|如下|谢谢|以上|注[:：]|备注[:：]|说明[:：]|附件")
SIGN_OFF = re.compile(
    r"^\W*(?:此致|敬礼|顺颂|祝好|祝商祺|商祺|best regards|kind regards|regards|sincerely|-{6,}|={6,}|_{6,}|发自我的|sent from)",
    re.IGNORECASE,
)
COUNTED = re.compile(r"[(（]\s*(?:共|计)?\s*\d+\s*[人名位]?\s*[)）]\s*$|\s*\d+\s*[人名位]\s*$")
ORDINAL = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[、.．)）]\s*|^[(（][一二三四五六七八九十\d]{1,3}[)）]\s*|^【|^\[|^◆|^●|^■"
)


@lru_cache(maxsize=50_000)
def is_total(text: str) -> bool:
    return TOTAL.match(plain(text)) is not None


@lru_cache(maxsize=50_000)
def is_role(text: str) -> bool:
    return ROLE.match(plain(text)) is not None


@lru_cache(maxsize=50_000)
def is_role_alone(text: str) -> bool:
    return ROLE_ALONE.match(plain(text)) is not None


@lru_cache(maxsize=50_000)
def is_example(text: str) -> bool:
    return EXAMPLE.match(plain(text)) is not None


def is_sign_off(text: str) -> bool:
    return SIGN_OFF.match(plain(text)) is not None


def section_of(text: str) -> str:
    """昆明分行（7人） -> 昆明分行; "" for what names no part of a house."""
    bare = ORDINAL.sub("", COUNTED.sub("", plain(text))).strip(" :：】]-—*■●◆")
    if SENTENCE.search(bare) or len(bare) > 20 or kind_of(bare):
        return ""
    return bare if names.unit_likeness(bare) >= 0.85 else ""
