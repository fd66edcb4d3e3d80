"""CSV as Excel and databases write it: lines above the header, line ends of every kind."""

from pathlib import Path

import pytest

from search.articles import Read, Skipped, read

TEXT = "افتتحت بلدية الفاو سوقًا جديدًا للأسماك، يضم أربعين محلًا."
ROW = f'سوق جديد;"{TEXT}";12/04/2023'
FILES = {
    "a separator named": f"sep=;\r\nالعنوان;النص;التاريخ\r\n{ROW}\r\n",
    "a separator named, quoted": f'"sep=;"\r\nالعنوان;النص;التاريخ\r\n{ROW}\r\n',
    "blank lines above": f"\r\n;;\r\nالعنوان;النص;التاريخ\r\n{ROW}\r\n",
    "a caption above": f"أخبار نيسان، 2023;;\r\n;;\r\nالعنوان;النص;التاريخ\r\n{ROW}\r\n",
    "Macintosh": f"العنوان;النص;التاريخ\r{ROW}\r",
    "other names": f"عنوان الخبر;تفاصيل الخبر;تاريخ الخبر\n{ROW}\n",
    "WordPress": f"post_title;post_content;post_date\n{ROW}\n",
}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("name", FILES)
def test_header(tmp_path: Path, name: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(FILES[name].encode(encoding))
    (found,) = read(path)
    assert isinstance(found, Read)
    article = found.article
    assert (article.title, article.text, article.date) == ("سوق جديد", TEXT, "2023-04-12")


def test_rows_between_the_line_ends_of_a_macintosh(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f'title,text\r"أول","{TEXT}\r{TEXT}"\rثان,"{TEXT}"\r'.encode())
    found = [(each.member, each.article.text) for each in read(path) if isinstance(each, Read)]
    assert found == [("2", f"{TEXT}\n{TEXT}"), ("4", TEXT)]


def test_the_rows_of_a_macintosh_are_counted_as_recoded(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"title,text\rأول,{TEXT[:40]}\rثان,{TEXT[:40]}\r".replace("،", " ").encode("cp1256"))
    assert [each.article.repairs for each in read(path) if isinstance(each, Read)] == [{"encoding": 1}] * 2


def test_a_row_is_no_header_though_a_cell_names_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"no,type,headline,words\n1,article,سوق,{TEXT}\n2,article,سوق,{TEXT}\n", "utf-8")
    (each,) = read(path)
    assert isinstance(each, Skipped)
    assert str(each.reason) == "No column is named text; the header has no, type, headline, words."


def test_the_line_ends_of_a_macintosh_are_none_where_others_end_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        f'title,text\r\nأول,"{TEXT}\r{TEXT}"\r\nثان,{TEXT}\rبقية\r\n\r\nثالث,{TEXT}\r\n'.encode()
    )
    first, second, third = read(path)
    assert isinstance(first, Read) and first.article.text == f"{TEXT}\n{TEXT}"
    assert isinstance(second, Skipped) and second.where() == "a.csv, line 3"
    assert isinstance(third, Read) and third.member == "5"


def test_breaks_inside_the_cells_of_a_macintosh(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f'title,text\rأول,"{TEXT}\n\n{TEXT}"\rثان,"{TEXT}"\r'.encode())
    found = [(each.member, each.article.text) for each in read(path) if isinstance(each, Read)]
    assert found == [("2", f"{TEXT}\n\n{TEXT}"), ("5", TEXT)]
