"""Whether capitals can be said as a word: clusters of consonants that begin and end English syllables, with vowels between."""

from __future__ import annotations

from typing import Final

from tts.pattern import Pattern

_ONSETS: Final = (
    "B BL BR C CH CHR CL CR D DR DW F FL FR G GH GL GN GR H J K KH KL KN KR L LL M N P PH PL PR QU R RH S SC SCH SCR SH SHR SK SL SM"
    " SN SP SPL SPR SQU ST STR SW T TH THR TR TS TW V W WH WR X Y Z ZH"
)
_CODAS: Final = (
    "B BS C CH CK CKS CT CTS D DS DTH F FF FFS FS FT FTH FTS G GG GH GHN GHS GHT GHTS GN GS H K KS L LB LD LDS LF LFTH LK LKS LL LLS"
    " LM LMS LN LP LPS LS LT LTH LTS LVE M MB MBS MN MP MPS MPT MPTS MS N NC NCH NCT ND NDS NG NGS NGTH NK NKS NN NS NT NTH NTHS NTS"
    " NX NZ P PH PS PT PTH PTS R RB RBS RC RCH RD RDS RF RG RGH RK RKS RL RLD RLDS RLS RM RMS RMTH RN RNS RP RPS RR RS RSE RSH RST RT"
    " RTH RTS RTZ S SC SCH SH SK SKS SM SMS SP SPS SS ST STS T TCH TH THS TS TT TTS TZ V VS W WD WDS WK WL WLS WN WNS WS X XT Y YS Z ZZ"
)


_BEGINNING: Final = frozenset(_ONSETS.split())
_END: Final = frozenset(_CODAS.split())
# Stretches of consonants, and of vowels between them. The U of QU is no vowel.
_STRETCHES = Pattern(r"(?:[^AEIOUYQ]|QU?(?=[AEIOUY])|Q)+|[AEIOUY]+")
_VOWELS: Final = frozenset("AEIOUY")
#: More vowels are no part of a word.
_MOST_VOWELS: Final = 4
_VOWELS_OF_LETTERS = Pattern(r"AA|AO|[IU]A|EO|II|IO|IU|UU|UO|Y[AEIOU]|[AEIOU]Y[AEIOU]|[AEIOU]{3}")
_DRAWN_OUT = Pattern(r"([AEIOUY])\1\1\1")
#: Runs longer than this are no word; it bounds the work, too.
_LONGEST: Final = 24


def is_pronounceable(run: str) -> bool:
    """Whether a run of capitals looks like a word of English."""
    if len(run) > 4 and (len(set(run)) < 3 or _DRAWN_OUT.search(run)):
        return True  # a cry: NOOOO, HAHAHA, WHAAAAT
    if len(run) > 6 and sum(letter in _VOWELS for letter in run) * 5 > len(run):
        return len(run) <= _LONGEST  # a name of another language: LINDQVIST, ABDRAKHMANOVA
    return len(run) <= _LONGEST and _is_word(_STRETCHES.findall(run))


def _is_word(stretches: list[str]) -> bool:
    vowels = [stretch for stretch in stretches if stretch[0] in _VOWELS]
    if not vowels or max(map(len, vowels)) > _MOST_VOWELS:
        return False
    if stretches[0] is not vowels[0] and stretches.pop(0) not in _BEGINNING:
        return False
    if stretches[-1] is not vowels[-1] and stretches.pop() not in _END:
        return False
    return all(_is_between(stretch) for stretch in stretches if stretch[0] not in _VOWELS)


def _is_between(consonants: str) -> bool:
    """Whether consonants may stand between two vowels: the end of a syllable, the beginning of one, or both."""
    if consonants in _END:
        return True
    return any(
        consonants[place:] in _BEGINNING and (not place or consonants[:place] in _END)
        for place in range(len(consonants))
    )


def is_short_word(run: str) -> bool:
    """Whether four capitals are rather a word than letters: FIDE, TARP and YORK are, UCLA, NAIA, USDA and stations (KHOU) are not."""
    starts = run[0] not in "AEIOUKW" and (run[0] != "Y" or run[1] in "AEIOU")
    return starts and is_pronounceable(run) and _VOWELS_OF_LETTERS.search(run, 1) is None
