"""Characters that carry no sound, or are another way to write a letter: taken out before the scan, accounted for after.

Soft hyphens, zero-width characters, bidirectional controls and byte-order marks go. Ligatures, full-width forms and
mathematical letters become the letters they stand for (Unicode compatibility decomposition, NFKC, of these alone:
superscripts, fractions and units mean something else than their plain digits and letters, and stay).
"""

from __future__ import annotations

import re
import unicodedata

from tts.model import Token

_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef"
_FOLDED = "ﬀ-ﬆ\uff01-\uff5e\U0001d400-\U0001d7ff"
# An accent, a prime or another quotation mark between letters is meant for an apostrophe.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[`´ʹʼ＇](?=[^\W\d_])")
_ODD = re.compile(rf"[{_INVISIBLE}{_FOLDED}]")
_RUN = re.compile(r"\S+")
_IS_INVISIBLE = re.compile(rf"[{_INVISIBLE}]")


def clean(text: str) -> tuple[str, list[int] | None]:
    """The text as the rules see it, and where each of its characters begins in the written text.

    Returns:
        The cleaned text, and one position more than it has characters (the last is the length of the written text);
        None in place of the positions where each character stands where it stood.
    """
    text = _APOSTROPHE.sub("'", text)
    if _ODD.search(text) is None:
        return text, None
    letters: list[str] = []
    origins: list[int] = []
    for position, letter in enumerate(text):
        if _IS_INVISIBLE.match(letter):
            # An emoji keeps what joins it to the next one.
            if letter == "\u200d" and letters and letters[-1] > "\u2000":
                letters.append(letter)
                origins.append(position)
            continue
        plain = unicodedata.normalize("NFKC", letter) if _ODD.match(letter) else letter
        letters.extend(plain)
        origins.extend([position] * len(plain))
    origins.append(len(text))
    return "".join(letters), origins


def relocated(tokens: list[Token], origins: list[int], text: str, said: int = 0) -> list[Token]:
    """Tokens of the cleaned text as tokens of the written one, with what was taken out accounted for.

    An invisible character belongs to the token it touches, or else is a token of its own that says nothing. `said` is how much
    of the spoken text there was before these tokens.
    """
    result: list[Token] = []
    done = 0
    for token in tokens:
        start, end = max(origins[token.start], done), origins[token.end]
        for run in _RUN.finditer(text, done, start):
            if run.end() == start:
                start = run.start()
            else:
                result.append(Token(run.start(), run.end(), said, said, "invisible"))
        if end > start:
            result.append(token._replace(start=start, end=end))
        elif result:
            # Half of a character that stands for two: its words belong to the token that has the other half.
            result[-1] = result[-1]._replace(spoken_end=token.spoken_end)
        done, said = max(done, end), token.spoken_end
    result.extend(Token(run.start(), run.end(), said, said, "invisible") for run in _RUN.finditer(text, done))
    return result
