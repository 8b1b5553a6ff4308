"""Every difference between two machines is an environment variable.

The ones of a production machine stand in deploy/production.env.example.
"""

import warnings
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import environment
from config.private_sqlite import PrivateConnection

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = environment.flag("DEBUG", False)
SITE_URL = environment.origin("SITE_URL", "http://127.0.0.1:8000")
HTTPS = environment.flag("HTTPS", not DEBUG)

# Whether somebody may publish what only they have worked on; with DEBUG there is often just one.
SELF_REVIEW = environment.flag("SELF_REVIEW", DEBUG)

# The simple index (PyPI's JSON API) whose releases `sync_releases` compares; unset, it says so.
PACKAGE_INDEX_URL = environment.address("PACKAGE_INDEX_URL", "")
# Pairs of address and port that requests to other sites may go to though they are not public.
OUTSIDE_ENDPOINTS = environment.endpoints("OUTSIDE_ENDPOINTS")

# The largest file that is imported, in bytes, and how many entries one may hold on the web: what is
# longer is for `manage.py import_file`, because somebody waits for an answer of the web.
IMPORT_MAX_BYTES = environment.number("IMPORT_MAX_BYTES", 50_000_000)
IMPORT_MAX_ENTRIES = environment.number("IMPORT_MAX_ENTRIES", 2000)
# Where uploaded files wait for their import; nothing serves it, and several machines share it.
IMPORT_ROOT = environment.folder("IMPORT_ROOT", BASE_DIR / "var" / "imports")
# Before Django's own: a request that is too large is refused before its body is read.
FILE_UPLOAD_HANDLERS = [
    "catalog.capped_upload.CappedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Core

ALLOWED_HOSTS = environment.names(
    "ALLOWED_HOSTS",
    ["localhost", "127.0.0.1", "[::1]"] if DEBUG else environment.REQUIRED,
    example="atlas.example.org",
)

DATABASES = {
    "default": environment.database(
        "DATABASE_URL",
        BASE_DIR / "var" / "atlas.sqlite3",
        conn_max_age=environment.seconds("CONN_MAX_AGE", 0),
    ),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        # Readers and one writer at the same time; a writer queues at BEGIN, not in mid-transaction.
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        transaction_mode="IMMEDIATE",
        timeout=20,
        factory=PrivateConnection,
    )
# Databases that follow the one of DATABASE_URL by streaming replication; readers read from them.
REPLICAS = environment.replicas("REPLICA_URLS", conn_max_age=environment.seconds("CONN_MAX_AGE", 0))
if REPLICAS:
    DATABASES.update(REPLICAS)
    DATABASE_ROUTERS = ["catalog.delivery.replicas.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The default of Django 6. The switch itself is deprecated, so Django's manual says to silence it.
warnings.filterwarnings("ignore", "The FORMS_URLFIELD_ASSUME_HTTPS transitional setting")
FORMS_URLFIELD_ASSUME_HTTPS = True

# A framework with all its claims is one form; Django's 1000 leaves too little room.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# The cache in front of Django. Off where templates are being edited: it would keep the old pages.
PAGE_CACHE = environment.flag("PAGE_CACHE", not DEBUG)
PAGE_CACHE_BYTES = environment.number("PAGE_CACHE_BYTES", 32_000_000)  # in each process
# Shared by the processes: a folder of one machine, or a Redis or Valkey of several.
PAGE_CACHE_FOLDER = environment.folder("PAGE_CACHE_FOLDER", BASE_DIR / "var" / "pages")
PAGE_CACHE_FOLDER_BYTES = environment.number("PAGE_CACHE_FOLDER_BYTES", 500_000_000)
PAGE_CACHE_URL = environment.store("PAGE_CACHE_URL")

# Where `purge_cdn` says which pages changed, and what it shows to be allowed to.
CDN_PURGE_URL = environment.door("CDN_PURGE_URL")
CDN_PURGE_TOKEN = environment.secret("CDN_PURGE_TOKEN", "")

# Requests to the API in a minute, and where processes count them: a file of one machine, or a
# Redis or Valkey of several.
API_REQUESTS_OF_ADDRESS = environment.number("API_REQUESTS_OF_ADDRESS", 600)
API_REQUESTS_OF_TOKEN = environment.number("API_REQUESTS_OF_TOKEN", 3000)
API_LIMITS_FILE = environment.file("API_LIMITS_FILE", BASE_DIR / "var" / "limits.sqlite3")
API_LIMITS_URL = environment.store("API_LIMITS_URL") or PAGE_CACHE_URL

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "catalog" / "locale"]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

INSTALLED_APPS = [
    "catalog.apps.CatalogConfig",
    "catalog.apps.DeskConfig",  # django.contrib.admin, with the tables in groups
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",  # static files go through the middleware with DEBUG too
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
]

# json: an object a line, for machines that gather logs. line: for people.
LOG_FORMAT = environment.choice("LOG_FORMAT", "line", accepted=("line", "json"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.logs.LineFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
        "json": {"()": "config.logs.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # The servers, of production and of development, log addresses as they came.
    "loggers": {
        name: {"handlers": ["console"], "level": "INFO", "propagate": False}
        for name in ("granian.access", "django.server")
    },
}

MIDDLEWARE = [
    "config.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.boundary.BoundaryMiddleware",  # before whatever reads the address or the body
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "catalog.delivery.replicas.ReplicaMiddleware",  # before whatever reads the database
    "catalog.api.cors.CorsMiddleware",
    "catalog.api.query_strings.QueryStringMiddleware",
    "catalog.api.conditional.ConditionalMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "catalog.views.spellings.SpellingMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

SECRET_KEY = environment.secret(
    "SECRET_KEY",
    "for-development-only-and-therefore-not-secret" if DEBUG else environment.REQUIRED,
)
SECURE_HSTS_SECONDS = environment.seconds("HSTS_SECONDS", 31_536_000) if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
# Only behind a proxy that sets these headers itself: otherwise a visitor could forge them.
BEHIND_PROXY = environment.flag("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains is a decision about the whole domain, not this site
    "security.W021",  # the same for the browsers' preload list, which is hard to leave
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "catalog.context.site",
            ],
        },
    },
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
X_FRAME_OPTIONS = "DENY"

CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = environment.names(
    "CSRF_TRUSTED_ORIGINS", [], example="https://atlas.example.org"
)

# django.contrib.auth

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]

# django.contrib.sessions

SESSION_COOKIE_SECURE = HTTPS

# django.contrib.staticfiles, whitenoise

STATIC_ROOT = BASE_DIR / "staticfiles"
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Named here because the test runner turns settings.DEBUG off, but runs without collectstatic.
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_USE_FINDERS = DEBUG

# Pictures that editors upload. A media host of its own, or the web server in front, may serve them.
MEDIA_ROOT = environment.folder("MEDIA_ROOT", BASE_DIR / "var" / "media")
MEDIA_URL = environment.address("MEDIA_URL", "") or "/media/"
# Dumps of the catalogue, made when they are asked for; all processes of a machine share them.
DUMP_ROOT = environment.folder("DUMP_ROOT", BASE_DIR / "var" / "dumps")
MEDIA_HOSTS = [] if MEDIA_URL.startswith("/") else [MEDIA_URL]
MEDIA_BUCKET = environment.bucket("MEDIA_BUCKET")
if MEDIA_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "config.bucket.Bucket",
        # A name stands for one content, so it may be kept for ever, and written twice.
        "OPTIONS": {
            "bucket_name": MEDIA_BUCKET,
            "default_acl": None,
            "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
        },
    }

