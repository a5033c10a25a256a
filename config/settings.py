"""Settings, from the environment; without any, Kaike runs on this machine with embedded SQLite."""

import re
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import production
from config.env import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()
VAR = env.folder("KAIKE_VAR", BASE_DIR / "var")

PRODUCTION = env.switch("KAIKE_PRODUCTION", default=False)
DEBUG = env.switch("DEBUG", default=False)
SECRET_KEY = env.secret_key(VAR, production=PRODUCTION)
SITE_URL = env.site_address("SITE_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS = env.host_names("ALLOWED_HOSTS", () if PRODUCTION else ("127.0.0.1", "localhost"))
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []
# Web servers in front of this one: only what they say of a visitor's address and of TLS is true.
TRUSTED_PROXIES = env.proxies("TRUSTED_PROXIES")
if PRODUCTION:
    production.require(env, site=SITE_URL, hosts=ALLOWED_HOSTS, debug=DEBUG)

# How fast visitors may enroll, ask and leave an interest (enrollment.domain.pacing); off for load
# tests only.
LIMITS = env.switch("KAIKE_LIMITS", default=True)
# Hours that seats are held for somebody unknown, until their mailbox or telephone has answered.
UNPROVEN_HOLD_HOURS = env.number("UNPROVEN_HOLD_HOURS", default=48, least=0, most=1440)

# The version is written once, at the top of the change log.
VERSION = re.findall(
    r"^## (\S+)", (BASE_DIR / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
)[0]

INSTALLED_APPS = [
    "django_otp",  # before ours: its secrets get no pages in the back office
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "catalog",  # before the admin: templates/admin/base_site.html of ours must win
    "enrollment",
    "operations",
    "enrollment.apps.StaffSiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "crispy_forms",
    "csp",
]

MIDDLEWARE = [
    "config.request_id.RequestIdMiddleware",
    "config.headers.HeadersMiddleware",
    "config.too_large.TooLargeMiddleware",
    "operations.probes.ProbesMiddleware",  # before host and https are checked
    "operations.replicas.ReplicaMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "enrollment.views.sign_in.lifetime.LifetimeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.busy.BusyMiddleware",
    "catalog.views.first_page.FirstPageMiddleware",
    "config.malformed_address.MalformedAddressMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "catalog.views.context.site",
            ],
        },
    },
]

# No ATOMIC_REQUESTS: with SQLite every atomic() takes the one write lock, reads must not.
DATABASES = {"default": env.database("DATABASE_URL", default=f"sqlite:///{VAR / 'kaike.sqlite3'}")}
# A streaming replica of it: readers without cookies get their pages from there while it is at most
# so many seconds behind (operations.replicas).
REPLICA_LAG = env.number("REPLICA_LAG", default=2, least=1, most=60)
if replica := env.replica("DATABASE_REPLICA_URL", of=DATABASES["default"]):
    DATABASES["replica"] = replica
    DATABASE_ROUTERS = ["operations.replicas.ReplicaRouter"]
