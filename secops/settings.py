"""Settings of the whole product, read from the environment and `.env` (see `.env.example`).

Nothing is started by importing this module: the embedded PostgreSQL is the business of
`secops.embedded` and the Makefile. Without `DATABASE_URL` the address of the embedded cluster is
used, which `make db` leaves in `var/`.
"""

import re
import sys
from datetime import date
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import environ
import pgtrigger
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from secops import embedded
from secops.documents.arms import ArmsRefused, read_arms

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# ── Knobs, one line each ─────────────────────────────────────────────────────────────────────────
DEBUG: bool = env.bool("DEBUG", default=False)
env_secret_key: str = env.str("SECRET_KEY", default="")
env_database_url: str = env.str("DATABASE_URL", default="")
env_broker_url: str = env.str("CELERY_BROKER_URL", default="")
env_cache_url: str = env.str("CACHE_URL", default="")
PREPARED_STATEMENTS: bool = env.bool("PREPARED_STATEMENTS", default=True)
env_email_url: str = env.str("EMAIL_URL", default="smtp://127.0.0.1:1025")
PUBLIC_BASE_URL: str = env.str("PUBLIC_BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
PUBLIC_SHORT_NAME: str = env.str("PUBLIC_SHORT_NAME", default="siaga.kotacontoh.example")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
GOVERNMENT_DOMAINS: list[str] = env.list("GOVERNMENT_DOMAINS", default=["kotacontoh.example"])
GOVERNMENT_NETWORKS: list[str] = env.list("GOVERNMENT_NETWORKS", default=[])
SECRET_FINGERPRINT_KEY: str = env.str("SECRET_FINGERPRINT_KEY", default="")
INTAKE_PUBLIC_KEY: str = env.str("INTAKE_PUBLIC_KEY", default="")
INTAKE_PRIVATE_KEY: str = env.str("INTAKE_PRIVATE_KEY", default="")
STATUS_STATIC_DIR: str = env.str("STATUS_STATIC_DIR", default="")
HELP_DESK_PHONE: str = env.str("HELP_DESK_PHONE", default="")
PRODUCT_NAME: str = env.str("PRODUCT_NAME", default="Siaga")
CITY_NAME: str = env.str("CITY_NAME", default="Kota Contoh")
OFFICE_NAME: str = env.str("OFFICE_NAME", default="Dinas Komunikasi dan Informatika")
CITY_SEAT: str = env.str("CITY_SEAT", default="Contoh")
CITY_ARMS: str = env.str("CITY_ARMS", default="")
OFFICE_ADDRESS: str = env.str("OFFICE_ADDRESS", default="Jalan Contoh Nomor 1, Contoh 00000")
OFFICE_CONTACT: str = env.str(
    "OFFICE_CONTACT", default="Telepon (024) 000-0000, email diskominfo@kotacontoh.example"
)
DOCUMENT_NUMBER_FORMAT: str = env.str(
    "DOCUMENT_NUMBER_FORMAT", default="{classification}/{sequence}/{year}"
)
DOCUMENT_CLASSIFICATION: str = env.str("DOCUMENT_CLASSIFICATION", default="000.6")
DATA_PROTECTION_AGENCY: str = env.str(
    "DATA_PROTECTION_AGENCY", default="Pimpinan Lembaga Pelindungan Data Pribadi"
)
CSIRT_REGISTER_NUMBER: str = env.str("CSIRT_REGISTER_NUMBER", default="")
env_csirt_register: str = env.str("CSIRT_REGISTER_ISSUED_ON", default="")
DEFAULT_FROM_EMAIL: str = env.str(
    "DEFAULT_FROM_EMAIL", default="Posko Siber <posko@kotacontoh.example>"
)
HTTPS_ONLY: bool = env.bool("HTTPS_ONLY", default=not DEBUG)
TRUSTED_PROXY_COUNT: int = env.int("TRUSTED_PROXY_COUNT", default=0)
TRUSTED_PROXY_NETWORKS: list[str] = env.list("TRUSTED_PROXY_NETWORKS", default=[])
METRICS_TOKEN: str = env.str("METRICS_TOKEN", default="")
METRICS_NETWORKS: list[str] = env.list("METRICS_NETWORKS", default=[])
SILENT_AFTER_SECONDS: int = env.int("SILENT_AFTER_SECONDS", default=180)
TELEGRAM_BOT_TOKEN: str = env.str("TELEGRAM_BOT_TOKEN", default="")
TELEGRAM_WEBHOOK_SECRET: str = env.str("TELEGRAM_WEBHOOK_SECRET", default="")
TELEGRAM_API_URL: str = env.str("TELEGRAM_API_URL", default="https://api.telegram.org")
HEARTBEAT_URL: str = env.str("HEARTBEAT_URL", default="")
WHATSAPP_TOKEN: str = env.str("WHATSAPP_TOKEN", default="")
WHATSAPP_PHONE_ID: str = env.str("WHATSAPP_PHONE_ID", default="")
WHATSAPP_APP_SECRET: str = env.str("WHATSAPP_APP_SECRET", default="")
WHATSAPP_VERIFY_TOKEN: str = env.str("WHATSAPP_VERIFY_TOKEN", default="")
WHATSAPP_API_URL: str = env.str("WHATSAPP_API_URL", default="https://graph.facebook.com/v23.0")
WEBHOOK_SECRETS: list[str] = env.list("WEBHOOK_SECRETS", default=[])
WEBHOOK_LOOPBACK: bool = env.bool("WEBHOOK_LOOPBACK", default=False)
APPRISE_DESTINATIONS: dict[str, str] = env.json("APPRISE_DESTINATIONS", default={})
BACKUP_MAIL_DOMAIN: str = env.str("BACKUP_MAIL_DOMAIN", default="")
BACKUP_MAIL_PORT: int = env.int("BACKUP_MAIL_PORT", default=2525)
EVIDENCE_DIR: Path = Path(env.str("EVIDENCE_DIR", default="") or VAR_DIR / "evidence")
EVIDENCE_MAX_BYTES: int = env.int("EVIDENCE_MAX_BYTES", default=2 * 1024**3)
LOG_LEVEL: str = env.str("LOG_LEVEL", default="INFO")
DEMO: bool = env.bool("DEMO", default=False)

for _name, _networks in (
    ("METRICS_NETWORKS", METRICS_NETWORKS),
    ("TRUSTED_PROXY_NETWORKS", TRUSTED_PROXY_NETWORKS),
):
    for network in _networks:
        try:
            ip_network(network, strict=False)
        except ValueError:
            raise ImproperlyConfigured(f"{_name}: {network} is no network.") from None
try:
    _number = DOCUMENT_NUMBER_FORMAT.format(classification="000.6", sequence=123, year=2026)
except (KeyError, IndexError, ValueError):
    _number = ""
if (
    not {"{sequence}", "{year}"} <= set(re.findall(r"\{\w+\}", DOCUMENT_NUMBER_FORMAT))
    or not re.fullmatch(r"[A-Za-z0-9/.\-]+", _number)
):  # fmt: skip
    raise ImproperlyConfigured(
        "DOCUMENT_NUMBER_FORMAT: {sequence} and {year} are needed, {classification} may stand "
        "there too; signs are letters, digits, slashes, dots and hyphens."
    )
try:
    read_arms(CITY_ARMS)
except ArmsRefused as refused:
    raise ImproperlyConfigured(f"CITY_ARMS: {refused}") from None
try:
    CSIRT_REGISTER_ISSUED_ON = (
        date.fromisoformat(env_csirt_register) if env_csirt_register else None
    )
except ValueError:
    raise ImproperlyConfigured("CSIRT_REGISTER_ISSUED_ON: a day as 2025-03-01.") from None
if HEARTBEAT_URL and not HEARTBEAT_URL.startswith(("https://", "http://")):
    raise ImproperlyConfigured("HEARTBEAT_URL: an address with https:// or http:// is needed.")
if not env_secret_key:
    if not DEBUG:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Run `make setup`, which writes one into .env, or set it in "
            "the environment. It has no default outside DEBUG."
        )
    env_secret_key = "only-for-debugging-on-this-machine-" + "0" * 32
