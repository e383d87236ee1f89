"""What every way of running the site shares. The strict values stand here; other files loosen them."""

from pathlib import Path
from typing import Any

from config import env

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site"
DATA_DIR = Path(env.text("DATA_DIR", str(ROOT / "var"))).expanduser().resolve()

DEBUG = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    # Ours first: their templates and translations win over Wagtail's.
    "home",
    "news",
    "honors",
    "resources",
    "workflow",
    "sharing",
    "trash",
    "pagestore",
    "ledger",
    "board",
    "people",
    "week",
    "papers",
    "accounts",
    "core",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks_db",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "core.middleware.ReadersMakeNothing",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "core.middleware.RefuseBadAddress",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Inside of everything that adds headers: a stored answer has the same as a rendered one.
    "pagestore.middleware.ServeStored",
    "core.known_site.KnowSite",
    "core.redirecting.LeadToNewAddress",
    "people.middleware.AnswerGone",  # within: what was taken down is gone, whatever leads on from there
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["core.lean_templates.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
            # The smallest components are tags.
            "builtins": ["core.templatetags.component_tags"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DESIGN_PAGE = False
"""Whether /mau/ shows every component of the design system; for development alone."""

# Language and time: Vietnamese everywhere, stored in UTC, shown as Vietnam's time.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt")]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [SITE / "locale", SITE / "locale" / "wagtail"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
WAGTAIL_I18N_ENABLED = False
WAGTAIL_USER_TIME_ZONES = ["Asia/Ho_Chi_Minh"]
FORMAT_MODULE_PATH = ["core.formats"]
# True would print the year as 2.023.
USE_THOUSAND_SEPARATOR = False
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(ROOT / ".build" / "static")))
STATICFILES_DIRS = [SITE / "static"]
STATICFILES_FINDERS = [
    "core.joined_files.JoinedFilesFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# Consents, minutes and printed papers: no address leads there.
PRIVATE_ROOT = DATA_DIR / "private"
# Public pages as files, kept by `keep_pages`; empty: there is no store. Each machine with a disk has its own name.
_pages = env.text("PAGE_STORE", str(DATA_DIR / "pages"))
PAGE_STORE = Path(_pages).expanduser().resolve() if _pages else None
STORE_NAME = env.text("STORE_NAME", "main")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "core.static_storage.KnownStaticFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long StreamField page posts thousands
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# Who may come in
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows previews in a frame of the same origin
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Whether every request comes through our proxy, whose last word in X-Forwarded-For is the client's address.
TRUSTED_PROXY = False

# Wagtail
WAGTAIL_SITE_NAME = "Tuần lễ học tập suốt đời"
WAGTAILADMIN_BASE_URL = env.text("SITE_URL", f"http://127.0.0.1:{env.number('PORT', 8000)}")
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "core.search_backend"}}
WAGTAILIMAGES_IMAGE_MODEL = "core.SchoolImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "people.picture_forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "gif", "webp", "avif", "heic", "heif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "webp", "webp": "webp", "heic": "jpeg"}
WAGTAILIMAGES_WEBP_QUALITY = 52
WAGTAILIMAGES_JPEG_QUALITY = 78
WAGTAILDOCS_DOCUMENT_MODEL = "core.SchoolDocument"
WAGTAILDOCS_EXTENSIONS = [
    "pdf",
    "docx",
    "doc",
    "xlsx",
    "xls",
    "pptx",
    "ppt",
    "odt",
    "ods",
    "odp",
    "epub",
    "mp3",
    "zip",
    "csv",
    "txt",
]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_BLOCK_EMBEDDED_CONTENT = False  # core.sending is stricter, and Wagtail would write over it
SENDFILE_BACKEND = "core.sending"
PROXY_SENDS_FILES = False  # true only behind our own proxy
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []  # nothing is fetched from outside
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_EDITING_SESSION_PING_INTERVAL = 10_000
# The bin keeps what is deleted, so that nobody need type the site's name before deleting ten pages.
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 10_000
# Milliseconds of rest after which a form saves itself; an old laptop is not kept busy at every letter.
WAGTAIL_AUTOSAVE_INTERVAL = 3_000
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "workflow.publishing.publish_approved_revision"
WAGTAILADMIN_USER_LOGIN_FORM = "accounts.forms.LoginForm"
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "core.rich_text.RichTextArea"}}
TAGGIT_CASE_INSENSITIVE = True

# The default cache is shared by all processes of a server (web workers, runner): the menu, the school's facts
# and Wagtail's site roots are remembered there and forgotten when one of them is changed by any process.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 3000},
    },
    "renditions": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "renditions",
        "TIMEOUT": 600,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}

# Wagtail's small tasks (search, files) run at once; what takes seconds waits in the database for `run_tasks`.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# Whether notices go out by mail; without a server they stand in the admin alone.
MAIL_IS_SET = False
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "tuan-le@localhost")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        # A 404 or a refused upload is an answer, not news.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "PIL": {"level": "WARNING"},
        # Each save writes two lines a task; the audit log in the database has what people did.
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
    },
}
