"""The printed words that decide what a line is, in the languages outlines come in.

Lists of words, no logic. A word is a regular expression of bounded length.
"""

from .scripts import both


def either(words: str) -> str:
    """One alternation of white-space separated words in both scripts, longer ones first."""
    return "|".join(map(both, sorted(words.split(), key=len, reverse=True)))


# What may stand before and after the word inside a label.
AID_BEFORE = either(
    r"""
    经典 典型 真实 现场 课堂 随堂 课后 小组 分组 团队 全员 学员 情景 情境 互动 实战 视频 影片
    行业 同业 标杆 延伸 拓展 配套 综合 实用 常用 热身 破冰 课间 group class team mini short
    initial opening closing final warm-?up individual pair paired practical interactive quick
    hands-on partner plenary グループ 個人 全体 en\sgroupe 조별 모둠 팀별 그룹 소그룹 분임 개별
    전체 팀 ペア チーム ミニ xem мини-
    групповая групповое общая общее практическ(?:ое|ая|ий) письменн(?:ое|ая) домашн(?:ее|яя)
    in-class take-home at-home on-site guided written oral open panel table closed-book open-book
    praktische? schriftliche? gemeinsame? kurze? abschlie[ßs]+ende? große offene? petite? grande?
    praktyczne? pisemne? korte grote skriftlig praktisk
    """
)
# In how many it is done: en grupos, in Paaren, w parach.
GROUPS = either(
    r"""
    grup[oi]s? grupp[oi] groupes? gruppen groepen groepjes groups? grupach группах parejas pares
    coppi[ae] paaren tweetallen pairs parach парах bin[ôo]mes? pl[ée]n(?:[áa]ri[oa]|i[èe]re|um)
    plenary deux trois zweit dritt due tre dos tres dois três twos threes dwóch duetach
    """
)
AID_AFTER = (
    either(
        r"""
    分析 研讨 讨论 分享 解析 剖析 展示 示范 演示 演练 模拟 教学 点评 练习 学习 体验 观摩 观看
    播放 欣赏 赏析 互动 作业 环节 启示 导入 参考 模板 表单 表 单 包 题 讲解 拆解 复盘 研究 活动
    思考 竞赛 PK 토의 토론 발표 공유 실습 (?i:nhóm) (?i:cả\slớp) (?i:kelompok)
    (?i:grupow[ae]) (?i:berpasangan) กลุ่ม
    (?i:(?:guid|guiad|dirigid|guidat)(?:[aoe]|[ée]e?)) (?i:individual[ei]?) (?i:individuelle?)
    (?i:collective) (?i:plénière) (?i:pratique) (?i:pr[áa]c?tic[oa]s?) (?i:pratic[oaih]{1,2})
    (?i:grupal(?:es)?) (?i:abiert[oa]) (?i:abert[oa]) (?i:apert[oa]) (?i:ouverte?)
    (?i:escrit[oa]) (?i:scritt[oa]) (?i:[ée]crite?) (?i:final[ei]?) (?i:breve) (?i:corte?)
    (?i:en\s(?:clase|classe|salle|aula)) (?i:in\saula) (?i:em\ssala) (?i:praktyczn[ey])
    (?i:singkat) (?i:akhir) (?i:thực\stế) (?i:ngắn)
    """
    )
    + rf"|(?i:(?:en|em|in|im|di|de|a|à|w|в|na|zu)\s(?:gran\s|sous-|small\s)?(?:{GROUPS}))"
)

