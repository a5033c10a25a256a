"""PURE. What names, posts and departments look like in the languages of other countries."""

import re
import unicodedata

from catalog.text.inbound import HAN

KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc"
# The family names of most Japanese, as they and as Chinese write them. Hardly anybody in China is
# called so whole: the word behind the blank is the given name, unless it is a post or a unit.
FAMILIES_JAPANESE = """
    佐藤 鈴木 铃木 高橋 高桥 田中 伊藤 渡辺 渡边 渡邊 渡邉 山本 中村 小林 加藤 吉田 山田 佐々木
    山口 松本 井上 木村 斎藤 斉藤 齋藤 清水 山崎 阿部 池田 橋本 桥本 山下 石川 中島 中岛 前田
    藤田 小川 後藤 岡田 冈田 長谷川 长谷川 村上 近藤 石井 坂本 遠藤 远藤 藤井 青木 福田 三浦
    西村 藤原 太田 松田 岡本 冈本 中野 中川 原田 小野 田村 竹内 金子 和田 中山 石田 上田 森田
    柴田 酒井 工藤 横山 宮崎 宫崎 宮本 宫本 内田 高木 安藤 島田 谷口 大野 丸山 今井 河野 藤本
    村田 武田 上野 杉山 増田 平野 菅原 久保 松井 千葉 岩崎 桜井 木下 野口 松尾 野村 菊地 佐野
    大西 杉本 新井 浜田 古川 水野 小山 小島 山内 西田 菊池 西川 北村 五十嵐 安田 川口 平田 吉川
    飯田 本田 荒木 大塚 服部 桑原 田口 矢野 森本 黒田 熊谷
"""
POST_OR_UNIT = (
    rf"[{HAN}]{{0,2}}(?:[员員长長任管师師部行科室处處组組课課男女]|[经助]理|总监|会计)(?![{HAN}])"
)
JAPANESE_FAMILY = "|".join(sorted(FAMILIES_JAPANESE.split(), key=len, reverse=True))
# 渡邉 さくら, アレックス・スミス, サトウ ケンイチ; 長谷川 誠 is a name wherever it stands apart.
JAPANESE = re.compile(
    rf"(?<![{HAN}])(?:{JAPANESE_FAMILY})[ \u3000](?!{POST_OR_UNIT})[{HAN}]{{1,3}}(?![{HAN}])"
    rf"|[{HAN}]{{1,4}}[ \u3000](?:[{KANA}]{{1,6}}|[{HAN}]{{1,3}}[{KANA}]{{1,3}})"
    rf"|[{KANA}]{{2,10}}(?:[・=＝ \u3000][{KANA}]{{2,10}}){{1,3}}"
)
NEARLY_JAPANESE = re.compile(rf"[{HAN}]{{1,3}}[{KANA}]{{1,4}}|[\u30a1-\u30fa\u30fc]{{2,10}}")
GIVEN_JAPANESE = re.compile(rf"[{KANA}]{{1,6}}|[{HAN}]")
HANGUL = "\uac00-\ud7a3"
KOREAN = re.compile(
    "(?:[김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추"
    "도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용]"
    rf"|남궁|황보|제갈|선우|독고|사공) ?[{HANGUL}]{{1,2}}"
)
_NO_KOREAN = """
    이메일 이름 전화 정보 안내 문의 주소 남자 여자 신청 신청자 담당자
    참석자 연락처 비고 소속 지점 전체 합계 총계
"""
_PARTICLES = """
    de da do dos das du di van von der den zu bin binte binti ibn al el del della la le y e s/o d/o
    a/l a/p
"""
NO_KOREAN = frozenset(_NO_KOREAN.split())
PARTICLES = frozenset(_PARTICLES.split())
THAI = re.compile(r"[\u0e01-\u0e4e]{2,20}(?: [\u0e01-\u0e4e]{2,25}){1,3}")
THAI_TITLED = re.compile(r"(?:นาย|นางสาว|นาง|น\.ส\.|ดร\.) ?[\u0e01-\u0e4e]{2,20}.{0,30}")
ALPHABET = re.compile(r"[^\W\d_]{1,24}(?:[ -][^\W\d_]{1,24}){1,4}")
MOST_WORDS = 6  # of a name
UNCASED = ("ARABIC", "HEBREW", "DEVANAGARI", "KHMER", "LAO", "MYANMAR")

