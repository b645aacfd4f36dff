"""Russian, Kazakh, Hebrew, German, French, Spanish and Turkish; their tables are in tests/golden/spoken/."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest
from num2words import num2words

from tts.spoken import spoken_form

NUMBERS = [
    *range(131),
    200,
    205,
    271,
    300,
    999,
    1000,
    1001,
    1984,
    2000,
    2016,
    21000,
    100000,
    250000,
    1000000,
    2000000,
    5000021,
]

PROSE = {
    "ru": "Президент встретился с министром; они говорили о мире, «как друзья».",
    "kk": "Президент министрмен кездесті; олар бейбітшілік туралы сөйлесті.",
    "he": "הנשיא נפגש עם השר, והם דיברו על שלום.",
    "de": "Der Präsident traf den Minister – sie sprachen über „Frieden“, hieß es.",
    "fr": "Le président a rencontré l’ministre : ils ont parlé d'abord de la paix.",
    "es": "El presidente se reunió con el ministro; ¿hablaron de la paz? ¡Sí!",
    "tr": "Cumhurbaşkanı bakanla görüştü; İstanbul'da barışı konuştular.",
}

WRITTEN_OUT = [
    ("ru", "Это было в 2016 г. в городе", "Это было в две тысячи шестнадцатом году в городе"),
    ("ru", "22 августа 2016 года", "двадцать второго августа две тысячи шестнадцатого года"),
    ("ru", "5 руб. и 21 %", "пять рублей и двадцать один процент"),
    ("de", "am 22. August 1984", "am zweiundzwanzigsten August neunzehnhundertvierundachtzig"),
    ("de", "z. B. um 17.30 Uhr", "zum Beispiel um siebzehn Uhr dreißig"),
    ("fr", "le 22 août 2016 à 17h30", "le vingt-deux août deux mille seize à dix-sept heures trente"),
    ("es", "1,5 millones de euros", "uno coma cinco millones de euros"),
    ("tr", "saat 17.30'da %5", "saat on yedi otuzda yüzde beş"),
    ("kk", "2016 жылғы 22 тамыз, 5-ші орын", "екі мың он алтыншы жылғы жиырма екінші тамыз, бесінші орын"),
    ("he", "5 שקלים", "חמישה שקלים"),
]


def _folded(words: str) -> str:
    return "".join(words.replace(" et ", "").replace("-", "").replace("veintiuno mil", "veintiún mil").split())


@pytest.mark.parametrize("lang", ["de", "es", "fr", "tr"])
def test_cardinals_are_those_of_an_independent_speller(lang: str) -> None:
    """num2words, which knows nothing of us, spells the same numbers; hyphens and spaces aside, and Spanish 21,000, where it is wrong."""
    said = import_module(f"tts.spoken.{lang}").cardinal
    wrong = [
        (number, said(number), num2words(number, lang=lang))
        for number in NUMBERS
        if _folded(said(number)) != _folded(num2words(number, lang=lang))
    ]
    assert not wrong


def test_russian_cardinals_are_those_of_an_independent_speller() -> None:
    """Apart from a single thousand, which is said without "one"."""
    from tts.spoken.ru.numbers import cardinal

    for number in NUMBERS:
        assert cardinal(number) == num2words(number, lang="ru").replace(
            "одна тысяча", "тысяча" if number // 1000 == 1 else "одна тысяча"
        )


@pytest.mark.parametrize("lang", sorted(PROSE))
def test_plain_prose_of_every_language_is_said_as_it_is_written(lang: str) -> None:
    """Words, quotation marks and dashes pass to the letter."""
    assert spoken_form(PROSE[lang], lang).text == PROSE[lang]


def test_a_language_without_a_module_keeps_its_text_and_says_addresses() -> None:
    """Ukrainian: figures are left to the engine, which has no word for №."""
    text = "22 серпня 2016 р. курс зріс на 0,5% до $1."
    assert spoken_form(text, "uk").text == text
    assert spoken_form("Будинок №5, info@ukr.net", "uk").text == "Будинок номер 5, info равлик ukr крапка net"


def test_a_language_is_loaded_only_when_it_is_spoken() -> None:
    """English loads no other language, and no language loads num2words, or the rules for numbers before a number."""
    script = (
        "import sys; from tts.spoken import spoken_form; spoken_form('five', 'en');"
        "a = [name for name in sys.modules if name.startswith('tts.spoken.notation')];"
        "spoken_form('Он пришёл.', 'ru'); b = [n for n in ('tts.spoken.notation.figures', 'tts.spoken.notation.calendar') if n in sys.modules];"
        "spoken_form('5 рублей', 'ru'); print(a, b, 'num2words' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] [] False"


SPEAKER = """
import ctypes, sys, espeakng_loader
lib = ctypes.CDLL(espeakng_loader.get_library_path())
lib.espeak_Initialize(2, 0, espeakng_loader.get_data_path().encode(), 0)
lib.espeak_TextToPhonemes.restype = ctypes.c_char_p
lib.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]
for line in sys.stdin.buffer:
    lang, text = line.rstrip(b"\\n").split(b"\\t")
    lib.espeak_SetVoiceByName(lang)
    buffer = ctypes.create_string_buffer(text)
    at, said = ctypes.c_void_p(ctypes.addressof(buffer)), []
    while at.value:
        said.append((lib.espeak_TextToPhonemes(ctypes.byref(at), 1, 2) or b"").decode())
    print(" ".join(said))
"""


def _phonemes(lines: list[str]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", SPEAKER], input="\n".join(lines), capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.splitlines()


def test_the_engine_says_the_sentence_written_out() -> None:
    """In every language the phonemes of the spoken form are those of the words in full."""
    said = _phonemes([f"{lang}\t{spoken_form(written, lang).text}" for lang, written, _ in WRITTEN_OUT])
    wanted = _phonemes([f"{lang}\t{full}" for lang, _, full in WRITTEN_OUT])
    assert all(said)
    assert said == wanted
