"""The grade of headers, as the published rules of Mozilla's observatory give it."""

from email.message import Message

import pytest

from bench.observatory import Answer, grade_of, graded, score_of, verdicts

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; frame-ancestors 'none'"
GOOD = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGE = '<script src="/static/js/site.js" integrity="sha384-x"></script>'


def answer(headers: dict[str, str | list[str]], body: str = PAGE, status: int = 200) -> Answer:
    told = Message()
    for name, texts in headers.items():
        for text in texts if isinstance(texts, list) else [texts]:
            told[name] = text
    return Answer(status, told, body)


TO_TLS = answer({"Location": "https://kaike.test/"}, "", 301)


def score(changes: dict | None = None, *, body: str = PAGE, plain=TO_TLS, listed=False) -> int:
    headers = {name: text for name, text in (GOOD | (changes or {})).items() if text}
    return score_of(list(verdicts(answer(headers, body), plain, listed=listed)))


def test_all_that_can_be_had_without_a_cookie_and_a_list_is_135():
    assert (score(), grade_of(score())) == (135, "A+")
    assert (
        score({"Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload"}) == 135
    )


def test_on_the_list_of_browsers_it_is_140():
    preload = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload"}

    assert score(preload, listed=True) == 140
    assert graded(answer(GOOD), TO_TLS)["score_preloaded"] == 140
    assert score(listed=True) == 135  # a header that does not ask for it


@pytest.mark.parametrize(
    ("changes", "points"),
    [
        ({"Content-Security-Policy": ""}, 135 - 10 - 25 - 5 - 20 - 15 - 5),  # no A: no bonus
        (
            {"Content-Security-Policy": POLICY.replace("default-src 'none'", "default-src 'self'")},
            130,
        ),
        (
            {"Content-Security-Policy": POLICY.replace("style-src", "style-src 'unsafe-inline'")},
            125,
        ),
        ({"Content-Security-Policy": POLICY.replace("script-src", "script-src https:")}, 80),
        ({"Content-Security-Policy": f"{POLICY}; img-src http:"}, 90 + 25),
        (
            {"Content-Security-Policy": POLICY.replace("script-src", "script-src 'unsafe-eval'")},
            115,
        ),
        ({"Referrer-Policy": ""}, 130),
        ({"Referrer-Policy": "unsafe-url"}, 125),
        ({"Strict-Transport-Security": "max-age=3600"}, 125),
        ({"Strict-Transport-Security": ""}, 80),
        ({"X-Content-Type-Options": ""}, 130),
        ({"Cross-Origin-Resource-Policy": "cross-origin"}, 125),
        ({"Set-Cookie": ["__Host-session=1; Secure; HttpOnly; SameSite=Lax"]}, 140),
        ({"Set-Cookie": ["sessionid=1; HttpOnly; SameSite=Lax"]}, 60),
        ({"Set-Cookie": ["session=1; Secure; SameSite=Lax"]}, 70),
        ({"Set-Cookie": ["lang=en; Secure"]}, 135),
    ],
)
def test_each_rule_costs_and_gives_its_points(changes, points):
    assert score(changes) == points


def test_scripts_and_redirections_count_too():
    unchecked = '<script src="/static/js/site.js"></script>'
    foreign = '<script src="https://cdn.example.com/x.js"></script>'

    assert score(body="<p>") == 130
    assert score(body=unchecked) == 130
    assert score(body=foreign) == 125
    assert score(plain=answer({}, "", 200)) == 80
    assert score(plain=answer({"Location": "http://kaike.test/"}, "", 301)) == 80
    assert score(plain=answer({"Location": "https://www.kaike.test/"}, "", 301)) == 130


@pytest.mark.parametrize(
    ("points", "grade"), [(140, "A+"), (95, "A"), (89, "A-"), (70, "B"), (24, "F"), (0, "F")]
)
def test_a_score_has_its_grade(points, grade):
    assert grade_of(points) == grade
