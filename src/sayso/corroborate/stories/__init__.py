"""Articles on one affair: what an article is about, which two tell of the same affair, and the stories they make."""

from sayso.corroborate.stories.affairs import candidates, cluster, group, may_join, story_of
from sayso.corroborate.stories.features import Features, features
from sayso.corroborate.stories.keys import SPACE, story_keys, tie_keys
from sayso.corroborate.stories.pairs import WINDOW, score, story_pair

__all__ = [
    "SPACE",
    "WINDOW",
    "Features",
    "candidates",
    "cluster",
    "features",
    "group",
    "may_join",
    "score",
    "story_keys",
    "story_of",
    "story_pair",
    "tie_keys",
]
