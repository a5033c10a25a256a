"""Lines that are no outline: contacts, schedules, testimonials, page furniture."""

import re

from .rows import Row
from .scripts import both

CONTACT_LABEL = re.compile(
    both(
        r"(?:[\u4e00-\u9fff]{0,6}(?:电话|热线|专线|手机|微信|联系人|聯絡人|联系方式|聯絡方式"
        r"|聯繫方式|邮箱|传真|联系|洽询|分机|内线"
        r"|客服|网址|官网|QQ群?)|地址|邮编|公众号|(?i:tel(?:ephone)?|phone|mobile|fax|e-?mail|mail"
        r"|address|contact|wechat|website|courriel"
        r"|t[ée]l(?:[ée]phone)?|telefon|adresse|kontakt|tel[ée]fono|correo|contacto|qq)|お問い合わせ"
        r"|連絡先|電話番号|住所)"
        r"\s{0,3}(?:[:：]|(?=[+\d(（]))"
    )
)
PHONE = re.compile(
    r"(?<![\d.])(?:\+?\d{2,3}[- ])?(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}"
    r"|[48]00[- ]?\d{3}[- ]?\d{4})(?!\d)"
)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,64}")
# Names whose value, where it holds a number or an address, is whom to ask.
REACH_NAME = re.compile(
    both(
        r"[^:：]{0,12}(?:报名|咨询|洽询|申请|申込|申し込み|問合せ|問い合わせ|预约)[^:：]{0,8}[:：]"
        r"|[^:：]{0,24}(?:anmeldung|buchung|auskunft|inscri(?:pciones|ptions?|ções)|informes"
        r"|iscrizioni|prenotazioni|renseignements|r[ée]servations?|enquiries|inquiries|bookings?"
        r"|enrol(?:l?ment|ment)?s?|registrations?|запись|справки|контакты|телефон|kay[ıi]t"
        r"|[iİ]letişim"
        r"|zgłoszenia|zapisy|kontakt|đăng ký|liên hệ|للتسجيل|للاستفسار"
        r"|문의|신청|접수)[^:：]{0,12}[:：]"
    ),
    re.I,
)
REGISTRATION = re.compile(
    r"(?i:anmeldung|buchung|inscri(?:ption|pción|ção|ções|pciones)s?|iscrizion[ei]|prenotazioni"
    r"|registration|booking|enrol(?:l)?ment|запись|zapisy|zgłoszenia|đăng ký|pendaftaran|kayıt)"
    r"|お?申し?込み?(?:先|方法)?|신청|문의"
)
LOOSE_PHONE = re.compile(
    r"(?<![\d.,/-])(?!(?:19|20)\d\d[-./])\+?\d(?:[\s()./-]{0,2}\d){6,14}(?![\d%])"
)
# A number inside the organisation: 分机 66, 内線6018, ext. 12.
EXTENSION = re.compile(
    both(r"(?:分机|内线|転|转|轉)\s?[:：]?\s?\d{2,6}") + r"|(?:内線|내선)\s?[:：]?\s?\d{2,6}"
    r"|(?i:\b(?:ext|extension|durchwahl|poste|interno|ramal|anexo|доб)\b\.?\s?\d{2,6}(?!\d))"
)
ASK = re.compile(
    both(
        r"致电|咨询|洽询|联系我们|聯絡我們|加微信|顾问微信|扫码|contact us"
        r"|\bto (?:book|enrol|register|sign up)\b|\b(?:call|ring|e-?mail) (?:us|me|m[rs]s?)\b"
        r"|zur (?:anmeldung|buchung)|pour (?:vous inscrire|réserver)|para (?:inscribirse|reservar)"
        r"|nous contacter|for (?:more )?information|お問い合わせ"
    ),
    re.I,
)
MONTH = re.compile(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?月(?:份)?|jan\w{0,6}\.?|feb\w{0,6}\.?"
    r"|mar\w{0,2}\.?|apr\w{0,2}\.?|may|ju[nl]\w?\.?|aug\w{0,3}\.?|sep\w{0,6}\.?|oct\w{0,4}\.?"
    r"|nov\w{0,5}\.?|dec\w{0,5}\.?",
    re.I,
)
LATIN = re.compile(r"[A-Za-z]{3}")
TESTIMONIAL_HEAD = re.compile(
    both(
        r"(?:往期|部分|历届|优秀|客户)?(?:学员|客户|学生|参训|用户|听众)(?:学员|的|们)?"
        r"(?:评价|反馈|回馈|心声|感言|感受|见证|说|点评|推荐|留言|好评|评语)"
        r"|(?:他们|大家)(?:这样)?(?:怎么)?(?:说|评价)"
        r"|(?i:testimonials?|what (?:our )?(?:participants|clients|students|attendees) say"
        r"|participant feedback|t[ée]moignages|avis(?: des participants)?|teilnehmerstimmen"
        r"|kundenstimmen|feedback|reviews|testimonios|opiniones)"
        r"|受講者の声|参加者の声|お客様の声|수강\s?후기"
    )
)
SCHEDULE_HEAD = re.compile(
    both(
        r"(?:近期|年度|全年|最新|\d{4}\s?年?)?(?:开课|排课|排期|开班|课程|公开课"
        r"|培训)?(?:计划|計畫|安排|排期|日期|城市|时间表|一览|日历)(?:表)?|(?i:schedule"
        r"|upcoming (?:dates|sessions)|dates and locations|calendar|calendrier|termine)|開催日程"
    )
)
NOISE = re.compile(
    both(
        r"(?:首页|主页|当前位置|您的位置|home)\s{0,3}[>»›/：:]|返回(?:首页|列表|顶部|上一?[页级])|返回$|上一篇|下一篇|上一页|下一页|分享到"
        r"|[（(]?(?:以上|本)(?:课程)?(?:大纲|内容|提纲|课纲|方案|日程).{0,24}(?:调整|微调|为准|定制|外传|转载|拷贝"
        r"|解释权|版权)[^，。]{0,8}[)）。]{0,2}$"
        r"|点个?[“\"「]?(?:在看|赞)|(?:转发|分享)给.{0,12}朋友|打印本页|版权所有|免责声明|(?:相关(?:课程|推荐|文章)|(?:推荐|热门)课程)\s?(?:[:：]|$)"
        r"|点击(?:查看|下载|报名)|立即报名|在线报名|我要报名|下载(?:大纲|资料|课程)|收藏(?:本[页站课]|此|$)|copyright|©"
        r"|(?:撰?文|图|作者|编辑|责编|来源|出品)\s?[｜|丨/]\s?\S{1,16}$"
        r"|all rights reserved|\S{0,4}ICP[备证]|第\s?\d{1,3}\s?页|page \d"
        r"|(?:seite|p[áa]gina|strona|страница|стр\.)\s?\d{1,3}(?:\s?(?:/|von|de|di|z|из)\s?\d{1,3})?$"
        r"|- ?\d{1,3} ?-$"
        r"|\d{1,3}\s?/\s?\d{1,3}$"
        r"|(?:documento?|document|uso|usage|for|nur (?:zum|für den)|tài liệu)\s"
        r"(?:internal|intern[oe]|internen|nội bộ)(?: (?:use|gebrauch))?(?: only)?\b(?![^.;]{20})"
        r"|(?:strictly )?confidential[.!]?$|(?:streng )?vertraulich[.!]?$|대외비|社外秘|無断転載"
        r"|(?:reproduc?[cç](?:ão|ción|tion)|riproduzione)\s(?:proibida|prohibida|interdite|vietata)"
        r"|lưu hành nội bộ|для служебного пользования"
        r"|back to top|print this page|share (?:this|on)|read more|retour|zur[üu]ck"
        r"|mentions l[ée]gales|---"
    ),
    re.I,
)
DIALLED = re.compile(r"[\d\s+()（）-]")
REACHED_BY = re.compile(both("电话|热线|手机|老师|微信"))
COLUMN_GAP = re.compile(r"\t|\s{2,}|(?<=月)\s")
DECORATION = re.compile(r"^[^\w(（\[【+]{1,4}\s?")
REMARK = re.compile(
    both(r"※|[*＊]\s?\S|(?:备?注|附注|说明|提示|注意)\s?[:：]")
    + r"|(?i:(?:please )?note|n\.?b|hinweis|anmerkung|nota|remarque|примечание|uwaga|not|lưu ý"
    r"|ملاحظة|참고|비고)\s?[:：]",
)
PAGE_NUMBER = re.compile(
    r"[-–—·\s]{0,3}\d{1,4}[-–—·\s]{0,3}|[\W_]{1,80}"
    r"|第\s?\d{1,4}\s?[页頁](?:.{0,3}共\s?\d{1,4}\s?[页頁])?"
    r"|(?i:page)\s\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?"
)
MAIL_HEAD = re.compile(
    r"(?i:from|to|cc|bcc|date|sent|subject|von|an|betreff|gesendet|de|[àa]|objet|date|envoy[ée]|para|asunto|assunto"
    r"|от|кому|тема)\s?:.{0,200}|(?:发件人|收件人|抄送|主题|日期|发送时间|寄件者|收件者|主旨|差出人|宛先|件名|보낸\s?사람|받는\s?사람|제목)\s?[:：].{0,200}"
)
GREETING = re.compile(
    both(
        r"(?:尊敬的|亲爱的).{1,20}|(?:各|致)[^：:，。]{0,30}(?:科室|处室|部室|厂|车间|班组|院系|县|市|区|局|门店|项目部|支部|银行|公司|单位|部门|机构|支行|分行|网点|行社|同仁|学员|企业|学校|中心|会员)[:：]|.{0,10}(?:您好|你好|大家好|各位[^，。]{1,8}[，,]?\s?(?:早上|上午|下午|晚上)?好)[!！,，:：。~～]{0,2}"
        r"|(?i:(?:dear|hi|hello|hallo|bonjour|hola|buenos d[íi]as|sehr geehrte\w{0,2})\b"
        r".{0,50}[,:!])"
        r"|お世話になっております.{0,10}"
    )
)
SIGN_OFF = re.compile(
    both(
        r"(?:(?:以上|.{0,8}到此结束)[，,、。]?\s?)?(?:此致|敬礼|顺颂|顺祝|谨祝|祝|谢谢|感谢)[\u4e00-\u9fff]{0,6}[!！。~～]?"
        r"|(?i:(?:(?:best|kind|warm) )?(?:regards|wishes)|(?:many )?thanks"
        r"(?: and regards| for (?:listening|watching|coming))?"
        r"|thank you(?: for (?:listening|watching|coming|your (?:time|attention)))?"
        r"|vielen dank(?: für ihre aufmerksamkeit)?|merci(?: de votre attention| à tous)?"
        r"|(?:yours )?sincerely|cheers|(?:bien )?cordialement|bien à vous|saludos|atentamente"
        r"|(?:mit )?freundlichen? gr(?:ü|ue?)(?:ß|ss)en?|viele gr(?:ü|ue?)(?:ß|ss)e)[,.!]?"
        r"|(?:请|麻烦)?(?:您|你)(?:先|再|帮忙)?(?:看看|看下|看一下|过目|审阅)[^，。]{0,16}[。？?~～]?"
        r"(?:\[[\u4e00-\u9fff]{1,3}\])?"
        r"|(?:有|如有)(?:什么|任何)?(?:问题|疑问|意见)[，,]?(?:请|随时|再|欢迎){1,2}[^，。]{1,10}[。！!]?"
        r"|(?i:(?:please )?let me know (?:what you think|if .{4,50}))[.!]?"
        r"|(?:以上、?)?よろしくお願い.{0,10}|ご清聴ありがとうございま(?:した|す)"
    )
)
TWICE_SAID = re.compile(
    r"([^\x00-\x7f]{2,12}[!！。]?)\s{1,3}[|｜/]?\s{0,3}([A-Za-z][\x20-\x7e]{3,30})"
)
WIDE = re.compile("[\u2e80-\ufaff\uff00-\uffef]")  # pictures are wide too, and no letters
TESTIMONIAL = re.compile(r"[“\"「『«‘„].{6,400}[”\"」』»’“]\s?(?:[-—–~]{1,2}|by\b)\s?\S.{1,30}")
SENTENCE = re.compile(r".?[。！!？?；;.…”\"]$", re.DOTALL)


