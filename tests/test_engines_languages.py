"""Voices for languages: RFC 4647 lookup over BCP 47 tags."""

from __future__ import annotations

import pytest

from tts.engines.languages import canonical, chosen, match, ranges
from tts.errors import VoiceError
from tts.model import Voice


def voices(*tags: str) -> list[Voice]:
    return [Voice("e", f"id/{tag}", f"Name {tag}", tuple(tag.split(","))) for tag in tags]


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("en-gb", "en-GB"),
        ("EN_us", "en-US"),
        ("cmn-latn-pinyin", "cmn-Latn-pinyin"),
        ("es-419", "es-419"),
        ("vi-vn-x-central", "vi-VN-x-central"),
        ("en-gb-x-rp", "en-GB-x-rp"),
        ("ca-VALENCIA", "ca-valencia"),
    ],
)
def test_canonical(tag: str, wanted: str) -> None:
    """Regions in capitals, scripts in title case, everything after a singleton in lower case (RFC 5646, 2.1.1)."""
    assert canonical(tag) == wanted


def test_ranges() -> None:
    """A tag loses its last subtag, and a singleton with it (the example of RFC 4647, section 3.4)."""
    assert list(ranges("zh-Hant-CN-x-private1-private2")) == [
        "zh-hant-cn-x-private1-private2",
        "zh-hant-cn-x-private1",
        "zh-hant-cn",
        "zh-hant",
        "zh",
    ]


@pytest.mark.parametrize(
    ("lang", "offered", "wanted"),
    [
        ("en", ["en-GB", "en-US,en"], "id/en-US,en"),
        ("en-GB", ["en-US,en", "en-GB,en"], "id/en-GB,en"),
        ("en-AU", ["en-US,en", "en-GB,en"], "id/en-GB,en"),
        ("en-CA", ["en-US,en", "en-GB,en"], "id/en-US,en"),
        ("de-CH-1996", ["de"], "id/de"),
        ("iw", ["he"], "id/he"),
        ("en", ["en-GB", "en-US"], "id/en-US"),
        ("en-GB", ["fr-FR", "en-US"], "id/en-US"),
        ("fr", ["fr-BE,fr", "fr-CH,fr", "fr-FR,fr"], "id/fr-FR,fr"),
        ("fr-CA", ["fr-BE,fr", "fr,fr-FR"], "id/fr,fr-FR"),
        ("fr-BE", ["fr,fr-FR", "fr-BE,fr"], "id/fr-BE,fr"),
        ("fr", ["fr-BE,fr", "fr-FR"], "id/fr-BE,fr"),
        ("fa", ["fa-Latn", "fa-IR"], "id/fa-IR"),
        ("kk", ["mul"], "id/mul"),
    ],
)
def test_match(lang: str, offered: list[str], wanted: str) -> None:
    """The most exact tag wins; a region may stand in for a language, another script may not."""
    assert match(lang, voices(*offered), "e").id == wanted


@pytest.mark.parametrize("lang", ["xx", "en", "kazakh"])
def test_no_match(lang: str) -> None:
    """A language nobody speaks is an error, never another language's voice."""
    with pytest.raises(VoiceError, match=f"language '{lang}'"):
        match(lang, voices("kk", "en-Shaw"), "e")


def test_near_match() -> None:
    """The error names the nearest languages."""
    with pytest.raises(VoiceError, match="Nearest: kk"):
        match("kks", voices("kk", "en-Shaw"), "e")


def test_a_voice_is_chosen_by_id_name_or_language() -> None:
    """The id in its own letters comes first, then an id or a name in others, then the first voice of exactly that language."""
    offered = [*voices("en-GB", "kk"), Voice("e", "ID/KK", "Shout", ("ru", "kk")), Voice("e", "kk", "Short", ("fr",))]
    for wanted, found in (
        ("ID/KK", "ID/KK"),
        ("id/KK", "id/kk"),
        ("name KK", "id/kk"),
        ("shout", "ID/KK"),
        ("kk", "kk"),
        ("KK", "kk"),
        ("en_gb", "id/en-GB"),
        ("ru", "ID/KK"),
    ):
        assert chosen(wanted, offered, "e").id == found
    for wrong in ("en-G", "id/k", "id/en-GB-x-rp"):
        with pytest.raises(VoiceError, match=r"Nearest: .*id/"):
            chosen(wrong, offered, "e")
