"""Russian numerals in all cases and genders (Грамматика-80, the declension of numerals).

Forms: empty nominative, `a` accusative of things, `g`, `d`, `i`, `p`. Genders `m`, `f`, `n`, and for ordinals `x`, the plural.
"""

from __future__ import annotations

from typing import Final

#: By the case that a preposition (or a comparative) wants of a number after it.
PREPOSITIONS: Final = {
    "g": "от до из без для около после более менее больше меньше свыше порядка среди против кроме у вокруг из-за ниже выше вместо с со",
    "d": "к ко благодаря согласно вопреки",
    "a": "в во на за через про сквозь по",
    "i": "между над перед",
    "p": "о об при",
}

_CASES: Final = "_gdaip"
# nominative, genitive, dative, accusative, instrumental, prepositional
_ONE: Final = {
    "m": "один одного одному один одним одном", "n": "одно одного одному одно одним одном", "f": "одна одной одной одну одной одной",
}  # fmt: skip
_SMALL: Final = {
    0: "ноль нуля нулю ноль нулём нуле", 2: "два двух двум два двумя двух", 3: "три трёх трём три тремя трёх",
    4: "четыре четырёх четырём четыре четырьмя четырёх", 8: "восемь восьми восьми восемь восемью восьми",
    40: "сорок сорока сорока сорок сорока сорока", 90: "девяносто девяноста девяноста девяносто девяноста девяноста",
    100: "сто ста ста сто ста ста", 200: "двести двухсот двумстам двести двумястами двухстах",
    300: "триста трёхсот трёмстам триста тремястами трёхстах", 400: "четыреста четырёхсот четырёмстам четыреста четырьмястами четырёхстах",
}  # fmt: skip
_SOFT: Final = {
    5: "пять", 6: "шесть", 7: "семь", 9: "девять", 10: "десять", 11: "одиннадцать", 12: "двенадцать", 13: "тринадцать", 14: "четырнадцать",
    15: "пятнадцать", 16: "шестнадцать", 17: "семнадцать", 18: "восемнадцать", 19: "девятнадцать", 20: "двадцать", 30: "тридцать",
}  # fmt: skip
_SCALES: Final = {
    1: ("f", "тысяча тысячи тысяче тысячу тысячей тысяче", "тысячи тысяч тысячам тысячи тысячами тысячах"),
    2: ("m", "миллион миллиона миллиону миллион миллионом миллионе", "миллиона миллионов миллионам миллиона миллионами миллионах"),
    3: ("m", "миллиард миллиарда миллиарду миллиард миллиардом миллиарде", "миллиарда миллиардов миллиардам миллиарда миллиардами миллиардах"),
    4: ("m", "триллион триллиона триллиону триллион триллионом триллионе", "триллиона триллионов триллионам триллиона триллионами триллионах"),
}  # fmt: skip
_MANY: Final = {1: "тысяч", 2: "миллионов", 3: "миллиардов", 4: "триллионов"}
_ORDINAL: Final = {
    0: "нулев", 1: "перв", 2: "втор", 4: "четвёрт", 5: "пят", 6: "шест", 7: "седьм", 8: "восьм", 9: "девят", 10: "десят", 40: "сороков",
    50: "пятидесят", 60: "шестидесят", 70: "семидесят", 80: "восьмидесят", 90: "девяност", 100: "сот", 200: "двухсот", 300: "трёхсот",
    400: "четырёхсот", 500: "пятисот", 600: "шестисот", 700: "семисот", 800: "восьмисот", 900: "девятисот",
}  # fmt: skip
_ENDINGS: Final = {
    "m": {"": "ый", "g": "ого", "d": "ому", "a": "ый", "i": "ым", "p": "ом"},
    "n": {"": "ое", "g": "ого", "d": "ому", "a": "ое", "i": "ым", "p": "ом"},
    "f": {"": "ая", "g": "ой", "d": "ой", "a": "ую", "i": "ой", "p": "ой"},
    "x": {"": "ые", "g": "ых", "d": "ым", "a": "ые", "i": "ыми", "p": "ых"},
}
_THIRD: Final = {
    "m": {"": "третий", "g": "третьего", "d": "третьему", "a": "третий", "i": "третьим", "p": "третьем"},
    "n": {"": "третье", "g": "третьего", "d": "третьему", "a": "третье", "i": "третьим", "p": "третьем"},
    "f": {"": "третья", "g": "третьей", "d": "третьей", "a": "третью", "i": "третьей", "p": "третьей"},
    "x": {"": "третьи", "g": "третьих", "d": "третьим", "a": "третьи", "i": "третьими", "p": "третьих"},
}