CONTACT_HEAD = re.compile(
    both(
        r"联系(?:我们|方式)|聯絡(?:我們|方式)|報名(?:方式)|报名(?:方式|咨询|热线)|咨询(?:方式"
        r"|报名)|お問い合わせ|連絡先"
        r"|(?i:contacts?(?: us)?|kontakt|contacto|contactez-nous)"
    )
)


def is_contact(row: Row) -> bool:
    """Telephone, address, e-mail, or an invitation to call; never a numbered line."""
    if len(row.text) < 20 and not row.marker and CONTACT_HEAD.fullmatch(bare(row.text)):
        return True
    if row.aid or row.label or (row.marker and (row.marker.number or row.marker.is_unit)):
        return False
    return has_contact_label(row) or _can_be_reached(row.text[:400])


def _can_be_reached(head: str) -> bool:
    """A number or an address, and not much else beside it but an invitation."""
    named = bool(REACH_NAME.match(head))
    if not (PHONE.search(head) or ("@" in head and EMAIL.search(head))):
        return named and bool(LOOSE_PHONE.search(head))
    return bool(
        named
        or ASK.search(head)
        or len(DIALLED.sub("", head)) <= 8
        or EMAIL.fullmatch(head.strip())
        or REACHED_BY.search(head)
    )


