"""Files of any format to articles: `find` the files below a folder, `read` the articles of each."""

from search.articles.find import find
from search.articles.reader import ENDINGS, is_article_file, read
from search.articles.result import MAX_DOCUMENT, MAX_TEXT, MAX_TREE, Read, Skipped

__all__ = [
    "ENDINGS",
    "MAX_DOCUMENT",
    "MAX_TEXT",
    "MAX_TREE",
    "Read",
    "Skipped",
    "find",
    "is_article_file",
    "read",
]
