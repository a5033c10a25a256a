"""PURE. What a header says its column holds."""

import re
from functools import lru_cache

from catalog.inbound import plain

NAME, FAMILY, GIVEN = "name", "family", "given"
PHONE, OFFICE_PHONE, EMAIL = "phone", "office_phone", "email"
DEPARTMENT, JOB_TITLE, BOTH = "department", "job_title", "department_and_job"
COMPANY, NUMBER, OTHER, SESSION = "company", "number", "other", "session"
FIELDS = (NAME, PHONE, EMAIL, DEPARTMENT, JOB_TITLE)

# Earlier words are meant more surely: 手机 before 电话.
WORDS = {
    NAME: "姓名 学员姓名 参训人员 参训人 参训学员 学员 学员名单 人员姓名 员工姓名 职工姓名 参加人员 参加人 参会人员 参会人 参会代表 参会者"
    " 参加者 参训者 培训人员 培训学员 报名人 报名人员 报名者 名字 中文名 中文姓名 英文名 英文姓名 姓名全称 真实姓名 学员名字 与会人员 "
    " 人员 人员名单 学习人员 推荐人选 人选 派出人员 选派人员 骨干姓名 名称 员工 代表姓名 选手姓名 嘉宾姓名 氏名 称呼"
    " name fullname studentname participant participants participantname participantsname attendee attendees attendeename trainee"
    " traineename delegate delegatename studentsname student employeename employee staffname nameofparticipant"
    " nameofdelegate chinesename englishname displayname",
    FAMILY: "姓 姓氏 surname familyname lastname family last",
    GIVEN: "名 名字部分 givenname firstname given first forename givennames",
    PHONE: "手机 手机号 手机号码 移动电话 移动电话号码 手提电话 手提 行动电话 手機 手機號碼 手機號 行動電話 流動電話 mobile mobilephone"
    " mobilenumber mobileno mobilephonenumber cell cellphone cellno 联系手机 个人手机 本人手机 手机微信同号 微信手机 长号"
    " 联系电话 联系方式 联系号码 电话 电话号码 电话手机 手机电话 本人电话 本人联系方式 个人电话 联络电话 联络方式 通讯方式 连络电话 聯絡電話"
    " 聯繫電話 電話 電話號碼 聯絡方式 phone phonenumber phoneno telephone tel telno contactnumber contactno contact contactphone"
    " telephonenumber handphone hp 号码",
    OFFICE_PHONE: "办公电话 办公室电话 座机 固定电话 固话 单位电话 工作电话 办公座机 办公号码 短号 集团短号 内线 分机 分机号 办公固话 公司电话 辦公電話 市话"
    " officephone worknumber workphone landline officetel officeno directline extension ext deskphone",
    EMAIL: "邮箱 电子邮箱 邮件 电子邮件 邮箱地址 邮件地址 邮箱号 电邮 工作邮箱 行内邮箱 个人邮箱 常用邮箱 企业邮箱 電子郵件 電郵 郵箱 電子信箱"
    " 邮箱账号 e-mail email mail emailaddress mailaddress e-mailaddress 电子邮址 信箱",
    DEPARTMENT: "部门 所属部门 所在部门 工作部门 部门名称 部门机构 部门网点 所属机构 机构 机构名称 所在机构 机构部门 网点 网点名称 支行 所在支行"
    " 所属支行 支行名称 所属网点 所在网点 经营机构 团队 所在团队 科室 处室 部室 所属条线 条线 派出机构 部門 部門單位 所屬部門 分行部门 支行部门"
    " 部门支行 支行网点 所属分行 所在分行 分行 推荐部门 任职部门 现任部门 分支机构 department dept departmentname departmentbranch"
    " departmentbranchname branchdepartment division branch team unit section 所在行处 行处 所在处室 部处 所在部室",
    JOB_TITLE: "职务 岗位 职位 岗位名称 职务名称 职务岗位 岗位职务 职务职级 职级岗位 职务职称 任职岗位 现任职务 现任岗位 现岗位 所在岗位"
    " 工作岗位 担任职务 岗位角色 职衔 职级 職務 職稱 職位 崗位 现职务 现任职 行政职务 岗位类别 岗位序列 角色 身份 職銜 职称"
    " title jobtitle position job role post designation jobposition titleposition jobrole 任职",
    BOTH: "部门职务 部门岗位 部门职位 单位职务 单位部门职务 单位及职务 部门及职务 部门和职务 所在部门职务 所在部门岗位 机构职务 机构岗位 支行职务 支行岗位"
    " 网点岗位 工作单位职务 工作单位及职务 单位岗位 所在单位职务 所在部门及职务 所在部门及岗位 部門職務 部門職位 departmentposition"
    " departmenttitle 现工作单位及职务 所在支行及岗位 网点职务 单位及岗位 所在机构岗位 所在机构职务",
    COMPANY: "单位 单位名称 工作单位 所在单位 公司 公司名称 银行 银行名称 派出单位 选送单位 报送单位 推荐单位 企业 企业名称 參加單位 單位 公司名稱"
    " 服务单位 所属单位 参训单位 参会单位 行名 法人机构 报名单位 客户名称 客户 所属公司 company companyname organization organisation"
    " employer bank institution bankname firm",
    NUMBER: "序号 编号 序 行号 顺序号 号 顺序 排序 序列 # no no. number index sn s/n seq id 序號 編號",
    SESSION: "班次 期次 班次编号 报名班次 参加班次 场次 培训班次 报名场次 课程班次 参加期次 班期 session sessionid sessioncode 报名期次 培训场次",
    OTHER: "性别 性別 gender sex 身份证 身份证号 身份证号码 证件号 证件号码 证件类型 身份证件号码 idnumber idno idcard passport 护照号 出生日期 生日 出生年月 年龄"
    " 民族 政治面貌 学历 最高学历 学位 毕业院校 专业 籍贯 备注 备考 说明 remark remarks note notes 備註 备 其他 其它 入职日期 入职时间 参加工作时间 到岗时间 到岗日期 工龄 入行时间"
    " 任职时间 培训日期 培训时间 日期 date time joindate hiredate startdate 住宿 是否住宿 住宿要求 房型 房间号 房号 room 饮食 饮食禁忌 餐饮 用餐 忌口 清真 是否清真 dietary diet 衣服尺码 尺码 size 车次 航班"
    " 到达时间 返程时间 接站 接机 工号 员工号 员工编号 柜员号 人员编号 staffid employeeid staffno employeeno 微信 微信号 wechat qq qq号 qq号码 传真 fax 地址 通讯地址 通信地址 邮寄地址 address 邮编"
    " 签到 签名 签字 本人签字 是否参加 确认 费用 金额 缴费 发票 发票抬头 税号 课程 课程名称 培训班 培训内容 类别 类型 人员类别 状态 state status 城市 city 地区 所在地 所在城市 region 省份 国籍"
    " nationality 爱好 特长 车牌 车牌号 座位 座位号 组别 小组 分组 group 成绩 学分 学时 照片 photo 拼音 姓名拼音 拼音姓名 pinyin 语言 人数 应到人数 健康状况 血型 婚姻状况 是否党员 党员"
    " 紧急联系人 紧急联系电话 紧急联系人电话 紧急联系人手机 紧急联络人 紧急电话 emergencycontact emergencyphone emergencycontactphone 家属 家庭电话 住宅电话 家庭地址 联系人 联系人姓名 联系人电话 联系人手机"
    " 直属领导 直属上级 上级 上级姓名 主管姓名 领导姓名 部门负责人 负责人 推荐人 推荐人电话 经办人 经办人电话 填表人 填报人 领队 领队电话 报送人 审批人 审核人 介绍人 manager supervisor linemanager reportsto"
    " 年限 从业年限 工作年限 资格证书 证书 持证情况 服装尺码 鞋码 身高 体重 酒店 到达车次 返程车次 交通方式 报名时间 提交时间 提交者 填写时间 答题时间 来源 ip 提交人 序列号 二维码",
}
KIND_OF = {}
for _kind, _words in WORDS.items():
    for _rank, _word in enumerate(_words.split()):
        KIND_OF.setdefault(_word, (_kind, _rank))
