"""Bytes to text, whatever encoding they are in.

Byte order marks and strict UTF-8 decide first, then the letters of Arabic (see `arabic`); what is not Arabic
is left to charset-normalizer.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from search.articles.encoding.arabic import ARABIC_CODECS, arabic_codec
from search.articles.result import MAX_TEXT, not_text
from search.errors import Unreadable

SAMPLE = 64 * 1024
"""How many bytes are looked at to find an encoding."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NUL_INSIDE = Unreadable("It holds a NUL byte, which no text does.")
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Text(NamedTuple):
    """Decoded text, and whether it was in another encoding than UTF-8."""

    text: str
    recoded: bool


class Line(NamedTuple):
    """A line without its end, or the reason why there is none; and whether it was not UTF-8."""

    text: str | Unreadable
    recoded: bool


def decode(data: bytes, declared: str = "") -> Text:
    """The text of a file's bytes.

    `declared` is the encoding the file claims, believed where the bytes agree. Raises Unreadable for data
    that is not text.
    """
    name = detect(data, declared)
    text = _decoded(data, name) if name else ""
    if not name or "\x00" in text[:SAMPLE]:
        raise not_text()
    return Text(text.removeprefix("\ufeff"), not name.startswith("utf-8"))


def _decoded(data: bytes, name: str) -> str:
    """The text; lines of one file may differ in encoding, as they do where files were joined."""
    if name not in ("utf-8", *ARABIC_CODECS):
        return data.decode(name, "replace" if name != "utf-8-sig" else "strict")
    other = name if name in ARABIC_CODECS else arabic_codec(_faulty(data))
    text = io.StringIO()
    for line in io.BytesIO(data):
        text.write(_decoded_line(line, other))
    return text.getvalue()


def _decoded_line(line: bytes, other: str) -> str:
    """A line of UTF-8, or else of the `other` encoding where more of it is faults than letters."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode("utf-8", "replace")
        letters = len(text) - len(text.encode("ascii", "ignore"))
        return line.decode(other, "replace") if other and 2 * text.count("\ufffd") > letters else text


def _faulty(data: bytes) -> bytes:
    """The first lines that are not UTF-8, as many as a sample holds or few more."""
    lines, size = list[bytes](), 0
    for line in io.BytesIO(data):
        if not _is_utf8(line):
            lines.append(line)
            size += len(line)
        if size > SAMPLE:
            break
    return b"".join(lines)[:SAMPLE]


def detect(data: bytes, declared: str = "") -> str:
    """The Python codec for the data, or "" when it is not text; UTF-8 is given as utf-8-sig or utf-8."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return "utf-8" if name == "utf-8-sig" and not _is_utf8(data) else name
    sample = data[:SAMPLE]
    wide = _wide(sample)
    if wide:
        return wide
    if b"\x00" in sample or len(_NOT_TEXT.findall(sample)) > len(sample) // 50:
        return ""
    if _is_utf8(data):
        return "utf-8-sig"
    return _one_byte(sample, declared) or "utf-8"


def lines(stream: BinaryIO) -> Iterator[Line]:
    """The lines of a stream of any length; memory is one line.

    A line over MAX_TEXT, or with a NUL, comes as the reason why not. Lines of one file may differ in
    encoding, as they do where files were joined. Raises Unreadable for binary data.
    """
    head = stream.read(SAMPLE)
    wide = is_wide(head)
    if not wide and _is_binary(head):
        raise not_text()
    yield from _wide_lines(head, stream, wide) if wide else _narrow_lines(head, stream)


def is_wide(head: bytes) -> str:
    """The codec of two or four bytes a character that the beginning of a file is in, or ""."""
    return next((name for mark, name in _MARKS[1:] if head.startswith(mark)), "") or _wide(head)


