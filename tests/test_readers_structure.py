"""What readers find in an article: day, byline, dateline, the author's own words on how to say it, languages, figures."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tts import read_article
from tts.model import Article
from tts.readers import dates, language, wire
from tts.readers import page as pages

Run = Callable[..., subprocess.CompletedProcess[str]]

STORY = "The bells rang at noon and nobody in the square spoke until the sound had gone."


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in article.blocks]


def left(article: Article) -> dict[str, str]:
    return {omission.text: omission.rule for omission in article.omissions}


# -- what opens a story

_OPENINGS = {
    "text": f"The bells\n\nBy Rosa Lindqvist\n\n2 May 2026, 7:30 a.m.\n\n{STORY}\n",
    "markdown": f"# The bells\n\nBy Rosa Lindqvist\n\n2 May 2026, 7:30 a.m.\n\n{STORY}\n",
    "html": f"<article><h1>The bells</h1><p>By Rosa Lindqvist</p><p><time>2 May 2026, 7:30 a.m.</time></p><p>{STORY}</p></article>\n",
}


@pytest.mark.parametrize("kind", _OPENINGS)
def test_the_opening_of_an_article(kind: str) -> None:
    """In every format: the headline is the title, `By ...` a byline, and the day is the article's date and not spoken."""
    article = read_article(_OPENINGS[kind], format=kind)
    assert kinds(article) == [("title", "The bells"), ("byline", "By Rosa Lindqvist"), ("paragraph", STORY)]
    assert (article.title, article.byline, article.date, article.dateline) == (
        "The bells", "Rosa Lindqvist", "2026-05-02", "",
    )  # fmt: skip
    assert left(article) == {"2 May 2026, 7:30 a.m.": "publication-date"}


def test_a_byline_with_its_agency() -> None:
    """The agency on a second line is part of the byline; any other second line makes both a paragraph."""
    article = read_article(f"The bells\n\nBy ROSA LINDQVIST\nAssociated Press Writer\n\n{STORY}\n", format="text")
    assert kinds(article)[1] == ("byline", "By ROSA LINDQVIST\nAssociated Press Writer")
    assert article.byline == "ROSA LINDQVIST"
    article = read_article(f"The bells\n\nBy Sea and Land\nThey came.\n\n{STORY}\n", format="text")
    assert kinds(article)[1][0] == "paragraph"


def test_front_matter_of_toml() -> None:
    """Front matter between lines of `+++` gives title, byline and day like that between lines of `---`."""
    text = f'+++\ntitle = "The bells"\nauthors = ["Rosa Lindqvist", "Per Aho"]\ndate = 2026-05-02T08:00:00Z\n[menu]\nx = 1\n+++\n{STORY}\n'
    article = read_article(text)
    assert kinds(article) == [("title", "The bells"), ("byline", "Rosa Lindqvist, Per Aho"), ("paragraph", STORY)]
    assert (article.byline, article.date) == ("Rosa Lindqvist, Per Aho", "2026-05-02")
    assert set(left(article).values()) == {"front-matter"}
    assert "x = 1" in left(article)
    assert kinds(read_article(f"+++\nno = toml = at all\n+++\n\n{STORY}\n"))[-1] == ("paragraph", STORY)


def test_paragraphs_told_by_their_indent() -> None:
    """Where an indent alone begins a paragraph it does, with its first line indented or not; verse and list items stay whole."""
    text = f"    {STORY[:50]}\n{STORY[50:]}\n    It was so.\nIt had been\nso before.\n    “Well,” he said.\n\n- An item.\n  More of it.\n"
    article = read_article(text, format="text")
    assert [text.replace("\n", " ") for _, text in kinds(article)] == [
        " ".join([STORY[:50].strip(), STORY[50:]]).replace("  ", " "),
        "It was so. It had been so before.",
        "“Well,” he said.",
        "An item. More of it.",
    ]


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
def test_a_dateline_is_place_and_agency(kind: str) -> None:
    """The wire-service head is a block of its own in every format, and the story begins after it."""
    text = f"BIRMINGHAM, Ala. (AP) — {STORY}\n"
    article = read_article(f"<article><p>{text}</p></article>\n" if kind == "html" else text, format=kind)
    assert kinds(article) == [("dateline", "BIRMINGHAM, Ala. (AP) —"), ("paragraph", STORY)]
    assert article.dateline == "BIRMINGHAM, Ala. (AP)"


