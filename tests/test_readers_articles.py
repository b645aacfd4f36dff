"""What an article becomes when it is read: blocks, head data, and what was left out."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CONTENT, ROOT
from hypothesis import given
from hypothesis import strategies as st

from tts import read_article
from tts.errors import ArticleError
from tts.model import Article

GOLDEN = ROOT / "tests" / "golden" / "readers"


def described(article: Article) -> str:
    """An article as lines that people can read and compare."""
    head = [f"{name}: {getattr(article, name)}" for name in ("title", "lang", "byline", "date", "dateline")]
    blocks = [
        f"{block.id} {block.kind} {block.level or ''}".rstrip() + f"\n    {block.text!r}" for block in article.blocks
    ]
    omissions = [f"left out: {omission.rule}: {omission.text!r}" for omission in article.omissions]
    return "\n".join([*head, "", *blocks, "", *omissions]) + "\n"


@pytest.mark.parametrize(
    "path", sorted(path for path in CONTENT.iterdir() if path.name != "README.md"), ids=lambda p: p.name
)
def test_articles_of_content(path: Path, check_golden: Callable[[Path, str], None]) -> None:
    """Every article in content/ has its blocks, its head data and its omissions, as the golden file says."""
    check_golden(GOLDEN / f"{path.name}.golden.txt", described(read_article(path)))


@pytest.mark.parametrize("path", sorted((GOLDEN / "pages").glob("*.html")), ids=lambda p: p.stem)
def test_pages_as_the_web_serves_them(path: Path, check_golden: Callable[[Path, str], None]) -> None:
    """Headline, byline, day, lead and story are found however a site builds its pages; what is not the article is left out."""
    check_golden(path.with_suffix(".golden.txt"), described(read_article(path)))


def test_the_customers_article_has_a_dateline_of_its_own() -> None:
    """Date, place and agency are recognised, and the story begins at "Minister"."""
    article = read_article(CONTENT / "kazinform-2016-08-22.txt")
    assert (article.date, article.dateline, article.lang) == ("2016-08-22", "ASTANA. KAZINFORM", "en")
    assert (article.blocks[0].kind, article.blocks[0].text) == ("dateline", "date 2016-08-22 ASTANA. KAZINFORM")
    assert article.blocks[1].text.startswith("Minister of Defense")


RUSSIAN = "Министр обороны прибыл с визитом в Израиль. Стороны обсудили сотрудничество в области обороны.\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """UTF-8 with and without BOM, UTF-16 and legacy encodings give the same text."""
    path = tmp_path / "a.txt"
    path.write_bytes(RUSSIAN.encode(encoding))
    article = read_article(path)
    assert "Министр обороны прибыл" in article.blocks[0].text
    assert article.lang == "ru"


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
    assert name in described(read_article(text.encode(encoding)))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_nothing_of_a_text_is_lost(text: str) -> None:
    """Each non-space character of a plain text is in a block or in an omission, however odd the text."""
    source = f"{text}\n"
    try:
        article = read_article(io.StringIO(source))
    except ArticleError:
        return
    kept = "".join(block.text for block in article.blocks) + "".join(omission.text for omission in article.omissions)
    assert sorted("".join(kept.split())) == sorted("".join(source.split()))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("deep.html", "<div>" * 100_000 + "A sentence in the deep."),
        ("quotes.md", ">" * 10_000 + " deep"),
        ("brackets.md", "[" * 100_000),
        ("entities.html", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><p>Text &b; goes on here.</p>'),
        ("line.txt", "word " * 200_000),
    ],
)
def test_hostile_markup_does_no_harm(tmp_path: Path, name: str, text: str) -> None:
    """Deep nesting, entity bombs and endless lines are read or refused, and never crash."""
    path = tmp_path / name
    path.write_text(text)
    try:
        article = read_article(path)
    except ArticleError as error:
        message = str(error)
        assert name in message
    else:
        assert article.blocks