# How long the server waits at its start for a database that does not answer.
DATABASE_WAIT = env.number("DATABASE_WAIT", default=60, least=0, most=3600)  # seconds
WEB_CONCURRENCY = env.number("WEB_CONCURRENCY", default=2, least=1, most=64)  # processes
# Seconds: a page, and what it was made of, so that a number of seats is twice as old at most.
CACHED_FOR = 2
# How long a public page may be shown as it was. 0: not at all.
PAGE_SECONDS = env.number("PAGE_SECONDS", default=CACHED_FOR, least=0, most=60)
# In the memory of each process: a restart forgets them, nothing else has to. With REDIS_URL what is
# dear to make is shared by all hosts; pages are not, they live for two seconds (decision 0010).
LOCMEM = "django.core.cache.backends.locmem.LocMemCache"
OBJECTS = "operations.object_cache.ObjectCache"
CACHES = {
    "default": {"BACKEND": LOCMEM, "LOCATION": "default"},
    # Whole pages, and what many of them read. Together with what making them takes a number of
    # seats is five seconds old at the most. The other two never are: their keys are contents.
    "pages": {"BACKEND": OBJECTS, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 300}},
    "reads": {"BACKEND": OBJECTS, "LOCATION": "reads", "TIMEOUT": CACHED_FOR},
    "outlines": {"BACKEND": LOCMEM, "LOCATION": "outlines", "OPTIONS": {"MAX_ENTRIES": 400}},
    "documents": {"BACKEND": LOCMEM, "LOCATION": "documents", "OPTIONS": {"MAX_ENTRIES": 60}},
}
REDIS_URL = env.redis("REDIS_URL")
if REDIS_URL:
    for name in ("outlines", "documents"):
        CACHES[name] = {
            "BACKEND": "operations.shared_cache.SharedCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": f"kaike-{VERSION}-{name}",
            "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
        }

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "enrollment.domain.staff_passwords.NotCommonInside"},
    {"NAME": "enrollment.domain.staff_passwords.NotAName"},
    {"NAME": "enrollment.domain.staff_passwords.NoRepeats"},
]
# Whether every account of staff needs a second factor; one that has been set up always counts.
STAFF_TOTP = env.switch("STAFF_TOTP", default=PRODUCTION)
OTP_TOTP_ISSUER = "Kaike"

# The Chinese font of posters and brochures; unset, the usual places are searched.
CJK_FONT_FILE = env.text("CJK_FONT_FILE")

# What the footer must show in mainland China; unset, the line is absent.
ICP_NUMBER = env.text("ICP_NUMBER")
POLICE_NUMBER = env.text("POLICE_NUMBER")

# Sites that may show /embed/ inside their pages, as in a Content-Security-Policy.
EMBED_SITES = env.text("EMBED_SITES", "*").split()

LANGUAGE_CODE = "zh-hans"
FORMAT_MODULE_PATH = ["config.formats"]
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

MEDIA_ROOT = VAR / "media"  # served by views only, never by the web server
# How much the files of outlines may take up: of one course, and of all.
ATTACHMENTS_COURSE_MB = env.number("ATTACHMENTS_COURSE_MB", default=200, least=1, most=100_000)
ATTACHMENTS_MB = env.number("ATTACHMENTS_MB", default=5000, least=1, most=10_000_000)
UPLOADS_S3_URL = env.bucket("UPLOADS_S3_URL")  # then there, for several hosts
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "operations.uploads.BucketStorage"
        if UPLOADS_S3_URL
        else "django.core.files.storage.FileSystemStorage"
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = not PRODUCTION

CRISPY_ALLOWED_TEMPLATE_PACKS = ["kaike"]
CRISPY_TEMPLATE_PACK = "kaike"
CRISPY_FAIL_SILENTLY = False

vars().update(env.mail_server("EMAIL_URL"))
# Shorter than the lease of a message (messaging.leases): a slow mailer must not send it twice.
EMAIL_TIMEOUT = env.number("EMAIL_TIMEOUT", default=30, least=1, most=240)  # seconds
DEFAULT_FROM_EMAIL = env.mail_address("DEFAULT_FROM_EMAIL", "Kaike 开课 <enroll@example.com>")
# Who is told that inquiries wait; unset, they stand on the dashboard of staff alone.
OFFICE_EMAIL = env.mail_address("OFFICE_EMAIL", "")

