"""How much each part of a match counts: one table, with the measurement that chose it.

nDCG@10 on two tuning collections (tests/bench/relevance.py --ablations; tests/bench/runs/): the sum of levels
beats each alone and beats the best of them, and the weights lie on a plateau: 1 / .5 / .3 and 1 / 1 / .3 are
within noise of the ones here.
"""

from __future__ import annotations

from collections.abc import Mapping

LEVEL_WEIGHTS: Mapping[str, float] = {"lemma": 1.0, "root": 0.7, "folded": 0.3, "vocalised": 0.5}
"""BM25 of each level is multiplied by these and summed. Only the lemma decides whether a word matches."""

OTHER_READINGS = 0.5
"""Readings of a query's word after its likeliest count half of their own weight."""

MARKED = 3.0
"""Added where a word of the article has all marks of a query's word: more than folded form and root add."""

NEIGHBOURS = 1.5
"""Added where two words that stand together in the query stand together in the article."""

RESPELLED = 0.5
"""Words that no article holds count half as the words they are nearest to. nDCG@10 without and with: ARCD
.8748 and .8804, without titles .8627 and .8694, headlines .7447 and .7449; with .7 instead it is the same."""

EQUIVALENT = 0.25
"""What else a word is called, by the list of equivalents, counts so much less: «أكتوبر/ تشرين الأول» is one
month. nDCG@10 with 1, .5, this, 0: ARCD .8976, .8983, .8983, .8989; headlines .7466, .7477, .7489, .7488."""

ATTACHED = 0.7
"""Unknown names with another particle (see `expansion.forms`) and loanwords with another vowel count so much
less, for rare spellings score high. nDCG@10 with 1, this, .5: ARCD .8983, .8981, .8979; headlines .7489,
.7496, .7495."""

FEW_WORDS = 3
"""Up to so many words, without stop words, articles that hold them all come before all others;
not for questions."""

ALL_WORDS = 3.0
"""With more words, an article that holds them all scores so much more, and the best come first even if they
lack one. Strictly all words first costs .006 (questions) and .016 (headlines) of nDCG@10, this .001 each."""

ALL_WORDS_ASKED = 1.0
"""The same for questions of any length. nDCG@10 with strict order up to FEW_WORDS and ALL_WORDS above, with
ALL_WORDS always, with this: ARCD .8748, .8763, .8777; without titles .8627, .8639, .8646; among 29,795 news
articles .7468, .7707, .7776: there many articles hold "lies" and "Egypt" and do not say where it lies."""

CLOSE = 2.0
CLOSE_ASKED = 1.0
CLOSE_LETTERS = 90
"""Added for each word of the query, the most that stand, by lemma, within so many letters of the body: some
15 words; the second for questions, which are seldom repeated as they stand. nDCG@10 without and with 1: ARCD
.8840, .8861; without titles .8719, .8725; its questions among 29,795 articles of news .7853, .7894; headlines
.7451, .7445 (noise); words of one sentence .785, .806. Other queries with 1, 1.5, 2 and 3: headlines .7464,
.7466, .7464, .7468, sentences .8070, .8138, .8184, .8257, titled .8105, -, .8223. Questions by 1.6: ARCD
-.0005, without titles +.0001."""

SAID_ONCE = 1.0
"""Added for each word of the query that the body does not repeat, 2 / (1 + n) of it where it stands n times:
BM25 gives too much for that. nDCG@10 without and with (1.5 is the same, 2 worse): ARCD .8843, .8870; without
titles .8724, .8759; among news .7896, .7998; headlines .7449, .7465; words of one sentence .8057, .8074."""

SUBJECT = 2.0
"""Times the share of a title's words that a question names: متى توفي محمد علي asks the article "محمد علي"
more than "محمد علي باشا". nDCG@10 without and with: ARCD .8870, .8915 (3 and 4: .8912, .8907); among news
.7998, .8078. For other queries there is none: words of one sentence, in titled articles, lose .0013 by 3."""

FRAME_WORDS = 0.2
"""Words of a question's frame (كم عدد، ما اسم، أين تقع: `tables/frame.tsv`) count so much less than others.
nDCG@10 with 1, .5, .3, this, .1: ARCD .8916, .8933, .8946, .8953, .8956; without titles .8759, .8791, .8795,
.8790, .8798; among news .8085, .8093, .8097, .8103, .8107. Left out as stop words are: ARCD -.005."""

ANSWER = 3
"""A date near the words of متى …, a number near those of كم … is as so many more of them. nDCG@10 without,
with 1, 2, this, 4: ARCD .8953, .8961, .8973, .8976, .8981; without titles .8790, .8802, .8808, .8816, .8819;
among news .8100 without, .8122, .8127, .8127. Words for places near those of أين …: .0011 less."""

WHOLE_TITLE = 1.25
"""The score of an article whose title is the query, word for word, times this. Of 600 titles among 5,000 news
articles 571 found theirs first without, 591 with 1.1, 595 with this and with 1.5; others came before it whose
longer titles hold the same words."""