def _case(form: str) -> int:
    return _CASES.index(form) if form else 0


def _part(number: int, gender: str, form: str) -> str:
    """A numeral that is one word."""
    case = _case(form)
    if number == 1:
        return _ONE[gender].split()[case]
    if number == 2 and gender == "f" and case in (0, 3):
        return "две"
    if number in _SMALL:
        return _SMALL[number].split()[case]
    if number in _SOFT:
        word = _SOFT[number]
        return (word, word[:-1] + "и", word[:-1] + "и", word, word + "ю", word[:-1] + "и")[case]
    first = number // 10 if number < 100 else number // 100
    words = [_part(first, "m", f) for f in ("", "g", "d", "", "i", "p")]
    tails = (
        ("десят", "десяти", "десяти", "десят", "десятью", "десяти")
        if number < 100
        else ("сот", "сот", "стам", "сот", "стами", "стах")
    )
    return words[case] + tails[case]


def _below_thousand(number: int, gender: str, form: str) -> list[str]:
    words = []
    if number >= 100:
        words.append(_part(number // 100 * 100, gender, form))
        number %= 100
    if number >= 20:
        words.append(_part(number // 10 * 10, gender, form))
        number %= 10
    if number:
        words.append(_part(number, gender, form))
    return words


def cardinal(number: int, gender: str = "m", form: str = "") -> str:
    """A whole number below 10**15. A single thousand is «тысяча», as in speech."""
    if number == 0:
        return _part(0, "m", form)
    gender = gender if gender in _ONE else "m"
    words: list[str] = []
    for scale in (4, 3, 2, 1):
        group = number // 1000**scale % 1000
        if not group:
            continue
        scale_gender, one, few = _SCALES[scale]
        case = _case(form)
        if group != 1 or words:
            words += _below_thousand(group, scale_gender, form)
        elif scale > 1:
            words.append(_part(1, scale_gender, form))
        last = group % 10 if group // 10 % 10 != 1 else 0
        if last == 1:
            words.append(one.split()[case])
        elif case in (0, 3):
            words.append(few.split()[0] if last in (2, 3, 4) else _MANY[scale])
        else:
            words.append(few.split()[case])
    return " ".join([*words, *_below_thousand(number % 1000, gender, form)])


def ordinal(number: int, gender: str = "m", form: str = "") -> str:
    """The ordinal: its last word alone is declined."""
    if number % 1000 == 0 and number:
        scale = 1
        while number % 1000 ** (scale + 1) == 0 and scale < 4:
            scale += 1
        group = number // 1000**scale
        stem = ("тысячн", "миллионн", "миллиардн", "триллионн")[scale - 1]
        prefix = "".join(cardinal(group, "m", "g").split()) if 1 < group < 1000 else ""
        return prefix + stem + _ENDINGS[gender][form]
    rest = number % 100
    last = rest if rest <= 20 and rest else (rest % 10 or rest) if rest else number % 1000
    head = number - last
    words = cardinal(head) + " " if head else ""
    if last == 3:
        return words + _THIRD[gender][form]
    stem = _ORDINAL.get(last) or _SOFT[last][:-1]
    ending = _ENDINGS[gender][form]
    if ending == "ый" and last in (2, 6, 7, 8, 40):
        ending = "ой"
    return words + stem + ending
