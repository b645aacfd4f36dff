"""What the readers are given: files and streams, and input that means harm."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import COMMAND, unprivileged
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tts import read_article
from tts.errors import ArticleError
from tts.model import Article
from tts.readers import boxes, tree
from tts.readers.measure import measure

Run = Callable[..., subprocess.CompletedProcess[str]]

ENGLISH = "The minister said the plan was “ready” – it cost £5 and a cup of coffee at the café.\n\nNobody was surprised by that.\n"
RUSSIAN = "Министр обороны прибыл с визитом в Израиль. Стороны обсудили сотрудничество в области обороны.\n" * 3


def written(article: Article) -> str:
    """The text of all blocks."""
    return "\n".join(block.text for block in article.blocks)


def accounted(article: Article) -> str:
    """Every visible character that is in a block or an omission, sorted."""
    pieces = [block.text for block in article.blocks] + [omission.text for omission in article.omissions]
    return "".join(sorted("".join("".join(pieces).split())))


# -- files and streams


def test_every_kind_of_source_gives_the_same_article(tmp_path: Path) -> None:
    """A path as text or `Path`, bytes, text, a binary and a text stream: one article."""
    path = tmp_path / "a.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    sources = (str(path), path, ENGLISH.encode(), ENGLISH, io.BytesIO(ENGLISH.encode()), io.StringIO(ENGLISH))
    assert len({read_article(source).blocks for source in sources}) == 1


def test_an_open_file_is_known_by_its_name(tmp_path: Path) -> None:
    """The suffix of a file object's name tells the format, and the name is the article's source."""
    path = tmp_path / "a.md"
    path.write_text("Some *text* here.\n\n## A heading\n\nMore of it.\n", encoding="utf-8")
    with path.open("rb") as file:
        article = read_article(file)
    assert (article.source, article.blocks[1].kind) == (str(path), "heading")


def test_standard_input(run: Run) -> None:
    """An article on standard input is read in whatever encoding it has."""
    done = run("segments", "-", stdin=RUSSIAN.encode("koi8-r"))
    assert done.returncode == 0
    assert "Министр обороны прибыл" in done.stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n\t\r\n \xc2\xa0", "white space|no article"),
        ("\ufeff\u200b\n".encode(), "no article"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (bytes(range(256)) * 40, "zero byte"),
        (b"\x00" * 4096, "zero byte"),
    ],
    ids=["empty", "spaces", "invisible", "pdf", "png", "binary", "zeros"],
)
def test_what_is_no_article_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    """Nothing, white space and binary data are refused with the file's name and what it is."""
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(ArticleError, match=said) as caught:
        read_article(path)
    assert caught.value.where == str(path)
    assert caught.value.hint


