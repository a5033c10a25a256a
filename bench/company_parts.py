"""What the invented names of companies are made of."""

NATIONAL = [  # formal, short names as people type them, English, mail domain
    (
        "中国工商银行",
        ["工行", "工商银行", "中国工行", "ICBC"],
        "Industrial and Commercial Bank of China",
        "icbc.example",
    ),
    ("中国农业银行", ["农行", "农业银行", "中国农行"], "Agricultural Bank of China", "abc.example"),
    ("中国银行", ["中行"], "Bank of China", "boc.example"),
    ("中国建设银行", ["建行", "建设银行", "CCB"], "China Construction Bank", "ccb.example"),
    ("交通银行", ["交行"], "Bank of Communications", "bcm.example"),
    (
        "中国邮政储蓄银行",
        ["邮储银行", "邮储", "邮政储蓄银行"],
        "Postal Savings Bank of China",
        "psbc.example",
    ),
    ("招商银行", ["招行"], "China Merchants Bank", "cmb.example"),
    ("中国民生银行", ["民生银行"], "China Minsheng Bank", "cmbc.example"),
    ("兴业银行", [], "Industrial Bank", "cib.example"),
    ("中国光大银行", ["光大银行"], "China Everbright Bank", "ceb.example"),
    ("中信银行", [], "China CITIC Bank", "citic.example"),
    ("上海浦东发展银行", ["浦发银行", "浦发"], "Shanghai Pudong Development Bank", "spdb.example"),
]
LOCAL = ["富源", "滇池", "云岭", "苍山", "红塔", "金沙", "澜沧", "长水", "北辰", "西山"]
WHERE = [  # city, province, pinyin
    ("昆明", "云南", "Kunming"),
    ("大理", "云南", "Dali"),
    ("曲靖", "云南", "Qujing"),
    ("成都", "四川", "Chengdu"),
    ("绵阳", "四川", "Mianyang"),
    ("贵阳", "贵州", "Guiyang"),
    ("南宁", "广西", "Nanning"),
    ("长沙", "湖南", "Changsha"),
    ("杭州", "浙江", "Hangzhou"),
    ("宁波", "浙江", "Ningbo"),
    ("西安", "陕西", "Xi'an"),
    ("郑州", "河南", "Zhengzhou"),
]
_STREETS = """
    城东 城西 城南 城北 人民路 北京路 金碧路 高新 经开区 火车站 第一 第二 翠湖
    东风路 世纪城 滨江 大学城 南屏街
"""
STREETS = _STREETS.split()
_BRANDS = """
    云岭 云领 启航 起航 金穗 金岁 恒远 恒源 华信 华欣 天和 天合 瑞丰 瑞峰
    博雅 博亚 盛世 联创 众诚 众成 鼎新 宏图
"""
BRANDS = _BRANDS.split()
_TRADES = """
    科技 商贸 教育咨询 物业管理 建筑工程 信息技术 人力资源服务 医药 融资担保
    小额贷款 电力工程 文化传媒
"""
TRADES = _TRADES.split()
OFFICES = ["人力资源部", "人力部", "办公室", "培训部", "个人金融部", "运营管理部", "零售部"]
PUBLIC_MAIL = ["qq.example", "163.example", "126.example"]