# What the privacy page says, and what `purge` does (enrollment.domain.data_map).
COMPANY_NAME = env.text("COMPANY_NAME", "Kaike 开课")  # who answers for personal data
PRIVACY_CONTACT = env.text("PRIVACY_CONTACT")  # e-mail or address; unset: the offices
DATA_LOCATION = env.text("DATA_LOCATION")  # where the server stands; unset: not said
KEEP_MONTHS = {
    "parties": env.number("KEEP_PARTIES_MONTHS", default=24, least=1, most=360),
    "inquiries": env.number("KEEP_INQUIRIES_MONTHS", default=12, least=1, most=360),
    "interests": env.number("KEEP_INTERESTS_MONTHS", default=12, least=1, most=360),
    "messages": env.number("KEEP_MESSAGES_MONTHS", default=12, least=1, most=360),
    "staff_log": env.number("KEEP_STAFF_LOG_MONTHS", default=12, least=1, most=360),
    "proof": env.number("KEEP_PROOF_MONTHS", default=36, least=1, most=360),
    "certificates": env.number("KEEP_CERTIFICATES_MONTHS", default=120, least=1, most=600),
    "opinions": env.number("KEEP_OPINIONS_MONTHS", default=36, least=1, most=360),
}
PRIVACY_REQUEST_DAYS = env.number("PRIVACY_REQUEST_DAYS", default=15, least=1, most=90)
# Written beside the database, so that restoring an older one erases again who was erased since.
ERASURE_JOURNAL = Path(env.text("ERASURE_JOURNAL", str(VAR / "erasures.jsonl")))

# A file for the daily end of the audit chain; collect it where the database's owner cannot write.
AUDIT_CHECKPOINTS = env.text("AUDIT_CHECKPOINTS")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "enrollment.views.refused_form.not_accepted"
HSTS_SECONDS = env.number("HSTS_SECONDS", default=31_536_000, least=0, most=63_072_000)  # a year
HSTS_SUBDOMAINS = env.switch("HSTS_SUBDOMAINS", default=True)
# On the browsers' own list a site stays for months: somebody must want it.
HSTS_PRELOAD = env.switch("HSTS_PRELOAD", default=False)
# A sign-in ends when it is unused for so long, or twelve hours old (enrollment.domain).
SESSION_COOKIE_AGE = 3 * 60 * 60  # seconds
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    if TRUSTED_PROXIES != ["none"]:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = HSTS_SECONDS
    SECURE_HSTS_INCLUDE_SUBDOMAINS = HSTS_SUBDOMAINS
    SECURE_HSTS_PRELOAD = HSTS_PRELOAD
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # both are choices, see above
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"

# An outline of 200,000 characters is 600 kB of UTF-8, more once it is form-encoded.
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024

# Whoever asks for /metrics must show it; unset, there is no such page.
METRICS_TOKEN = env.text("METRICS_TOKEN")
if METRICS_TOKEN and len(METRICS_TOKEN) < 20:
    env.problems.append("METRICS_TOKEN is shorter than 20 characters.")
# /readyz asks for a look when less than this is free, or when the night's work was not done.
DISK_FREE_MB = env.number("DISK_FREE_MB", default=500, least=0, most=10_000_000)
NIGHTLY_EXPECTED = env.switch("NIGHTLY_EXPECTED", default=PRODUCTION)

# Backups: where, encrypted for which public keys of age, copied where else, kept how long.
BACKUP_FOLDER = Path(env.text("BACKUP_FOLDER", str(VAR / "backups")))
BACKUP_RECIPIENTS = env.age_keys("BACKUP_RECIPIENTS")
BACKUP_COPY_FOLDER = env.text("BACKUP_COPY_FOLDER")
BACKUP_S3_URL = env.bucket("BACKUP_S3_URL")
BACKUP_DAYS = env.number("BACKUP_DAYS", default=14, least=1, most=3660)
BACKUP_WEEKS = env.number("BACKUP_WEEKS", default=8, least=0, most=520)
BACKUP_MONTHS = env.number("BACKUP_MONTHS", default=6, least=0, most=120)

LOG_FORMAT = "json" if PRODUCTION else "line"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "config.logs.JsonLines"},
    },
    "filters": {"discreet": {"()": "config.logs.Discreet"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["discreet"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # The development server of the demo names every request otherwise.
    "loggers": {
        "django.server": {"handlers": [], "level": "WARNING", "propagate": False},
        "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
    },
}

env.refuse()