# 第N… and …N: the word is the family, the number its order.
ORDINAL_UNITS = either(
    r"""
    部分 部份 大部分 模块 模组 单元 篇章 篇 编 章节 章 节 讲 课时 课 天 日 周 阶段 环节 步骤 步
    回 场 期 时段 专题 主题 板块 版块 层 招 式 关 类 个 個 部 幕 站 问 点
    """
)
# These need no punctuation after them: 第一部分授信.
GLUED_UNITS = either(
    r"""
    部分 部份 大部分 模块 模组 单元 篇章 篇 章节 章 节 讲 课 专题 板块 版块 阶段
    """
)
COUNTED_WORDS = either(
    r"""
    模块 模组 单元 专题 主题 板块 版块 部分 篇章 阶段 课题 任务 项目 情境 单项
    """
)
LATIN_UNITS = either(
    r"""
    part module unit session day week chapter section lesson topic step block theme phase stage
    class partie journ[ée]e jour s[ée]ance chapitre unit[ée] [ée]tape semaine th[èe]me
    s[ée]quence teil modul tag woche kapitel einheit abschnitt schritt baustein lektion thema
    parte m[óo]dulo d[íi]a semana cap[íi]tulo unidade? sesi[óo]n modulo giorno тема semin[áa]rio
    temat giornata incontro lezione aula bloco bloque encontro dia lernfeld themenblock
    themenfeld seminartag kurstag unterrichtseinheit hoofdstuk dag deel les modu[łl] dzie[ńn]
    rozdzia[łl] раздел модуль день урок глава блок занятие часть неделя этап bu[ổo]i ch[ươu]+ng
    b[àa]i ph[ầa]n ng[àa]y tu[ầa]n chuy[êe]n\sđ[ềe] يوم وحدة appendix annex annexe anhang anexo
    ap[êé]ndice allegato bijlage bilaga za[łl]ącznik приложение モジュール セッション ステップ
    パート ユニット モジュル 모듈 세션 unit[àa] sess[ãa]o sessione lekcja cz[ęe][śs][ćc] blok
    sesja tydzie[ńn] hafta b[öo]l[üu]m [üu]nite mod[üu]l bab sesi hari pertemuan minggu лекция
    """
)
# The number stands before: 2日目.
COUNTERS = either("日目 時間目 回目 コマ目 限目 日차 일차 회차 주차 차시 교시 단원")
# Units that make a module when they stand at the top.
TOP_UNITS = either(
    r"""
    اليوم الوحدة المحور الجلسة الفصل الباب الجزء الأسبوع المرحلة 部分 部份 大部分 模块 模组 单元
    篇章 篇 编 章节 章 讲 课 天 日 周 阶段 专题 主题 板块 版块 部 回 场 期 part module unit
    session day week chapter lesson block theme phase stage partie journ[ée]e jour s[ée]ance
    chapitre unit[ée] semaine th[èe]me s[ée]quence teil modul tag woche kapitel einheit baustein
    lektion thema parte m[óo]dulo d[íi]a semana cap[íi]tulo unidade? sesi[óo]n modulo giorno
    giornata incontro lezione aula bloco bloque encontro dia lernfeld themenblock themenfeld
    seminartag kurstag unterrichtseinheit hoofdstuk dag deel les modu[łl] dzie[ńn] rozdzia[łl]
    раздел модуль день урок глава блок занятие часть неделя этап bu[ổo]i ch[ươu]+ng b[àa]i
    ph[ầa]n ng[àa]y tu[ầa]n chuy[êe]n\sđ[ềe] يوم وحدة モジュール セッション パート ユニット 回目
    コマ目 日차 일차 회차 주차 차시 단원 日目 日程 장 강 부 과 편 모듈 세션 课题 unit[àa] sess[ãa]o
    sessione lekcja cz[ęe][śs][ćc] blok sesja tydzie[ńn] hafta b[öo]l[üu]m [üu]nite mod[üu]l bab
    sesi hari pertemuan minggu лекция
    """
)

ARABIC_UNITS = either("اليوم الوحدة المحور الجلسة الفصل الباب الجزء الأسبوع المرحلة")

# First, second …: the unit follows. A digit with its ending does the same: 1ère journée, 2nd day.
ORDINALS = either(
    r"""
    first second third fourth fifth sixth premi[èe]re? deuxi[èe]me seconde? troisi[èe]me
    quatri[èe]me cinqui[èe]me erster? zweiter? dritter? vierter? f[üu]nfter? primer(?:a|o)?
    segund[ao] tercer(?:a|o)? cuart[ao] quint[ao] sext[ao] primeir[ao] terceir[ao] quart[ao]
    prim[ao] second[ao] terz[ao] перв(?:ый|ая) втор(?:ой|ая) трет(?:ий|ья) четв[её]рт(?:ый|ая)
    """
)
ORDINAL_ENDS = either(r"st nd rd th [èe]re er re [èe]me e nde? º ª °")

