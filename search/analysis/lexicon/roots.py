"""Roots of dictionary words: what the dictionary says of a word, of its like, or what its letters allow."""

from search.analysis.stemming.root import guess, outline


class Roots:
    """The roots the dictionary states, of vocalised keys and of bare words, and all that are known."""

    def __init__(self) -> None:
        self.known: set[str] = set()
        self.stated: dict[str, str] = {}

    def add(self, root: str, *words: str) -> None:
        """State the root of these words, "" for none; the first that is stated of a word stays."""
        if root:
            self.known.add(root)
            for word in words:
                self.stated.setdefault(word, root)

    def of(self, key: str, word: str) -> str:
        """What the dictionary says of the word, of it without ة and ي, or of its noun: مرحلي, مرحلة."""
        if key in self.stated:
            return self.stated[key]
        for ending in ("", "ة", "ي", "ية"):
            if word.endswith(ending) and (root := self.stated.get(word.removesuffix(ending))):
                return root
        return self.stated.get(word[:-1] + "ة", "") if word[-1] == "ي" and len(word) > 4 else ""

    def stated_or_guessed(self, root: str, lemma: str, kind: str) -> str:
        """`root`, or else what the letters of the folded lemma allow; names get an outline, particles ""."""
        if kind == "particle" or root:
            return "" if kind == "particle" else root
        guessed = "" if kind == "name" else guess(lemma, self.known)
        return guessed or outline(lemma)