@pytest.mark.parametrize(
    ("text", "end", "day", "dateline"),
    [
        ("date 2016-08-22 ASTANA. KAZINFORM Minister said", "KAZINFORM", "2016-08-22", "ASTANA. KAZINFORM"),
        ("LONDON, May 2, 2026 (Reuters) - Shares fell", "-", "2026-05-02", "LONDON, May 2, 2026 (Reuters)"),
        ("МОСКВА, 22 августа 2016. /ТАСС/. Глава", "/ТАСС/.", "2016-08-22", "МОСКВА, 22 августа 2016. /ТАСС/"),
        ("МОСКВА, 22 авг 2016 - РИА Новости. Глава", "Новости.", "2016-08-22", "МОСКВА, 22 авг 2016 - РИА Новости"),
        ("Москва. 22 августа. INTERFAX.RU - Глава", "-", "", "Москва. 22 августа. INTERFAX.RU"),
        ("АСТАНА. 22 тамыз. ҚазАқпарат – Қорғаныс", "–", "", "АСТАНА. 22 тамыз. ҚазАқпарат"),
        ("АЛМАТЫ. ДАЛА ХАБАРЫ. Қалада", "ХАБАРЫ.", "", "АЛМАТЫ. ДАЛА ХАБАРЫ"),
        ("АЛМАТЫ. 22 тамыз. ДАЛА ХАБАРЫ – Қалада", "–", "", "АЛМАТЫ. 22 тамыз. ДАЛА ХАБАРЫ"),
        ("ASTANA. KAZINFORM /Aigerim Ospanova/ - The", "-", "", "ASTANA. KAZINFORM /Aigerim Ospanova/"),
        ("STENHAMN, Sweden (AP) _ The bells", "_", "", "STENHAMN, Sweden (AP)"),
        ("KYIV — The president", "—", "", "KYIV"),
        ("Berlin (dpa) - Der Minister", "-", "", "Berlin (dpa)"),
    ],
)
def test_wire_heads(text: str, end: str, day: str, dateline: str) -> None:
    """Place, day and agency as the agencies write them."""
    head = wire.head(text)
    assert head is not None
    assert (text[: head.end].endswith(end), head.date, head.dateline) == (True, day, dateline)


@pytest.mark.parametrize(
    "text",
    [
        "It was late — too late, they said.",
        "NATO — the alliance — met again.",
        "The UN (founded in 1945) met.",
        "May 2 was a good day for bells.",
        "I/O is slow.",
        "LONDON. NATO. The alliance met.",
        "LONDON. THE BRIDGE IS OPEN. THE PEOPLE HAVE COME TO SEE IT.",
        "NOBODY. WAS THERE. The square was dark.",
        "Snake_case _ it is said - Reuters. Really.",
        "",
    ],
)
def test_what_is_no_wire_head(text: str) -> None:
    """The story's own words stay in the story."""
    assert wire.head(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-08-22", "2016-08-22"),
        ("22.08.2016", "2016-08-22"),
        ("Aug. 22nd, 2016", "2016-08-22"),
        ("22 августа 2016 года", "2016-08-22"),
        ("29 February 2024", "2024-02-29"),
        ("29 February 2023", ""),
        ("31 April 2026", ""),
        ("13.13.2016", ""),
        ("in May", ""),
        ("2 May", ""),
    ],
)
def test_days(text: str, day: str) -> None:
    """Days of many languages as ISO 8601; none is invented."""
    assert dates.iso(text) == day


# -- the author's own words on how to say it

_SPOKEN = """The <sub alias="World Wide Web Consortium">W3C</sub> met on <say-as interpret-as="characters">UN</say-as> day. She said
<phoneme alphabet="ipa" ph="təˈmɑːtəʊ">tomato</phoneme>, <span lang="fr">bonjour</span> and <i xml:lang="de">Guten Tag</i>."""


@pytest.mark.parametrize("suffix", ["md", "html"])
def test_overrides_reach_what_is_said(run: Run, tmp_path: Path, suffix: str) -> None:
    """`<sub alias>` and `<say-as>` change what `segments --spoken` shows; `<phoneme>`, `lang` and `xml:lang` are annotations."""
    path = tmp_path / f"a.{suffix}"
    path.write_text(f"<article><p>{_SPOKEN}</p></article>" if suffix == "html" else _SPOKEN, encoding="utf-8")
    done = run("segments", "--spoken", path)
    assert done.returncode == 0
    assert "The World Wide Web Consortium met on U N day." in done.stdout
    (block,) = read_article(path).blocks
    assert {(note.kind, note.value, block.text[note.start : note.end]) for note in block.annotations} >= {
        ("sub", "World Wide Web Consortium", "W3C"),
        ("say-as", "characters", "UN"),
        ("phoneme", "təˈmɑːtəʊ", "tomato"),
        ("lang", "fr", "bonjour"),
        ("lang", "de", "Guten Tag"),
    }