WEEKDAYS = either(
    r"""
    monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi
    samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag lunes martes
    mi[ée]rcoles jueves viernes s[áa]bado domingo luned[ìi] marted[ìi] mercoled[ìi] gioved[ìi]
    venerd[ìi] sabato domenica segunda-feira ter[çc]a-feira quarta-feira quinta-feira sexta-feira
    понедельник вторник среда четверг пятница суббота воскресенье 월요일 화요일 수요일 목요일 금요일
    """
)

# What stands above the first unit of a course, and below the last one.
OPENINGS = either(
    r"""
    导言 导语 引言 前言 序言 序章 序 导论 绪论 楔子 课程导入 课程导引 导入 开篇 开场 开场白 课前热身
    热身 破冰 はじめに イントロダクション 들어가며 (?i:introduction) (?i:intro) (?i:prologue)
    (?i:opening) (?i:warm-?up) (?i:einf[üu]hrung) (?i:einleitung) (?i:introducci[óo]n)
    (?i:introdu[çc][ãa]o) (?i:introduzione) (?i:введение)
    """
)
CLOSINGS = either(
    r"""
    结语 尾声 结束语 后记 结尾 结束 终章 课程总结 课程回顾 总结 总结与答疑 总结与回顾 回顾与总结
    おわりに まとめ 마무리 나가며 (?i:conclusions?) (?i:epilogue) (?i:closing) (?i:wrap-?up)
    (?i:summary) (?i:fazit) (?i:abschluss) (?i:conclusi[óo]n) (?i:conclus[ãa]o) (?i:conclusione)
    (?i:cierre) (?i:заключение)
    """
)

# What interrupts a day and is no part of the course.
BREAKS = either(
    r"""
    茶歇 午餐 午休 休息 课间休息 中场休息 晚餐 早餐 用餐 午饭 昼食 昼休み 休憩
    (?:coffee|tea)[\s-]break (?:lunch|morning|afternoon)(?:[\s-]break)? break coffee breakfast
    dinner pause(?:[\s-]caf[ée])? d[ée]jeuner (?:mittags|kaffee)pause mittagessen
    pausa(?:[\s-](?:caf[ée]|almuerzo|almo[çc]o|pranzo))? descanso almuerzo caf[ée] almo[çc]o
    intervalo pranzo pauze lunchpauze przerwa(?:\s\w{1,12})? obiad обед перерыв
    кофе-(?:брейк|пауза) 점심(?:\s?(?:시간|식사))? 휴식(?:\s?시간)? 중식 nghỉ\s(?:giải\slao|trưa)
    ăn\strưa giải\slao استراحة(?:\s\S{1,10})? غداء mola öğle\syemeği
    (?:kahve|öğle)\s(?:molası|arası)
    """
)

# The halves of a day, alone on their line or before hours.
HALF_DAYS = either(
    r"""
    matin(?:ée)? après-midi vormittags? nachmittags? morning afternoon evening mattin[ao]
    mattinata pomeriggio ma[ñn]ana tarde noche manh[ãa] noite ochtend middag avond rano
    przedpołudnie popołudnie po\społudniu утро день вечер pagi siang sore malam
    (?:buổi\s)?(?:sáng|chiều|tối) sabah öğleden\s(?:önce|sonra) akşam
    """
)

# Between two times of a day.
UNTIL = either("to until bis à a às s/d sampai до đến - tot do")

# What sums up the hours of a table.
TOTALS = either(
    r"""
    合计 总计 总学时 总课时 共计 小计 計 합계 총계 итого всего разом total totale sub-?total gesamt
    insgesamt summe totaal razem ogółem suma celkem összesen toplam jumlah tổng(?:\scộng|\ssố)?
    المجموع الإجمالي σύνολο yhteensä summa
    """
)

# What is added to a course below its last unit.
APPENDICES = either(
    r"""
    附录 附件 appendix annex annexe anhang anexo ap[êé]ndice allegato bijlage bilaga załącznik
    приложение
    """
)

# What may follow the name of an outline: Programme de la formation.
OF_COURSE = (
    r"(?:de la|del?|du|della|d[oa]|des|der|of the|of this) (?:formation|stage|cours|s[ée]minaire"
    r"|formaci[óo]n|curso|seminario|taller|forma[çc][ãa]o|treinamento|corso|formazione|seminars"
    r"|kurses|lehrgangs|schulung|course|training|workshop|seminar|programme?)"
)

