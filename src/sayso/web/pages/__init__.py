"""One module a page, each with `pages = Pages()`."""

PAGES = (
    "today",
    "events",
    "event",
    "stories",
    "article",
    "search",
    "login",
    "account",
    "people",
    "dyad",
    "channels", "actor", "map",
    "review",
    "brief",
    "rules",
    "sql",
    "codebook",
    "watchlists",
    "sources",
    "status",
)
