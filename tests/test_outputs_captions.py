"""Captions that can be read: lines, cues and times, whatever the text."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import making
import pytest
from conftest import CONTENT, KAZINFORM, ROOT
from hypothesis import given
from hypothesis import strategies as st

from tts import engines, narrate, outputs, read_article, verify
from tts.model import Annotation, Article, Block, BlockKind, Segment, Speech, WordCue
from tts.outputs import srt, vtt
from tts.outputs.captions import Caption, captions
from tts.outputs.captions_lines import CAPTION_LINES, LINE_COLUMNS, columns
from tts.outputs.options import Options
from tts.recorded import Cue, Narration
from tts.recording import Recording
from tts.timing import milliseconds

GOLDEN = ROOT / "tests" / "golden" / "captions"
RATE = 8000


def spoken(*texts: str, lang: str = "en", word_ms: int = 300, words: str = r"\w+", gap_ms: int = 400) -> Narration:
    """A narration in which every word of a text lasts as long, and each text is a segment."""
    made = making.article(*texts, lang=lang)
    recording = Recording(made)
    frames = word_ms * RATE // 1000
    for block in made.blocks:
        if recording.frames:
            recording.add_silence(gap_ms)
        found = list(re.finditer(words, block.text))
        first = recording.add_speech(Speech(bytes(2 * frames * max(len(found), 1)), RATE))
        marks = tuple(
            WordCue(*match.span(), first + n * frames, first + (n + 1) * frames) for n, match in enumerate(found)
        )
        recording.add_cue(Cue(Segment(f"{block.id}s01", block, 0, len(block.text)), "", first, recording.frames, marks))
    return Narration(made, recording, (), "test 1")


def texts(narration: Narration) -> list[list[str]]:
    """The lines of every caption."""
    with narration:
        return [caption.rows({}, str) for caption in captions(narration)]


def written(narration: Narration, name: str, mode: str = "sentence") -> str:
    module = {"vtt": vtt, "srt": srt}[name]
    file = io.BytesIO()
    module.write(narration, file, Options(captions=mode))
    return file.getvalue().decode()


LONG = (
    "Kazakhstan demonstrates the brightest example of ensuring tolerance, where all the confessions and ethnicities "
    "co-exist in peace and friendship, thanks to the President of the country."
)


def test_a_short_sentence_is_one_line() -> None:
    """What fits a line stays on one."""
    assert texts(spoken("A short sentence.")) == [["A short sentence."]]


def test_a_long_sentence_is_cut_where_its_clauses_end() -> None:
    """Commas end captions, and no caption has more than two lines of 42 columns."""
    found = texts(spoken(LONG))
    assert [" ".join(rows) for rows in found] == [
        "Kazakhstan demonstrates the brightest example of ensuring tolerance,",
        "where all the confessions and ethnicities co-exist in peace and friendship,",
        "thanks to the President of the country.",
    ]
    assert all(len(row) <= LINE_COLUMNS for rows in found for row in rows)


@pytest.mark.parametrize(
    ("lang", "text", "together"),
    [
        ("en", "The money was returned in the autumn to the Department of Transport in Washington, D.C., nobody was pleased.", "Washington, D.C.,"),
        ("en", "For years the witness had worked closely with his old friend Dr. J. R. Smith in the city of Boston.", "Dr. J. R. Smith"),
        ("en", "The two governments in the end signed on the evening of 22 August 2016 a long and difficult agreement.", "22 August 2016"),
        ("en", "The parliament of the republic approved the loan of EUR 3.2 billion from the bank over 25 years.", "EUR 3.2 billion"),
        ("en", "The share of the northern provinces rose in the year of 2014–15 to nine per cent of everything sold.", "2014–15"),
        ("ru", "Стороны договорились продолжить переговоры о совместном производстве 5 сентября 2016 г. в столице республики.", "5 сентября 2016 г."),
    ],
)  # fmt: skip
def test_what_is_one_for_the_reader_stays_in_one_line(lang: str, text: str, together: str) -> None:
    """Names, titles, dates and amounts are not broken where there is another place, neither by a line nor by a caption."""
    rows = [row for rows in texts(spoken(text, lang=lang, words=r"[\w.,–]+")) for row in rows]
    assert any(together in row for row in rows), rows


SMALL_WORDS = frozenset(["a", "are", "at", "has", "his", "in", "of", "on", "that", "the", "who"])


@pytest.mark.parametrize("words", [r"\w+", "(?!)"], ids=["in captions", "in one caption"])
def test_lines_do_not_end_with_small_words(words: str) -> None:
    """An article or a preposition is on the line of the word that it belongs to."""
    text = (
        "This sentence has no commas at all and goes on and on because its author believes that commas are a sign of weakness "
        "and that any reader who cannot hold forty words in his head at once should not be reading in the first place."
    )
    for row in (row for rows in texts(spoken(text, words=words)) for row in rows):
        assert row.split()[-1] not in SMALL_WORDS


def test_an_address_is_shown_with_the_word_before_it() -> None:
    """A word that is said in a fifth of a second is not alone on the screen because what follows is wider than two lines."""
    address = "https://example.org/" + "a-long-path/" * 8
    with spoken(f"Read {address} today.", word_ms=200, words=r"\S+") as narration:
        assert next(iter(captions(narration))).rows({}, str)[0].startswith("Read")
        assert len(list(captions(narration))) == 2


def test_a_caption_stays_until_it_can_be_read() -> None:
    """Fast speech is shown at no more than 17 columns a second, as far as there is silence after it."""
    text = "Incomprehensibilities notwithstanding, nevertheless."
    with spoken(text, "Next.", word_ms=500, gap_ms=2500) as narration:
        assert next(iter(captions(narration))).end == 1000 * len(text) // 17
    with spoken(text, "Next.", word_ms=500, gap_ms=100) as narration:
        assert next(iter(captions(narration))).end == 1600


def test_parts_begin_with_their_own_words() -> None:
    """Each part starts when the engine says its first word, and stays until the next part begins."""
    with spoken(LONG) as narration:
        parts = list(captions(narration))
        assert [part.id for part in parts] == ["b001s01", "b001s01.2", "b001s01.3"]
        for before, part in pairwise(parts):
            assert before.end == part.start == milliseconds(part.words[0].first_frame, RATE)


def test_without_word_marks_a_sentence_is_one_caption() -> None:
    """No time is guessed: a long sentence of an engine without word marks is one caption of several lines."""
    found = texts(spoken(LONG, words="(?!)"))
    assert len(found) == 1
    assert all(len(row) <= LINE_COLUMNS for row in found[0])


def test_slow_speech_is_cut_by_time() -> None:
    """A caption that would stay longer than seven seconds is cut, though it would fit."""
    with spoken("One slow sentence with some more words in it.", word_ms=1500) as narration:
        parts = list(captions(narration))
    assert len(parts) > 1
    assert all(part.end - part.start <= 7000 for part in parts)


def test_words_that_are_too_long_are_not_made_longer() -> None:
    """A number may take more than seven seconds to say; two of them are not shown together all the same."""
    with spoken("$1,234,567,890, €9,876,543,210.", words=r"[$€]\S+\d", word_ms=9000) as narration:
        assert [(each.start, each.end) for each in captions(narration)] == [(0, 9000), (9000, 18000)]


def test_a_short_word_stays_for_a_second_of_silence() -> None:
    """A caption stays for a second, if the next is not heard before."""
    with spoken("Yes.", "No.", "Well.", gap_ms=500) as narration:
        times = [(each.start, each.end) for each in captions(narration)]
    assert times == [(0, 800), (800, 1600), (1600, 1900)]
    with spoken("Yes.", "No.", gap_ms=2000) as narration:
        assert next(iter(captions(narration))).end == 1000


def test_wide_characters_count_twice() -> None:
    """A line holds 21 Chinese characters, and a sentence is cut at its commas, with closing marks at the end of a line."""
    text = "哈萨克斯坦国防部长正在对以色列进行正式访问，双方讨论了在军事技术领域的合作，并表示愿意继续发展两国之间的关系，「安全是发展的主要条件」。"
    found = texts(spoken(text, lang="zh", words=r"\w"))
    assert len(found) > 1
    for rows in found:
        assert len(rows) <= CAPTION_LINES
        assert all(columns(row) <= LINE_COLUMNS and row[0] not in "，。」" for row in rows)
    assert "".join(row for rows in found for row in rows) == text


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("he", "שר הביטחון של קזחסטן הגיע לביקור רשמי בישראל, ונפגש עם עמיתו הישראלי כדי לדון בשיתוף הפעולה בין שתי המדינות."),
        ("ar", "وصل وزير دفاع كازاخستان في زيارة رسمية إلى إسرائيل، والتقى بنظيره الإسرائيلي لبحث التعاون بين البلدين في المجال العسكري."),
    ],
)  # fmt: skip
def test_right_to_left_text_stays_in_logical_order(lang: str, text: str) -> None:
    """Lines of Hebrew and Arabic follow one another as they are written; players order the letters."""
    assert " ".join(row for rows in texts(spoken(text, lang=lang)) for row in rows) == text


def test_words_that_no_line_holds_are_kept() -> None:
    """An address wider than two lines is shown whole, in more lines than two."""
    address = "https://example.org/" + "a-long-path/" * 12
    found = texts(spoken(f"See {address} for more.", words=r"\S+"))
    assert "".join("".join(row.split()) for rows in found for row in rows) == f"See{address}formore."
    assert all(columns(row) <= LINE_COLUMNS for rows in found for row in rows)


def test_vtt_escapes_and_marks_words() -> None:
    """Each word but the first has its time, before the marks that open it; nothing written is taken for markup."""
    with spoken("He said “Is 1 < 2?” & left.", word_ms=300) as narration:
        body = written(narration, "vtt", "word").split("\n\n")[1]
    assert body.splitlines()[2] == (
        "He <00:00:00.300>said <00:00:00.600>“Is <00:00:00.900>1 &lt; <00:00:01.200>2?” &amp; <00:00:01.500>left."
    )


def test_vtt_names_other_languages() -> None:
    """A block, or words of one, in another language than the article's are in a language span."""
    block = Block("b001", BlockKind.PARAGRAPH, "She said да нет again.", "en", 0, (Annotation(9, 15, "lang", "ru"),))
    other = Block("b002", BlockKind.QUOTATION, "Последний абзац.", "ru")
    article = Article("", "en", "", "", "", "test", (block, other))
    recording = Recording(article)
    for each in article.blocks:
        first = recording.add_speech(Speech(bytes(16000), RATE))
        words = tuple(WordCue(*m.span(), first + m.start(), first + m.end()) for m in re.finditer(r"\w+", each.text))
        recording.add_cue(Cue(Segment(f"{each.id}s01", each, 0, len(each.text)), "", first, recording.frames, words))
    with Narration(article, recording, (), "test 1") as narration:
        assert "\nShe said <lang ru>да нет</lang> again.\n" in written(narration, "vtt")
        assert "\n<lang ru>Последний абзац.</lang>\n" in written(narration, "vtt")
        marked = written(narration, "vtt", "word")
        assert "<lang ru><00:00:00.001>да <00:00:00.002>нет</lang> <00:00:00.002>again." not in marked
        assert marked.count("<lang ru>") == marked.count("</lang>") == 2


