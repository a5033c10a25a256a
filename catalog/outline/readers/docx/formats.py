"""How Word prints the number of a list item: 3 as 三, ③, iii, c, 第三 or 03."""

from collections.abc import Callable

CHINESE = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
IROHA = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
LARGEST = 32767  # what Word itself counts to


def chinese(number: int, digits: str = CHINESE, ten: str = "十", hundred: str = "百") -> str:
    """十, 十一, 二十, 一百零三; larger numbers stay decimal."""
    if number < 10:
        return digits[number]
    if number >= 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = digits[hundreds] + hundred if hundreds else ""
    if tens:
        plain = tens == 1 and not hundreds and digits is CHINESE  # 十二, but 壹拾贰
        words += ("" if plain else digits[tens]) + ten
    elif hundreds and ones:
        words += digits[0]
    return words + (digits[ones] if ones else "")


def roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    words = ""
    for value, sign in (
        *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
        *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
    ):
        times, number = divmod(number, value)
        words += sign * times
    return words


def letter(number: int) -> str:
    """a to z, then aa, bb: Word repeats the letter."""
    return chr(97 + (number - 1) % 26) * min((number - 1) // 26 + 1, 9) if number > 0 else ""


def one_of(signs: str) -> Callable[[int], str]:
    """A sign for each number from 1; what lies beyond stays decimal."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + offset) for offset in range(count))


def ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 < number % 100 < 14 else ending}"


def digits(number: int, zero: str) -> str:
    return "".join(zero[int(digit)] for digit in str(number))


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: digits(number, run("０", 10)),
    "decimalFullWidth2": lambda number: digits(number, run("０", 10)),
    "decimalHalfWidth": str,
    "lowerLetter": letter,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "ordinal": ordinal,
    "decimalEnclosedCircle": one_of(run("①", 20)),
    "decimalEnclosedCircleChinese": one_of(run("①", 20)),
    "decimalEnclosedFullstop": one_of(run("⒈", 20)),
    "decimalEnclosedParen": one_of(run("⑴", 20)),
    "ideographEnclosedCircle": one_of(run("㊀", 10)),
    "ideographZodiac": one_of(BRANCHES),
    "ideographTraditional": one_of(STEMS),
    "ideographDigital": lambda number: digits(number, "〇" + CHINESE[1:]),
    "japaneseDigitalTenThousand": lambda number: digits(number, "〇" + CHINESE[1:]),
    "taiwaneseDigital": lambda number: digits(number, "○" + CHINESE[1:]),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "koreanDigital": lambda number: digits(number, "영일이삼사오육칠팔구"),
    "ganada": one_of("가나다라마바사아자차카타파하"),
    "chosung": one_of("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
    "thaiNumbers": lambda number: digits(number, run("๐", 10)),
    "russianLower": one_of("абвгдежзиклмнопрстуфхцчшщэюя"),
    "russianUpper": one_of("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"),
    "koreanDigital2": lambda number: digits(number, CHINESE),
    "chineseLegalSimplified": lambda number: chinese(number, FORMAL, "拾", "佰"),
    "ideographLegalTraditional": lambda number: chinese(number, "零壹貳參肆伍陸柒捌玖", "拾", "佰"),
    "japaneseLegal": lambda number: chinese(number, "零壱弐参四伍六七八九", "拾", "百"),
    "aiueoFullWidth": one_of(IROHA),
    "aiueo": one_of(IROHA),
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda number: "",
}


def printed(number: int, form: str, pattern: str = "") -> str:
    """``number`` as Word shows it; ``pattern`` is the sample of a custom form: 01, 02, 03."""
    number = max(0, min(number, LARGEST))
    if form == "custom":
        return str(number).zfill(min(len(pattern.split(",")[0].strip()), 5))
    return FORMATS.get(form, str)(number)


# Letters of symbol fonts that stand for bullets.
SYMBOLS = {
    "\uf0b7": "•",
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf075": "◆",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0a7": "▪",
    "\uf071": "❑",
    "\uf076": "❖",
    "\uf0e8": "➔",
    "\uf0fe": "☑",
    "\uf0a8": "◆",
    "\uf0b2": "✧",
}


def bullet(text: str) -> str:
    """The bullet a reader sees: symbol fonts keep theirs at U+F000 and above, or on letters."""
    sign = text.strip()[:1]
    if sign.isascii() and sign.isalpha():
        return "○" if sign == "o" else SYMBOLS.get(chr(0xF000 + ord(sign)), "•")
    return SYMBOLS.get(sign, "•" if not sign or "\ue000" <= sign <= "\uf8ff" else sign)
