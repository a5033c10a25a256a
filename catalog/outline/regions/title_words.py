"""What the words of a line above an outline say of it: a course, who gives it, a document."""

import re

from catalog.outline.scripts import both


def _any(words: str) -> str:
    """One expression for words divided by | and line ends."""
    return "|".join(word.strip() for word in words.replace("\n", "|").split("|") if word.strip())


ORGANISATION = both(
    "公司|银行|中心|学院|大学|研究所|研习所|协会|学会|集团|医院|学校|政府|委员会|管理局|总局|党校|基金会|联合会|总会|法人"
)
OFFICE = both("人力资源部|培训部|人事处|培训处|教务处")
PART = both("部|处|局|委|办|科|组|室|厅|所|队|站")
# A letterhead, the number of a document, a path or a row of links, a mail: no title.
NO_TITLE = re.compile(
    rf"(?:\S{{2,30}}(?:{ORGANISATION}|{OFFICE})|\S{{0,20}}(?:{ORGANISATION})\S{{0,12}}(?:{PART}))"
    r"(?:文件|函)?(?:[\s\u3000].{1,20})?"
    + both(r"|.{2,30}〔\d{4}〕\s?\d{1,4}号|(?:.{1,30}\s)?内部.{0,6}(?:资料|文件|使用|教材).{0,12}")
    + both(r"|(?:.{1,30}\s)?(?:(?:机密|保密)(?![意工教知管制纪法协])|注意保管|请勿外传).{0,12}")
    + r"|[^>»›＞]{1,40}(?:\s[>»›＞]\s[^>»›＞]{1,40}){1,8}"
    r"|[^/]{1,40}(?:\s/\s[^/]{1,40}){3,8}"
    r"|.{0,60}_{2,}.{0,40}|(?i:утверждаю|согласовано|approved|genehmigt|aprobado)"
    r"|[^:]{1,20}:\s.{0,60}<[^<>\s]{1,60}@[^<>\s]{1,60}>.{0,20}"
    r"|(?i:version|v\.?|rev\.?|revision|stand|draft|entwurf|versión|versão|ver\.?)\s?\d.{0,60}"
    r"|.{0,60}\s(?i:n[°º]|no\.|nr\.?|№)\s?\d{1,6}"
    r"|.{0,80}[·|–—-]\s?(?i:seite|page|página|pagina|strona|sayfa|стр\.?|trang|sida)\s?\d.{0,20}"
    r"|\W{0,9}\d[\d.,]{0,8}\s(?i:ratings?|reviews?|learners|students|bewertungen|avis|opiniones)"
)
ORGANISATION_ENDS = _any(
    """
centre|center|academy|institute|university|college|school|department
hospital|foundation|ministry|faculty|akademie|institut|hochschule|gmbh|ltd\\.?|inc\\.?|llc
s\\.?a\\.?|s\\.?r\\.?l\\.?|sp\\. z o\\.o\\.|sdn\\.? bhd\\.?|a\\.ş\\.|üniversitesi
ün[iİ]vers[iİ]tes[iİ]|fakültes[iİ]|bölümü|müdürlüğü
"""
)
ORGANISATION_BEGINS = _any(
    """
university|universidade?|universit[àaéä]\\w{0,2}|institute?|instituto?|istituto|academy|academia
academie|akademie|akademia|college|école|ecole|escuela|escola|scuola|faculty|facult\\w{1,3}
cent(?:re|ro)|zentrum|consor(?:zio|cio|ci)|cooperativ\\w|agen(?:zia|cia|ce)\\b|ente di|organismo|
fundaci[oó]n|fundação|fondation|foundation|fondazione|stiftung|fundacja
hospital|hôpital|ospedale|szpital|ministry|ministerio|ministério|ministère|ministero|ministerium
asociación|associação|association|associazione|verein|verband|stowarzyszenie|cámara|chambre
camera di|comune di|mairie|ayuntamiento|prefeitura|secretaria|núcleo|área de|departamento
département|академия|институт|университет|министерство|учебный центр|общество с|управление|центр
ооо|оао|ао|trung tâm|trường|học viện|viện|công ty|ngân hàng|bộ|sở
"""
)
# Who gives the course, unless no other line can be its title: CONTINUING EDUCATION CENTRE.
LETTERHEAD = re.compile(
    rf"(?i:[^\W\d_]\S{{0,30}}(?:\s\S{{1,30}}){{0,5}}\s(?:{ORGANISATION_ENDS})"
    rf"|(?:{ORGANISATION_BEGINS})\s.{{2,80}})"
)
# What many courses stand in; none of them is called so.
CATALOGUE = re.compile(
    r"(?i:.{0,60}\b(?:catalog(?:ue|o)?|cat[áa]logo|katalogu?|каталог|danh mục)\b.{0,40})"
    + both("|.{0,40}(?:课程|培训|内训)(?:目录|一览|总表|清单|产品手册).{0,16}")
)
COURSE_WORDS = _any(
    """
course|training|workshop|masterclass|bootcamp|\\w{0,20}seminar|\\w{0,20}kurs|\\w{0,20}lehrgang
\\w{0,20}schulung|curso|taller|capacitación|oficina|formation|stage|corso|szkolenie|warsztaty
курс|тренинг|семинар|khóa học|khóa đào tạo|eğitimi|pelatihan|kursus|cursus|opleiding|دورة|ورشة
"""
)
# A line that says it is a course, whatever the language.
COURSE = re.compile(
    rf"(?i:\b(?:{COURSE_WORDS})\b)"
    + both("|(?:课程|培训|研修|训练营|工作坊|讲座|特训|实训|培训计划|培训项目|班)$")
    + "|セミナー|講習|トレーニング|ワークショップ|과정|교육|อบรม|หลักสูตร"
)
DURATIONS = _any(
    """
days?|hours?|hrs|weeks?|jours?|heures?|journées?|semaines?|tagen?|tage?|stunden|std|wochen
días?|horas?|semanas?|dias?|giorn[oi]|giornate|ore|settimane|dagen|uur|dni|godzin\\w?|tygodni
дн(?:я|ей)|день|час(?:а|ов)?|недел[ья]|buổi|ngày|giờ|hari|jam|gün|saat
天|小时|課時|课时|学时|日間|時間|시간|일간?
"""
)
# 2 jours (14 heures): a line about the course, whatever it calls it.
DETAIL = re.compile(
    rf"(?:^|[,，;；(（|｜·–—]\s?|\s-\s)\d{{1,3}}\s?(?i:{DURATIONS})(?=$|\s?[,，;；)）|｜·(（–—]|\s-\s)"
)
COURSE_NAME = re.compile(rf"(?i:{COURSE_WORDS})")
DOCUMENTS = _any(
    """
(?:course |training |module )?(?:outline|syllabus|programme|program|description|specification)
(?:seminar|kurs|lehr)?(?:programm|plan|beschreibung)|programa|temario|plan de cours
programme de formation|fiche (?:de )?(?:formation|programme)|programma(?: del corso)?
program szkolenia|karta (?:przedmiotu|szkolenia)|учебно-тематический план|учебный план
(?:рабочая |учебная )?программа(?: повышения квалификации| курса| обучения| тренинга)?
ders [iİ]zlences[iİ]|eğitim programı|đề cương(?: khóa học| môn học)?
"""
)
# What a document calls itself; the name of the course stands beside it.
DOCUMENT = re.compile(
    rf"(?:\d{{4}}\S{{0,6}}\s(?:\S{{1,20}}\s){{0,3}})?(?i:{DOCUMENTS})"
    + both(r"|(?:课程|教学|培训)(?:大纲|方案|计划|简介|说明|通知)|附件\d?")
    + "|シラバス|研修要項|講座案内"
)
QUOTES = frozenset(("《》", "«»", "„“", "“”", "「」", "『』", "‹›"))
PARTS = re.compile(r"\s[·|｜–—-]\s|\n")
GAP = re.compile(r"\s{2,}")
MOST_PARTS = 3  # a row of links has more, with wide blanks between them
CODE = re.compile(r"[A-Z]{1,5}[ -]?\d{2,6}[A-Z]?")


def weight(text: str) -> int:
    """How much more, or less, its words make a line the title; 0 where they say nothing."""
    links = len(GAP.split(text)) > MOST_PARTS
    text = " ".join(text.split())
    letterhead = any(LETTERHEAD.fullmatch(part) for part in PARTS.split(text))
    return (
        15 * bool(not (letterhead or DETAIL.search(text)) and COURSE.search(text))
        - 15 * letterhead
        - 25 * bool(CATALOGUE.fullmatch(text))
        - 30 * bool(DOCUMENT.fullmatch(text))
        - 60 * bool(links or NO_TITLE.fullmatch(text))
        - 40 * (text[-1] in ":：")
        + 40 * (text[0] + text[-1] in QUOTES)
    )


def names_course(name: str) -> bool:
    """Whether words before a colon are a kind of course, a document or a code: KB-9301."""
    kinds = (COURSE_NAME, CODE, DOCUMENT)
    return any(kind.fullmatch(name) for kind in kinds)
