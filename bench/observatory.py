"""The grade that Mozilla's HTTP Observatory would give, computed here from the answers of a site.

    .venv/bin/python -m bench.observatory            # gunicorn in production mode, sample data
    .venv/bin/python -m bench.observatory --least 135

Its published rules (github.com/mdn/mdn-http-observatory, src/grader/charts.js), written anew: 100
to begin with, points off for what is missing, points added where nothing cost more than ten. The
site is asked as a proxy asks it, over TLS and without. Whether browsers have the host on their list
of preloaded ones cannot be known here: ``score`` is without it, ``score_preloaded`` what it becomes
once HSTS_PRELOAD is set and the host is on the list. Readers get no cookie, so 140 is the most.
"""

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from bench.site import ROOT, Site

HOST = "kaike.test"
FROM_A_TO = 90  # what is left without bonuses for them to count
GRADES = [
    *((100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"), (60, "C+")),
    *((50, "C"), (45, "C-"), (40, "D+"), (30, "D"), (25, "D-"), (0, "F")),
]
HALF_A_YEAR, A_YEAR = 15_768_000, 31_536_000  # seconds
BROAD = {
    *("ftp:", "http:", "https:", "*"),
    *("http://*", "http://*.*", "https://*", "https://*.*"),
}
INLINE = {"'unsafe-inline'", "data:"}
INSECURE = ("http:", "ftp:")
PASSIVE = ("img-src", "media-src")
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
MAX_AGE = re.compile(r"max-age=\"?(\d{1,12})")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Message
    body: str = ""

    def header(self, name: str) -> str:
        return (self.headers.get(name) or "").strip()


@dataclass(frozen=True, slots=True)
class Verdict:
    rule: str
    found: str
    points: int


@dataclass
class Scripts(HTMLParser):
    """Address and integrity of each script that a page loads."""

    loaded: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        if tag == "script" and known.get("src"):
            self.loaded.append((known["src"] or "", known.get("integrity") or ""))


def verdicts(home: Answer, plain: Answer, *, listed: bool) -> Iterator[Verdict]:
    """``home`` is the page over TLS, ``plain`` the answer to the same address without."""
    policy = directives(home.header("Content-Security-Policy"))
    yield Verdict("content security policy", *of_policy(policy))
    yield Verdict("cookies", *of_cookies(home))
    yield Verdict("cross-origin sharing", *of_sharing(home))
    yield Verdict("redirection", *of_redirection(plain))
    yield Verdict("referrer policy", *of_referrer(home))
    yield Verdict("transport security", *of_transport(home, listed=listed))
    yield Verdict("integrity of scripts", *of_scripts(home))
    sniffing = home.header("X-Content-Type-Options").lower() == "nosniff"
    yield Verdict("content type", *(("nosniff", 0) if sniffing else ("missing", -5)))
    yield Verdict("framing", *of_framing(home, policy))
    yield Verdict("resource policy", *of_resource_policy(home))


def score_of(found: list[Verdict]) -> int:
    """Bonuses count where the rest of the site is an A."""
    lost = 100 + sum(one.points for one in found if one.points < 0)
    won = sum(one.points for one in found if one.points > 0)
    return max(lost + won if lost >= FROM_A_TO else lost, 0)


def grade_of(score: int) -> str:
    return next(grade for least, grade in GRADES if score >= least)


def directives(header: str) -> dict[str, set[str]]:
    """Each directive of a policy with its sources; of one that is repeated the first counts."""
    found: dict[str, set[str]] = {}
    for part in header.lower().split(";"):
        name, *sources = part.split() or [""]
        if name:
            found.setdefault(name, set(sources) or {"'none'"})
    return found


def of_policy(policy: dict[str, set[str]]) -> tuple[str, int]:
    if not policy:
        return "missing", -25
    anything = policy.get("default-src", {"*"})
    script, style, objects = (
        policy.get(name, anything) for name in ("script-src", "style-src", "object-src")
    )
    passive = set().union(*(policy.get(name, anything) for name in PASSIVE))
    active = set().union(*(policy[name] for name in policy if name not in PASSIVE))
    if script & (BROAD | INLINE) or objects & BROAD:
        return "scripts or objects from anywhere", -20
    if any(source.startswith(INSECURE) for source in active):
        return "loads over http", -20
    if "'unsafe-eval'" in script | style:
        return "'unsafe-eval'", -10
    if any(source.startswith(INSECURE) for source in passive):
        return "pictures over http", -10
    if style & (BROAD | INLINE):
        return "styles from anywhere", 0
    if policy.get("default-src") == {"'none'"}:
        return "nothing unsafe, default-src 'none'", 10
    return "nothing unsafe", 5


def of_cookies(home: Answer) -> tuple[str, int]:
    """The worst of them: one that is not for TLS alone, or a session that scripts can read."""
    cookies = [str(one).lower() for one in home.headers.get_all("Set-Cookie") or []]
    if not cookies:
        return "none", 0
    parts = [[part.strip() for part in cookie.split(";")] for cookie in cookies]
    secure = all("secure" in cookie for cookie in parts)
    of_session = [cookie for cookie in parts if "sess" in cookie[0] or "login" in cookie[0]]
    hidden = all("httponly" in cookie for cookie in of_session)
    same_site = all(any(part.startswith("samesite=") for part in cookie) for cookie in parts)
    if not secure:
        return "without Secure", -40 if of_session else -20
    if not hidden:
        return "a session without HttpOnly", -30
    return ("Secure, HttpOnly, SameSite", 5) if same_site else ("without SameSite", 0)


def of_sharing(home: Answer) -> tuple[str, int]:
    allowed = home.header("Access-Control-Allow-Origin")
    credentials = home.header("Access-Control-Allow-Credentials").lower() == "true"
    if allowed and credentials and allowed != f"https://{HOST}":
        return "with credentials", -50
    return allowed or "none", 0


def of_redirection(plain: Answer) -> tuple[str, int]:
    to = urlsplit(plain.header("Location"))
    if plain.status not in {301, 302, 303, 307, 308}:
        return "none", -20
    if to.scheme != "https":
        return "not to https", -20
    return ("to https on the same host", 0) if to.hostname == HOST else ("to another host", -5)


def of_referrer(home: Answer) -> tuple[str, int]:
    said = home.header("Referrer-Policy").lower().split(",")[-1].strip()
    if not said:
        return "missing", 0
    return (said, 5) if said in PRIVATE else (said, -5)


def of_transport(home: Answer, *, listed: bool) -> tuple[str, int]:
    said = home.header("Strict-Transport-Security").lower()
    found = MAX_AGE.search(said)
    if not found:
        return "missing", -20
    if int(found[1]) < HALF_A_YEAR:
        return said, -10
    wanted = "includesubdomains" in said and "preload" in said and int(found[1]) >= A_YEAR
    return ("preloaded", 5) if listed and wanted else (said, 0)


def of_scripts(home: Answer) -> tuple[str, int]:
    """A bonus where scripts say what they must be; points off for scripts from elsewhere."""
    page = Scripts()
    page.feed(home.body)
    foreign = [one for one in page.loaded if urlsplit(one[0]).hostname not in {None, HOST}]
    if any(not integrity for _address, integrity in foreign):
        over_tls = all(address.startswith("https:") for address, _integrity in foreign)
        return "scripts from elsewhere, unchecked", -5 if over_tls else -50
    if not page.loaded:
        return "no scripts", 0
    checked = any(integrity for _address, integrity in page.loaded)
    return ("checked", 5) if checked else ("of this host, unchecked", 0)


def of_framing(home: Answer, policy: dict[str, set[str]]) -> tuple[str, int]:
    if "frame-ancestors" in policy:
        return "frame-ancestors", 5
    said = home.header("X-Frame-Options").lower()
    return (said, 0) if said in {"deny", "sameorigin"} else (said or "missing", -20)


def of_resource_policy(home: Answer) -> tuple[str, int]:
    said = home.header("Cross-Origin-Resource-Policy").lower()
    points = {"same-origin": 10, "same-site": 10, "cross-origin": 0, "": 0}
    return said or "missing", points.get(said, -5)


def graded(home: Answer, plain: Answer) -> dict:
    if home.status != 200:
        raise SystemExit(f"The page answered {home.status}.")
    found = list(verdicts(home, plain, listed=False))
    ready = Message()
    ready["Strict-Transport-Security"] = f"max-age={A_YEAR}; includeSubDomains; preload"
    hoped = [one for one in found if one.rule != "transport security"]
    hoped.append(Verdict("", *of_transport(Answer(200, ready), listed=True)))
    return {
        "score": score_of(found),
        "grade": grade_of(score_of(found)),
        "score_preloaded": score_of(hoped),
        "rules": {one.rule: f"{one.found} ({one.points:+d})" for one in found},
    }


def ask(site: Site, *, tls: bool) -> Answer:
    """As the proxy in front asks for the first page."""
    headers = {"Host": HOST, "X-Forwarded-Proto": "https" if tls else "http"}
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    try:
        connection.request("GET", "/", headers=headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read().decode())
    finally:
        connection.close()


def production(folder: str) -> dict[str, str]:
    return {
        "KAIKE_PRODUCTION": "True",
        "KAIKE_VAR": folder,
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "SECRET_KEY": "of-a-site-that-stands-for-a-minute-on-this-machine-only-4711",
        "ALLOWED_HOSTS": HOST,
        "SITE_URL": f"https://{HOST}",
        "EMAIL_URL": "smtp://127.0.0.1:9",
        "DEFAULT_FROM_EMAIL": "enroll@example.com",
        "TRUSTED_PROXIES": "127.0.0.1",
        "DISK_FREE_MB": "0",
    }


def prepared(folder: str) -> dict[str, str]:
    """Sample data and collected files; the environment of the site."""
    values = production(folder)
    here = {name: values[name] for name in ("KAIKE_VAR", "DATABASE_URL")}
    for command, environment in (
        (["demo", "--no-serve"], here),
        (["collectstatic", "--no-input", "--verbosity", "0"], values),
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=os.environ | environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return values


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--least", type=int, default=135, help="exit 1 below this score")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        values = prepared(str(Path(folder)))
        with Site(values=values) as site:
            found = graded(ask(site, tls=True), ask(site, tls=False))
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return 0 if found["score"] >= chosen.least else 1


if __name__ == "__main__":
    sys.exit(main())
