"""The store: the append-only ledger of articles and claims, what is derived from it, and judgements."""

from sayso.store.checking import Check, check_store
from sayso.store.copying import Copied, copy_store
from sayso.store.engine import address_of
from sayso.store.entry import Balance, Entry, InputRow, StoredArticle
from sayso.store.opening import Store, open_store
from sayso.store.reading import search
from sayso.store.session import among
from sayso.store.tables import metadata

__all__ = [
    "Balance",
    "Check",
    "Copied",
    "Entry",
    "InputRow",
    "Store",
    "StoredArticle",
    "address_of",
    "among",
    "check_store",
    "copy_store",
    "metadata",
    "open_store",
    "search",
]