ASIDE = re.compile(r"[(\[【〔<《][^(\[【〔)\]】〕>》]{0,60}[)\]】〕>》]")
DECORATION = re.compile(r"[\s*＊:：_.。?？!！'’\"“”★▲※●]")
JOINTS = re.compile(r"[/／|\\、,，;；+＋&＆\-—–－~·\n\r]|及|和|与|或|and|or|(?<=\w)及")
PREFIXES = re.compile(
    r"^(?:学员|学生|参训|参训人员|参训学员|参训人|参会|参会人|参会人员|培训|本人|个人|员工|人员|您的|您|你的|请问|请填写|的|请输入|填写|报名人|报名|联系|现|现任|目前|所在|所属|参加人|学員|參加者"
    r"|participant's|participants|participant|attendee|trainee|student|your|delegate|staff|employee)"
)
LEADING_NUMBER = re.compile(r"^\d{1,2}[.、．)]?(?=\D)")
ASKS = re.compile(r"(?:\(?(?:必填|选填|必須|必须填写|必填项)\)?)$")
OTHER_PERSON = re.compile(
    r"紧急|应急|家属|配偶|父|母|上级|领导|推荐人|填表|填报|经办|制表|审核|审批|领队|报送人|介绍人|担保|班主任|讲师|老师|emergency|manager|supervisor|^联系人|單位聯絡|单位联系|负责人"
)
LONGEST = 60  # characters
NOT_A_COLUMN = re.compile(r"[。！？!?]|请|如下|以下|为了")


