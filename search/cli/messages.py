"""The sentences and names of the command line, in English and Arabic."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from search.settings import Settings, variable

_SAY: Mapping[str, tuple[str, str]] = {
    "removed": ("Articles taken down: {count}.", "عدد المقالات المحذوفة: {count}."),
    "restored": (
        "Entries restored: {count}; they come back at the next reindex.",
        "عدد ما استُعيد: {count}؛ ويعود إلى الفهرس عند إعادة الفهرسة.",
    ),
    "found": (
        "Results: {total}, partial: {partial} ({took} ms)",
        "النتائج: {total}، والجزئية: {partial} ({took} م‌ث)",
    ),
    "nothing": ("Nothing was found.", "لم يُعثر على شيء."),
    "partial": ("partial: a word of the query is missing", "جزئية: تنقصها كلمة من كلمات البحث"),
    "inferred": ("inferred", "مستنتج"),
    "try": ("Try {query} ({total})", "جرّب: {query} ({total})"),
    "reading": ("Reading", "قراءة المقالات"),
    "rate": ("{rate}/s", "{rate} في الثانية"),
    "would": ("Dry run, nothing was changed.", "تجربة فقط، لم يتغيّر شيء."),
    "done": (
        "Added {added}, changed {changed}, removed {removed};\n"
        "unchanged files {unchanged}, left out {skipped}.\n"
        "Articles in all: {articles} (generation {generation}, {engine}); {seconds:.1f} s, {rate:.0f}/s",
        "أضيف {added}، وتغيّر {changed}، وحُذف {removed}؛ ملفات لم تتغيّر {unchanged}، وتُرك {skipped}.\n"
        "مقالات الفهرس {articles} (الجيل {generation}، {engine})؛ {seconds:.1f} ث، {rate:.0f} مقال/ث.",
    ),
    "first": (  # of a dry run where there is no index
        "Added {added}; left out {skipped}.\nThere is no index yet; {seconds:.1f} s, {rate:.0f}/s",
        "أضيف {added}، وتُرك {skipped}.\nلا فهرس بعد؛ {seconds:.1f} ث، {rate:.0f} مقال/ث.",
    ),
    "watching": ("Watching; Ctrl-C ends it.", "المراقبة جارية، وينهيها Ctrl-C."),
    "watched": ("Watching has ended.", "انتهت المراقبة."),
    "left": (", {left} left", "، الباقي {left}"),
    "ignored": ("Files of other kinds, not read: {kinds}", "ملفات من أنواع أخرى لم تُقرأ: {kinds}"),
    "no_ending": ("without an ending", "بلا امتداد"),
    "special": ("pipes or devices", "أنابيب أو أجهزة"),
    "mapped": (
        "Unchanged files keep the field names they were read with; --full applies --map to them as well.",
        "بقيت الملفات التي لم تتغيّر على أسماء الحقول التي قُرئت بها، ويطبّق ‎--full أسماء ‎--map عليها أيضًا.",
    ),
    "repaired": ("Repaired: {repairs}", "أُصلح: {repairs}"),
    # Fields of an article.
    "id": ("id", "المعرّف"),
    "title": ("title", "العنوان"),
    "date": ("date", "التاريخ"),
    "source": ("source", "المصدر"),
    "author": ("author", "الكاتب"),
    "url": ("url", "الرابط"),
    "tags": ("tags", "الوسوم"),
    "repairs": ("repaired", "أُصلح"),
    # Kinds of repairs.
    "controls": ("control characters", "محارف تحكم"),
    "presentation": ("presentation forms", "أشكال عرض الحروف"),
    "lam_alef": ("swapped lam-alef", "لام ألف مقلوبة"),
    "visual_order": ("reversed lines", "أسطر معكوسة"),
    "hyphenation": ("words cut at line ends", "كلمات مقطوعة آخر السطر"),
    "mojibake": ("garbled encoding (mojibake)", "ترميز مشوّه"),
    "encoding": ("encodings other than UTF-8", "ترميز غير UTF-8"),
    # Figures of an index.
    "articles": ("articles", "المقالات"),
    "words": ("distinct words", "الكلمات المختلفة"),
    "bytes": ("bytes on disk", "البايتات على القرص"),
    "engine": ("engine", "المحرك"),
    "generation": ("generation", "الجيل"),
    "sources": ("sources", "المصادر"),
    "first_date": ("first date", "أول تاريخ"),
    "last_date": ("last date", "آخر تاريخ"),
    "undated": ("undated articles", "مقالات بلا تاريخ"),
    "last_reindex": ("last reindex", "آخر فهرسة"),
}


def language(settings: Settings | None = None) -> str:
    """The language of messages: the setting, else the locale's; ar or en.

    A setting that is neither is told of in the language of the locale.
    """
    chosen = settings.language if settings is not None else os.environ.get(variable("language"), "").strip()
    if chosen in ("ar", "en"):
        return chosen
    # Asked of the variables, not of the system's locales: a small installation has none but C.
    named = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "ar" if next(filter(None, named), "").startswith("ar") else "en"


def say(language: str, key: str, **values: Any) -> str:
    """A sentence or a name of the command line in `language`: Arabic for "ar", else English."""
    english, arabic = _SAY[key]
    return (arabic if language == "ar" else english).format(**values)