def test_srt_underlines_the_word_that_is_heard() -> None:
    """With word captions a subtitle is there once for each word; markup that is written is shown as it is."""
    with spoken("Write <b> or {\\an8} here.", word_ms=300, words=r"[^\s<>{}\\]+") as narration:
        cues = written(narration, "srt", "word").strip().split("\n\n")
        assert [cue.split("\n")[2] for cue in cues] == [
            "<u>Write</u> <\u2060b> or {\u2060\\an8} here.",
            "Write <\u2060<u>b</u>> or {\u2060\\an8} here.",
            "Write <\u2060b> <u>or</u> {\u2060\\an8} here.",
            "Write <\u2060b> or {\u2060\\<u>an8</u>} here.",
            "Write <\u2060b> or {\u2060\\an8} <u>here.</u>",
        ]
        assert [cue.split("\n")[0] for cue in cues] == ["1", "2", "3", "4", "5"]
        assert cues[1].split("\n")[1] == "00:00:00,300 --> 00:00:00,600"


#: Words of every width and script, with the marks around them.
WORDS = st.lists(
    st.one_of(
        st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14),
        st.sampled_from(["北京的", "שלום", "Привет", "e\u0301", "\U0001f600", "<b>", "&amp;", "-->", "{\\i1}", "1", "—", "“so,”", "(a", "b).", "x;"]),
    ),
    min_size=1,
    max_size=60,
)  # fmt: skip


