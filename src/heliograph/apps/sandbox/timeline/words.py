"""The viewer's own words, in English and Arabic."""

from __future__ import annotations

from starlette.requests import Request

_WORDS = {
    "en": {
        "title": "Sandbox", "all": "All networks", "empty": "Nothing stands on {} yet",
        "empty_hint": "A post appears here the moment it is published.", "more": "more",
        "views": "views", "edited": "edited", "now": "now", "missing": "No post stands here",
        "missing_hint": "It was deleted, or never published.", "stored": "As it is stored",
        "back": "All posts", "short_all": "All",
        "one_post": "1 post", "posts": "{} posts", "trouble": "Trouble is switched on",
        "theme": "Light or dark", "followers": "followers",
    },
    "ar": {
        "title": "ساحة التجربة", "all": "كل الشبكات", "empty": "لا شيء على {} بعد",
        "empty_hint": "يظهر المنشور هنا لحظة نشره.", "more": "المزيد", "views": "مشاهدة",
        "edited": "معدَّل", "now": "الآن", "missing": "لا منشور هنا",
        "missing_hint": "حُذف، أو لم يُنشر قط.", "stored": "كما هو محفوظ", "back": "كل المنشورات",
        "short_all": "الكل",
        "one_post": "منشور واحد", "posts": "عدد المنشورات: {}",
        "trouble": "الأعطال مفعَّلة", "theme": "فاتح أو داكن",
        "followers": "متابع",
    },
}  # fmt: skip


def language_of(request: Request) -> str:
    """`?lang=` first, then what the browser prefers."""
    wanted = request.query_params.get("lang") or request.headers.get("accept-language", "en")
    return "ar" if wanted.lower().startswith("ar") else "en"


def words_in(language: str) -> dict[str, str]:
    """Every word of a language."""
    return _WORDS[language]


def short_count(number: int) -> str:
    """1234 as 1.2K, nothing for none."""
    if number >= 1_000_000:
        return f"{number / 1_000_000:.1f}M".replace(".0M", "M")
    if number >= 10_000:
        return f"{number // 1000}K"
    if number >= 1_000:
        return f"{number / 1000:.1f}K".replace(".0K", "K")
    return str(number) if number else ""


def short_age(seconds: float, now_word: str) -> str:
    """How long ago, as feeds write it."""
    if seconds < 5:
        return now_word
    for size, letter in ((604_800, "w"), (86_400, "d"), (3600, "h"), (60, "m")):
        if seconds >= size:
            return f"{int(seconds // size)}{letter}"
    return f"{int(seconds)}s"
