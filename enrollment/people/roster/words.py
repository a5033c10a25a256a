"""PURE. The words that lists are made of: headers by what they name, and the roles below a list.

Earlier words are meant more surely: 手机 before 电话.
"""

HEADERS = {
    "name": """
        姓名 学员姓名 参训人员 参训人 参训学员 学员 学员名单 人员姓名 员工姓名 职工姓名 参加人员
        参加人 参会人员 参会人 参会代表 参会者 参加者 参训者 培训人员 培训学员 报名人 报名人员
        报名者 名字 中文名 中文姓名 英文名 英文姓名 姓名全称 真实姓名 学员名字 与会人员 人员
        人员名单 学习人员 推荐人选 人选 派出人员 选派人员 骨干姓名 名称 员工 代表姓名 选手姓名
        嘉宾姓名 参训教师 参训老师 参培教师 教师姓名 老师姓名 参训医师 参训护士 参训干部 氏名 お名前
        称呼
        入住人 入住人姓名 住客 住客姓名 同住人 同住人姓名 房客 guest guestname 室友 同屋 合住人
        同宿人 同行人 同行人员 同行人姓名 同行者 搭档 roommate companion 姓名电话 姓名手机
        姓名手机号 姓名联系方式 姓名联系电话
        occupant name fullname studentname participant participants participantname
        participantsname attendee attendees attendeename trainee traineename delegate
        delegatename studentsname student employeename employee staffname nameofparticipant
        nameofdelegate chinesename englishname displayname
    """,
    "family": """
        姓 姓氏 surname familyname lastname family last
    """,
    "given": """
        名 名字部分 givenname firstname given first forename givennames
    """,
    "phone": """
        手机 手机号 手机号码 移动电话 移动电话号码 手提电话 手提 行动电话 手機 手機號碼 手機號
        行動電話 流動電話 mobile mobilephone mobilenumber mobileno mobilephonenumber cell
        cellphone cellno 联系手机 个人手机 本人手机 手机微信同号 微信手机 长号 联系电话 联系方式
        联系号码 电话 电话号码 电话手机 手机电话 本人电话 本人联系方式 个人电话 联络电话
        联络方式 通讯方式 连络电话 聯絡電話 聯繫電話 電話 電話號碼 電話番号 携帯電話 携帯番号
        聯絡方式 phone phonenumber
        phoneno telephone tel telno contactnumber contactno contact contactphone telephonenumber
        handphone hp 号码 联系 联络
    """,
    "office_phone": """
        办公电话 办公室电话 座机 固定电话 固话 单位电话 工作电话 办公座机 办公号码
        内线 办公固话 公司电话 辦公電話 市话 officephone worknumber workphone
        landline officetel officeno directline deskphone
    """,
    "area": """
        区号 国家代码 国家区号 国际区号 地区代码 areacode countrycode dialcode dialingcode
    """,
    "extension": """
        分机 分机号 分机号码 extension ext extno
    """,
    "email": """
        邮箱 电子邮箱 邮件 电子邮件 邮箱地址 邮件地址 邮箱号 电邮 工作邮箱 行内邮箱 个人邮箱
        常用邮箱 企业邮箱 電子郵件 電郵 郵箱 電子信箱 メール メールアドレス 邮箱账号 e-mail email
        mail emailaddress
        mailaddress e-mailaddress 电子邮址 信箱
    """,
    "department": """
        部门 所属部门 所在部门 工作部门 部门名称 部门机构 部门网点 所属机构 机构 机构名称
        所在机构 机构部门 网点 网点名称 支行 所在支行 所属支行 支行名称 所属网点 所在网点
        经营机构 团队 所在团队 科室 处室 部室 所属条线 条线 派出机构 部門 部門單位 所屬部門
        分行部门 支行部门 部门支行 支行网点 所属分行 所在分行 分行 分公司
        所属分公司 推荐部门 任职部门 现任部门
        分支机构 车间 工段 事业部 项目部 门店 营业所 学院 院系 教研组 年级组 班组
        department dept departmentname departmentbranch departmentbranchname
        branchdepartment division branch team unit section 所在行处 行处 所在处室 所属 所屬 部署
        部处 所在部室 组织 组织名称 组织机构 所属组织
    """,
    "job_title": """
        职务 岗位 职位 岗位名称 职位名称 职务名称 职务岗位 岗位职务 职务职级 职级岗位 职务职称
        任职岗位 现任职务 现任岗位 现岗位 所在岗位 工作岗位 担任职务 岗位角色 职衔
        職務 職稱 職位 崗位 役職 役職名 職銜 title jobtitle position job role post designation
        jobposition titleposition jobrole 现职务 现任职 行政职务 任职 工种 岗位类别 岗位序列 角色
        身份
    """,
    "grade": """
        职称 职级 职级名称 专业技术职称 专业技术职务 技术职称 职称等级 行员职级 職級 rank grade
        joblevel jobgrade
    """,
    "department_and_job": """
        部门职务 部门岗位 部门职位 单位职务 单位部门职务 单位及职务 部门及职务 部门和职务
        所在部门职务 所在部门岗位 机构职务 机构岗位 支行职务 支行岗位 网点岗位 工作单位职务
        工作单位及职务 单位岗位 所在单位职务 所在部门及职务 所在部门及岗位 部門職務 部門職位
        departmentposition departmenttitle 现工作单位及职务 所在支行及岗位 网点职务 单位及岗位
        所在机构岗位 所在机构职务
    """,
    "company": """
        单位 单位名称 工作单位 所在单位 公司 公司名称 银行 银行名称 派出单位 选送单位 报送单位
        推荐单位 企业 企业名称 參加單位 單位 公司名稱 服务单位 所属单位 参训单位 参会单位 行名
        法人机构 报名单位 客户名称 客户 所属公司 company companyname organization organisation
        employer bank institution bankname firm
    """,
    "number": """
        序号 编号 序 行号 顺序号 号 顺序 排序 序列 # no no. number index sn s/n seq id 序號 編號
    """,
    "session": """
        班次 期次 班次编号 报名班次 参加班次 场次 培训班次 报名场次 课程班次 参加期次 班期
        session sessionid sessioncode 报名期次 培训场次
    """,
    "other": """
        性别 性別 gender sex 身份证 身份证号 身份证号码 证件号 证件号码 证件类型 身份证件号码
        idnumber idno idcard passport 护照号 出生日期 生日 出生年月 年龄 民族 政治面貌 学历
        最高学历 学位 毕业院校 专业 籍贯 备注 备考 说明 remark remarks note notes 備註 备 其他
        其它 入职日期 入职时间 参加工作时间 到岗时间 到岗日期 工龄 入行时间 任职时间 培训日期
        培训时间 日期 date time joindate hiredate startdate 住宿 是否住宿 住宿要求 房型 房间号
        房号 room 饮食 饮食禁忌 餐饮 用餐 忌口 清真 是否清真 dietary diet 衣服尺码 尺码 size
        车次 航班 到达时间 返程时间 接站 接机 工号 员工号 员工编号 柜员号 人员编号 staffid
        employeeid staffno employeeno 微信 微信号 wechat qq qq号 qq号码 传真 fax 地址 通讯地址
        通信地址 邮寄地址 address 邮编 签到 签名 签字 本人签字 是否参加 确认 费用 金额 缴费 发票
        发票抬头 税号 纳税人识别号 开户行 开户银行 银行账号 账号 收件人 收件人电话 收件地址
        快递单号 笔试 面试 总分 排名 名次 课程 课程名称 培训班 培训内容 类别 类型 人员类别 状态
        state status 城市 city 地区 所在地 所在城市 region 省份 国籍 nationality 爱好 特长 车牌
        车牌号 座位 座位号 组别 小组 分组 group 成绩 学分 学时 照片 photo 拼音 姓名拼音 拼音姓名
        pinyin 语言 人数 应到人数 健康状况 血型 婚姻状况 是否党员 党员 紧急联系人 紧急联系电话
        紧急联系人电话 紧急联系人手机 紧急联络人 紧急电话 emergencycontact emergencyphone
        emergencycontactphone 家属 与本人关系 关系
        家庭电话 住宅电话 家庭地址 联系人 联系人姓名 联系人电话
        联系人手机 直属领导 直属上级 上级 上级姓名 主管姓名 领导姓名 部门负责人 负责人 推荐人
        推荐人电话 经办人 经办人电话 填表人 填报人 领队 领队电话 报送人 审批人 审核人 介绍人
        manager supervisor linemanager reportsto 年限 从业年限 工作年限 资格证书 证书 持证情况
        服装尺码 鞋码 身高 体重 酒店 到达车次 返程车次 交通方式 报名时间 提交时间 提交者
        填写时间 答题时间 来源 ip 提交人 序列号 二维码 职务层次 技术等级 司机 驾驶员 带队人
    """,
}
# Who signs a list or answers for it: nobody who attends.
ROLES = """
    填表人 填报人 制表人 制表 填表 经办人 经办 联系人 联络人 会务联系人 审核人 审核 审批人
    复核人 负责人 单位负责人 部门负责人 主管领导 分管领导 领导签字 负责人签字 报送人 报送单位
    填报单位 填报部门 填报机构 单位盖章 盖章 公章 单位公章 签字 签名 签章 签发 领队 带队 带队人
    带队领导 带队老师 班主任 报名联系人 培训联系人 单位 主办单位 承办单位 填表日期 填报日期
    填报时间 填表时间 报送日期 日期 制表日期 上报日期 人力资源部 contact contact_person
    prepared_by approved_by submitted_by signature signed date 聯絡人 聯繫人 經辦人 部門主管
    主管簽名 教务 咨询电话 联系电话 联系方式 报名电话 传真
    承辦人 承办人 承辦 單位主管 單位主辦 機關首長 製表 製表人 覆核 填表者 担当 担当者 ご担当
    ご担当者 記入者 作成者 申込担当者 작성자 담당자 담당 확인자 ผู้จัดทำ ผู้ประสานงาน ผู้ติดต่อ người_lập
    người_lập_biểu người_lập_danh_sách người_liên_hệ người_phụ_trách составил исполнитель
    ответственный erstellt_von ansprechpartner établi_par elaborado_por preparado_por
    dibuat_oleh disediakan_oleh compilato_da completed_by compiled_by checked_by verified_by
    nominated_by endorsed_by
    司机 驾驶员 随队司机 随行司机 随车司机 接送司机 随队医生 随行医生 会务 陪同人员 随行人员
    工作人员 会务人员 带班领导
    讲师 培训讲师 授课讲师 授课老师 授课教师 主讲 主讲人 主讲老师 主持人 聯絡窗口 联系窗口
"""
