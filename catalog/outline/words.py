"""The printed words that decide what a line is, in the languages outlines come in.

Lists of words, no logic. A word is a regular expression of bounded length.
"""


def either(words: str) -> str:
    """One alternation of white-space separated words, longer ones first."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


# Where several words occur in one label, the first kind here decides.
AIDS = {
    "case_study": either(
        r"""
        案例 個案 个案 事例 ケース(?:スタディ|研究)? case(?:[\s-]stud(?:y|ies))? [ée]tude\sde\scas
        cas\spratique cas fallstudie fallbeispiel estudio\sde\scaso caso(?:\spr[áa]ctico)?
        """
    ),
    "exercise": either(
        r"""
        练习 練習 练一练 演练 演練 实战 實戰 实作 實作 实操 實操 实训 實訓 情景模拟 情境模拟
        情境模擬 角色扮演 沙盘(?:推演|模拟)? 沙盤(?:推演|模擬)? 演習 実習 ワーク
        ロールプレイ(?:ング)? lab exercises? practice role[-\s]?play(?:s|ing)? simulation drill
        workshop hands-on activity exercices? travaux\spratiques tp jeu\sde\sr[ôo]les?
        mise\sen\ssituation atelier [üu]bung(?:en)? rollenspiel planspiel ejercicio pr[áa]ctica
        """
    ),
    "video": either(
        r"""
        视频 視頻 影片 短片 微电影 動画 ビデオ videos? vid[ée]os? film
        """
    ),
    "tool": either(
        r"""
        工具 ツール tools? toolkit outils? werkzeuge? herramienta
        """
    ),
    "discussion": either(
        r"""
        讨论 討論 研讨 研討 互动 互動 ディスカッション 討議 discussions? debate d[ée]bat
        diskussion gruppendiskussion debatte debrief discusi[óo]n
        """
    ),
}
# What may stand before and after the word inside a label.
AID_BEFORE = either(
    r"""
    经典 典型 真实 真實 现场 現場 课堂 課堂 随堂 隨堂 课后 課後 小组 小組 分组 分組 团队 團隊 全员
    学员 學員 情景 情境 互动 互動 实战 實戰 视频 視頻 影片 行业 同业 标杆 延伸 拓展 配套 综合 綜合
    实用 常用 热身 破冰 课间 group class team mini short グループ 個人 全体 en\sgroupe
    """
)
AID_AFTER = either(
    r"""
    分析 研讨 研討 讨论 討論 分享 解析 剖析 展示 示范 演示 演练 演練 模拟 模擬 教学 点评 點評 练习
    練習 学习 學習 体验 观摩 观看 播放 欣赏 赏析 互动 互動 作业 环节 環節 启示 导入 導入 参考 模板
    表单 表單 包 题 題 讲解 拆解 复盘 研究 活动 活動 思考 竞赛 PK
    """
)

# 第N… and …N: the word is the family, the number its order.
ORDINAL_UNITS = either(
    r"""
    部分 部份 大部分 模块 模塊 模組 单元 單元 篇章 篇 编 編 章节 章節 章 节 節 讲 講 课时 课 課 天
    日 周 週 阶段 階段 环节 環節 步骤 步驟 步 回 场 場 期 时段 專題 专题 主题 主題 板块 版块 层 層
    招 式 关 關 类 類 个 個 部 幕 站 问 問 点
    """
)
# These need no punctuation after them: 第一部分授信.
GLUED_UNITS = either(
    r"""
    部分 部份 大部分 模块 模塊 模組 单元 單元 篇章 篇 章节 章節 章 节 節 讲 講 课 課 专题 專題
    板块 版块 阶段 階段
    """
)
COUNTED_WORDS = either(
    r"""
    模块 模塊 模組 单元 單元 专题 專題 主题 主題 板块 版块 部分 篇章 阶段 階段 课题 課題 任务 任務
    项目 項目 情境 单项
    """
)
LATIN_UNITS = either(
    r"""
    part module unit session day week chapter section lesson topic step block theme phase stage
    class partie journ[ée]e jour s[ée]ance chapitre unit[ée] [ée]tape semaine th[èe]me s[ée]quence
    teil modul tag woche kapitel einheit abschnitt schritt baustein lektion thema parte m[óo]dulo
    d[íi]a semana cap[íi]tulo unidad sesi[óo]n modulo giorno モジュール セッション ステップ パート
    ユニット モジュル 모듈 세션
    """
)
# The number stands before: 2日目.
COUNTERS = either("日目 時間目 日차 일차 회차")
# Units that make a module when they stand at the top.
TOP_UNITS = either(
    r"""
    部分 部份 大部分 模块 模塊 模組 单元 單元 篇章 篇 编 編 章节 章節 章 讲 講 课 課 天 日 周 週
    阶段 階段 专题 專題 主题 主題 板块 版块 部 回 场 場 期 part module unit session day week
    chapter lesson block theme phase stage partie journ[ée]e jour s[ée]ance chapitre unit[ée]
    semaine th[èe]me s[ée]quence teil modul tag woche kapitel einheit baustein lektion thema parte
    m[óo]dulo d[íi]a semana cap[íi]tulo unidad sesi[óo]n modulo giorno モジュール セッション
    パート ユニット 日目 日程 장 강 부 과 편 모듈 세션 课题 課題
    """
)

# Names of header fields: a head and a tail, or a word that needs no head.
FIELD_HEADS = either(
    r"""
    课程 課程 培训 培訓 内训 內訓 授课 授課 教学 教學 学习 學習 参训 參訓 参加 參加 项目 項目 主讲
    主講 特邀 讲座 講座 開課 开课 开班 開班 活动 活動 报名 報名 上课 上課 训练 訓練 招生 研修 研习
    研習 受訓 受训 適合 适合 适用 適用 面向 建议 建議 本课 预期 預期 能力 講師 讲师 导师 标准 市场
    收费 收費 学员 學員 培养 服务对象 班级 班級 课堂 课前 课后 日程
    """
)
FIELD_TAILS = either(
    r"""
    背景 目标 目標 目的 收益 收穫 收获 效果 成果 产出 產出 价值 價值 意义 意義 特色 特点 特點 亮点
    亮點 优势 優勢 对象 對象 人群 学员 學員 人员 人員 人数 人數 规模 規模 时间 時間 时长 時長 课时
    課時 学时 學時 天数 天數 周期 週期 日期 地点 地點 场地 場地 城市 方式 方法 形式 模式 风格 風格
    价格 價格 费用 費用 收费 收費 报价 報價 投资 定价 讲师 講師 老师 老師 师资 師資 导师 導師 类别
    類別 类型 類型 分类 分類 编号 編號 代码 代碼 编码 名称 名稱 主题 主題 标题 標題 简介 簡介 介绍
    介紹 概述 概要 说明 說明 描述 引言 前言 导言 要求 须知 須知 准备 準備 条件 條件 安排 计划 計畫
    计畫 进度 证书 證書 认证 語言 语言 系列 领域 領域 单位 單位 期数 班次 班期 名额 名額 优惠 優惠
    备注 備註 提示 需求 痛点 痛點 用具 物料 资料 資料 定位 理念 保障 考核 级别 級別 班级 梗概 思路
    宗旨 流程 范围 模型 工具 範圍 设计 标准 承诺 关键词 频次
    """
)
FIELD_ALONE = either(
    r"""
    讲师 講師 主讲 主講 天数 天數 费用 費用 价格 價格 原价 优惠价 时间 時間 时长 時長 地点 地點
    地址 对象 對象 人数 人數 课时 課時 学时 關注 关注 浏览 點擊 点击 人气 人氣 阅读 评分 类别 類別
    分类 背景 目标 目標 收益 前言 导语 引言 简介 簡介 概述 受众 受眾 日期 编号 期限 师资 名称 课名
    形式 备注 備註 城市 课程 課程 主题 主題 题目 題目 讲者 周期 级别 难度 学分 更新时间 发布时间
    来源 作者 定员 标签 関心 対象 対象者 受講対象 期間 日時 会場 場所 定員 受講料 料金 目的 ねらい
    到達目標 前提知識 前提条件 持ち物 担当 主催 講習料 대상 기간 장소 강사 교육비 목표
    """
)
FIELD_LATIN = either(
    r"""
    duration length time method(?:s|ology)? (?:intended\s|target\s)?audience
    who\sshould\sattend for\swhom
    (?:learning\s|course\s|training\s)?(?:objectives?|outcomes?|goals?|aims?) prerequisites?
    level language price fees? costs? tuition dates? venue location place trainers?
    instructors? facilitators? speakers? lecturers? category overview description introduction
    background benefits format delivery certificat(?:e|ion) materials? (?:group|class)\ssize
    participants? capacity seats course\s(?:code|title|name|fee|overview|description) summary
    schedule training\smethods? what\syou\swill\slearn requirements keywords highlights
    dur[ée]e public(?:\svis[ée]|\sconcern[ée]|\scible)? objectifs?(?:\sp[ée]dagogiques?)?
    pr[ée]-?requis tarif prix lieu formateurs? formatrice intervenant(?:e|s)?
    m[ée]thodes?(?:\sp[ée]dagogiques?)? modalit[ée]s?(?:\sd['’][ée]valuation)? niveau langue
    moyens(?:\sp[ée]dagogiques)? [ée]valuation effectif contexte pr[ée]sentation cat[ée]gorie
    horaires? dauer zielgruppe (?:lern|kurs)?ziele? voraussetzungen preis kosten geb[üu]hr ort
    termine? trainer(?:in)? dozent(?:in)? referent(?:in)? methodik methoden?
    teilnehmer(?:zahl|innen)? sprache kategorie beschreibung nutzen inhalt(?:lich)? duraci[óo]n
    objetivos? dirigido\sa precio lugar requisitos metodolog[íi]a docente idioma fechas?
    """
)
# Fields whose value is prose or a list rather than one short line.
FIELD_LONG = either(
    r"""
    背景 目标 目標 目的 收益 收穫 收获 效果 成果 产出 价值 價值 意义 特色 特点 特點 亮点 亮點 优势
    優勢 简介 簡介 介绍 介紹 概述 概要 说明 說明 描述 前言 导言 引言 要求 准备 須知 须知 痛点 理念
    思路 objecti outcome goal aim benefit overview descri background introduc highlight learn
    contexte pr[ée]sentation ziele beschreibung nutzen ねらい
    """
)
# Fields whose value is a word or a number.
FIELD_SHORT = either(
    r"""
    时长 時長 课时 課時 学时 學時 天数 天數 周期 週期 日期 地点 地點 场地 場地 城市 价格 價格 费用
    費用 报价 報價 定价 人数 人數 编号 編號 代码 代碼 名称 名稱 标题 標題 语言 語言 级别 級別 期限
    学分 duration price fees? costs? venue location language dur[ée]e tarif prix lieu dauer preis
    kosten duraci[óo]n precio lugar 期間 会場 場所 定員 受講料 料金
    """
)
