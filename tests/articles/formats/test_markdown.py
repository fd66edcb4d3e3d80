"""Markdown as people write it: front matter of every kind, HTML among the marks, tables."""

from pathlib import Path

import pytest
from waiting import check_linear

from search.articles import Read, read
from search.model import Article

TITLE = "افتتاح سوق الأسماك الجديد في ميناء الفاو"
TEXT = "افتتحت بلدية الفاو سوقًا جديدًا للأسماك يضم أربعين محلًا، بعد عامين من العمل."
SECOND = "وقال مدير السوق إن الصيادين سيبيعون صيدهم مباشرة للناس كل صباح."


def article(tmp_path: Path, text: str) -> Article:
    """The article of a Markdown file of this text."""
    path = tmp_path / "a.md"
    path.write_text(text, "utf-8")
    (found,) = read(path)
    assert isinstance(found, Read)
    return found.article


FRONTS = {
    "TOML": f'+++\ntitle = "{TITLE}"\ndate = 2023-04-12T08:00:00+03:00\n[params]\nauthor = "سلمى"\n+++\n',
    "a comment": f'---\n# من المجلة\ntitle: "{TITLE}"  # نشر\ndate: 2023-04-12 08:00\nauthor: سلمى\n---\n',
    "a folded title": """\
---
title: >-
  افتتاح سوق الأسماك الجديد
  في ميناء الفاو
date: 2023-04-12
author: سلمى
---
""",
    "pairs below": f"""\
---
title: {TITLE}
author:
  email: s@example.org
  name: سلمى
date: 2023-04-12
---
""",
    "a title in quotes and lines": """\
---
title: "افتتاح سوق الأسماك الجديد
  في ميناء الفاو"
date: 2023-04-12
author: سلمى
---
""",
    "no space after colons": f"---\ntitle:{TITLE}\ndate:2023-04-12\nauthor:سلمى\n---\n",
    "tables alone": f'+++\n[params]\ntitle = "{TITLE}"\ndate = 2023-04-12\nauthor = "سلمى"\n+++\n',
    "Arabic names": f"---\nالعنوان: {TITLE}\nالتاريخ: ١٢ نيسان ٢٠٢٣\nالكاتب: سلمى\n---\n",
}


@pytest.mark.parametrize("name", FRONTS)
def test_front_matter(tmp_path: Path, name: str) -> None:
    found = article(tmp_path, f"{FRONTS[name]}\n{TEXT}\n")
    assert (found.title, found.date, found.author, found.text) == (TITLE, "2023-04-12", "سلمى", TEXT)


def test_tags_in_lists_and_lines(tmp_path: Path) -> None:
    listed = article(tmp_path, f"---\ntags:\n- أسماك\n- 'الفاو'\n---\n{TEXT}\n")
    inline = article(tmp_path, f'+++\ntags = ["أسماك", "الفاو"]\n+++\n{TEXT}\n')
    lines = article(tmp_path, f'+++\ntags = [\n  "أسماك",\n  "الفاو",\n]\n+++\n{TEXT}\n')
    flow = article(tmp_path, f"---\ntags: [أسماك,\n  الفاو]\n---\n{TEXT}\n")
    assert listed.tags == inline.tags == lines.tags == flow.tags == ("أسماك", "الفاو")


BODIES = {
    "a line of dashes first": f"---\n\n{TEXT}\n\n---\n\n{SECOND}\n",
    "lines that HTML breaks": f"{TEXT}<br>{SECOND}<br/>\n",
    "HTML around lines": f'<div dir="rtl">\n{TEXT}\n</div>\n\n<p align="right">{SECOND}</p>\n',
    "HTML alone": f'<div dir="rtl" lang="ar">\n{TEXT}\n<br>\n{SECOND}\n</div>\n',
    "HTML around Markdown": f'<div dir="rtl">\n\n{TEXT}\n\n{SECOND}\n\n</div>\n',
}


@pytest.mark.parametrize("name", BODIES)
def test_no_text_is_lost(tmp_path: Path, name: str) -> None:
    assert article(tmp_path, BODIES[name]).text == f"{TEXT}\n{SECOND}"


def test_quotes_keep_what_looks_like_a_comment(tmp_path: Path) -> None:
    assert article(tmp_path, f'---\ntitle: "الفاو # سوق"  # نشر\n---\n{TEXT}\n').title == "الفاو # سوق"


def test_prose_with_a_colon_between_lines_of_dashes_stays(tmp_path: Path) -> None:
    prose = f"وقال المدير: {TEXT}"
    assert article(tmp_path, f"---\n{prose}\n---\n\n{SECOND}\n").text == f"{prose}\n{SECOND}"


def test_spaces_in_front_matter_take_linear_time(tmp_path: Path) -> None:
    check_linear(lambda spaces: article(tmp_path, f"---\ntitle: x{' ' * spaces}y\n---\n{TEXT}\n"), 1_200)


def test_a_row_of_a_table_is_a_line(tmp_path: Path) -> None:
    table = "| السنة | المحلات |\n|---|---|\n| 2023 | أربعون |\n"
    assert article(tmp_path, f"{TEXT}\n\n{table}\n{SECOND}\n").text == (
        f"{TEXT}\nالسنة | المحلات\n2023 | أربعون\n{SECOND}"
    )
