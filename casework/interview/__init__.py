"""Which question comes next, and what an answer means."""

from casework.interview.answering import names_an_option, read_answer
from casework.interview.answering.remedies import go_together, same_wish
from casework.interview.answers import Accepted, Answer, DontKnow, Refused, Unsure
from casework.interview.catalogue import facts_of_claims, question_with_id
from casework.interview.coherence import Contradiction, coherence
from casework.interview.decisive import decisive_first, is_for_the_law_alone
from casework.interview.interview import next_question, open_questions
from casework.interview.questions import Kind, Option, Phase, Question

__all__ = [
    "Accepted",
    "Answer",
    "Contradiction",
    "DontKnow",
    "Kind",
    "Option",
    "Phase",
    "Question",
    "Refused",
    "Unsure",
    "coherence",
    "decisive_first",
    "facts_of_claims",
    "go_together",
    "is_for_the_law_alone",
    "names_an_option",
    "next_question",
    "open_questions",
    "question_with_id",
    "read_answer",
    "same_wish",
]
