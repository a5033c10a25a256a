"""What a public site must have set; on this machine alone everything has a default."""

from urllib.parse import urlsplit

from config.env import MAIL_FOR_TESTS, Environment


def require(env: Environment, *, site: str, hosts: list[str], debug: bool) -> None:
    """Add a line to the problems of ``env`` for each thing a public site cannot do without."""
    problems = env.problems
    if debug:
        problems.append("DEBUG=True shows the program's insides to every visitor: take it away.")
    hosts_named = hosts and "*" not in hosts
    if not hosts_named:
        problems.append(
            "ALLOWED_HOSTS must name the host names of the site, for example kaike.example.cn."
        )
    if not site.startswith("https://"):
        problems.append(
            "SITE_URL must be the public address, for example https://kaike.example.cn."
        )
    elif hosts_named and not _covered(urlsplit(site).hostname or "", hosts):
        problems.append(f"SITE_URL={site} names a host that is not in ALLOWED_HOSTS.")
    if not env.text("DATABASE_URL"):
        problems.append(
            "DATABASE_URL is missing: postgres://user:password@host:5432/name, "
            "or sqlite:///path for one small office."
        )
    _require_mail(env)
    if not env.text("TRUSTED_PROXIES"):
        problems.append(
            "TRUSTED_PROXIES is missing: the address of the web server in front, for example "
            "127.0.0.1; or none where visitors reach this server directly. Without it all "
            "visitors look like one."
        )


def _require_mail(env: Environment) -> None:
    scheme = env.text("EMAIL_URL").partition("://")[0]
    if not scheme or scheme in MAIL_FOR_TESTS:
        env.problems.append(
            f"EMAIL_URL is {'no mail server' if scheme else 'missing'}: letters would be marked as "
            "sent and reach nobody. Write smtp+tls://user:password@host:587."
        )
    if not env.text("DEFAULT_FROM_EMAIL"):
        env.problems.append(
            "DEFAULT_FROM_EMAIL is missing: the address letters come from, "
            "for example Kaike 开课 <enroll@kaike.example.cn>."
        )


def _covered(host: str, hosts: list[str]) -> bool:
    return any(
        host == allowed or (allowed.startswith(".") and f".{host}".endswith(allowed))
        for allowed in hosts
    )