@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from([40, 300, 900, 2500]), st.sampled_from([0, 50, 700]))
def test_any_text_is_shown_whole_and_in_order(blocks: list[list[str]], word_ms: int, gap_ms: int) -> None:
    """Nothing is lost or shown twice; captions never overlap, end after they start, and fit two lines of 42 columns."""
    narration = spoken(*(" ".join(words) for words in blocks), word_ms=word_ms, gap_ms=gap_ms)
    with narration:
        shown: list[Caption] = list(captions(narration))
        until = 0
        for caption in shown:
            assert until <= caption.start < caption.end
            until = caption.end
            rows = caption.rows({}, str)
            assert all(columns(row) <= LINE_COLUMNS for row in rows)
            timed = re.fullmatch(r"[\w\s\u0301]+", " ".join(rows))
            assert len(rows) <= CAPTION_LINES or not timed
        for block in narration.article.blocks:
            rows = [row for each in shown if each.cue.segment.block.id == block.id for row in each.rows({}, str)]
            assert "".join("".join(rows).split()) == "".join(block.text.split())


@given(st.lists(WORDS, min_size=1, max_size=3), st.sampled_from(["sentence", "word"]), st.sampled_from([1, 60, 400]))
def test_what_is_written_is_what_is_verified(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[list[str]], mode: str, word_ms: int
) -> None:
    """Captions, transcripts and manifests of any text say the same when they are read back."""
    folder = tmp_path_factory.mktemp("any")
    with spoken(*(" ".join(words) for words in blocks), word_ms=word_ms) as narration:
        paths = [folder / f"a{suffix}" for suffix in (".vtt", ".srt", ".lrc", ".txt", ".json")]
        for path in paths:
            outputs.write(narration, path, Options(captions=mode))
        report = verify.narration(narration, paths)
    assert {finding.check for finding in report.findings} <= {"coverage"}, report.findings


