"""The two scripts of Chinese: an expression in simplified characters matches traditional ones."""

import re
from itertools import product

# Traditional characters that stand for a simplified one.
SCRIPTS = """
个個 图圖 档檔 纪紀 馆館 处處 万萬 与與 专專 业業 两兩 为為 么麼 义義 习習 书書 于於 产產 亿億
从從 们們 价價 众眾 优優 会會 传傳 体體 关關 养養 内內 写寫 准準 击擊 划劃 则則 别別 务務 动動
势勢 华華 单單 厅廳 历歷曆 参參 发發 台臺 号號 后後 听聽 启啟 员員 周週 咨諮 团團 围圍 场場
块塊 声聲 备備 复復複 学學 实實 对對 导導 将將 层層 届屆 师師 应應 开開 当當噹 录錄 总總 战戰
户戶 扫掃 报報 担擔 拟擬 数數 时時 机機 权權 条條 来來 板闆 构構 柜櫃 标標 样樣 气氣 浏瀏 点點
热熱 环環 现現 电電 画畫 盘盤 码碼 种種 称稱 竞競 签簽 简簡 类類 系係 级級 纲綱 线線 练練 组組
细細 绍紹 经經 结結 络絡 综綜 编編 网網 联聯 节節 范範 荐薦 获獲 营營 见見 观觀 规規 视視 览覽
计計 认認 讨討 训訓 议議 讲講 论論 设設 证證 评評 识識 词詞 话話 询詢 该該 详詳 语語 说說 诺諾
读讀 课課 谁誰 责責 贰貳 费費 资資 赏賞 赛賽 载載 达達 这這 进進 连連 适適 邮郵 销銷 键鍵 长長
门門 问問 间間 阅閱 队隊 阶階 陆陸 随隨 难難 页頁 项項 须須 顾顧 预預 领領 频頻 题題 额額 风風
馈饋 验驗 骤驟
"""
TWINS = {chars[0]: chars[1:] for chars in SCRIPTS.split()}


def both(expression: str) -> str:
    """The expression with every simplified character standing for its traditional twins too."""
    parts, inside, escaped = [], False, False
    for char in expression:
        twins = TWINS.get(char, "")
        parts.append(f"[{char}{twins}]" if twins and not inside else char + twins)
        if not escaped and char in "[]":
            inside = char == "["
        escaped = char == "\\" and not escaped
    return "".join(parts)


RUN = re.compile(r"(?:[\u2e80-\uffff]|\[[\u2e80-\uffff]+\])+")
SIGN = re.compile(r"\[([\u2e80-\uffff]{1,9})\]|([\u2e80-\uffff])")


def spellings(expression: str) -> list[str]:
    """Every run of Chinese characters in an expression, its twins written out."""
    signs = [map("".join, SIGN.findall(run)) for run in RUN.findall(expression)]
    return sorted({"".join(spelling) for run in signs for spelling in product(*run)})
