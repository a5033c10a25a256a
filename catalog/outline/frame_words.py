"""The words of web pages and articles around a course, in the languages they come in. No logic."""

import re

from .scripts import both
from .words import either

CERTAIN = re.compile(
    both(
        r"(?:(?:当前|您的|你的)位置|(?:您|你)(?:现在|当前)?(?:所)?在的?位置|you are here"
        r"|sie sind hier"
        r"|vous êtes ici)\s?[:：].{1,120}"
        r"|(?:网站)?(?:首页|主页)\s{0,3}[>»›＞→/].{1,120}|(?:home|accueil|startseite|inicio"
        r"|ホーム|トップ|홈)"
        r"\s{0,3}[>»›＞→/].{1,120}"
        r"|(?:上一[篇页条则]|下一[篇页条则]|前一篇|后一篇|(?:previous|next) (?:post|article|page"
        r"|course))"
        r"(?:\s?[:：].{0,80})?"
        r"|点击(?:上方|下方|标题下方?|上面)?的?[“「]?蓝色?字.{0,24}|(?:请)?(?:点击|轻触)(?:左下角"
        r"|下方|底部|文末)?的?"
        r"[“”\"「」]?阅读原文[^，。？的]{0,12}"
        r"|(?:请|微信|立即|快)?(?:长按|扫描|扫一扫|识别|扫码)[^，。：:]{0,16}(?:二维码"
        r"|关注)[^。：:]{0,20}"
        r"|微信扫一扫.{0,20}|(?:觉得|如果|喜欢|看完).{0,24}(?:点个?|点一?下|点击"
        r"|点亮).{0,8}(?:在看|赞|分享|收藏).{0,12}"
        r"|(?:别忘了|记得|欢迎|顺手)(?:给我们)?(?:点个?|点一?下)?(?:点赞|赞|在看|转发|分享).{0,16}"
        r"|原创\s.{0,40}\d{4}-\d\d?-\d\d?.{0,24}"
        r"|收录于(?:合集|话题|专辑).{0,40}|预览时标签不可点|(?:继续|向上)滑动看下一个"
        r"|轻点两下取消.{0,6}"
        r"|(?:立即|马上|我要|在线|一键)(?:报名|购买|咨询|抢购|预约|试听|订购|下单)(?:\s?[>»›→])?"
        r"|加入购物车|免费试听|领取优惠券|打印本页|关闭窗口|收藏本[页站课]程?"
        r"|分享到(?:\s?[:：].{0,40})?"
        r"|[（(]?(?:图片|图)来(?:源于?|自)网络[^）)]{0,16}[）)]?"
        r"|(?:返回|回到)(?:页面)?(?:顶部|列表|首页|上一页)|点击(?:查看|加载)更多|(?:暂无"
        r"|没有更多)评论"
        r"|skip to (?:main )?content|toggle navigation|back to top|print this page"
        r"|share this.{0,20}"
        r"|zum (?:haupt)?inhalt springen|aller au contenu(?: principal)?|saltar al contenido"
        r"|haut de page"
        r"|(?:enrol(?:l)?|buy|register|book|sign up) now|add to (?:cart|basket|wishlist)"
        r"|jetzt (?:buchen|anmelden)|in den warenkorb|ajouter au panier|je m[’']inscris"
        r"|añadir al carrito|inscríbete(?: ahora)?|aggiungi al carrello|カートに入れる"
        r"|お申し込みはこちら"
    ),
    re.IGNORECASE,
)
# Where the page stands among others: below it begins what the page is about.
PATH = re.compile(r"[^>»›＞→/]{1,40}(?:\s?[>»›＞→/]\s?[^>»›＞→/]{1,40}){1,8}")
WITHIN = re.compile(
    both(
        r"版权所有(?![权者人])|copyright\s?(?:©|\(c\)|[12]\d{3})|©\s?(?:copyright|[12]\d{3})"
        r"|all rights reserved|alle rechte vorbehalten|tous droits réservés|公网安备"
        r"|todos los derechos reservados|icp[备证]\s?(?:案|\d|第)|\d\d?日?(?:\s\d\d?:\d\d)?\s发表于"
    ),
    re.IGNORECASE,
)
COOKIE = re.compile(r"cookies?\b|クッキー|쿠키", re.IGNORECASE)
SITE = re.compile(
    r"\b(?:we|our|this (?:web)?site|wir|unsere|diese (?:web)?seite|nous|nos|ce site|utilizamos"
    r"|este sitio|usamos|utilizziamo|questo sito|używamy|мы|accept|reject|decline|manage|allow"
    r"|settings|policy|preferences|akzeptieren|ablehnen|einstellungen|accepter|refuser|gérer"
    r"|aceptar|rechazar|accetta)\b|我们|本网站|本站|接受|同意|拒绝|当サイト|本サイト|同意する"
    r"|사이트",
    re.IGNORECASE,
)
COUNT = re.compile(
    both(
        r"(?:浏览|阅读|点击|访问|围观|观看|收藏|点赞|在看|评论|留言|人气|热度|评分|好评|下载|分享"
        r"|转发"
        r"|关注|学习|报名|views?|likes?|shares?|comments?|rating|aufrufe|vues|reads?)"
        r"(?:次数|人数|人次|量|数|率)?\s{0,2}(?P<told>[:：(（]\s{0,2})?\d[\d.,]{0,9}"
        r"(?P<unit>\s?(?:[万千wk%+]\+?|次|人(?!气)次?|分|星)){0,2}\s?[)）]?"
    ),
    re.IGNORECASE,
)
STAMP = re.compile(
    both(
        r"(?:(?:发布|更新|发表)(?:时间|日期|于)?|日期|时间|来源|作者|编辑|责任编辑"
        r"|文章来源)\s?[:：]\s?"
        r"\S{1,20}(?:\s\d{1,2}:\d{2}(?::\d{2})?)?"
    )
)
BLOCK = re.compile(
    both(
        r"(?:相关|推荐|热门|热销|精品|更多|其他|同类|类似|往期)的?(?:课程|文章|推荐|资讯|新闻"
        r"|公开课|内训课?|精选"
        r"|回顾|培训|产品|链接)(?:推荐|排行榜?|列表)?|最新(?:文章|资讯|新闻|动态)"
        r"|课程推荐|猜(?:你|您)(?:也)?喜欢|看了又看|看过.{1,8}还(?:看|买|学)了?|大家(?:都"
        r"|还)?在看|为(?:你|您)推荐"
        r"|(?:你|您)可能(?:还|也)?(?:会)?(?:感兴趣|喜欢|想看).{0,8}|友情链接|热门标签|(?:热点"
        r"|点击|课程|文章)排行榜?"
        r"|related (?:courses?|articles?|posts?|trainings?|content)|recommended (?:courses|for you)"
        r"|you (?:may|might) also (?:like|be interested in)|(?:customers|people"
        r"|others) also .{3,20}"
        r"|(?:more|popular|other) (?:courses|articles|posts|like this)|recent (?:posts|articles)"
        r"|(?:weitere|ähnliche|verwandte) (?:kurse|seminare|artikel|themen|veranstaltungen)"
        r"|das könnte (?:sie|dich) auch interessieren|(?:formations|articles) (?:similaires"
        r"|associée?s|connexes)"
        r"|(?:vous aimerez|cela pourrait) aussi.{0,20}|(?:cursos|artículos) relacionados"
        r"|también (?:te|le) puede interesar|corsi correlati|potrebbe interessarti.{0,10}"
        r"|関連(?:する)?(?:講座|記事|コース|セミナー|研修)|おすすめの?(?:講座|記事|コース|セミナー)"
        r"|관련\s?(?:강의|과정|글)|추천\s?(?:강의|과정)"
    ),
    re.IGNORECASE,
)
PRICE = re.compile(r"[¥￥$€£]\s?\d|\d\s?(?:元|rmb|eur|usd|€|円|원)|免费", re.IGNORECASE)