@pytest.fixture(scope="module")
def customers() -> Iterator[Narration]:
    """The customer's article as the default engine says it."""
    engine = engines.load("pyttsx3")
    with narrate(read_article(KAZINFORM), engine) as narration:
        yield narration
    engine.close()


@pytest.mark.parametrize(("name", "mode"), [("vtt", "sentence"), ("vtt", "word"), ("srt", "sentence")])
def test_captions_of_the_customers_article(
    customers: Narration, check_golden: Callable[[Path, str], None], name: str, mode: str
) -> None:
    """The captions of the customer's article, without their times: which words are shown together, in which lines."""
    text = re.sub(r"\d\d:\d\d:\d\d[.,]\d{3}", "TIME", written(customers, name, mode))
    check_golden(GOLDEN / f"kazinform-{mode}.{name}", text)


def test_captions_are_readable(customers: Narration) -> None:
    """In real speech every caption fits, and stays between one and seven seconds where the speech allows."""
    for caption in captions(customers):
        rows = caption.rows({}, str)
        assert len(rows) <= CAPTION_LINES, rows
        assert all(len(row) <= LINE_COLUMNS for row in rows), rows
        assert 1000 <= caption.end - caption.start <= 7000, rows


@pytest.mark.parametrize("mode", ["sentence", "word"])
@pytest.mark.parametrize("name", ["vtt", "srt"])
def test_another_program_reads_the_captions(
    customers: Narration, tmp_path: Path, needs: Callable[..., None], name: str, mode: str
) -> None:
    """ffprobe finds as many captions as were written, at their times."""
    needs("ffprobe")
    outputs.write(customers, tmp_path / f"a.{name}", Options(captions=mode))
    command = ["ffprobe", "-v", "error", "-show_entries", "packet=pts_time,duration_time", "-of", "json", f"a.{name}"]
    done = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path)
    assert done.stderr == b""
    packets = json.loads(done.stdout)["packets"]
    times = re.findall(r"([\d:]+)[.,](\d{3}) --> ", (tmp_path / f"a.{name}").read_text(encoding="utf-8"))
    assert len(packets) == len(times)
    for packet, (clock, ms) in zip(packets, times, strict=True):
        hours, minutes, seconds = map(int, clock.split(":"))
        assert round(float(packet["pts_time"]) * 1000) == (hours * 60 + minutes) * 60_000 + seconds * 1000 + int(ms)


