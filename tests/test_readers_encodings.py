"""What is read of bytes, whatever their encoding: declared, detected or named."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tts import read_article
from tts.errors import ArticleError
from tts.model import Article

Run = Callable[..., subprocess.CompletedProcess[str]]

ENGLISH = "The minister said the plan was “ready” – it cost £5 and a cup of coffee at the café.\n\nNobody was surprised by that.\n"
RUSSIAN = "Министр обороны прибыл с визитом в Израиль. Стороны обсудили сотрудничество в области обороны.\n" * 3
HEBREW = "שר הביטחון הגיע לביקור רשמי בישראל. הצדדים דנו בשיתוף פעולה ביטחוני ובנושאים נוספים.\n" * 3


def written(article: Article) -> str:
    """The text of all blocks."""
    return "\n".join(block.text for block in article.blocks)


@pytest.mark.parametrize(
    ("text", "encoding", "lang"),
    [
        (ENGLISH, "utf-8", "en"),
        (ENGLISH, "utf-8-sig", "en"),
        (ENGLISH, "utf-16", "en"),
        (ENGLISH, "utf-16-le", "en"),
        (ENGLISH, "utf-16-be", "en"),
        (ENGLISH, "utf-32", "en"),
        (ENGLISH, "windows-1252", "en"),
        (RUSSIAN, "utf-16-be", "ru"),
        (RUSSIAN, "windows-1251", "ru"),
        (RUSSIAN, "koi8-r", "ru"),
        (HEBREW, "windows-1255", "he"),
    ],
)
def test_plain_text_in_any_encoding(tmp_path: Path, text: str, encoding: str, lang: str) -> None:
    """The text comes out as it went in, and in its language, whatever encoding the file has."""
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    article = read_article(path)
    assert written(article).split() == text.split()
    assert article.lang == lang


def _page(charset: str, text: str) -> str:
    return f'<html><head><meta charset="{charset}"><title>x</title></head><body><p>{text}</p></body></html>'


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8"])
def test_the_encoding_a_page_declares_counts(encoding: str) -> None:
    """`<meta charset>` decides how a page is decoded."""
    assert "Министр обороны прибыл" in written(read_article(_page(encoding, RUSSIAN).encode(encoding), format="html"))


def test_a_byte_order_mark_wins_over_a_wrong_declaration() -> None:
    """A page that declares windows-1251 and opens with the mark of UTF-8 is UTF-8."""
    page = _page("windows-1251", RUSSIAN).encode("utf-8-sig")
    assert "Министр обороны прибыл" in written(read_article(page, format="html"))


@pytest.mark.parametrize("declared", ["utf-16", "no-such-encoding", "rot13"])
def test_a_declaration_that_cannot_be_true_is_passed_over_or_refused(declared: str) -> None:
    """A page in ASCII bytes that says it is UTF-16, or what nobody knows, is read; never a crash."""
    try:
        article = read_article(_page(declared, ENGLISH).encode(), format="html")
    except ArticleError as error:
        assert "declares" in str(error)
    else:
        assert "minister said" in written(article)


def test_bytes_that_a_declared_encoding_does_not_have_are_named() -> None:
    """A page that declares UTF-8 and is not says which byte, where and what to do; nothing is replaced silently."""
    page = _page("utf-8", RUSSIAN).encode("windows-1251")
    with pytest.raises(ArticleError, match=r"0x\w\w at position \d+") as caught:
        read_article(page, format="html")
    assert caught.value.hint


def test_damaged_utf8_names_the_byte() -> None:
    """One broken byte in a UTF-8 text does not turn the text into another encoding."""
    with pytest.raises(ArticleError, match="0xff"):
        read_article(RUSSIAN.encode() + b"\xff\n" + RUSSIAN.encode())


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_an_encoding_that_is_named_wins_over_all_that_is_found(format: str) -> None:  # noqa: A002
    """Over what a page declares, over a mark, and over what the bytes read like."""
    page = _page("koi8-r", RUSSIAN).encode("cp866")
    assert "Министр обороны прибыл" in written(read_article(page, encoding="cp866", format=format))
    page = "\ufeffМинистр обороны прибыл.\n".encode("utf-8")
    assert written(read_article(page, encoding="UTF-8", format=format)) == "Министр обороны прибыл."
    assert written(read_article(page, encoding="cp1251", format=format)).startswith("п»ї")


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("Windows-1251", "cp1251"),
        ("kz-1048", "kz1048"),
        ("UTF-16", "utf-16"),
        ("utf-16", "utf-16-le"),
        ("IBM855", "cp855"),
    ],
)
def test_an_encoding_is_named_as_people_call_it(label: str, encoding: str) -> None:
    """By any name that Python has for it; the format is told by what is read in it."""
    article = read_article(f"# О визите\n\n{RUSSIAN}".encode(encoding), encoding=label)
    assert (article.title, article.lang) == ("О визите", "ru")


@pytest.mark.parametrize(
    ("content", "encoding", "place"),
    [
        ("Привет, мир.\n".encode("cp1251"), "utf-8", "the byte 0xcf at position 0 "),
        (b"Hello, \x98 world.\n", "windows-1251", "the byte 0x98 at position 7 .* is not cp1251"),
        (b"caf\xe9\n", "ascii", "the byte 0xe9 at position 3 "),
        ("Привет\n".encode("utf-16-le"), "latin-1", "a zero at character 13 "),
    ],
)
def test_bytes_that_the_named_encoding_does_not_have_are_refused(content: bytes, encoding: str, place: str) -> None:
    """With their place, and what to do; nothing is replaced, and nothing else is tried."""
    with pytest.raises(ArticleError, match=place) as caught:
        read_article(content, encoding=encoding)
    assert "--encoding" in caught.value.hint


@pytest.mark.parametrize("encoding", ["klingon", "rot13", "hex", "undefined", "a\0b", "\udcff"])
def test_what_is_no_encoding_of_text_is_refused(encoding: str) -> None:
    """Python's other codecs are no encodings of an article."""
    with pytest.raises(ArticleError, match="is no encoding"):
        read_article(ENGLISH.encode(), encoding=encoding)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_the_encoding_is_named_on_the_command_line(run: Run, tmp_path: Path, suffix: str) -> None:
    """Of a file and of standard input, in every command that reads an article."""
    content = "«Ўзбекистон» ва «Ќалъа».\n".encode("cp1251")
    path = tmp_path / f"article{suffix}"
    path.write_bytes(content)
    for article, stdin in ((path, None), ("-", content)):
        asked = (article, "--encoding", "cp1251")
        assert "«Ўзбекистон» ва «Ќалъа»." in run("segments", *asked, stdin=stdin).stdout
        heard = run("speak", *asked, "--show-text", "--device", "null", "--engine", "silence", "--no-keep", stdin=stdin)
        assert heard.stdout == "«Ўзбекистон» ва «Ќалъа».\n"
        assert run("render", *asked, "-o", "a.txt", "--engine", "silence", stdin=stdin).returncode == 0
        assert "Ќалъа" in (tmp_path / "a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["render", "speak", "segments"])
def test_an_encoding_that_nobody_knows_is_wrong_usage(run: Run, command: str) -> None:
    """Exit status 2, with examples, before anything is read."""
    done = run(command, "missing.txt", "--encoding", "klingon")
    assert done.returncode == 2
    assert "'klingon' is no encoding. Examples: utf-8, windows-1251" in done.stderr


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        ("Министр обороны прибыл с визитом в Израиль.", ["koi8-r", "cp1251", "cp866", "iso8859-5"]),
        ("Прем’єр зустрівся з міністром України.", ["cp1251"]),
        ("“We’re late,” she said — and paid £5.", ["cp1252"]),
        ("Der Minister traf gestern in Köln ein.", ["cp1252"]),
        ("Le ministre est arrivé à Genève.", ["cp1252"]),
        ("Cumhurbaşkanı dün İstanbul’a geldi ve basına açıklama yaptı.", ["cp1254"]),
        ("Premier spotkał się dziś z ministrem w Łodzi.", ["cp1250"]),
        ("Książka leży na półce.", ["iso8859-2"]),
        ("Ο πρωθυπουργός έφτασε στο λιμάνι.", ["cp1253"]),
        ("ראש הממשלה אמר היום כי הפגישה תתקיים מחר.", ["cp1255"]),
        ("وصل الوزير اليوم إلى المدينة.", ["cp1256"]),
        ("대통령은 오늘 오전 기자회견을 열었다. 그는 새로운 정책을 발표했다.", ["euc_kr"]),
        ("게다가, 법령은 지역 의회 및 대도시 지역의 선거제를 결정하였다.", ["euc_kr", "iso2022_kr"]),
        ("Қазақстан Президенті бүгін Астанада үкімет мүшелерімен кездесті.", ["kz1048"]),
        ("ҚазАқпарат – Қорғаныс министрі Израильге барды.", ["kz1048"]),
        ("Президент Казахстана посетил телеканал «Қазақстан» и агентство ҚазАқпарат.", ["kz1048"]),
        ("Уряд України схвалив її пропозиції щодо Європи.", ["cp1251"]),
        ("Кіраўнік дзяржавы наведаў сёння Брэст.", ["cp1251"]),
        ("Председник је јуче разговарао са министрима у Београду.", ["cp1251"]),
        ("Премиерот денеска ќе се сретне со амбасадорот.", ["cp1251"]),
        ("Куќата на брегот е стара.", ["cp1251"]),
        ("首相は昨日、記者会見を開いた。", ["euc_jp", "cp932", "iso2022_jp", "iso2022_jp_2004"]),
        ("市役所は①番の窓口です。", ["euc_jis_2004", "cp932"]),
        ("总统昨天在北京会见了来访的外国代表团。", ["gb18030"]),
        ("總統昨天在台北會見了來訪的外國代表團。", ["big5"]),
    ],
)
def test_a_sentence_is_enough_to_tell_a_legacy_encoding(text: str, encodings: list[str]) -> None:
    """One line of some forty letters, as short notices are, is read as it was written."""
    for encoding in encodings:
        assert read_article(f"{text}\n".encode(encoding)).blocks[0].text == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_a_long_head_of_a_page_does_not_hide_its_encoding(encoding: str) -> None:
    """Scripts before the text are ASCII, which is the same in all of them."""
    text = "Министр обороны прибыл с визитом в Израиль. Там он встретился с главой правительства."
    page = f"<html><head><script>{'var bell = 1; ' * 6_000}</script></head><body><p>{text}</p></body></html>\n"
    assert read_article(page.encode(encoding), format="html").blocks[-1].text == text


@pytest.mark.parametrize(("name", "encoding"), [("Қазақстан", "kz1048"), ("Київ", "cp1251"), ("Јанковић", "cp1251")])
def test_names_far_down_in_a_russian_text_tell_its_encoding(name: str, encoding: str) -> None:
    """Letters that windows-1251 and KZ-1048 do not share may come late, and in a few names only."""
    text = f"{'Министр обороны прибыл с визитом, и стороны обсудили сотрудничество. ' * 200}Там писали о «{name}».\n"
    assert name in written(read_article(text.encode(encoding)))
