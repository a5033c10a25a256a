"""Pictures in lists: what they weigh on a telephone, and that nothing moves when they come."""

import pytest
from PIL import Image

from catalog.domain import pictures
from catalog.models import Picture
from tests.factories import CourseFactory, SessionFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
BUDGET = 120_000  # bytes of pictures on a page
CARDS = 12
SHIFTS = """window.shift = 0; new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""
LOADED = "[...document.images].every(image => image.complete && image.naturalWidth)"


def photograph(seed: int) -> Image.Image:
    """As hard to compress as a room with people: broad shapes, edges, and the grain of a sensor."""
    broad = Image.effect_noise((12, 8), 90).resize((1200, 800), Image.Resampling.BICUBIC)
    edges = Image.effect_noise((90, 60), 60).resize((1200, 800), Image.Resampling.BILINEAR)
    grain = Image.effect_noise((1200, 800), 12 + seed)
    layers = (broad, Image.blend(broad, edges, 0.4), Image.blend(edges, grain, 0.3))
    return Image.merge("RGB", layers)


@pytest.fixture
def courses(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for number in range(CARDS):
        course = SessionFactory(course=CourseFactory(summary="看懂客户，谈成方案。" * 4)).course
        picture = Picture(course=course, alt="学员分组")
        pictures.save(picture, photograph(number))
        picture.save()


@pytest.mark.parametrize(("width", "density"), [(360, 3), (360, 2), (1280, 1)])
def test_a_list_full_of_pictures_keeps_to_its_budget_and_moves_nothing(
    live_server, open_page, courses, width, density
):
    page = open_page(width, device_scale_factor=density)
    page.add_init_script(SHIFTS)
    bodies: list[int] = []
    page.on(
        "requestfinished",
        lambda request: (
            bodies.append(request.sizes()["responseBodySize"])
            if "/pictures/" in request.url
            else None
        ),
    )

    page.goto(f"{live_server.url}/courses/")
    for card in page.locator(".course-card").all():
        card.scroll_into_view_if_needed()
    page.wait_for_function(LOADED)

    assert len(bodies) == CARDS
    assert sum(bodies) <= BUDGET
    assert page.evaluate("window.shift") == 0
