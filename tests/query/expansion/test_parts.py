"""Parts of a query put together."""

from search.query.expansion.parts import Part, alike
from search.query.plan import Bool, Const, Days, InOrder, Term
from search.query.weights import EQUIVALENT


def test_what_else_a_word_is_called_counts_less() -> None:
    october = InOrder("folded", (("تشرين",), ("الاول",)))
    phrase = Bool(must=(october, Const(october, 2.0)), should=(Term("folded", "تشرين", 1.3),))
    joined = alike([Part(Term("lemma", "اكتوبر")), Part(phrase), Part(Days("2021-10-01", None))])
    assert joined.plan == Bool(
        should=(
            Term("lemma", "اكتوبر"),
            Bool(
                must=(october, Const(october, 2.0 * EQUIVALENT)),
                should=(Term("folded", "تشرين", 1.3 * EQUIVALENT),),
            ),
            Days("2021-10-01", None),
        )
    )
