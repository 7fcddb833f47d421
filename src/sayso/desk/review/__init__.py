"""Review: one question at a time, those first whose answer would move a verdict most; answers are judgements."""

from sayso.desk.review.answering import Answered, answer, undo
from sayso.desk.review.cases import cases
from sayso.desk.review.questions import Question
from sayso.desk.review.queue import queue
from sayso.desk.review.screen import screen
from sayso.desk.review.sessions import agreement, progress, session

__all__ = ["Answered", "Question", "agreement", "answer", "cases", "progress", "queue", "screen", "session", "undo"]
