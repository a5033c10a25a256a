"""Settings, from the environment; without any, Kaike runs on this machine with embedded SQLite."""

import re
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.env import database, secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
VAR = Path(env.str("KAIKE_VAR", default=str(BASE_DIR / "var")))

PRODUCTION = env.bool("KAIKE_PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = secret_key(VAR, production=PRODUCTION)
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []
if PRODUCTION and not (ALLOWED_HOSTS and SITE_URL.startswith("https://")):
    raise ImproperlyConfigured(
        "In production set ALLOWED_HOSTS to the site's host names and SITE_URL to its address, "
        "for example ALLOWED_HOSTS=kaike.example.cn SITE_URL=https://kaike.example.cn."
    )

# Who may say for whom it asks: addresses, networks, "unix", or "none" (catalog.checks).
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])

# How fast visitors may enroll, ask and wish (enrollment.domain.pacing); off for load tests only.
LIMITS = env.bool("KAIKE_LIMITS", default=True)

# The version is written once, at the top of the change log.
VERSION = re.search(
    r"^## (\S+)", (BASE_DIR / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
)[1]

INSTALLED_APPS = [
    "django_otp",  # before ours: its secrets get no pages in the back office
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "catalog",  # before the admin: templates/admin/base_site.html of ours must win
    "enrollment",
    "enrollment.apps.DoorConfig",
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
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "enrollment.views.door.lifetime.LifetimeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.busy.BusyMiddleware",
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
DATABASES = {
    "default": database(env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'kaike.sqlite3'}"))
}
# All in the memory of each process: a restart forgets them, nothing else has to.
LOCMEM = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": LOCMEM, "LOCATION": "default"},
    "outlines": {"BACKEND": LOCMEM, "LOCATION": "outlines", "OPTIONS": {"MAX_ENTRIES": 400}},
    "documents": {"BACKEND": LOCMEM, "LOCATION": "documents", "OPTIONS": {"MAX_ENTRIES": 60}},
    "pages": {"BACKEND": LOCMEM, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 300}},
    # The name Django's template tag looks for.
    "template_fragments": {
        "BACKEND": LOCMEM,
        "LOCATION": "fragments",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}
# How long a public page may be shown as it was; seats left on it are never older. 0: not at all.
PAGE_SECONDS = env.int("PAGE_SECONDS", default=2)

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
STAFF_TOTP = env.bool("STAFF_TOTP", default=PRODUCTION)
OTP_TOTP_ISSUER = "Kaike"

# The Chinese font of posters and brochures; unset, the usual places are searched.
CJK_FONT_FILE = env.str("CJK_FONT_FILE", default="")

# What the footer must show in mainland China; unset, the line is absent.
ICP_NUMBER = env.str("ICP_NUMBER", default="")
POLICE_NUMBER = env.str("POLICE_NUMBER", default="")

LANGUAGE_CODE = "zh-hans"
FORMAT_MODULE_PATH = ["config.formats"]
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

MEDIA_ROOT = VAR / "media"  # served by views only, never by the web server
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "config.finders.JoinedFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
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

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# Shorter than the lease of a message (enrollment.outbox): a slow mailer must not send it twice.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=30)  # seconds
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Kaike 开课 <enroll@example.com>")
# Who is told that inquiries wait; unset, they stand on the desk of staff alone.
OFFICE_EMAIL = env.str("OFFICE_EMAIL", default="")

# A file for the daily end of the audit chain; collect it where the database's owner cannot write.
AUDIT_CHECKPOINTS = env.str("AUDIT_CHECKPOINTS", default="")

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
CSRF_FAILURE_VIEW = "enrollment.views.refused.not_accepted"
# A sign-in ends when it is unused for so long, or twelve hours old (enrollment.domain).
SESSION_COOKIE_AGE = 3 * 60 * 60  # seconds
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"

# An outline of 200,000 characters is 600 kB of UTF-8, more once it is form-encoded.
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"discreet": {"()": "config.logs.Discreet"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["discreet"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # The development server of the demo names every request otherwise.
    "loggers": {"django.server": {"handlers": [], "level": "WARNING", "propagate": False}},
}
