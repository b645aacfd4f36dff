"""What an audio file says about itself, in the names FFmpeg gives to ID3 frames, MP4 atoms and Vorbis comments."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator
from pathlib import PurePath

from tts.outputs.chapters import Chapter
from tts.outputs.covers import Cover
from tts.recorded import Narration
from tts.timing import milliseconds, timestamp
from tts.titles import shown_title

_FRONT_COVER = 3

#: ISO 639-2 codes (terminology) of languages that have a shorter one, and of those that it has no code for.
_ISO_639_2_CODES = (
    "af:afr am:amh an:arg ar:ara as:asm az:aze ba:bak be:bel bg:bul bn:ben bs:bos ca:cat cmn:zho cs:ces cv:chv cy:cym da:dan "
    "de:deu el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas fi:fin fo:fao fr:fra ga:gle gd:gla gn:grn gu:guj he:heb hi:hin "
    "hr:hrv ht:hat hu:hun hy:hye ia:ina id:ind io:ido is:isl it:ita ja:jpn ka:kat kk:kaz kl:kal kn:kan ko:kor ku:kur ky:kir "
    "la:lat lb:ltz lt:lit lv:lav mi:mri mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt my:mya nb:nob ne:nep nl:nld nn:nno no:nor "
    "om:orm or:ori pa:pan pl:pol ps:pus pt:por qu:que ro:ron ru:rus sd:snd si:sin sk:slk sl:slv so:som sq:sqi sr:srp sv:swe "
    "sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk tl:tgl tn:tsn tr:tur tt:tat ug:uig uk:ukr ur:urd uz:uzb vi:vie yi:yid "
    "yue:zho zh:zho"
)
_ISO_639_2 = dict(pair.split(":") for pair in _ISO_639_2_CODES.split())


def tags(narration: Narration) -> dict[str, str]:
    """Title, author, narrator and origin; what is not known is left out.

    The title is that of `tts.titles`. The voice is both `performer` (Vorbis comments) and `composer` (where audiobook
    players look for the narrator in ID3 and MP4). A source in a folder is named by its file name alone.
    """
    article = narration.article
    narrator = narration.voice.name if narration.voice else narration.delivery.voice or narration.engine
    source = "" if article.source in {"", "-"} else article.source
    if source and "://" not in source:
        source = PurePath(source).name
    comment = f"Spoken by {narration.engine}" + (f". Source: {source}" if source else "")
    found = {
        "title": shown_title(article),
        "artist": article.byline,
        "date": article.date,
        "language": article.lang,
        "composer": narrator,
        "performer": narrator,
        "source": source,
        "genre": "Speech",
        "comment": comment,
    }
    return {name: " ".join(value.split()).replace("\0", "") for name, value in found.items() if value}


def iso_639_2(tag: str) -> str:
    """What ID3 (2.3, TLAN) and MP4 (ISO/IEC 14496-12, mdhd) call the language of a BCP 47 tag; empty where they have no name for it.

    >>> iso_639_2("kk"), iso_639_2("en-GB"), iso_639_2("haw")
    ('kaz', 'eng', 'haw')
    """
    language = tag.partition("-")[0].lower()
    return _ISO_639_2.get(language, language if len(language) == 3 else "")


def chapter_comments(found: list[Chapter], rate: int) -> Iterator[tuple[str, str]]:
    """Chapters as Vorbis comments: CHAPTER001 and CHAPTER001NAME (xiph.org wiki, Chapter Extension)."""
    for number, chapter in enumerate(found, start=1):
        yield f"CHAPTER{number:03}", timestamp(milliseconds(chapter.start_frame, rate))
        yield f"CHAPTER{number:03}NAME", " ".join(chapter.title.split())


def picture_comment(cover: Cover) -> str:
    """A picture as the value of METADATA_BLOCK_PICTURE (RFC 9639, section 8.8, in base64)."""
    mime = cover.mime_type.encode()
    head = struct.pack(">II", _FRONT_COVER, len(mime)) + mime
    sizes = struct.pack(">IIIIII", 0, cover.width, cover.height, 24, 0, len(cover.data))
    return base64.b64encode(head + sizes + cover.data).decode("ascii")