SECRET_KEY = env_secret_key

if SECRET_FINGERPRINT_KEY and len(SECRET_FINGERPRINT_KEY) < 16:
    raise ImproperlyConfigured("SECRET_FINGERPRINT_KEY needs 16 signs or more.")
SECRET_FINGERPRINT_KEY = SECRET_FINGERPRINT_KEY or SECRET_KEY

# ── Applications, from the lowest to the highest ─────────────────────────────────────────────────
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "pgtrigger",
    "pghistory",
    "csp",
    "template_partials",
    "django_tables2",
    "django_filters",
    "django_htmx",
    "ninja",  # for the files of its page of documentation
    "accounts",  # before allauth: its pages wear our templates
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "secops.audit",
    "secops.house",
    "secops.outbox",
    "secops.jobs",
    "secops.documents",
    "secops.ladders",
    "secops.inventory",
    "secops.compliance.rotations",
    "secops.compliance.sessions",
    "secops.compliance.backups",
    "secops.compliance.retirements",
    "secops.compliance.duties",
    "secops.compliance.stands",
    "secops.intake",
    "secops.incidents",
    "secops.incidents.vault",
    "secops.incidents.claims",
    "secops.incidents.grounds",
    "secops.incidents.checks",
    "secops.incidents.tasks",
    "secops.incidents.notices",
    "secops.incidents.requests",
    "secops.incidents.meetings",
    "secops.incidents.lessons",
    "secops.incidents.privacy",
    "secops.advisories",
    "secops.advisories.sharing",
    "secops.advisories.consultations",
    "secops.advisories.bulletins",
    "secops.reminders",
    "secops.inbox",
    "secops.watch",
    "secops.api",
    "dashboard",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "secops.middleware.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SignedInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "secops.middleware.CutsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "secops.urls"
