"""A catalogue of any size, for measuring: plain rows, the first course with 300 items."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from catalog.domain import outline_versions
from catalog.models import Category, City, Course, Office, Session, Testimonial

SECTIONS = "一二三四五六七"
OUTLINE = "\n".join(
    f"第{module}模块 不同账龄客户的沟通重点与方案\n"
    + "\n".join(
        f"{section}、逾期三十天以内的客户怎样沟通\n"
        + "\n".join(f"{n}、把“想还”变成“哪天还、还多少”" for n in range(1, 6))
        + f"\n案例分析{section}：忘记换绑工资卡的护士"
        for section in SECTIONS
    )
    for module in SECTIONS[:6]
)


def fill(*, courses: int, sessions: int) -> None:
    """Published courses in ten categories; their sessions in twelve cities over the coming year."""
    categories = Category.objects.bulk_create(
        Category(name=f"类别{n}", name_en=f"Category {n}", slug=f"category-{n}") for n in range(10)
    )
    cities = City.objects.bulk_create(
        City(name=f"城市{n}", name_en=f"City {n}", slug=f"city-{n}") for n in range(12)
    )
    made = Course.objects.bulk_create(
        Course(
            category=categories[n % 10],
            title=f"课程{n}：逾期客户合规沟通与方案协商实务",
            slug=f"course-{n}",
            code=f"KK-{n:05d}",
            status="published",
            summary="从一通电话的第一句话讲到司法衔接，在合规边界内谈出可执行的还款方案。",
            price=Decimal("26800"),
            days=3,
        )
        for n in range(courses)
    )
    Session.objects.bulk_create(
        (session(made[n % courses], cities[n % 12], n) for n in range(sessions)), batch_size=1000
    )
    Testimonial.objects.create(course=made[0], text="回去就用上了。", approved=True)
    Office.objects.create(name="昆明总部", phone="0871-6000-0207")
    outline_versions.release(
        outline_versions.save_outline(made[0], OUTLINE, now=timezone.now()), now=timezone.now()
    )


def fill_alike() -> None:
    """What a page shows alike however many courses there are: a category of 12 courses and a city,
    both called ``alike``, with 84 sessions over the coming year."""
    category = Category.objects.create(name="同类", name_en="Alike", slug="alike", position=99)
    city = City.objects.create(name="同城", name_en="Alike", slug="alike", position=99)
    made = Course.objects.bulk_create(
        Course(
            category=category,
            title=f"同样的课程{n}：逾期客户合规沟通",
            slug=f"alike-{n}",
            code=f"LIKE-{n}",
            status="published",
            price=Decimal("26800"),
            days=3,
        )
        for n in range(12)
    )
    Session.objects.bulk_create(session(made[n % 12], city, n) for n in range(84))


def session(course: Course, city: City, n: int) -> Session:
    day: date = timezone.localdate() + timedelta(days=1 + n * 7 % 360)
    return Session(
        course=course,
        city=city,
        month=day.replace(day=1),
        starts_on=day,
        ends_on=day + timedelta(days=2),
        state="open",
        capacity=40,
    )