@pytest.mark.parametrize("attribute", ["lang", "xml:lang"])
def test_a_block_has_the_language_it_declares(attribute: str) -> None:
    """`lang` and `xml:lang` of a paragraph, or of an element round it, are its language."""
    page = f'<article><p>{STORY}</p><p {attribute}="fr">Bonjour.</p><div {attribute}="de"><p>Tag.</p></div></article>\n'
    assert [block.lang for block in read_article(page, format="html").blocks] == ["en", "fr", "de"]


# -- languages

_BLOCKS = {
    "de": "Der Minister sagte, dass die Glocken nach vielen Jahren wieder läuten und niemand auf dem Platz ein Wort gesprochen hat.",
    "fr": "Le ministre a déclaré que les cloches sonnent de nouveau après tant d'années et que personne ne parlait dans la ville.",
    "ru": "Министр заявил, что колокола снова звонят.",
    "kk": "Министр қоңыраулар қайтадан соғылып жатқанын және бұл үшін халыққа алғыс айтты.",
    "he": "השר אמר שהפעמונים מצלצלים שוב.",
    "ja": "大臣は鐘が再び鳴ると述べた。",
    "el": "Ο υπουργός δήλωσε ότι οι καμπάνες χτυπούν ξανά.",
}


@pytest.mark.parametrize("lang", _BLOCKS)
def test_a_block_in_another_language_is_told(lang: str) -> None:
    """A paragraph in another language, or in another script, is said with that language's voice; its neighbours are not."""
    article = read_article(f"{STORY}\n\n{_BLOCKS[lang]}\n\n{STORY} It was so.\n", format="text", lang="en-GB")
    assert [block.lang for block in article.blocks] == ["en-GB", lang, "en-GB"]


@pytest.mark.parametrize("lang", _BLOCKS)
def test_the_language_of_an_article(lang: str) -> None:
    """The article's own language is found, and none of its blocks differs from it."""
    article = read_article(f"{_BLOCKS[lang]}\n\n{_BLOCKS[lang]} {_BLOCKS[lang]}\n", format="text")
    assert {article.lang, *(block.lang for block in article.blocks)} == {lang}


def test_a_block_of_names_and_figures_keeps_the_articles_language() -> None:
    """Without small words nothing tells a language, and nothing is guessed."""
    text = "Smith 12, Jones 9, Müller 8, García 7, Rossi 6, Dupont 5, Novák 4, Nowak 3, Hansen 2, Silva 1, Kim 0."
    assert language.differs(text, "en") == ""


# -- figures


def test_a_figure_says_nothing_twice_and_no_file_names() -> None:
    """An alternative text that is a file's name, the headline or in the caption is left out with a rule."""
    page = f"""<article><h1>The bells ring</h1><p>{STORY}</p>
    <figure><img src="a.jpg" alt="bells-2026-final.jpg"><figcaption>The bells on Friday.</figcaption></figure>
    <p>{STORY}</p><p><img src="b.jpg" alt="The bells ring"></p>
    <figure><img src="c.jpg" alt="A gull"><figcaption>A gull on the wall.</figcaption></figure>
    <figure><img src="d.jpg" alt="A gull on the wall."></figure><p><img src="e.jpg" alt="photo"> {STORY}</p></article>"""
    article = read_article(page, format="html")
    assert [text for kind, text in kinds(article) if kind == "figure"] == [
        "The bells on Friday.",
        "A gull on the wall.",
    ]
    assert left(article) == {
        "bells-2026-final.jpg": "image-name",
        "The bells ring": "repeated",
        "A gull": "repeated",
        "A gull on the wall.": "repeated",
        "photo": "image-name",
    }


def test_a_figures_text_outside_its_caption_is_kept() -> None:
    """Text that stands in a figure without `figcaption` belongs to the figure."""
    page = f'<article><p>{STORY}</p><figure><img src="a.jpg" alt="A gull"><span>Photo: R. Lindqvist</span></figure></article>\n'
    assert ("figure", "A gull\nPhoto: R. Lindqvist") in kinds(read_article(page, format="html"))


