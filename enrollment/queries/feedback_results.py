"""What was said of classes: averages and sentences, never with whom.

A class in which fewer than three have answered is left out everywhere: its sentences would name
who wrote them, in a sum as well. A form with nothing but what may be quoted answers nothing.
"""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Avg, Count, Model, Q, QuerySet

from catalog.models import Course, Instructor, Session
from enrollment.models import FeedbackAnswer, FeedbackQuestion
from enrollment.models.feedback import HIGHEST, QuestionKind

Rated = TypeVar("Rated", bound=Model)
FEWEST = 3  # answers of a class that are shown


def questions_of(course: Course) -> list[FeedbackQuestion]:
    """Those of every course, then the course's own; scales before texts."""
    asked = FeedbackQuestion.objects.filter(Q(course=None) | Q(course=course), retired=False)
    order: dict[str, int] = {QuestionKind.SCALE: 0, QuestionKind.TEXT: 1}
    return sorted(
        asked,
        key=lambda question: (
            order[question.kind],
            question.course_id is not None,
            question.position,
        ),
    )


@dataclass(frozen=True, slots=True)
class AnswerSummary:
    """``average`` is of ``count`` scores from 1 to 5; ``texts`` are in no order of time."""

    question: FeedbackQuestion
    count: int
    average: float | None
    texts: list[str]

    @property
    def share(self) -> int:
        """The average as a part of the scale, in percent."""
        return round((self.average or 0) * 100 / HIGHEST)


def summary(answers: QuerySet[FeedbackAnswer]) -> list[AnswerSummary]:
    """Question by question, of those that may be shown; three queries.

    Texts are sorted by their words: the order in which they came would tell whose they are.
    """
    answers = answers.filter(feedback__session__in=enough().values("pk"))
    averages = {
        row["question"]: row
        for row in answers.filter(score__isnull=False)
        .order_by()
        .values("question")
        .annotate(average=Avg("score"), count=Count("pk"))
    }
    texts: dict[int, list[str]] = {}
    for asked_in, text in answers.exclude(text="").order_by("text").values_list("question", "text"):
        texts.setdefault(asked_in, []).append(text)
    asked = FeedbackQuestion.objects.filter(pk__in={*averages, *texts})
    results = []
    for question in asked.order_by("-kind", "position", "pk"):
        row = averages.get(question.pk, {})
        count = row.get("count", 0) or len(texts.get(question.pk, []))
        results.append(
            AnswerSummary(question, count, row.get("average"), texts.get(question.pk, []))
        )
    scales = [result for result in results if result.average is not None]
    return scales + [result for result in results if result.average is None]


def enough() -> QuerySet[Session]:
    """The classes whose answers may be shown."""
    answered = Count("feedback", filter=Q(feedback__answers__isnull=False), distinct=True)
    return Session.objects.annotate(answered=answered).filter(answered__gte=FEWEST)


def how_many(answers: QuerySet[FeedbackAnswer]) -> int:
    """How many people gave them, whether they are shown or not."""
    return answers.order_by().values("feedback").distinct().count()


def of_session(session: Session) -> QuerySet[FeedbackAnswer]:
    return FeedbackAnswer.objects.filter(feedback__session=session)


def of_course(course: Course) -> QuerySet[FeedbackAnswer]:
    return FeedbackAnswer.objects.filter(feedback__session__course=course)


def of_instructor(instructor: Instructor) -> QuerySet[FeedbackAnswer]:
    """Of all courses this instructor teaches."""
    courses = instructor.courses.values("pk")
    return FeedbackAnswer.objects.filter(feedback__session__course__in=courses)


def rated_courses() -> QuerySet[Course]:
    """Courses somebody gave scores to, the best first: ``average`` and ``count`` of answers."""
    scores = "sessions__feedback__answers__score"
    return _averaged(Course.objects.all(), scores)


def rated_instructors() -> QuerySet[Instructor]:
    """The same for instructors, over the courses they teach."""
    return _averaged(Instructor.objects.all(), "courses__sessions__feedback__answers__score")


def _averaged(rows: QuerySet[Rated], scores: str) -> QuerySet[Rated]:
    feedback = scores.removesuffix("__answers__score")
    may_show = Q(**{f"{feedback}__session__in": enough().values("pk")})
    rated: QuerySet[Rated] = rows.annotate(
        average=Avg(scores, filter=may_show),
        count=Count(f"{feedback}__answers__feedback", filter=may_show, distinct=True),
    )
    return rated.filter(average__isnull=False).order_by("-average", "pk")