def test_lrc_has_a_line_for_each_segment(tmp_path: Path) -> None:
    """Lines with their times in hundredths; each word with its own, if asked; a bracket is no second time."""
    with spoken("One two.", "[00:01.00] is written here.") as narration:
        outputs.write(narration, tmp_path / "a.lrc")
        assert (tmp_path / "a.lrc").read_text().splitlines() == [
            "[ti:One two]",
            "[length:00:02]",
            "[00:00.00]One two.",
            "[00:01.00] [00:01.00] is written here.",
        ]
        outputs.write(narration, tmp_path / "a.lrc", Options(captions="word"))
        assert (tmp_path / "a.lrc").read_text().splitlines()[2:] == [
            "[00:00.00]<00:00.00>One <00:00.30>two.",
            "[00:01.00]<00:01.00>[00:<00:01.30>01.<00:01.60>00] <00:01.90>is <00:02.20>written <00:02.50>here.",
        ]


def test_lrc_times_stand_before_the_marks_that_open_a_word(tmp_path: Path) -> None:
    """As in VTT: a quotation mark or bracket is lit with its word, not with the one before it."""
    with spoken("“No,” said ministers (including (the) first co-worker).", words=r"\w+") as narration:
        outputs.write(narration, tmp_path / "a.lrc", Options(captions="word"))
        line = (tmp_path / "a.lrc").read_text(encoding="utf-8").splitlines()[-1]
        assert verify.narration(narration, [tmp_path / "a.lrc"]).whole
    assert line == (
        "[00:00.00]<00:00.00>“No,” <00:00.30>said <00:00.60>ministers <00:00.90>(including <00:01.20>(the) "
        "<00:01.50>first <00:01.80>co-<00:02.10>worker)."
    )


def test_txt_is_the_article(tmp_path: Path) -> None:
    """Title, byline and blocks as they are written, with the line ends of the source."""
    article = making.article("A paragraph\nin two lines.", "Another.", title="The title")
    article = Article(article.title, "en", "By Ann", "", "", "test", article.blocks)
    recording = Recording(article)
    first = recording.add_speech(Speech(bytes(2000), RATE))
    segment = Segment("b001s01", article.blocks[0], 0, len(article.blocks[0].text))
    recording.add_cue(Cue(segment, "", first, recording.frames))
    with Narration(article, recording, (), "test 1") as narration:
        outputs.write(narration, tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_text() == "The title\n\nBy Ann\n\nA paragraph\nin two lines.\n\nAnother.\n"


def test_the_longest_suffix_wins() -> None:
    """.chapters.vtt is chapters and .vtt captions, whatever the letters' case."""
    assert outputs.suffix("a/story.chapters.vtt") == ".chapters.vtt"
    assert outputs.suffix("story.Chapters.JSON") == ".Chapters.JSON"
    assert outputs.suffix("story.mychapters.vtt") == ".vtt"
    assert outputs.suffix("story.chapters") == ""
    assert outputs.suffix(".vtt") == ""


def test_chapters_of_headings(tmp_path: Path) -> None:
    """The sections of a page are chapters, one after the other up to the end, in both formats alike."""
    engine = engines.load("silence")
    with narrate(read_article(CONTENT / "harbour-bells.html"), engine) as narration:
        for suffix in (".chapters.vtt", ".chapters.json"):
            outputs.write(narration, tmp_path / f"a{suffix}")
        duration = milliseconds(narration.master.frames, narration.master.sample_rate)
        headings = [block.text for block in narration.article.blocks if block.kind is BlockKind.HEADING]
    rows = json.loads((tmp_path / "a.chapters.json").read_text(encoding="utf-8"))["chapters"]
    assert [row["title"] for row in rows][-len(headings) :] == headings
    assert (rows[0]["startTime"], rows[-1]["endTime"]) == (0, duration / 1000)
    for before, row in pairwise(rows):
        assert before["endTime"] == row["startTime"]
    cues = (tmp_path / "a.chapters.vtt").read_text(encoding="utf-8").split("\n\n")[1:]
    assert [cue.splitlines()[2] for cue in cues] == [row["title"] for row in rows]