# django-csp

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *MEDIA_HOSTS],  # data: the admin's and Swagger's icons
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# djangorestframework

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "catalog.api.negotiation.OneForm",
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.DjangoModelPermissionsOrAnonReadOnly"
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_THROTTLE_CLASSES": ["catalog.api.limits.throttle.ClientThrottle"],
    "DEFAULT_SCHEMA_CLASS": "catalog.api.schema.ResourceSchema",
    "EXCEPTION_HANDLER": "catalog.api.errors.problem_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "UNICODE_JSON": True,
    "URL_FORMAT_OVERRIDE": None,  # `?format=` is not a parameter of this API
}

# What makes the documents that `catalog.readymade` keeps: called with a kind and slugs.
ENTRY_DOCUMENTS = "catalog.api.documents.entry_documents"

# drf-spectacular

SPECTACULAR_SETTINGS = {
    "TITLE": "Framework Atlas API",
    "DESCRIPTION": _("Deep-learning frameworks, what they can do, and the evidence for it."),
    "VERSION": "1.2.0",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "catalog.api.describing.add_headers",
        "catalog.api.writes.describe.add_components",
        "catalog.api.examples.add_examples",
        "catalog.api.wording.translate",
    ],
    "ENUM_NAME_OVERRIDES": {"ThingKindEnum": "catalog.api.changes.KINDS"},
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
