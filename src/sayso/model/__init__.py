"""The nouns of Sayso, as frozen dataclasses."""

from sayso.model.actors import SPEAKER, Actor, ActorMention, Holder, PlaceMention, Quantity, TimeMention, by_head
from sayso.model.attribution import Attribution, Link, Source
from sayso.model.claim import Claim, Claims, Content, EventMention, Origin, Participant, Veridicality, When
from sayso.model.ids import content_id, slug
from sayso.model.reading import Reading
from sayso.model.text import Article, Block, Document, Edit, ParsedDocument, Problem, Sentence, Span, Stretch, Token

__all__ = [
    "SPEAKER",
    "Actor",
    "ActorMention",
    "Article",
    "Attribution",
    "Block",
    "Claim",
    "Claims",
    "Content",
    "Document",
    "Edit",
    "EventMention",
    "Holder",
    "Link",
    "Origin",
    "ParsedDocument",
    "Participant",
    "PlaceMention",
    "Problem",
    "Quantity",
    "Reading",
    "Sentence",
    "Source",
    "Span",
    "Stretch",
    "TimeMention",
    "Token",
    "Veridicality",
    "When",
    "by_head",
    "content_id",
    "slug",
]