def test_a_zip_archive_under_any_name_is_refused(tmp_path: Path) -> None:
    """A ZIP archive called .txt is told by its bytes."""
    path = tmp_path / "a.txt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:p/>")
    with pytest.raises(ArticleError, match="Microsoft Office"):
        read_article(path)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """100 MB are refused from their size alone (the file is sparse: reading it would find zero bytes first)."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(ArticleError, match="larger than 50 megabytes"):
        read_article(path)


def test_an_endless_stream_is_refused() -> None:
    """A stream without end is read no further than the limit."""

    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return b"a" * size

    stream = Endless()
    with pytest.raises(ArticleError, match="larger than"):
        read_article(stream)
    assert stream.given < 60_000_000


def test_missing_files_and_folders(tmp_path: Path) -> None:
    """A path that leads nowhere, to a folder, or is no path at all is said so; it is never read as text."""
    for path, said in ((tmp_path / "none.txt", "no such file"), (tmp_path, "folder"), ("a\0b", "cannot be read")):
        with pytest.raises(ArticleError, match=said):
            read_article(path)


def test_a_file_that_may_not_be_read(tmp_path: Path, environment: dict[str, str]) -> None:
    """Without permission: exit 1, the file's name, what to do, no traceback. Holds for the superuser, too, once it has
    given up the capabilities that let it read everything."""
    path = tmp_path / "secret.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    path.chmod(0)
    command = [*unprivileged(), *COMMAND, "segments", str(path)]
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{path}: this file may not be read" in done.stderr
    assert "Traceback" not in done.stderr


# -- input that means harm


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "attributes.html",
            f"<p class='{'x' * 1_000_000}' " + "a=b " * 10_000 + ">A sentence is here for all to read.",
        ),
        ("many.html", "<p>" + "<b>" * 3_000 + "A sentence is here for all to read."),
        ("unclosed.html", "<div><p>A sentence is here for all to read.<p>And <b>another <i>one"),
        ("comment.html", "<p>A sentence is here for all to read.</p><!-- " + "x" * 100_000),
        (
            "span.html",
            "<table><tr><td colspan=999999999 rowspan=999999999>a<td>A sentence is here.</table><p>More of it.",
        ),
        (
            "columns.html",
            "<table>" + "<tr><td colspan=999999999 rowspan=9>a<td>A sentence is here." * 2_000 + "</table>",
        ),
        ("breaks.html", "<p>A sentence is here for all to read." + "<br>" * 100_000 + "And another follows."),
        ("numbers.html", "<ol start=99999999999999999999><li value=-9e9>A sentence is here for all to read.</ol>"),
        (
            "ld.html",
            f"<script type='application/ld+json'>{'[' * 100_000}</script><p>A sentence is here for all to read.</p>",
        ),
        ("emphasis.md", "A sentence is here " + "*_" * 20_000),
        ("links.md", "A sentence is here " + "[a](" * 5_000),
        ("front.md", "---\n" + "a: b\n" * 20_000 + "A sentence is here"),
        ("dashes.txt", "-" * 200_000 + "\nA sentence is here.\n"),
        ("head.txt", "A, " * 50_000 + "— A sentence is here.\n"),
        ("zero.html", "<p>A sentence\0 is here for all to read.</p>"),
    ],
)
def test_odd_markup_is_read_or_refused(tmp_path: Path, name: str, text: str) -> None:
    """Huge attributes, endless runs, unclosed tags: an article or an error with the file's name."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    try:
        article = read_article(path)
    except ArticleError as error:
        assert str(path) in str(error)
    else:
        assert "sentence" in written(article) + "".join(omission.text for omission in article.omissions)


@pytest.mark.parametrize("text", ["> " * 40 + "Deep.", "".join(f"{'  ' * n}- item {n}\n" for n in range(20))])
def test_markdown_is_read_as_deep_as_anyone_nests(text: str) -> None:
    """Quotations and lists of many levels keep their innermost text."""
    article = read_article(f"It begins.\n\n{text}\n", format="markdown")
    assert article.blocks[-1].text in {"Deep.", "item 19"}


@pytest.mark.parametrize("text", ["> " * 1_000 + "Deep.", "".join(f"{'  ' * n}- item {n}\n" for n in range(100))])
def test_markdown_that_is_nested_too_deeply_is_refused(tmp_path: Path, text: str) -> None:
    """What the parser would drop without a word is an error that names the line."""
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: Deep\n---\n{text}\n", encoding="utf-8")
    with pytest.raises(ArticleError, match="nested too deeply") as caught:
        read_article(path)
    assert caught.value.where in {f"{path}:4", f"{path}:28"}


def test_a_tag_of_endless_attributes_is_refused(tmp_path: Path) -> None:
    """The parser would take hours over them; one long value is none of them, and is read."""
    path = tmp_path / "a.html"
    tag = " ".join(f"a{number}='>'" for number in range(200_000))
    path.write_text(f"<p>A sentence.\n<p {tag}>Another.", encoding="utf-8")
    with pytest.raises(ArticleError, match="attributes") as caught:
        read_article(path)
    assert caught.value.where == f"{path}:2"
    path.write_text(f"<p>A sentence.<p style={'a/' * 200_000} class='{'b ' * 200_000}'>Another.", encoding="utf-8")
    assert "Another." in written(read_article(path))


