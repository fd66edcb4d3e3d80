"""What every engine promises of writing: staged, committed, dropped, replaced, deleted, seen elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from engine_opener import Opener
from engine_reference import prepared
from waiting import Program

from search.engines import stored
from search.engines.base import BODY_HASH, Engine, Prepared
from search.engines.tantivy.engine import TantivyEngine
from search.errors import IndexBusy, NoIndex
from search.model import Article, Origin
from search.query.plan import Everything, Term, Value


def ids(engine: Engine) -> list[str]:
    return sorted(article.id for article in engine.articles())


def test_an_empty_index_answers(opener: Opener) -> None:
    engine = opener(create=True)
    assert engine.count() == 0
    found = engine.search(Everything(), facets=("source", "month"))
    assert (list(found.hits), found.total) == ([], 0)
    assert {name: list(counts) for name, counts in found.facets.items()} == {"source": [], "month": []}
    assert engine.fetch(["a"]) == list(engine.articles()) == list(engine.words()) == []
    assert list(engine.values("origin")) == []
    assert engine.search(Term("folded", "ا")).total == 0


def test_nothing_is_seen_before_commit(opener: Opener) -> None:
    engine = opener.filled([prepared("a", "ا")])
    engine.write([[prepared("b", "ب")]])
    engine.delete(["a"])
    assert ids(engine) == ["a"]
    assert ids(opener()) == ["a"]
    assert not engine.refresh()
    engine.commit()
    assert ids(engine) == ids(opener()) == ["b"]


def test_closing_drops_what_is_staged(opener: Opener) -> None:
    engine = opener.filled([prepared("a", "ا")])
    engine.write([[prepared("b", "ب")]])
    engine.delete(["a"])
    engine.close()
    again = opener()
    again.write([[prepared("c", "ج")]])
    again.commit()
    assert ids(again) == ["a", "c"]


def test_a_later_article_replaces_an_earlier_one_with_its_id(opener: Opener) -> None:
    engine = opener.filled([prepared("a", "اول"), prepared("b", "ب")])
    engine.write([[prepared("a", "ثان"), prepared("c", "ج")], [prepared("a", "ثالث")]])
    engine.commit()
    assert ids(engine) == ["a", "b", "c"]
    assert [engine.search(Term("folded", each)).total for each in ("اول", "ثان", "ثالث")] == [0, 0, 1]


def test_the_last_of_write_and_delete_holds(opener: Opener) -> None:
    engine = opener.filled([prepared("a", "ا"), prepared("b", "ب"), prepared("c", "ج")])
    engine.delete(["a", "b", "unknown"])
    engine.write([[prepared("a", "جديد"), prepared("d", "د")]])
    engine.delete(["d"])
    engine.commit()
    assert ids(engine) == ["a", "c"]
    assert engine.search(Term("folded", "جديد")).total == 1


def test_everything_can_be_deleted_and_written_again(opener: Opener) -> None:
    articles = [prepared(f"a{n}", "ا ب") for n in range(20)]
    engine = opener.filled(articles, commits=3)
    engine.delete(each.article.id for each in articles)
    engine.commit()
    assert (engine.count(), ids(engine), engine.search(Term("folded", "ا")).total) == (0, [], 0)
    engine.write([articles])
    engine.commit()
    assert engine.count() == engine.search(Term("folded", "ا")).total == 20


def test_others_see_a_commit_when_they_refresh(opener: Opener) -> None:
    writer = opener.filled([prepared("a", "ا")])
    reader = opener()
    before = reader.version()
    assert not reader.refresh()
    writer.write([[prepared("b", "ب")]])
    writer.commit()
    assert (ids(reader), reader.version()) == (["a"], before)
    assert reader.refresh()
    assert not reader.refresh()
    assert (ids(reader), reader.count()) == (["a", "b"], 2)
    assert reader.version() == writer.version() != before


def test_every_commit_has_a_version_of_its_own(opener: Opener) -> None:
    engine = opener(create=True)
    versions = [engine.version()]
    for n in range(4):
        engine.write([[prepared(f"a{n % 2}", "ا")]])
        engine.commit()
        versions.append(engine.version())
    engine.delete(["a0"])
    engine.commit()
    engine.close()
    again = opener()
    again.write([[prepared("a0", "ا")]])
    again.commit()
    versions += [engine.version(), again.version()]
    assert len(set(versions)) == len(versions)


def test_a_commit_of_nothing_changes_nothing(opener: Opener) -> None:
    engine = opener.filled([prepared("a", "ا")])
    before = engine.version()
    engine.close()
    engine.commit()
    assert engine.version() == before


def test_one_writer_at_a_time(opener: Opener) -> None:
    first = opener.filled([prepared("a", "ا")])
    first.delete(["unknown"])
    second = opener()
    with pytest.raises(IndexBusy) as told:
        second.write([[prepared("b", "ب")]])
    assert told.value.text("ar")
    with pytest.raises(IndexBusy):
        second.delete(["a"])
    first.close()
    second.write([[prepared("b", "ب")]])
    second.commit()
    assert ids(second) == ["a", "b"]


def test_an_error_of_the_caller_passes_unchanged(opener: Opener) -> None:
    def failing() -> Iterator[list[Prepared]]:
        yield [prepared("b", "ب")]
        raise LookupError("of the caller")

    engine = opener.filled([prepared("a", "ا")])
    with pytest.raises(LookupError, match="of the caller"):
        engine.write(failing())
    engine.close()
    assert ids(opener()) == ["a"]


@pytest.mark.parametrize("state", ["missing", "empty"])
def test_no_index_is_one_clear_sentence(opener: Opener, state: str) -> None:
    if state == "empty":
        opener.folder.mkdir()
    with pytest.raises(NoIndex) as told:
        opener()
    assert "fihris reindex" in str(told.value)
    assert "fihris reindex" in told.value.text("ar")
    assert not list(opener.folder.parent.rglob("*.toc")), "opening must not create anything"


def test_a_damaged_index_is_one_clear_sentence(opener: Opener) -> None:
    opener.filled([prepared(f"a{n}", "ا") for n in range(50)]).close()
    for path in opener.folder.iterdir():
        path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(NoIndex) as told:
        opener()
    assert str(opener.folder) in str(told.value)
    assert "\n" not in str(told.value)


def test_creating_where_an_index_is_opens_it(opener: Opener) -> None:
    opener.filled([prepared("a", "ا")]).close()
    assert ids(opener(create=True)) == ["a"]


def test_an_article_comes_back_whole(opener: Opener) -> None:
    article = Article(
        id="دليل/١ %\u200f",
        text="سطر\nثانٍ \U0001f600 \x00 " + "ط" * 20_000,
        title='عنوان "مقتبس"',
        date="2021-03-11",
        date_inferred=True,
        source="مصدر",
        author="كاتبة",
        url="https://example.org/؟",
        tags=("واحد", "اثنان"),
        origin=Origin("/جذر", "ملف!عضو", 12, 1_600_000_000_123_456_789, "ab12"),
        repairs={"tatweel": 3},
        body_hash="77",
    )
    bare = Article(id="b", text="")
    both = [stored.prepared(each, {"folded": "سطر".encode()}, "77", "أصل") for each in (article, bare)]
    engine = opener.filled(both)
    assert engine.fetch(["b", "unknown", article.id]) == [bare, article]
    assert engine.fetch([]) == engine.fetch(["\ud800"]) == []
    assert [hit for _, hit in engine.search(Value("id", (article.id,))).hits] == [article]
    assert sorted(engine.articles(), key=lambda each: each.id) == [bare, article]


def test_files_do_not_pile_up(opener: Opener) -> None:
    engine = opener(create=True)
    sizes = []
    for _ in range(15):
        engine.write([[prepared(f"a{n}", "ا ب ج " * 50) for n in range(20)]])
        engine.commit()
        sizes.append(sum(path.stat().st_size for path in opener.folder.iterdir()))
    engine.close()
    assert engine.count() == 20
    assert sizes[-1] < 3 * sizes[0]
    assert not [path for path in opener.folder.iterdir() if path.is_dir()]


def test_folders_are_made_on_the_way(opener: Opener, tmp_path: Path) -> None:
    engine = opener(create=True, folder=tmp_path / "deep" / "er")
    engine.write([[prepared("a", "ا")]])
    engine.commit()
    assert ids(opener(folder=tmp_path / "deep" / "er")) == ["a"]


def test_threads_search_while_commits_come_in(opener: Opener) -> None:
    writer = opener.filled([prepared(f"a{n}", "ا ب") for n in range(10)])
    reader = opener()

    def look(_: int) -> bool:
        reader.refresh()
        found = reader.search(Term("folded", "ا"), limit=100, facets=(BODY_HASH,))
        return found.total == len(found.hits) == sum(count for _, count in found.facets[BODY_HASH])

    with ThreadPoolExecutor(4) as pool:
        looks = []
        for n in range(8):
            running = pool.map(look, range(20))
            writer.write([[prepared(f"b{n}", "ا ب"), prepared(f"a{n}", "ا ب")]])
            writer.commit()
            looks += running
    assert all(looks)
    reader.refresh()
    assert reader.search(Term("folded", "ا")).total == 18


KILLED = """
import sys
from pathlib import Path
from engine_opener import ENGINES
from engine_reference import prepared