def has_contact_label(row: Row) -> bool:
    return bool(CONTACT_LABEL.match(DECORATION.sub("", row.title, count=1)))


def has_reach(row: Row) -> bool:
    """Whether a line without a number holds an address or something like a telephone."""
    if row.aid or row.number:
        return False
    head = row.text[:400]
    mailed = bool("@" in head and EMAIL.search(head))
    if row.cells:
        return mailed
    return mailed or bool(LOOSE_PHONE.search(head) or EXTENSION.search(head))


def is_remark(row: Row) -> bool:
    """A sentence, or what says that it only is a remark: ※, 注：, Note:."""
    if is_marked_remark(row):
        return True
    if not row.plain or row.cells:
        return False
    return is_sentence(row.text) or bool(REMARK.match(row.text))


def is_marked_remark(row: Row) -> bool:
    """※ before a sentence."""
    return row.glyph == "※" and is_sentence(row.text)


def is_named_remark(row: Row) -> bool:
    """注：, Note:: the words say that it is none of the outline."""
    return row.plain and not row.cells and bool(REMARK.match(row.text))


def is_greeting(row: Row) -> bool:
    """The first line of an e-mail: 王老师您好："""
    return row.plain and len(row.text) <= 60 and bool(GREETING.fullmatch(row.text))