# Words of links that stand in no outline, and words that an outline may have as well.
SURE = re.compile(
    either(
        r"""
        (?:网站)?首页 网站主页 登录 注册 登录/注册 登录注册 免费注册 退出登录 关于我们 购物车
        个人中心 会员中心 网站地图 友情链接 加入我们 诚聘英才 返回顶部 返回首页 返回列表 帮助中心
        阅读原文 隐私政策 用户协议 服务条款 法律声明 免责声明 联系客服 在线客服 QQ客服 在线咨询
        写留言 复制链接 QQ空间 在看 查看更多 home login log\s?in sign\s?(?:in|up) log\s?out
        my\saccount about\sus cart site\s?map privacy(?:\spolicy)?
        terms(?:\s(?:of\s(?:use|service)|&\sconditions))? cookies?(?:\s(?:policy|settings))?
        imprint impressum datenschutz(?:erklärung)? agb startseite über\suns warenkorb anmelden
        accueil connexion panier mentions\slégales à\spropos inicio iniciar\ssesión registrarse
        aviso\slegal accept(?:\sall)? reject(?:\sall)? alle\sakzeptieren alle\sablehnen
        nur\snotwendige tout\s(?:accepter|refuser) aceptar\stodo rechazar\stodo ログイン 会員登録
        お問い合わせ ホーム facebook twitter linkedin instagram youtube whatsapp follow\sus
        subscribe newsletter
        """
    ),
    re.IGNORECASE,
)
LINK = re.compile(
    either(
        r"""
        主页 课程 课程中心 全部课程 课程分类 公开课 企业内训 内训 内训课程 讲师 讲师团队 师资 名师
        专家 联系我们 联系方式 我的 搜索 新闻 新闻中心 资讯 文章 下载 资料下载 论坛 帮助 招聘
        客户案例 案例 服务 服务项目 产品 解决方案 客服 电话咨询 微信咨询 分享 收藏 点赞 赞 转发
        评论 留言 喜欢 返回 更多 展开 收起 上一页 下一页 english 中文 简体中文 繁体中文 关注
        关注我们 已关注 打印 微信 微博 朋友圈 举报 反馈 投诉建议 赞赏 原创 courses trainers
        instructors about contact(?:\sus)? search menu blog news faq help register share tweet
        print like pin\sit follow kurse seminare trainer kontakt suche formations formateurs
        contact recherche inscription actualités cursos docentes nosotros contacto buscar close
        more languages? コース 講座 講師 検索 会社概要
        """
    ),
    re.IGNORECASE,
)
# Of those, the ones that may stand alone at the edge of a page that shows other furniture.
LONE = re.compile(
    both(
        r"分享|收藏|点赞|赞|转发|评论|留言|喜欢|返回|更多|展开|收起|客服|关注|关注我们|打印|举报"
        r"|赞赏|share"
        r"|tweet|print|like|menu|search|close"
    ),
    re.IGNORECASE,
)
PARTS = re.compile(r"\s{0,3}[|｜/·•、，,＋+>›]\s{0,3}|\s{2,}|\t|\s")
GAPS = re.compile(r"\s{0,3}[|｜·•]\s{0,3}|\s{2,}|\t")
