"""Encodings are found from the bytes, for whole files and line by line."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import CASES
from waiting import check_linear

from search.articles.encoding import decode as decoding
from search.articles.encoding.arabic import arabic_codec, arabic_score
from search.articles.encoding.decode import decode, detect, lines
from search.errors import Unreadable

ROWS = [
    line.split("\t")
    for line in (CASES / "encodings.tsv").read_text("utf-8").splitlines()
    if line and line[0] != "#"
]
SENTENCE = "افتتح السوق الجديد في ميناء الفاو صباح الأربعاء، وحضر الصيادون."


@pytest.mark.parametrize(("codec", "found", "text"), ROWS)
def test_a_file_in_this_encoding(codec: str, found: str, text: str) -> None:
    data = text.encode(codec)
    assert detect(data) == found
    assert decode(data) == (text, not found.startswith("utf-8"))


@pytest.mark.parametrize(("codec", "found", "text"), [row for row in ROWS if row[0] != "utf-32"])
def test_lines_in_this_encoding(codec: str, found: str, text: str) -> None:
    data = "\n".join([text] * 3).encode(codec)
    assert list(lines(io.BytesIO(data))) == [(text, not found.startswith("utf-8"))] * 3


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00",
        b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00",
        bytes(range(256)) * 8,
        b"text and \x00 nought",
    ],
)
def test_binary_data_is_not_text(data: bytes) -> None:
    with pytest.raises(Unreadable, match="not a text file"):
        decode(data)


def test_a_few_bad_bytes_do_not_change_the_encoding() -> None:
    data = SENTENCE.encode() * 5
    assert decode(data[:-1] + b"\xff")[0].startswith(SENTENCE)


def test_the_declared_encoding_decides_where_the_bytes_are_not_arabic() -> None:
    assert decode("Привет, мир".encode("cp1251"), "windows-1251")[0] == "Привет, мир"


def test_lines_may_differ_in_encoding() -> None:
    data = b"\n".join([SENTENCE.encode(), SENTENCE.encode("cp1256"), SENTENCE.encode("iso8859_6")])
    assert list(lines(io.BytesIO(data))) == [(SENTENCE, False), (SENTENCE, True), (SENTENCE, True)]


@pytest.mark.parametrize("names", [("utf-8", "cp1256"), ("cp1256", "utf-8"), ("utf-8",) * 30 + ("cp1256",)])
def test_files_of_different_encodings_joined(names: tuple[str, ...]) -> None:
    line = "افتتحت بلدية الفاو سوقًا جديدًا في الميناء.\n"
    assert decode(b"".join(line.encode(codec) for codec in names))[0] == line * len(names)


def test_a_bad_byte_in_a_short_line_does_not_change_it() -> None:
    text = "افتتحت بلدية الفاو سوقًا جديدًا في الميناء.\n" * 9
    assert decode(text.encode() + b"\xd8\xb3\xd9\x88\xff\n")[0] == f"{text}سو\ufffd\n"


def test_bad_bytes_in_one_file_do_not_change_its_lines_for_another_encoding() -> None:
    text = "افتتحت بلدية الفاو سوقًا جديدًا في الميناء.\n" * 9
    data = text.encode() + b"\xd8\xb3\xd9\x88\xff\n" + text.encode("cp1256") + "نعم\n".encode("cp1256")
    assert decode(data)[0] == f"{text}سو\ufffd\n{text}نعم\n"


@pytest.mark.slow
def test_many_short_lines_that_went_wrong_take_linear_time() -> None:
    check_linear(lambda lines: decode(b"a" * 70_000 + b"\xff\n" * lines), 30_000)


def test_lines_across_the_sample_are_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "SAMPLE", 50)
    given_lines = [f"{number} {SENTENCE}" for number in range(20)]
    data = "\n".join(given_lines).encode()
    assert [line for line, _ in lines(io.BytesIO(data))] == given_lines


def test_a_line_over_the_limit_is_refused_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_TEXT", 100)
    monkeypatch.setattr(decoding, "SAMPLE", 8)
    found = [line for line, _ in lines(io.BytesIO(b"one\n" + b"x" * 1000 + b"\nthree\n"))]
    assert found[0] == "one" and isinstance(found[1], Unreadable) and found[2] == "three"


def test_letters_of_arabic_score_higher_in_their_own_encoding() -> None:
    data = SENTENCE.encode("cp1256")
    assert arabic_score(data.decode("cp1256")) > arabic_score(data.decode("iso8859_6", "replace")) + 0.5


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1251", "Московский суд рассмотрел дело о нарушении прав потребителей в городе."),
        ("koi8_r", "Московский суд рассмотрел дело о нарушении прав потребителей в городе."),
        ("cp866", "Московский суд рассмотрел дело о нарушении прав потребителей в городе."),
        ("iso8859_7", "Η κυβέρνηση ανακοίνωσε χθες νέα μέτρα για την οικονομία της χώρας"),
        ("cp1255", "הממשלה הודיעה אתמול על צעדים חדשים לכלכלה"),
        ("cp1252", "Le président a été élu à la majorité, déclarée dès l'été où le député était présent"),
        ("mac_roman", "Le président a été élu à la majorité, déclarée dès l'été où le député était présent"),
        ("cp1254", "Türkiye'de yapılan seçimlerin sonuçları açıklandı, güneşli bir gündü"),
        ("tis_620", "รัฐบาลประกาศมาตรการใหม่เพื่อเศรษฐกิจของประเทศ"),
        ("gb2312", "政府昨天宣布了新的经济措施"),
        ("euc_kr", "정부는 어제 새로운 경제 대책을 발표했다"),
        ("shift_jis", "政府は昨日新しい経済対策を発表した"),
    ],
)
def test_what_is_not_arabic_is_not_taken_for_arabic(codec: str, text: str) -> None:
    assert not arabic_codec(text.encode(codec))


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_unreadable(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except Unreadable:
        return
    text.encode("utf-8")
    assert "\x00" not in text


@given(st.binary(max_size=300))
def test_any_bytes_give_lines(data: bytes) -> None:
    try:
        assert all(isinstance(line, str | Unreadable) for line, _ in lines(io.BytesIO(data)))
    except Unreadable as error:
        assert b"\x00" in data and "not a text file" in str(error)
