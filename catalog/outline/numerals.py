"""The value of a printed number: 12, １２, 十二, 廿, ⅻ, ①, C, iv, three."""

DIGITS = {
    char: index % 10
    for index, char in enumerate("零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖〇壹貳參肆伍陸柒捌玖")
}
DIGITS |= {"两": 2, "兩": 2}
TENS = {"十": 10, "拾": 10, "百": 100}
ROMAN = {"I": 1, "V": 5, "X": 10}
ORDINALS = (
    "first premier première premiere erste erster primer primera primero",
    "second seconde deuxième deuxieme zweite zweiter segunda segundo",
    "third troisième troisieme dritte dritter tercer tercera tercero",
    "fourth quatrième quatrieme vierte vierter cuarta cuarto",
    "fifth cinquième cinquieme fünfte fünfter funfte funfter",
    "sixth",
)
ORDINAL = {word: at for at, words in enumerate(ORDINALS, 1) for word in words.split()}
ENGLISH = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
ARABIC_ORDINALS = {
    f"ال{word}": at
    for at, words in enumerate(
        (
            "أول أولى",
            "ثاني ثانية",
            "ثالث ثالثة",
            "رابع رابعة",
            "خامس خامسة",
            "سادس سادسة",
            "سابع سابعة",
            "ثامن ثامنة",
            "تاسع تاسعة",
            "عاشر عاشرة",
        ),
        1,
    )
    for word in words.split()
}
STEMS = "甲乙丙丁戊己庚辛壬癸"
# Letters that count, in the order in which they do.
ALPHABETS = (
    STEMS,
    "абвгдежзиклмнопрстуфхцчшщэюя",
    "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "가나다라마바사아자차카타파하",
    "アイウエオカキクケコサシスセソタチツテト",
    "あいうえおかきくけこさしすせそたちつてと",
    "αβγδεζηθικλμνξοπρστυφχψω",
)
SCRIPT_LETTERS = "".join(ALPHABETS)
CIRCLED = {
    chr(ord(first) + offset): offset + 1
    for first, count in (
        ("①", 20),
        ("⑴", 20),
        ("⒈", 20),
        ("Ⅰ", 12),
        ("❶", 10),
        ("➀", 10),
        ("➊", 10),
    )
    for offset in range(count)
}
SIGNS = CIRCLED | DIGITS | {"十": 10, "拾": 10}  # numerals of one character
SIGNS |= {stem: at for at, stem in enumerate(STEMS, 1)}


def script_value(letter: str) -> tuple[str, int]:
    """The alphabet of a letter that counts, and its place in it from 1."""
    alphabet = next(letters for letters in ALPHABETS if letter in letters)
    return alphabet, alphabet.index(letter) + 1


def value(printed: str) -> int | None:
    """The value of a number, a circled number, a Chinese or English numeral, or a letter."""
    if printed.isdecimal():
        return int(printed)
    if printed in SIGNS:
        return SIGNS[printed]
    if len(printed) == 1 and printed.isascii() and printed.isalpha():
        return ord(printed.lower()) - 96
    if printed.lower() in ENGLISH:
        return ENGLISH.index(printed.lower()) + 1
    ordinal = ORDINAL.get(printed.lower()) or ARABIC_ORDINALS.get(printed)
    return ordinal or chinese(printed)


def chinese(printed: str) -> int | None:
    """十二 is 12, 二十 is 20, 一〇 is 10; None when it is no Chinese numeral."""
    total, digit = 0, None
    for char in printed:
        if char in TENS:
            total += (1 if digit is None else digit) * TENS[char]
            digit = 0
        elif char in DIGITS:
            digit = (digit or 0) * 10 + DIGITS[char] if not total else DIGITS[char]
        else:
            return None
    return total + (digit or 0) if printed else None


def roman(printed: str) -> int | None:
    """IV is 4, Ⅳ is 4; None for what no one would count with, such as IIII or VX."""
    if printed in CIRCLED:
        return CIRCLED[printed]
    if not printed or not all(char in ROMAN for char in printed.upper()):
        return None
    numbers = [ROMAN[char] for char in printed.upper()]
    pairs = zip(numbers, [*numbers[1:], 0], strict=True)
    total = sum(-this if this < following else this for this, following in pairs)
    return total if total and printed.upper() == to_roman(total) else None


def to_roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    units = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * tens + units[ones]
