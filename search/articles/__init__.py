"""Files of any format to articles: `read` gives the articles of a file.

`parts` cuts a large file of JSON lines so that several processes may read it.
"""

from search.articles.parts import Part, parts
from search.articles.reader import ENDINGS, is_article_file, read
from search.articles.result import MAX_DOCUMENT, MAX_TEXT, MAX_TREE, Read, Skipped

__all__ = [
    "ENDINGS",
    "MAX_DOCUMENT",
    "MAX_TEXT",
    "MAX_TREE",
    "Part",
    "Read",
    "Skipped",
    "is_article_file",
    "parts",
    "read",
]
