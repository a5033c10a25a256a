"""PURE. What names look like, and the words that departments and job titles are made of."""

import re
from functools import lru_cache

from catalog.inbound import HAN, plain

SURNAMES = set(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗"
    "凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛"
    "禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌"
    "霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳"
    "汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印"
    "宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚"
    "农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂"
    "晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公岳帅缑亢况郈有琴商牟佘佴伯赏墨哈谯"
    "笪年爱阳佟言福代肖涂覃仝闫苟楚粟冼褟揭么官尧展迟衣辜柒门占区原鹿邸卿芦隋战线茶锁战"
    "趙錢孫鄭馮陳衛蔣韓楊許呂張嚴華陶謝鄒竇雲蘇範魯韋馬鳳湯羅畢鄔樂時顧黃蕭湯龐紀項閔強賈婁江顏鍾駱萬盧莫經繆應"
    "單諸龔陸榮車烏焦侯寧厲劉葉龍溫莊閻連聶關歐區簡饒賴喬陰雙聞党貢勞鄧譚鄺詹潘曾"
)
COMPOUND = set(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "闾丘",
        "子车",
        "亓官",
        "司寇",
        "巫马",
        "公西",
        "颛孙",
        "壤驷",
        "公良",
        "漆雕",
        "乐正",
        "宰父",
        "谷梁",
        "拓跋",
        "夹谷",
        "轩辕",
        "令狐",
        "段干",
        "百里",
        "呼延",
        "东郭",
        "南门",
        "羊舌",
        "微生",
        "左丘",
        "东门",
        "西门",
        "南荣",
        "第五",
        "歐陽",
        "司馬",
        "諸葛",
        "東方",
        "獨孤",
        "尉遲",
        "長孫",
        "鍾離",
    ]
)
# A title that may follow a name or stand alone; the longest is tried first.
TITLES = [
    "客户经理",
    "大堂经理",
    "理财经理",
    "产品经理",
    "项目经理",
    "副总经理",
    "总经理",
    "副经理",
    "经理",
    "副行长",
    "行长",
    "副主任",
    "主任",
    "副主管",
    "主管",
    "会计主管",
    "运营主管",
    "柜员",
    "综合柜员",
    "柜面经理",
    "总监",
    "副总监",
    "总裁",
    "副总裁",
    "副总",
    "总助",
    "助理",
    "专员",
    "专干",
    "会计",
    "出纳",
    "科长",
    "副科长",
    "处长",
    "副处长",
    "部长",
    "副部长",
    "组长",
    "副组长",
    "班长",
    "队长",
    "团队长",
    "团队负责人",
    "负责人",
    "网点负责人",
    "厅堂主管",
    "引导员",
    "审查员",
    "审查岗",
    "审批岗",
    "风险经理",
    "合规经理",
    "合规岗",
    "内勤",
    "外勤",
    "文员",
    "干事",
    "秘书",
    "司机",
    "顾问",
    "理财顾问",
    "理财师",
    "分析师",
    "工程师",
    "翻译",
    "讲师",
    "培训师",
    "董事长",
    "董事",
    "监事",
    "书记",
    "副书记",
    "主席",
    "股长",
    "所长",
    "站长",
    "店长",
    "领班",
    "员工",
    "职员",
    "实习生",
    "管培生",
    "见习",
    "客服",
    "坐席",
    "信贷员",
    "调查岗",
    "评审岗",
    "操作岗",
    "综合岗",
    "管理岗",
    "柜員",
    "經理",
    "副總裁",
    "總裁",
    "副總經理",
    "總經理",
    "主任",
    "資深經理",
    "專員",
    "襄理",
    "協理",
    "理專",
    "課長",
    "處長",
    "科員",
    "科员",
    "校长",
    "院长",
    "审计",
    "审计师",
    "稽核",
    "稽核员",
    "信息员",
    "联络员",
    "管理员",
    "业务员",
    "复核员",
    "复核",
    "授权员",
    "值班经理",
    "支行长",
    "业务骨干",
    "骨干",
    "主办",
    "协办",
    "经办",
    "高级经理",
    "资深经理",
    "主管助理",
    "行长助理",
    "总经理助理",
]
TITLE_END = re.compile(
    r"(?:经理|主任|主管|行长|柜员|总监|总裁|助理|专员|专干|会计|出纳|科长|处长|部长|组长|队长|班长|负责人|员|岗|师|长"
    r"|顾问|秘书|干事|书记|董事|监事|文员|翻译|司机|骨干|总|理专|經理|專員|櫃員|柜員|總裁|顧問|主辦|主办|襄理|協理|培生"
    r"|实习生|經辦|审计|稽核|审计岗|[一二三四五六七八九十\d]级|序列)$"
)
LATIN_TITLE = re.compile(
    r"\b(?:manager|officer|director|analyst|teller|head|president|assistant|clerk|supervisor|chief|vp|avp|svp"
    r"|executive|engineer|specialist|consultant|advisor|adviser|associate|lead|trainee|secretary|accountant"
    r"|cashier|auditor|controller|treasurer|ceo|cfo|coo|cto|rm|intern|coordinator|administrator|partner|banker)\b",
    re.IGNORECASE,
)
UNIT_END = re.compile(
    r"(?:部|[支分总銀银商本我省市工农農中建交招]行|中心|科|室|网点|处|处室|组|团队|营业厅|分理处|办公室|办|事业部|营业室|营业所|储蓄所|分部"
    r"|分公司|公司|社|信用社|联社|所|厅|队|班|站|條線|条线|系统|板块|學院|学院|處|組|廳|總行|櫃檯|部門|委员会|工会|党委)$"
)
UNIT_START = re.compile(r"^(?:总行|分行|支行|省分行|市分行|本部|机关)")
LATIN_UNIT = re.compile(
    r"\b(?:department|dept|branch|division|banking|risk|operations|ops|compliance|finance|treasury|team|office|center"
    r"|centre|hr|human resources|it|audit|credit|retail|corporate|wealth|marketing|sales|legal|support|unit)\b",
    re.IGNORECASE,
)
COMPANY_END = re.compile(
    r"(?:银行|公司|集团|信用社|联社|農商行|农商行|銀行|bank|ltd\.?|limited|inc\.?)$", re.I
)
# What stands where a name could, and is none.
NO_NAMES = set(
    [
        "合计",
        "总计",
        "小计",
        "共计",
        "汇总",
        "备注",
        "说明",
        "注",
        "注意",
        "姓名",
        "名字",
        "序号",
        "部门",
        "职务",
        "电话",
        "手机",
        "邮箱",
        "谢谢",
        "多谢",
        "收到",
        "好的",
        "您好",
        "你好",
        "老师",
        "领导",
        "报名",
        "名单",
        "学员",
        "人员",
        "单位",
        "无",
        "没有",
        "暂无",
        "待定",
        "未定",
        "待补",
        "空缺",
        "暂缺",
        "同上",
        "男",
        "女",
        "汉族",
        "汉",
        "回族",
        "回",
        "是",
        "否",
        "清真",
        "素食",
        "吃素",
        "已婚",
        "未婚",
        "本科",
        "大专",
        "硕士",
        "博士",
        "研究生",
        "中共党员",
        "党员",
        "群众",
        "团员",
        "参加",
        "不参加",
        "住宿",
        "不住",
        "单间",
        "标间",
        "大床",
        "合住",
        "另行通知",
        "附件",
        "此致",
        "敬礼",
        "盖章",
        "签字",
        "签名",
        "日期",
        "年月日",
        "上午",
        "下午",
        "全天",
        "高铁",
        "飞机",
        "自驾",
        "汽车",
        "火车",
        "以下空白",
        "以上",
        "以下",
        "全部",
        "名额",
        "示例",
        "样例",
        "例",
        "总行",
        "分行",
        "支行",
        "本行",
        "我行",
        "确认",
        "已确认",
        "未确认",
        "安排",
        "常规",
        "正常",
        "普通",
        "无需",
        "需要",
        "不需要",
        "不用",
        "白族",
        "彝族",
        "藏族",
        "满族",
        "苗族",
        "傣族",
        "单人间",
        "双人间",
        "双床",
        "不限",
        "都可",
        "和谐",
        "平安",
        "祝好",
        "方便",
        "明天",
        "时间",
        "地点",
        "费用",
        "经费",
        "包括",
        "包含",
        "关于",
        "应到",
        "实到",
        "温馨提示",
        "通知",
        "total",
        "subtotal",
        "name",
        "none",
        "n/a",
        "na",
        "tbd",
        "tbc",
        "note",
        "notes",
        "remark",
        "remarks",
        "yes",
        "no",
        "male",
        "female",
        "m",
        "f",
        "vegetarian",
        "thanks",
        "regards",
        "hello",
        "hi",
        "dear",
        "vegan",
        "halal",
        "confirmed",
        "pending",
        "sum",
        "count",
    ]
)
PLACES = re.compile(
    r"(?:省|市|县|区|镇|州|路|街|号|楼|层|族|间|房|桌|期|届|天|日|月|年|元|岁|人|位|名|份|套)$"
)
HAN_NAME = re.compile(rf"[{HAN}]{{2,4}}")
HAN_RUN = re.compile(rf"[{HAN}]+")
DOTTED = re.compile(rf"[{HAN}]{{1,10}}(?:·[{HAN}]{{1,12}}){{1,4}}")
LATIN_NAME = re.compile(
    r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]*(?:[ ,]{1,2}(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]*|de|da|van|von|bin|binti|al|del|la|y)){0,5}"
)
# Syllables that spell Uyghur, Tibetan and other names in Chinese characters.
SPELLING = set(
    "阿依努尔买提木江古丽热合曼拉克孜尼亚力麦迪那扎西达娃卓玛多吉才让旺央金珠措次仁桑格平措尼玛德吉洛洋白巴图乌云其木"
    "斯琴高娃恩和额尔敦朝鲁苏日娜吐逊帕提哈地买买提艾山江玉素甫沙比伊布拉音塔赛古罗布加参边顿旦增晋美贡嘎丹格桑索朗"
)
LONGEST_NAME = 40  # characters
SHORT_WORD = 12