def test_a_page_that_cuts_its_article_into_boxes_is_read_whole() -> None:
    """Boxes of one class beside one another, with an advertisement between, are one article."""
    boxes = [
        f"<div class='chunk'>{''.join(f'<p>{STORY} Part {n}, number {i}, was as loud as all the others.</p>' for i in range(4))}</div>"
        for n in range(3)
    ]
    page = f"<body><nav><a href='/'>Home</a></nav><main><h1>The bells</h1>{'<div class=ad>Boots!</div>'.join(boxes)}</main></body>\n"
    article = read_article(page, format="html")
    assert sum(kind == "paragraph" for kind, _ in kinds(article)) == 12
    assert left(article)["Boots!"] == "advertisement"


def test_a_page_of_endless_elements_is_read_without_the_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would take minutes over them; names and landmarks alone tell the story from the menu."""
    import trafilatura

    def never(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(trafilatura, "bare_extraction", never)
    paragraphs = "".join(f"<p>{STORY} Number {n}." for n in range(pages._MOST_ELEMENTS))
    source = (
        f"<nav><a href='/'>Home</a></nav><article><h1>The bells</h1>{paragraphs}</article><footer>Imprint</footer>\n"
    )
    article = read_article(source, format="html")
    assert len(article.blocks) == pages._MOST_ELEMENTS + 1
    assert left(article) == {"Home": "navigation", "Imprint": "page-footer"}


def test_a_note_that_no_mark_leads_to_is_accounted_for() -> None:
    """A footnote nobody refers to is not read; it is left out by rule, with all its paragraphs."""
    text = (
        f"# The bells\n\n{STORY}[^a]\n\n[^c]: Nor this.\n[^b]: Unused.\n\n    More of it.\n\n[^a]: Used.\n\nThe end.\n"
    )
    article = read_article(text, format="markdown")
    assert ("note", "1. Used.") in kinds(article)
    assert ("paragraph", "The end.") in kinds(article)
    assert left(article).get("[^c]: Nor this.") == "note-without-mark"
    assert left(article).get("[^b]: Unused.\n\n    More of it.") == "note-without-mark"


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        ('<sup><a href="#n">1</a></sup>', "¹"),
        ('<a href="#n"><sup>12</sup></a>', "¹²"),
        ('<a href="#n" role="doc-noteref">3</a>', "³"),
        ('<sup><a href="#n">a</a></sup>', "ᵃ"),
        ('<sup><a href="#n">iv</a></sup>', "ⁱᵛ"),
        ('<sup><a href="#n">[1]</a></sup>', "[1]"),
        ('<sup><a href="#n">†</a></sup>', "†"),
    ],
)
def test_the_mark_of_a_note_is_no_part_of_the_number_before_it(mark: str, shown: str) -> None:
    """A mark that only its place above the line tells from the text is raised there, too; it is never said."""
    page = f"<article><h1>The bells</h1><p>{STORY} It cost £18,750.{mark}</p><ol><li id=n>Of May 2026.</li></ol></article>\n"
    article = read_article(page, format="html")
    paragraph = next(block for block in article.blocks if block.kind.value == "paragraph")
    assert paragraph.text == f"{STORY} It cost £18,750.{shown}"
    (note,) = (each for each in paragraph.annotations if each.kind == "note-ref")
    assert paragraph.text[note.start : note.end] == shown


# -- what pages do


def test_two_line_breaks_end_a_paragraph() -> None:
    """Old pages have no `p`: two `br` in a row begin a paragraph, one is the end of a line, and emphasis is not torn."""
    page = f"<div><h1>The<br><br>bells</h1>{STORY}<br>\n<br>It was so.<br>It is.<br/><br/><b>Loud<br><br>bells</b> rang.</div>\n"
    article = read_article(page, format="html")
    assert kinds(article) == [
        ("title", "The\n\nbells"), ("paragraph", STORY), ("paragraph", "It was so.\nIt is."), ("paragraph", "Loud\n\nbells rang."),
    ]  # fmt: skip


def test_a_byline_above_the_story_keeps_its_linked_names() -> None:
    """Links inside a byline are read wherever it stands, though all round it is outside of the article."""
    names = "<div class=byline>By <a href=/a>Ann Lee</a> and <a href=/b>Bo Chen</a></div>"
    page = f"<main><h1>The bells</h1>{names}<div><p>{STORY}</p><p>{STORY} It was so.</p><p>{STORY} It is so.</p></div></main>\n"
    article = read_article(page, format="html")
    assert kinds(article)[1] == ("byline", "By Ann Lee and Bo Chen")
    assert article.byline == "Ann Lee and Bo Chen"


def test_an_article_behind_a_paywalls_name_has_its_headline() -> None:
    """A class such as `has-paywall` on what holds the article hides neither its text nor its headline."""
    text = "".join(f"<p>{STORY} Number {n}.</p>" for n in range(6))
    page = f"<article class=has-paywall><h1>The bells</h1><div class=paywall-content>{text}</div><div class=paywall>Subscribe!</div></article>\n"
    article = read_article(page, format="html")
    assert article.title == "The bells"
    assert len(article.blocks) == 7
    assert set(left(article)) == {"Subscribe!"}


def test_a_heading_that_folds_is_a_heading() -> None:
    """A button that is all of a heading is its text; one beside a heading's text is a control."""
    page = f"<article><h1>The bells</h1><p>{STORY}</p><h2><button>Why now?</button></h2><p>{STORY}</p><h2>When <button>Copy</button></h2><p>{STORY}</p></article>\n"
    article = read_article(page, format="html")
    assert [text for kind, text in kinds(article) if kind == "heading"] == ["Why now?", "When"]
    assert left(article) == {"Copy": "control"}