TITLE_ABROAD = re.compile(
    r"(?:長|担当|取締役|社員|主査|主幹|顧問|代表|技師)$"
    r"|(?:부장|과장|대리|사원|팀장|차장|이사|대표|주임|상무"
    r"|전무|사장|원장|센터장|지점장|연구원|매니저|계장|실장)$"
    r"|^(?:ผู้|หัวหน้า|พนักงาน|เจ้าหน้าที่|นักวิเคราะห์|รองผู้)"
    r"|\b(?:trưởng phòng|phó|giám đốc|chuyên viên|nhân viên"
    r"|kế toán viên|kế toán trưởng|giao dịch viên|thư ký"
    r"|cán bộ|kiểm soát viên|trưởng (?:ban|nhóm|bộ phận|khoa)"
    r"|manajer|kepala|staf|direktur|petugas|pegawai|pengurus"
    r"|директор|начальник|менеджер|специалист|бухгалтер"
    r"|инженер|заместитель|руководитель|аналитик|экономист|юрист"
    r"|leiter|leiterin|referent|referentin|sachbearbeiter"
    r"|sachbearbeiterin|geschäftsführer|berater|buchhalter"
    r"|directeur|directrice|responsable|chef|chargée?|comptable|ingénieur|conseiller|conseillère"
    r"|directora?|jefe|jefa|gerente|analista|contadora?|ingenier[oa]"
    r"|coordinadora?|responsabile|direttore|impiegat[oa]"
    r"|diretora?|chefe|técnic[oa]|müdür|uzman|kierownik|specjalista|ředitel|vedoucí|księgow[ay])\b",
    re.IGNORECASE,
)
UNIT_ABROAD = re.compile(
    r"(?:課|支店|本社|本店|営業所|事業所|工場|事業部|研究所|係|部)$"
    rf"|[{HANGUL}]{{2}}(?:부|팀|지점|본부|센터|[{HANGUL}][실과국처])$|^(?:ฝ่าย|แผนก|สาขา|กอง|ส่วน)"
    r"|^(?:phòng|ban|chi nhánh|khoa|tổ|bộ phận|trung tâm|sở"
    r"|bagian|divisi|cabang|departemen|jabatan|bahagian) "
    r"|\b(?:отдел|департамент|управление|филиал|служба"
    r"|бухгалтерия|дирекция|abteilung|vertrieb|einkauf|buchhaltung"
    r"|rechnungswesen|personalabteilung|service|direction"
    r"|comptabilité|ressources humaines|departamento"
    r"|recursos humanos|contabilidad|contabilidade|ventas|vendas"
    r"|ufficio|reparto|vendite|risorse umane|dział|oddělení)\b",
    re.IGNORECASE,
)


def name_likeness(text: str) -> float:
    """How well a text that is not Chinese is somebody's name, by the writing it is in."""
    if JAPANESE.fullmatch(text):
        return 0.8
    if NEARLY_JAPANESE.fullmatch(text):
        return 0.4
    if KOREAN.fullmatch(text):
        return _korean(text)
    if THAI_TITLED.fullmatch(text):
        return 0.9
    return 0.6 if THAI.fullmatch(text) else _in_an_alphabet(text)


def _korean(text: str) -> float:
    if text in NO_KOREAN or TITLE_ABROAD.search(text):
        return 0.1
    return 0.9 if len(text.replace(" ", "")) == 3 else 0.4


def _in_an_alphabet(text: str) -> float:
    """Иванов Пётр, Γιώργος Παπαδόπουλος, Đỗ Thị Ánh: words that begin with capitals."""
    if text.isascii() or any(char.isdigit() for char in text):
        return 0.0
    if TITLE_ABROAD.search(text) or UNIT_ABROAD.search(text):
        return 0.1
    if unicodedata.name(text[0], "").partition(" ")[0] in UNCASED:
        return 0.6 if ALPHABET.fullmatch(text) else 0.0
    return _capitals(text.replace(",", " ").split())


def _capitals(words: list[str]) -> float:
    """How well words are a name that all begin with a capital, but for von and bin."""
    capital = [word for word in words if word not in PARTICLES]
    if len(words) > MOST_WORDS or not all(word[0].isupper() for word in capital):
        return 0.0
    return {0: 0.0, 1: 0.4}.get(len(capital), 0.8)
