"""Model to JSON and rows, and back: the only place that imports msgspec."""

from sayso.codec.jsontext import compact, indented
from sayso.codec.read_json import SCHEMA, read_schema, reading_to_dict
from sayso.codec.records import record_from_claim, records_from_dict
from sayso.codec.rows import COLUMNS, reading_rows
from sayso.codec.stored import claims_from_dict

__all__ = [
    "COLUMNS",
    "SCHEMA",
    "claims_from_dict",
    "compact",
    "indented",
    "read_schema",
    "reading_rows",
    "reading_to_dict",
    "record_from_claim",
    "records_from_dict",
]