@lru_cache(maxsize=20_000)
def name_likeness(text: str) -> float:
    """0 for what is no person's name, 1 for what can hardly be anything else."""
    if not text or len(text) > LONGEST_NAME or text.casefold() in NO_NAMES:
        return 0.0
    if DOTTED.fullmatch(text):
        return 0.95
    if HAN_RUN.fullmatch(text):
        return _han_likeness(text)
    return _latin_likeness(text)


def _han_likeness(text: str) -> float:
    if unit_likeness(text) >= 0.6 or title_likeness(text) >= 0.6:
        return 0.05 if text[0] not in SURNAMES or len(text) > 3 else 0.2
    long = len(text)
    known = text[0] in SURNAMES
    if long >= 3 and text[:2] in COMPOUND:
        return 1.0 if long <= 4 else 0.2
    if long <= 3 and PLACES.search(text) and not known:
        return 0.1
    if long == 1:
        return 0.3 if known else 0.1
    spelt = sum(char in SPELLING for char in text) / long
    if long > 4:
        return 0.5 if spelt > 0.8 and long < 12 else 0.0
    if known:
        return {2: 0.95, 3: 1.0, 4: 0.45}[long]
    return 0.6 if spelt > 0.8 else {2: 0.4, 3: 0.4, 4: 0.2}[long]