WSGI_APPLICATION = "secops.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "secops.house.context.house",
                "dashboard.navigation.navigation",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# ── Data ─────────────────────────────────────────────────────────────────────────────────────────
_database: dict[str, Any] = dict(
    env.db_url_config(env_database_url)
    if env_database_url
    else embedded.cluster(VAR_DIR).django_settings()
)
if PREPARED_STATEMENTS:
    # Only for `secops/statements.py`: whatever Django words itself is never prepared.
    _options = _database.setdefault("OPTIONS", {})
    _options["prepare_threshold"] = 0
    _options["options"] = f"{_options.get('options', '')} -c plan_cache_mode=force_generic_plan"
DATABASES = {
    "default": _database
    | {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": env.cache_url_config(env_cache_url)
    if env_cache_url
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        # The limits of the sign-in are kept here: a few hundred keys must not push them out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
PGHISTORY_APPEND_ONLY = True
PGHISTORY_LEVEL = pgtrigger.Statement

# ── People and sign-in ───────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.InvitationOnlyAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
USERSESSIONS_TRACK_ACTIVITY = False
# What we ask of others we obey: idle 30 minutes, 12 hours at most, a new browser start ends it.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_SECONDS = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# ── Language and time ────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["secops.house.formats"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

# ── Static files ─────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = VAR_DIR / "media"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "secops.static_files.AppFiles",
]
WHITENOISE_USE_FINDERS = DEBUG
# What is compressed already, and maps, which only an open debugger asks for.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    "jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "br", "woff", "woff2", "map",
)  # fmt: skip

# ── Uploads ──────────────────────────────────────────────────────────────────────────────────────
# A leak report is sealed chunk by chunk as it arrives and never lies on the disk in plain; evidence
# is hashed as it arrives and lies outside the web root, under its hash.
SEALED_DIR = VAR_DIR / "sealed"
FILE_UPLOAD_HANDLERS = [
    "secops.intake.uploads.SealedUploadHandler",
    "secops.incidents.vault.uploads.EvidenceUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# ── Headers ──────────────────────────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# no-referrer would make browsers send `Origin: null` with the forms of the answer pages.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None
# A redirected ping is a lost one: curl in a cron line does not follow, and says nothing.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$", r"^ping/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS_ONLY
SECURE_HSTS_PRELOAD = HTTPS_ONLY
SESSION_COOKIE_SECURE = HTTPS_ONLY
CSRF_COOKIE_SECURE = HTTPS_ONLY
CSRF_TRUSTED_ORIGINS = [PUBLIC_BASE_URL]

# ── Mail ─────────────────────────────────────────────────────────────────────────────────────────
vars().update(env.email_url_config(env_email_url))
EMAIL_TIMEOUT = 20

# ── Background work ──────────────────────────────────────────────────────────────────────────────
BROKER_DIR = VAR_DIR / "broker"
CELERY_BROKER_URL = env_broker_url or "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {}
if CELERY_BROKER_URL.startswith("filesystem"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
    }
elif CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 3}  # a page waits no longer
CELERY_BROKER_CONNECTION_TIMEOUT = 3
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker for ever
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_BEAT_SCHEDULER = "secops.scheduler:FeltScheduler"
# A tick nobody took for a minute is worth nothing: a worker that comes back does one, not hundreds.
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "secops.tick", "schedule": 60.0, "options": {"expires": 55}},
}

# Each process looks this often whether the others are alive (secops.watch).
WATCH_EVERY_SECONDS = 60.0

# ── Logs ─────────────────────────────────────────────────────────────────────────────────────────
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "secops.logs.MaskedLines",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "stream": sys.stderr,
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": ["console"], "propagate": False},
        "celery": {"level": "WARNING"},
        "kombu": {"level": "ERROR"},
        # Its debug lines name whole addresses, and Telegram's hold the token.
        "urllib3": {"level": "INFO"},
    },
}
# Frames may hold a line of a leak report: an error page never shows their variables.
DEFAULT_EXCEPTION_REPORTER_FILTER = "secops.logs.NoFrameVariables"
SILENCED_SYSTEM_CHECKS: list[str] = []