def test_markdown_of_endless_brackets_is_refused(tmp_path: Path) -> None:
    """The parser would take half a minute over a million; as plain text it is read."""
    path = tmp_path / "a.md"
    path.write_text(f"A sentence.\n\n{'[' * 1_000_000}\n", encoding="utf-8")
    with pytest.raises(ArticleError, match="brackets") as caught:
        read_article(path)
    assert caught.value.where == str(path)
    assert read_article(path, format="text").blocks[0].text == "A sentence."


def test_half_characters_are_named() -> None:
    """A half of a character, as a broken program writes it into UTF-8, is refused; it is no legacy encoding."""
    with pytest.raises(ArticleError, match="0xed at position 4"):
        read_article("Oh, \ud83d no.\n".encode("utf-8", "surrogatepass"))


def test_entities_do_not_reach_files_or_grow(tmp_path: Path) -> None:
    """An external entity fetches nothing, and nested entities do not multiply."""
    secret = tmp_path / "secret.txt"
    secret.write_text("The secret is out.", encoding="utf-8")
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    page = f'<!DOCTYPE html [<!ENTITY s SYSTEM "file://{secret}">{bomb}]><p>A sentence is here: &s; &a11; and on it goes.</p>'
    article = read_article(page + "\n", format="html")
    assert "secret is out" not in written(article)
    assert len(written(article)) < 10_000


def test_programs_are_neither_read_nor_linked() -> None:
    """Scripts and styles are not text; a link that would run a program is no link."""
    page = """<article><h1>Title of it</h1><script>alert("heard?")</script><style>p { color: red }</style>
    <p>A sentence with <a href=" java&#9;script:alert(1)">a bad link</a> and <a href="https://example.org/">a good one</a>.</p></article>"""
    article = read_article(page, format="html")
    assert "heard" not in written(article)
    assert "color" not in written(article)
    targets = [note.value for block in article.blocks for note in block.annotations if note.kind == "link"]
    assert targets == ["https://example.org/"]


# -- what holds for any input

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
_LINES = st.lists(
    st.sampled_from(
        ["- item", "1. one", "=====", "---", "* * *", "By Ada Lovelace", "2 May 2026", "LONDON, May 2 (AP) — It was so.",
         "A title", "", " ", "It rained. It stopped.", "\u200b", "\ufeff", "\x07", "date 2016-08-22 ASTANA. KAZINFORM Minister"]
    ) | _TEXT,
    max_size=8,
)  # fmt: skip


@given(_LINES)
def test_each_character_of_a_plain_text_is_in_one_place(lines: list[str]) -> None:
    """Every visible character of a plain text is in exactly one block or one omission."""
    source = "\n".join(lines) + "\n"
    try:
        article = read_article(io.StringIO(source), format="text")
    except ArticleError:
        return
    assert accounted(article) == "".join(sorted("".join(source.split())))


_TAGS = ["p", "div", "b", "i", "ul", "ol", "li", "h1", "h2", "table", "tr", "td", "th", "blockquote", "figure", "figcaption",
         "sup", "sub", "ruby", "rt", "pre", "code", "a", "aside", "nav", "section", "article", "time", "footer", "q", "em"]  # fmt: skip


