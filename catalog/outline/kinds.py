"""PURE. The kinds of outline items: one row has all that is particular to a kind.

Marks, labels, counts, names, pages and documents read this table. Beside it a kind of its own look
needs a symbol in ``static/img/icons.svg`` and a colour in three style sheets: a test names them.
"""

from dataclasses import dataclass

from .tree import gettext_noop
from .words import either


def ngettext(singular: str, plural: str) -> tuple[str, str]:
    """Mark both forms for translation: xgettext looks for this name; a page translates them."""
    return singular, plural


@dataclass(frozen=True, slots=True)
class Kind:
    """``marks`` overrule the kind of a line: 〔案例〕; the editor writes the first of them.

    ``count`` says how many there are; kinds without it are not worth a number. ``words`` are one
    expression of the words by which a label names this kind of aid, "" for what is no aid. Where
    a label has words of several kinds, the lowest ``rank`` decides.
    """

    code: str
    name: str
    marks: str
    count: tuple[str, str] | None = None
    words: str = ""
    rank: int = 0

    @property
    def is_aid(self) -> bool:
        return bool(self.words)


KINDS = (
    Kind(
        code="module",
        name=gettext_noop("模块"),
        marks="模块 模塊 module",
        count=ngettext("%(n)s 个模块", "%(n)s 个模块"),
    ),
    Kind(
        code="section",
        name=gettext_noop("节"),
        marks="小节 小節 section",
        count=ngettext("%(n)s 节", "%(n)s 节"),
    ),
    Kind(code="point", name=gettext_noop("要点"), marks="要点 要點 point"),
    Kind(
        code="case_study",
        name=gettext_noop("案例"),
        marks="案例 case",
        count=ngettext("%(n)s 个案例", "%(n)s 个案例"),
        rank=1,
        words=either(
            r"""
        案例 個案 个案 事例 ケース(?:スタディ|研究)? case(?:[\s-]stud(?:y|ies))?
        [ée]tudes?\sde\scas cas\spratiques? cas fallstudien? fallbeispiele? (?:praxis)?fall
        estudios?\sde\scasos? estudos?\sde\scasos? studio\sdi\scaso casus praktijkcase
        cas[oi]s?(?:\s(?:pr[áa]c?tic[oi]s?|cl[íi]nicos?|aziendal[ei]|de\sestudi?o|di\sstudio))?
        praxisbeispiele? bài\stập\stình\shuống diskusi\skasus analiza\sprzypadku
        casestudy studium\sprzypadku przypadek örnek\solay
        vaka(?:\s(?:çalışması|analizi))? studi\skasus kasus casestudie
        tapaustutkimus případová\sstudie esettanulmány studiu\sde\scaz μελέτη\sπερίπτωσης
        กรณีศึกษา กรณีตัวอย่าง кейс(?:-стади)? разбор\s(?:случая|кейса|ситуации)
        ситуация 사례(?:연구|분석|\s연구|\s분석)? 케이스(?:\s?스터디)?
        دراسة\sحالة حالة\sعملية (?:nghiên\scứu\s)?tình\shuống
        """
        ),
    ),
    Kind(
        code="tool",
        name=gettext_noop("工具"),
        marks="工具 tool",
        count=ngettext("%(n)s 个工具", "%(n)s 个工具"),
        rank=4,
        words=either(
            r"""
        工具 ツール ワークシート tools? toolkit outils? werkzeuge? herramientas?
        ferramentas? strument[oi]
        hulpmiddel(?:en)? gereedschap arbeitshilfen? narz[ęe]dzi[ea] araç(?:lar)? alat(?:\sbantu)?
        verktyg værktøj verktøy työkalu nástroj eszköz εργαλείο
        เครื่องมือ інструмент инструменты? шаблон чек-лист 도구 양식 툴 أداة أدوات công\scụ biểu\smẫu
        """
        ),
    ),
    Kind(
        code="exercise",
        name=gettext_noop("练习"),
        marks="练习 練習 exercise",
        count=ngettext("%(n)s 个练习", "%(n)s 个练习"),
        rank=2,
        words=either(
            r"""
        练习 练一练 作业 homework hausaufgaben? 宿题 과제 随堂测验 课堂测验 测验 quiz(?:zes)? 演练
        实战 实作 实操 实训 情景模拟 情境模拟 角色扮演 沙盘(?:推演|模拟)? 演习
        実习 ワーク ロールプレイ(?:ング)? lab exercises? practice role[-\s]?play(?:s|ing)?
        simulation drill workshop hands-on activity actividad atividade attivit[àa] activit[ée]
        aktivit[äa]t exercices? travaux\spratiques tp jeux?\sde\sr[ôo]les? mises?\sen\ssituations?
        atelier [üu]bung(?:en)? rollenspiele? planspiele? ejercicios? pr[áa]ctica(?:s|\sguiada)?
        taller juegos?\sde\srol(?:es)? exerc[íi]cios? pr[áa]tica oficina esercitazion[ei]
        eserciz[io]i? laboratorio simula[çc](?:[ãa]o|[õo]es) simulaci(?:[óo]n|ones) simulazion[ei]
        dramatiza(?:ci[óo]n|[çc][ãa]o) jogos?\sde\spap[ée]is gioc(?:o|hi)\sdi\sruolo
        (?:prova|prueba)\spr[áa]t?tica trabajo\sen\s(?:grupos?|parejas|equipo)
        trabalho\sem\s(?:grupos?|pares|equipa) lavor[oi]\s(?:di|in)\sgruppo
        travail\sen\s(?:sous-)?(?:groupes?|bin[ôo]mes?) (?:groeps|praktijk)?oefening
        (?:groeps)?opdracht rollenspel simulatie
        (?:gruppen|partner|einzel)arbeit (?:gruppen|partner|praxis)übung uygulama al[ıi]şt[ıi]rma
        egzersiz rol\s(?:yapma|canlandırma) canlandırma simülasyon atölye(?:\sçalışması)?
        praktik(?:um)? latihan simulasi lokakarya
        bermain\speran övning øvelse øvelser harjoitus cvičení gyakorlat exerci[țt]iu άσκηση
        แบบฝึกหัด กิจกรรม ฝึกปฏิบัติ บทบาทสมมติ สถานการณ์จำลอง เวิร์กช็อป вправа laborat[óo]rio
        역할연기 [ćc]wiczeni[ea] warsztat(?:y)? symulacja odgrywanie\sról scenka
        упражнени[ея] практикум симуляция практическ(?:ая\sработа|ое\sзадание)
        практика (?:ролевая|деловая)\sигра тренинг 실습 실기 연습 시뮬레이션 역할극 롤플레이(?:ing)?
        모의\s?훈련 تمرين تمارين تطبيق\sعملي ورشة\sعمل لعب\sأدوار bài\stập thực\shành
        đóng\svai mô\sphỏng
        din[áâ]micas?(?:\sde\sgrupo)? kleingruppenarbeit mise\sen\spratique travaux\sde\sgroupe
        역할\s연기 활동 퀴즈 hoạt\sđộng trò\schơi permainan(?:\speran)? tugas aktivitas
        работа\sв\s(?:группах|парах) игра praca\sw\s(?:grupach|parach)
        gra\s(?:szkoleniowa|symulacyjna) grup\sçalışması
        (?:praxis|gruppen|einzel)?aufgabe tarefas? tareas? trabajos?\spr[áa]cticos?
        trabalhos?\spr[áa]ticos? compit[oi]
        演習 実習 実践 体験ワーク グループワーク ロープレ
        """
        ),
    ),
    Kind(
        code="discussion",
        name=gettext_noop("讨论"),
        marks="讨论 討論 discussion",
        count=ngettext("%(n)s 个讨论", "%(n)s 个讨论"),
        rank=5,
        words=either(
            r"""
        讨论 研讨 互动 ディスカッション 讨议 discussions? debate d[ée]bat diskussion
        (?:gruppen|plenums)diskussion debatte (?:erfahrungs|meinungs)?austausch debrief
        discusi[óo]n discuss[ãa]o [ée]changes? tour\sde\stable puesta\sen\scom[úu]n coloquio
        discussione dibattito confronto\sin\s(?:plenaria|gruppo)
        (?:groeps)?discussie groepsgesprek nabespreking
        dyskusja debata (?:grup\s)?tart[ıi]şma(?:s[ıi])? münazara diskusi
        diskusjon keskustelu diskuse megbeszélés discu[țt]ie συζήτηση อภิปราย แลกเปลี่ยนความคิดเห็น
        обговорення дискуссия обсуждение дебаты обмен\sопытом круглый\sстол 토론 토의
        مناقشة نقاش thảo\sluận 头脑风暴 ブレーンストーミング 브레인스토밍
        brain-?storming lluvia\sde\sideas мозговой\sштурм burza\smózgów beyin\sfırtınası
        グループ討議 討議 意見交換 話し合い
        """
        ),
    ),
    Kind(
        code="video",
        name=gettext_noop("视频"),
        marks="视频 影片 video",
        count=ngettext("%(n)s 个视频", "%(n)s 个视频"),
        rank=3,
        words=either(
            r"""
        视频 影片 短片 微电影 动画 ビデオ 動画 映像 videos? vid[ée]os?
        (?:lehr)?film(?:p?je|ato|ik|\sgösterimi)?
        v[íi]deos? pel[íi]cula filmes? wideo видео(?:ролик|фильм)? фильм 동영상 영상 비디오 فيديو
        فيلم วิดีโอ วีดิทัศน์ คลิป phim
        """
        ),
    ),
    Kind(code="note", name=gettext_noop("说明"), marks="说明 說明 note"),
)
BY_CODE = {kind.code: kind for kind in KINDS}
AIDS = tuple(sorted((kind for kind in KINDS if kind.is_aid), key=lambda kind: kind.rank))
AID_CODES = tuple(kind.code for kind in KINDS if kind.is_aid)
COUNTED = tuple(kind.code for kind in KINDS if kind.count)