def kind_of(header: str) -> tuple[str, int] | None:
    """The kind of column a header names and how surely (0 is surest); None for other texts."""
    if not header or len(header) > LONGEST * 2 or header.isdecimal():
        return None
    return _kind_of(header)


@lru_cache(maxsize=50_000)
def _kind_of(header: str) -> tuple[str, int] | None:
    text = plain(header).lower()
    bare = _stripped(ASIDE.sub("", text)) or _stripped(text.strip("()[]【】"))
    if len(bare) > LONGEST:
        return None
    return _known(bare) or _of_parts(ASIDE.sub("", text)) or _of_ending(bare)


def _stripped(text: str) -> str:
    text = LEADING_NUMBER.sub("", DECORATION.sub("", text))
    return JOINTS.sub("", ASKS.sub("", text))


def _known(bare: str) -> tuple[str, int] | None:
    if bare in KIND_OF:
        return KIND_OF[bare]
    if OTHER_PERSON.search(bare):
        return (OTHER, 1) if len(bare) <= 12 else None
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
    if len([part for part in parts if part]) < 2:
        parts = _by_script(text)
    kinds = [_known(part) for part in parts if part]
    found = [kind for kind in kinds if kind]
    if not found or len(parts) > 5:
        return None
    names = {kind for kind, _rank in found}
    if {DEPARTMENT, JOB_TITLE} <= names or {COMPANY, JOB_TITLE} <= names:
        return BOTH, 0
    if {COMPANY, DEPARTMENT} <= names:
        return DEPARTMENT, 30
    for kind in (NAME, PHONE, EMAIL, DEPARTMENT, JOB_TITLE, FAMILY, GIVEN, OFFICE_PHONE):
        ranks = [rank for name, rank in found if name == kind]
        if ranks:
            return kind, min(ranks)
    return found[-1]


def _by_script(text: str) -> list[str]:
    """姓名 Name -> 姓名, name."""
    han = "".join(re.findall(r"[\u3400-\u9fff]+", text))
    latin = "".join(re.findall(r"[a-z.#/-]+", text))
    return [_stripped(han), _stripped(latin)] if han and latin else []


ENDINGS = (
    (OFFICE_PHONE, re.compile(r"(?:办公电话|座机|固话|固定电话|办公室电话|辦公電話)$")),
    (
        PHONE,
        re.compile(r"(?:手机号码|手机号|手机|移动电话|联系电话|联系方式|电话号码|电话|手機|電話)$"),
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
            r"(?:日期|时间|备注|性别|号码|证号|编号|情况|要求|与否|人数|签名|签字|地址|城市|类型|方式|年限|等级|意向|需求|意见|尺码|时段|名称|年月|[?？])$"
            r"|^是否|^有无"
        ),
    ),
)


def _of_ending(bare: str) -> tuple[str, int] | None:
    if len(bare) > 16 or NOT_A_COLUMN.search(bare):
        return None
    for kind, ending in ENDINGS:
        if ending.search(bare):
            return kind, 40
    return None