engine = ENGINES[sys.argv[1]](Path(sys.argv[2]), True)
for turn in range(1_000_000):
    engine.write([[prepared(f"a{n}", f"turn{turn}") for n in range(40)]])
    engine.commit()
    print(turn, flush=True)
"""


def test_what_a_killed_writer_left_is_in_nobodys_way(tmp_path: Path) -> None:
    """Killed before its last step, a commit leaves files whose names the next one chooses again."""
    engine = TantivyEngine(tmp_path / "engine", create=True)
    engine.write([[prepared("a"), prepared("b")]])
    engine.commit()
    before = (tmp_path / "engine/meta.json").read_bytes()
    engine.close()
    for _ in range(2):
        engine = TantivyEngine(tmp_path / "engine")
        engine.delete(["a"])
        engine.commit()
        assert ids(engine) == ["b"]
        engine.close()
        (tmp_path / "engine/meta.json").write_bytes(before)


@pytest.mark.slow
def test_a_killed_writer_leaves_a_whole_commit(opener: Opener) -> None:
    """Killed whenever: after its word of one commit the next is under way, on any machine at another step."""
    words = (sys.executable, "-c", KILLED, opener.kind, opener.folder)
    env = {"PYTHONPATH": os.pathsep.join(sys.path)}
    if opener.kind == "opensearch":
        from opensearch_opener import ADDRESS, server  # its client is an extra

        env[ADDRESS] = server()  # the same for both processes
    for commits in (1, 2, 3, 5, 8):
        with Program(*words, env=env) as writer:
            writer.until(lambda: len(writer.out().split()) >= commits, f"{commits} commits are told")  # noqa: B023
            writer.process.kill()
            writer.process.wait()
            *_, told = writer.out().split()
        engine = opener()
        assert engine.count() == 40
        [(body, count)] = engine.values(BODY_HASH)
        assert count == 40
        assert int(body.removeprefix("hash of turn")) >= int(told)
        engine.delete(["unknown"])
        engine.close()
