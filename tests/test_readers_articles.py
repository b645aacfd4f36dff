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