@st.composite
def _pages(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A page of tags that may not match, with words that occur once each."""
    words: list[str] = []
    pieces: list[str] = []
    for _ in range(draw(st.integers(1, 25))):
        tag = draw(st.sampled_from(_TAGS))
        if draw(st.booleans()):
            words.append(f"word{len(words)}x")
            pieces.append(f"{words[-1]} ")
        pieces.append(
            draw(st.sampled_from([f"<{tag}>", f"</{tag}>", f'<{tag} class="share">', "<br>", f"<{tag} hidden>"]))
        )
    return "".join(pieces), words


@settings(max_examples=60)
@given(_pages())
@example(("<sup><p>word0x </p>word1x </p>", ["word0x", "word1x"]))
def test_no_word_of_a_page_is_lost_silently(page: tuple[str, list[str]]) -> None:
    """Whatever the tags, each word that a page holds is in a block or in an omission with a rule; nothing but ArticleError."""
    text, words = page
    try:
        article = read_article(text + "\n", format="html")
    except ArticleError:
        return
    kept = written(article) + " ".join(omission.text for omission in article.omissions)
    notes = [
        note.value for block in article.blocks for note in block.annotations
    ]  # a ruby's reading, said for its base
    assert [word for word in words if word not in kept + "".join(notes)] == []
    assert all(omission.rule for omission in article.omissions)


@settings(max_examples=60)
@given(
    _LINES
    | st.lists(
        st.sampled_from(
            ["# A", "> b", "| a | b |", "|---|---|", "[^1]", "[^1]: note", "![a](b)", "<div>", "```", "    c"]
        )
    )
)
def test_markdown_raises_nothing_but_article_errors(lines: list[str]) -> None:
    """Any text is Markdown: it is read, or there is no article in it."""
    try:
        article = read_article("\n".join(lines) + "\n", format="markdown")
    except ArticleError:
        return
    assert all(block.text == block.text.strip() and block.text for block in article.blocks)


def test_a_page_of_more_tags_than_an_article_has_is_refused(tmp_path: Path) -> None:
    """In no time, and before a tree of them fills the memory."""
    path = tmp_path / "breaks.html"
    path.write_text(f"<article><p>{ENGLISH}{'<br>' * 500_000}</p></article>", encoding="utf-8")
    with pytest.raises(ArticleError, match="200,000 tags") as caught:
        read_article(path)
    assert caught.value.where == str(path)


@pytest.mark.parametrize(
    "piece",
    [
        "<span>a1</span>",
        "<div><span>1 / 3</span></div>",
        "<div class=author>A. Bell</div>",
        "<aside>Correction: it rang twice at noon.</aside>",
        "<div><img src=a.jpg>A bell</div>",
        "<div class=pullquote>The bells rang at noon.</div>",
        "<form><input type=email></form>",
    ],
)
def test_a_page_of_twice_as_many_boxes_takes_twice_the_calls(piece: str) -> None:
    """A box is looked at by itself, and not once more for each of its neighbours."""
    calls_for("warm up")
    once, twice = (calls_for(piece * count) for count in (400, 800))
    assert twice < 2.5 * once


def calls_for(content: str) -> int:
    """Calls, those of generators for each value too, that finding the boxes of a page takes."""
    main = tree.parse(f"<article><h1>T</h1><div>{content}</div></article>", "").find(".//article")
    measures = measure(main.getroottree().getroot(), "The bells rang at noon.")
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        boxes.find(main, None, measures)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", ["<ruby>漢<rt>kan</rt></ruby> ", "<a href='#x'>1</a> ", "<span>so it goes</span> "])
def test_a_paragraph_of_many_elements_is_read_whole(piece: str) -> None:
    """However short its pieces are: what finds the article sees such a paragraph as text, or it would take minutes."""
    article = read_article(
        io.StringIO(f"<article><h1>T</h1><p>Words {piece * 10_000}end.</p></article>"), format="html"
    )
    assert article.blocks[-1].text.startswith("Words ")
    assert article.blocks[-1].text.endswith("end.")
    assert len(article.blocks) == 2


@given(
    st.lists(
        st.sampled_from(["<![CDATA[", "]]>", "a", "<b>", "</b>", "<!--", "-->", "&amp;", "<script>", "</script>", " "])
    )
)
@settings(deadline=None)
def test_no_cdata_section_ends_the_page(pieces: list[str]) -> None:
    """Whatever stands before it: a section that nothing closes, or one inside a comment, takes no text away."""
    from tts.readers import tree

    text = "".join(pieces)
    kept = tree._unwrap_sections(f"{text}--></script>]]><p>The end.</p>")
    assert kept.endswith("<p>The end.</p>")