def test_code_keeps_its_lines() -> None:
    """A `br` in code is the end of a line; the button that copies it is left out."""
    page = f"<article><p>{STORY}</p><pre><button>Copy</button><code>one<br>two\n  three</code></pre><p>{STORY}</p></article>\n"
    article = read_article(page, format="html")
    assert ("code", "one\ntwo\n  three") in kinds(article)
    assert left(article) == {"Copy": "control"}


def test_text_beside_the_cells_of_a_table_is_not_lost() -> None:
    """What a careless page writes between the rows and cells of a table is read with them; a drawing's words are left out by rule."""
    table = (
        "<table>Before<tr><td>a</td>beside<td>b</td></tr>behind</table><svg><title>A chart</title><text>5</text></svg>"
    )
    article = read_article(f"<article><p>{STORY}</p>{table}<p>{STORY}</p></article>\n", format="html")
    assert [text for _, text in kinds(article)[1:-1]] == ["Before", "a", "beside", "b", "behind"]
    assert left(article) == {"A chart 5": "drawing"}


def test_kazakh_in_a_few_words_is_not_taken_for_russian() -> None:
    """The letters that Kazakh shares with Russian do not outweigh those that Russian lacks."""
    assert language.detect("АСТАНА. ҚазАқпарат - Қорғаныс министрі барды.") == "kk"
    assert language.detect("МОСКВА. Рыбы были выпущены вблизи пристани.") == "ru"


# -- words of a sentence that are elements of their own


@pytest.mark.parametrize(
    "word", ['<span lang="ru">здравствуйте</span>', "<span>hello</span>", '<a href="/x">BBC</a>', "<small>me</small>"]
)
def test_a_word_that_is_an_element_is_read_wherever_it_stands(word: str) -> None:
    """Also in a page of one paragraph, and as the last word of the last."""
    for page in (f"<p>He said {word} to all the people who came.</p>", f"<p>{STORY}</p><p>So he said: {word}</p>"):
        article = read_article(f"<title>The bells</title>\n<body>{page}", format="html")
        said = word.split(">")[1].split("<", maxsplit=1)[0]
        assert said in article.blocks[-1].text
        assert not article.omissions


def test_text_in_sections_of_character_data_is_read() -> None:
    """XHTML's CDATA sections; not those that pages wrap their scripts in."""
    script = "<script>//<![CDATA[\nif (a < b) { go() }\n//]]></script>"
    article = read_article(
        f"<html><head>{script}</head><body><article><h1>The bells</h1><p>{STORY}</p>"
        f"<p><![CDATA[One < two & three]]>, she said.</p></article>\n</body></html>",
        format="html",
    )
    assert kinds(article)[1:] == [("paragraph", STORY), ("paragraph", "One < two & three, she said.")]
    article = read_article(
        f"# The bells\n\nIt is <![CDATA[a < b]]> here.\n\n<![CDATA[\n{STORY}\n]]>\n", format="markdown"
    )
    assert kinds(article)[1:] == [("paragraph", "It is a < b here."), ("paragraph", STORY)]