# Names of header fields: a head and a tail, or a word that needs no head.
FIELD_HEADS = either(
    r"""
    课程 培训 内训 授课 教学 学习 参训 参加 项目 主讲 特邀 讲座 开课 开班 活动 报名 上课 训练
    招生 研修 研习 受训 适合 适用 面向 建议 本课 预期 能力 讲师 导师 标准 市场 收费 学员 培养
    服务对象 班级 课堂 课前 课后 日程 课时 学时 场地 食宿 人数
    """
)
FIELD_TAILS = either(
    r"""
    背景 目标 目的 收益 收穫 收获 效果 成果 产出 价值 意义 特色 特点 亮点 优势 对象 人群 学员
    人员 人数 规模 时间 时长 课时 学时 天数 时数 周期 日期 地点 场地 城市 方式 方法 形式 模式
    风格 价格 费用 收费 报价 投资 定价 讲师 老师 师资 导师 类别 类型 分类 编号 代码 编码 名称
    主题 标题 简介 介绍 概述 概要 说明 描述 引言 前言 导言 要求 须知 准备 条件 安排 计划 计画
    进度 证书 认证 语言 教师 教材 教具 评量 评核 评价 理念 学分 学分费 方案 系列 领域 单位 期数
    班次 班期 名额 优惠 备注 备註 提示 需求 痛点 用具 物料 资料 定位 保障 考核 级别 班级 梗概
    思路 宗旨 流程 范围 模型 工具 设计 标准 承诺 关键词 频次 岗位
    """
)
FIELD_ALONE = either(
    r"""
    讲师 主讲 天数 费用 价格 原价 优惠价 时间 时长 地点 地址 对象 人数 课时 学时 关注 浏览 点击
    人气 阅读 评分 类别 分类 背景 目标 收益 前言 导语 引言 简介 概述 受众 日期 编号 期限 师资
    名称 课名 形式 备注 备註 城市 课程 主题 题目 讲者 周期 级别 难度 学分 更新时间 发布时间 来源
    作者 定员 标签 関心 対象 対象者 受讲者 受讲対象 期间 日时 会场 场所 受讲料 料金 目的 ねらい
    到达目标
    评核 评量方式 学分费 学费 教育费 材料费 上课地点 先修科目 修读条件 前提知识 前提条件 持ち物
    評価方法 成績評価 教科書 参考書 参考教材 履修条件 受講条件
    日数 版本 版次 主办 承办 协办 编制部门 编制单位 编制人 审核人 批准人 文件编号 生效日期
    担当 主催 讲习料 대상 기간 장소 강사 교육비 목표
    """
)
FIELD_LATIN = either(
    r"""
    duration length time method(?:s|ology)? (?:intended\s|target\s)?audience who\sshould\sattend
    for\swhom (?:learning\s|course\s|training\s)?(?:objectives?|outcomes?|goals?|aims?)
    prerequisites? level language price fees? costs? tuition dates? venue location place
    trainers? instructors? facilitators? speakers? lecturers? category overview description
    introduction background benefits format delivery certificat(?:e|ion) materials?
    (?:group|class)\ssize participants? capacity seats
    course\s(?:code|title|name|fee|overview|description) summary schedule training\smethods?
    what\syou\swill\slearn requirements keywords highlights dur[ée]e
    public(?:\svis[ée]|\sconcern[ée]|\scible)? objectifs?(?:\sp[ée]dagogiques?)? pr[ée]-?requis
    tarif prix lieu formateurs? formatrice intervenant(?:e|s)?
    m[ée]thodes?(?:\sp[ée]dagogiques?)? modalit[ée]s?(?:\sd['’][ée]valuation)? niveau langue
    moyens(?:\sp[ée]dagogiques)? [ée]valuation effectif contexte pr[ée]sentation cat[ée]gorie
    accessibilit[ée](?:\shandicap)? d[ée]lais?\sd['’]acc[èe]s validation
    sanction(?:\sde\sla\sformation)? attestato attestation
    about\s(?:this|the)\s(?:course|training|workshop|seminar|programme?|class)
    [àa]\spropos\sd[eu](?:\scette)?\s(?:formation|cours|stage) sobre\s(?:el|este|o)\scurso
    [üu]ber\s(?:diesen\skurs|dieses\sseminar) (?:il|questo)\scorso\sin\sbreve
    о\s(?:курсе|программе|тренинге) giới\sthiệu(?:\skhóa\shọc)? tentang\s(?:kursus|pelatihan)
    과정\s?안내 horaires? dauer zielgruppe (?:lern|kurs)?ziele? voraussetzungen preis kosten
    geb[üu]hr ort termine? trainer(?:in)? dozent(?:in)? referent(?:in)? methodik methoden?
    teilnehmer(?:zahl|innen)? sprache kategorie beschreibung nutzen inhalt(?:lich)? duraci[óo]n
    objetivos? dirigido\sa precio lugar requisitos metodolog[íi]a docente idioma fechas?
    (?:a\s)?qui[ée]n(?:es)?\sva\sdirigido dirigido\sa.{0,20} destinat[áa]rios? destinatari
    p[úu]blico(?:[-\s]alvo)? carga\s(?:hor[áa]ria|lectiva)
    objetivos?\s(?:general(?:es)?|espec[íi]ficos?|gerais) justificaci[óo]n ementa
    pr[ée]-requisitos investimento pre[çc]o vagas turma valor inversi[óo]n plazas modalidad
    formador(?:a|es)? docentes? durata obiettivi? prerequisiti costo quota sede relatore relatori
    metodologia bibliograf[íi]a(?:\s(?:b[áa]sica|recomendada|consigliata|complementa[rl]\w{0,2}))?
    avalia[çc][ãa]o evaluaci[óo]n certificado professor(?:a|es)?
    local hor[áa]rio doelgroep doelen leerdoelen duur prijs locatie docent vooropleiding cel
    grupa\sdocelowa czas\strwania cena miejsce prowadz[ąa]cy süre hedef\skitle amaç hedefler
    ücret eğitmen yer tarih ön\skoşul(?:lar)? durasi tujuan peserta biaya waktu tempat pemateri
    sasaran prasyarat mål målgrupp omfattning pris plats kursledare förkunskaper varighed
    målgruppe sted kesto tavoitteet kohderyhmä hinta paikka cíle cílová\sskupina délka místo
    lektor időtartam célcsoport célok ár helyszín oktató durată obiective pre[țt] loc(?:ație)?
    lektori grading assessment textbooks? readings? office\shours attendance academic\sintegrity
    polic(?:y|ies) grading\s(?:policy|scheme) attendance\spolicy
    (?:required|recommended|further|suggested)\s(?:texts?|textbooks?|readings?|materials?)
    credits? contact\shours semester workload who\sis\s(?:it|this(?:\scourse)?)\sfor
    what['’]s\sincluded what\syou['’]ll\s(?:learn|get) what\sis\sincluded
    skills\syou['’]ll\s(?:gain|learn) key\s(?:takeaways|benefits) why\s(?:this\scourse|attend)
    how\syou\s(?:will|['’]ll)\slearn dates?\sand\s(?:fees?|times?|venue) times?\sand\splace
    before\syou\s(?:come|start|begin|arrive|join) licen[cs]e
    delivery\s(?:mode|method|format) target\s(?:group|participants) entry\srequirements
    pre-?work (?:about\s)?(?:your|the)\s(?:trainers?|instructors?|facilitators?|speakers?|teachers?)
    (?:about|meet)\s(?:your|the)\s(?:trainers?|instructors?|facilitators?|speakers?|teachers?)
    instructor\sbio admission registration\s(?:fee|deadline) (?:materials?|equipment)\sneeded
    ihr\snutzen ihre?\s(?:trainer(?:in)?|referent(?:in)?) teilnehmerkreis zertifikat hinweise
    dozierende certificaci[óo]n
    umfang lehrgangsentgelt entgelt kursgeb[üu]hr kursleitung
    teilnahmevoraussetzungen lehrgangsziel lernziele kursbeschreibung veranstaltungsort anmeldung
    abschluss цел[ьи](?:\s(?:курса|программы|обучения))? задачи категория\sслушателей
    (?:целевая\s)?аудитория для\sкого продолжительность длительность об[ъь][её]м форма\sобучения
    стоимость цена преподаватель тренер ведущий место(?:\sпроведения)? дата требования
    результаты\sобучения формат документ\sоб\sокончании m[ụu]c\stiêu đối\stượng(?:\s.{1,20})?
    thời\slượng thời\sgian học\sphí giảng\sviên địa\sđiểm hình\sthức yêu\scầu ch[ứu]ng\schỉ
    الأهداف أهداف\s\S{1,12} الفئة\sالمستهدفة مدة\s\S{1,12} المدة الرسوم المدرب المكان التاريخ
    اللغة المتطلبات الهدف 학습\s?목표 교육\s?목표 교육\s?대상 학습\s?대상 교육\s?시간 교육\s?기간
    교육\s?장소 교육\s?방법 수강료 수강\s?대상 과정명 과정\s?개요 과정\s?소개 교육\s?목적 강사명?
    담당\s?강사 정원 인원 준비물 수료\s?기준 학습\s?시간 비용 일시
    """
)
# Names that are as good a title of a chapter.
FIELD_WEAK = both(
    r"(?:前言|导言|引言|概述|概要|简介|介绍|背景|说明|设计|标准|流程|模型|工具|安排|计划|资料|要求|准备|目标|主题|考核|服务|定位|理念|保障)"
    r"|(?i:introducci[óo]n|introduction|introdu[çc][ãa]o|introduzione|einf[üu]hrung|overview|background|summary|materials?|methods?"
    r"|methodology|format|level|language|delivery|evaluation|[ée]valuation|pr[ée]sentation|contexte|description|schedule|termine|inhalt"
    r"|methoden?|methodik|sprache|nutzen|metodolog[íi]a|valor|quota|costo|costi|cel|cena|ort|price|pricing|costs?|fees?|goals?|aims?|objectives?"
    r"|requirements?|benefits?|background|location|venue|time|length|дата|формат|ситуация|цель|цели)"
)
# Names that are whole as they stand; a chapter is hardly called so.
FIELD_WHOLE = either(
    r"""
    考核方式 考核办法 成绩评定 成绩构成 参考书目 参考教材 推荐教材 参考资料 时间地点
    主讲嘉宾 授课专家 专家介绍 专家简介 师资介绍 师资团队 师资简介 开课信息 课程信息
    基本信息 退款说明 优惠政策 证书颁发 结业证书 颁发证书 课程性质 先修课程 前置课程
    总学时 总课时 开课学期 任课教师 任课老师 会务费 食宿安排 食宿费用 交通安排 温馨提示
    主办单位 承办单位 协办单位 报到时间 报到地点 报名费 付款方式 汇款账户 课程难度
    适用岗位 通过标准 交付成果 答疑方式 办班时间 办班地点
    """
)
# Fields whose value is prose or a list rather than one short line.
FIELD_LONG = either(
    r"""
    背景 目标 目的 收益 收穫 收获 效果 成果 产出 价值 意义 特色 特点 亮点 优势 简介 介绍 概述
    概要 说明 描述 前言 导言 引言 要求 准备 须知 痛点 理念 思路 objecti outcome goal aim benefit
    overview descri background introduc highlight learn contexte pr[ée]sentation ziele
    beschreibung nutzen ねらい ementa justific цел задач результат требован mục\stiêu 목표 목적
    개요 소개 أهداف obiettivi
    """
)
# Fields that name a person; a list below the name tells who that is.
FIELD_PEOPLE = either(
    r"""
    主讲 讲师 老师 导师 师资 专家 嘉宾 講師 강사 trainer instructor facilitator speaker lecturer
    formateur formatrice intervenant dozent referent docente formador relator professor
    преподаватель тренер ведущий giảng\sviên eğitmen pemateri prowadz[ąa]cy
    """
)
# Fields whose value, if none stands beside the name, is the outline itself: days and hours.
SCHEDULES = either(
    r"""
    安排 日程 行程 议程 时间表 schedule agenda timetable itinerary horaires? ablauf zeitplan horario
    スケジュール 일정
    """
)
# Fields whose value is a word or a number.
FIELD_SHORT = either(
    r"""
    时长 课时 学时 天数 时数 周期 日期 地点 场地 城市 价格 费用 报价 定价 人数 编号 代码 名称
    标题 语言 级别 期限 学分 duration price fees? costs? venue location language dur[ée]e tarif
    prix lieu dauer preis kosten duraci[óo]n precio lugar 期间 会场 场所 定员 受讲料 料金
    """
)
