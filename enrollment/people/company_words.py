"""PURE. The words that names of companies are made of: banks, legal forms, offices, places."""

import re

from enrollment.people.name_words import PLACES as KNOWN_PLACES

# Every way to write a nation-wide bank or insurer, under the one that stands for it.
_PUBLIC = """
工商银行: 中国工商银行 中国工行 工商银行 工行 icbc
农业银行: 中国农业银行 中国农行 农业银行 农行
中国银行: 中国银行 中行
建设银行: 中国建设银行 中国建行 建设银行 建行 ccb
交通银行: 交通银行 交行
邮储银行: 中国邮政储蓄银行 中国邮储银行 邮政储蓄银行 邮政储蓄 邮储银行 邮储 psbc
招商银行: 招商银行 招行
民生银行: 中国民生银行 民生银行
兴业银行: 兴业银行
光大银行: 中国光大银行 光大银行
中信银行: 中信银行
华夏银行: 华夏银行
平安银行: 平安银行
广发银行: 广东发展银行 广发银行
浦发银行: 上海浦东发展银行 浦东发展银行 浦发银行 浦发 spdb
浙商银行: 浙商银行
渤海银行: 渤海银行
恒丰银行: 恒丰银行
农业发展银行: 中国农业发展银行 农业发展银行 农发行
国家开发银行: 国家开发银行 国开行
进出口银行: 中国进出口银行 进出口银行
人民银行: 中国人民银行 人民银行 人行
农村商业银行: 农村商业银行 农商银行 农商行
农村信用社: 农村信用合作联社 农村信用合作社 农村信用联社 农村信用社 农信联社 农信社
村镇银行: 村镇银行
人民财产保险: 中国人民财产保险 中国人保财险 人民财产保险 人保财险
人寿财产保险: 中国人寿财产保险 人寿财产保险 国寿财险
人寿保险: 中国人寿保险 中国人寿 人寿保险 国寿
"""
ENGLISH_PUBLIC = {
    "industrial and commercial bank of china": "工商银行",
    "agricultural bank of china": "农业银行",
    "bank of china": "中国银行",
    "china construction bank": "建设银行",
    "bank of communications": "交通银行",
    "postal savings bank of china": "邮储银行",
    "china merchants bank": "招商银行",
    "china minsheng bank": "民生银行",
    "china minsheng banking": "民生银行",
    "industrial bank": "兴业银行",
    "china everbright bank": "光大银行",
    "china citic bank": "中信银行",
    "hua xia bank": "华夏银行",
    "ping an bank": "平安银行",
    "shanghai pudong development bank": "浦发银行",
    "agricultural development bank of china": "农业发展银行",
    "people s bank of china": "人民银行",
}
# Of these there is one in every place: the place in front is part of which one is meant.
LOCAL = frozenset({"农村商业银行", "农村信用社", "村镇银行"})
_PROVINCES = """
    北京 天津 上海 重庆 河北 山西 辽宁 吉林 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西
    海南 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 内蒙古 黑龙江 香港 澳门 台湾
"""
# One of these without its place is said of many.
EVERYWHERE = re.compile(
    r"^(?:[省市县区州]|[一二三四五六七八九十]*(?:人民|中|中医|妇幼保健|职工)?医院$|[一二三四五六七八九十]*(?:中学|小学|中|小)$"
    r"|(?:财政|教育|卫生健康|税务|公安|司法|民政|审计|统计)局$|(?:大学|学院|党校|银行|分公司|人民政府)$)"
)
CITY_STATES = frozenset(["北京", "天津", "上海", "重庆", "香港", "澳门"])
PROVINCES = frozenset(_PROVINCES.split())
# 朝阳 and 海北 are more often a district or a direction than the city of that name.
NO_CITIES = frozenset(["朝阳", "海北", "海东", "海西", "黄南", "山南", "安宁", "宁德路"])
CITIES = frozenset(
    place for place in KNOWN_PLACES if not place.isascii() and place not in PROVINCES | NO_CITIES
)
PROVINCE_FORM = r"(?:壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|省|市)?"
CITY_FORM = r"(?:[一-鿿]{1,4}族自治州|自治州|地区|市|州)?"


def _either(words) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


PUBLIC = {
    spelling: brand.strip()
    for line in _PUBLIC.strip().splitlines()
    for brand, _colon, spellings in [line.partition(":")]
    for spelling in spellings.split()
}
PUBLIC_NAME = re.compile(_either(PUBLIC))
# 云岭农商行 is named after no city and has as many spellings as 昆明农商行.
_LOCAL_SPELLINGS = [spelling for spelling, brand in PUBLIC.items() if brand in LOCAL]
LOCAL_NAME = re.compile(f"(?<=..)(?:{_either(_LOCAL_SPELLINGS)})(?!业)")
NO_STREET = r"(?![东西南北中]?(?:路|街|大道|大街|巷))"  # 北京路 is in Kunming
PROVINCE = re.compile(f"({_either(PROVINCES)}){NO_STREET}{PROVINCE_FORM}")
CITY = re.compile(f"({_either(CITIES)}){NO_STREET}{CITY_FORM}")
LEGAL = re.compile(
    r"(?:控股)?(?:集团)?(?:股份|控股)?(?:有限责任|有限)公司|集团股份公司|集团公司|股份公司|股份有限"
    # with one character left out
    r"|股份限公司|股份有公司|[股份]有限公司|有限责公司|有限任公司|有责任公司|有限公$|限公司$|有公司$"
)
GROUP = re.compile(r"集团$|集团(?=[^一-鿿]|$)")
PLAIN_COMPANY = re.compile(r"(?<![分子总])公司$")
UNIT = re.compile(
    r"分行营业部|营业部|营业室|分行|支行|分理处|储蓄所|营业所|网点|分公司|子公司|办事处|分社|信用社|总行|总公司|总部"
)
# Inside a company: whoever types 昆明分行人力资源部 means the branch.
OFFICE = re.compile(
    r"(?:人力资源|人力|人事|教育培训|培训|个人金融|个人业务|公司金融|公司业务|运营管理|运营|零售金融|零售|财务|会计|信贷"
    r"|风险管理|风险|合规|信息科技|综合管理|综合|行政|工会|党群|党委|审计|国际业务|普惠金融|市场|营销|渠道管理)"
    r"(?:部门?|处|科|室|中心)$|办公室$|综合办$"
)
_ENGLISH_FORM = """
    co ltd limited company inc incorporated corp corporation plc llc group the joint stock
"""
ENGLISH_FORM = frozenset(_ENGLISH_FORM.split())
ENGLISH_UNIT = {"sub branch": "支行", "subbranch": "支行", "branch": "分行"}
DISTRICT = re.compile(r"(?<=..)(?:县|区|市|镇)$")
NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")
ORDINAL = re.compile(r"第(?=[〇一二三四五六七八九十])")
_PUBLIC_MAIL = """
    qq.com vip.qq.com foxmail.com 163.com 126.com yeah.net 188.com vip.163.com sina.com sina.cn
    sohu.com 139.com 189.cn wo.cn aliyun.com gmail.com outlook.com hotmail.com live.com msn.com
    icloud.com yahoo.com yahoo.com.cn 21cn.com tom.com proton.me
"""
PUBLIC_MAIL = frozenset(_PUBLIC_MAIL.split())