def _latin_likeness(text: str) -> float:
    if LATIN_TITLE.search(text) or LATIN_UNIT.search(text):
        return 0.1
    if LATIN_NAME.fullmatch(text):
        return 0.8 if " " in text else 0.4
    words = text.split()
    latin = all(re.fullmatch(r"[^\W\d_][\w'’.-]*", word) for word in words)
    return 0.35 if latin and len(words) in (2, 3) and text.isascii() else 0.0


@lru_cache(maxsize=20_000)
def title_likeness(text: str) -> float:
    """How well a text is a job title."""
    if not text or len(text) > SHORT_WORD * 3:
        return 0.0
    if text in TITLES:
        return 1.0
    if LATIN_TITLE.search(text):
        return 0.9
    if TITLE_END.search(text) and len(text) <= SHORT_WORD + 4:
        if text[0] in SURNAMES and len(text) <= 3 and text[1:] not in TITLES:
            return 0.3
        return 0.8
    return 0.0


@lru_cache(maxsize=20_000)
def unit_likeness(text: str) -> float:
    """How well a text is a department, a branch or an office."""
    if not text or len(text) > SHORT_WORD * 3:
        return 0.0
    if UNIT_END.search(text) and len(text) >= 2:
        doubtful = len(text) == 2 or (len(text) == 3 and text[-1] in "科社站班办队")
        return 0.45 if text[0] in SURNAMES and doubtful else 0.95
    if UNIT_START.search(text):
        return 0.7
    return 0.85 if LATIN_UNIT.search(text) else 0.0


def is_company(text: str) -> bool:
    return COMPANY_END.search(plain(text)) is not None


def split_unit_and_title(text: str) -> tuple[str, str] | None:
    """营业部副主任 -> 营业部, 副主任; None where no known title ends a known kind of unit."""
    for title in sorted(TITLES, key=len, reverse=True):
        if text.endswith(title) and len(text) > len(title):
            unit = text[: -len(title)].strip()
            if unit_likeness(unit) >= 0.6:
                return unit, title
    return None


def split_name_and_title(text: str) -> tuple[str, str] | None:
    """王丽娟大堂经理 -> 王丽娟, 大堂经理."""
    for length in (4, 3, 2):
        name, title = text[:length], text[length:]
        if title in TITLES and name_likeness(name) >= (0.9 if length < 4 else 1.0):
            return name, title
    return None


def split_unit_and_name(text: str) -> tuple[str, str] | None:
    """城东支行龙淑仪 -> 城东支行, 龙淑仪."""
    for length in (3, 2, 4):
        unit, name = text[:-length], text[-length:]
        if len(unit) >= 2 and unit_likeness(unit) >= 0.9 and name_likeness(name) >= 0.95:
            return unit, name
    return None