def is_mail_head(row: Row) -> bool:
    """From: …, 发件人：…"""
    return row.plain and bool(MAIL_HEAD.fullmatch(row.text))


def is_sign_off(row: Row) -> bool:
    """The line above the writer's name, or the last slide: 祝好, Kind regards, 谢谢聆听 THANKS."""
    if not row.plain or len(row.text) > 40:
        return False
    twice = TWICE_SAID.fullmatch(row.text)
    return all(map(SIGN_OFF.fullmatch, twice.groups() if twice else (row.text,)))


def is_footer_head(row: Row) -> bool:
    """A heading or a number that only introduces contacts or testimonials."""
    text = bare(row.marker.rest if row.marker else row.text)
    return bool(len(text) <= 20 and CONTACT_HEAD.fullmatch(text)) or is_testimonial_head(row)


def is_schedule_head(row: Row) -> bool:
    return bool(row.plain and len(row.text) <= 16 and SCHEDULE_HEAD.fullmatch(bare(row.text)))


def is_testimonial_head(row: Row) -> bool:
    text = (row.marker.rest if row.marker else row.text).strip(" 【】[]:：#*—-")
    return len(text) <= 40 and not row.aid and bool(TESTIMONIAL_HEAD.fullmatch(text))


def names_footer(text: str) -> bool:
    """Whether words name testimonials, dates or contacts."""
    kinds = (TESTIMONIAL_HEAD, SCHEDULE_HEAD, CONTACT_HEAD)
    return any(kind.fullmatch(text) for kind in kinds)


def is_testimonial(row: Row) -> bool:
    """“…” — who said so: words of somebody who has taken the course."""
    return row.plain and bool(TESTIMONIAL.fullmatch(row.text))


def is_grid(row: Row) -> bool:
    """The head of a city × month table, in cells or with white space between the months."""
    if not (row.cells or row.text.count("月") > 2 or LATIN.search(row.text, 0, 40)):
        return False
    cells = row.cells or tuple(COLUMN_GAP.split(row.text[:400]))
    months = sum(1 for cell in cells if MONTH.fullmatch(cell.strip()))
    return months >= 3 and months >= len(cells) - 3


def is_grid_line(row: Row) -> bool:
    """A line of a schedule: cells, or a city and dates or marks with white space between."""
    if row.cells:
        return True
    parts = row.text[:400].split()
    return (
        row.plain
        and len(row.text) < 60
        and (
            (len(parts) > 1 and all(len(part) <= 8 for part in parts))
            or bool(MONTH.search(row.text))
        )
    )


def is_noise(row: Row) -> bool:
    return bool(
        row.rule or (row.plain and (NOISE.match(row.text) or PAGE_NUMBER.fullmatch(row.text)))
    )


def is_sentence(text: str) -> bool:
    """Long enough or punctuated enough to be prose rather than a heading."""
    wide = len(WIDE.findall(text, 0, 80))
    length = wide + (len(text) - wide) // 2
    return length > 40 or (length > 12 and bool(SENTENCE.match(text[-2:])))


def bare(text: str) -> str:
    return text.strip(" 【】[]:：#*—-《》")