def _is_binary(head: bytes) -> bool:
    """Whether the beginning of a file holds more control characters than a few lines that went wrong."""
    return b"\x00" in head and len(_NOT_TEXT.findall(head)) > max(4, len(head) // 50)


def _narrow_lines(head: bytes, stream: BinaryIO) -> Iterator[Line]:
    start, hint = True, ""
    for line in _split(head, stream, b"\n"):
        if isinstance(line, Unreadable):
            yield Line(line, False)
            continue
        if b"\x00" in line:
            yield Line(_NUL_INSIDE, False)
            continue
        if start:
            line, start = line.removeprefix(codecs.BOM_UTF8), False
        try:
            yield Line(line.decode("utf-8"), False)
        except UnicodeDecodeError:
            hint = hint or _one_byte(head, "")
            name = _one_byte(line, hint) or hint
            yield Line(line.decode(name or "utf-8", "replace"), True)


def _wide_lines(head: bytes, stream: BinaryIO, name: str) -> Iterator[Line]:
    decoder = codecs.getincrementaldecoder(name)("replace")
    text = decoder.decode(head)
    while True:
        parts = text.split("\n")
        text = parts.pop()
        yield from (Line(part, True) for part in parts)
        if len(text) > MAX_TEXT:
            raise _too_long_line()
        chunk = stream.read(1024 * 1024)
        if not chunk:
            break
        text += decoder.decode(chunk)
    if text:
        yield Line(text, True)


def _split(head: bytes, stream: BinaryIO, end: bytes) -> Iterator[bytes | Unreadable]:
    """Lines of `head` and then of the stream, each without its end, none longer than MAX_TEXT."""
    first, newline, rest = head.rpartition(end)
    if newline:
        yield from first.split(end)
    pending = rest
    while True:
        line = stream.readline(MAX_TEXT + 1 - len(pending))
        whole = pending + line
        if not whole:
            return
        pending = b""
        if len(whole) > MAX_TEXT and not whole.endswith(end):
            while line and not line.endswith(end):
                line = stream.readline(MAX_TEXT)
            yield _too_long_line()
        else:
            yield whole.removesuffix(end)


def _too_long_line() -> Unreadable:
    limit = MAX_TEXT // 1024**2
    return Unreadable("It is longer than the limit of {limit} MB for one article.", limit=limit)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _wide(sample: bytes) -> str:
    """The UTF-16 a sample without mark is in, or "": every other byte is nought or the Arabic block."""
    if len(sample) < 4:
        return ""
    half = len(sample) // 2
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        blocks = high.count(0x00) + high.count(0x06)
        if blocks > 0.8 * half and (high.count(0x06) > 0 or _all_ascii(sample)):
            return name
    return ""


def _all_ascii(sample: bytes) -> bool:
    """True for UTF-16 of ASCII alone: half noughts, and the other half printable."""
    other = sample.replace(b"\x00", b"")
    return abs(2 * len(other) - len(sample)) <= 2 and other.isascii() and not _NOT_TEXT.search(other)


def _one_byte(sample: bytes, declared: str) -> str:
    """The best codec for a sample that is not UTF-8, or "" when UTF-8 with faults is the better reading."""
    broken = sample.decode("utf-8", "replace")
    faults = broken.count("\ufffd")
    if faults * 50 <= sum(not sign.isascii() for sign in broken):  # a few bad bytes, or a cut at the end
        return ""
    codec = arabic_codec(sample) or arabic_codec(_faulty(sample))  # the second: of files that were joined
    return codec or _known(declared) or _normalizer(sample)


def _known(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name if declared else ""
    except (LookupError, ValueError):
        return ""
    return name if name.startswith(("cp", "iso8859", "mac", "koi8", "gb", "big5", "euc", "shift")) else ""


def _normalizer(sample: bytes) -> str:
    from charset_normalizer import from_bytes  # only for what is not Arabic

    best = from_bytes(sample, steps=5, chunk_size=512).best()
    return best.encoding if best is not None else "cp1252"
