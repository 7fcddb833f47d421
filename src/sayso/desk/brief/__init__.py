"""Briefs: what became known on a day, every sentence made by template and footnoted to the claims that it rests on."""

from sayso.desk.brief.document import compose, hash_of
from sayso.desk.brief.drafts import brief, day_of, edit, kept, lock, whole
from sayso.desk.brief.html import html
from sayso.desk.brief.markdown import markdown

__all__ = ["brief", "compose", "day_of", "edit", "hash_of", "html", "kept", "lock", "markdown", "whole"]
