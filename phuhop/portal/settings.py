"""Django's settings. Security is Django's and allauth's: nothing of it is written here."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from phuhop.portal.config import config_of

CONFIG = config_of(os.environ)
_HERE = Path(__file__).parent

SECRET_KEY = CONFIG.secret()
DEBUG = False
ALLOWED_HOSTS = list(CONFIG.hosts)
DATABASES = {"default": CONFIG.django_database()}
CACHES = {
    "default": {
        # Shared by all workers without a server more: limits on attempts, codes that were used.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "dem_chung",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "phuhop.portal.accounts",
    "phuhop.portal.drafts",
    "phuhop.portal.desk",
    "phuhop.portal.jobs",
    "phuhop.portal.office",
    "phuhop.portal.notices",
    "phuhop.portal.api",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "phuhop.portal.middleware.Smaller",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "phuhop.portal.middleware.answered_without_traces",
    "phuhop.portal.middleware.not_too_large",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "phuhop.portal.middleware.from_our_own_pages",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "phuhop.portal.middleware.Troubles",
    "allauth.account.middleware.AccountMiddleware",
    "phuhop.portal.accounts.browsers.remembered",
    "phuhop.portal.accounts.sessions.limited",
    "phuhop.portal.middleware.second_factor_first",
    "phuhop.portal.middleware.downloads_told",
    "phuhop.portal.permissions.Permitted",
]
ROOT_URLCONF = "phuhop.portal.urls"
WSGI_APPLICATION = "phuhop.portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [_HERE / "templates"],
        "OPTIONS": {
            "environment": "phuhop.portal.pages.environment",
            "context_processors": ["phuhop.portal.pages.about_everybody"],
        },
    },
    {
        # allauth's own mails and messages.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

LANGUAGE_CODE = "vi"
LOCALE_PATHS = [_HERE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
STATIC_URL = "/tep/"
STATICFILES_DIRS = [_HERE / "static"]
STATIC_ROOT = CONFIG.home / "tinh"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["phuhop.portal.accounts.who_asks.Backend"]
SESSION_ENGINE = "phuhop.portal.accounts.who_asks"
PASSWORD_HASHERS = ["phuhop.portal.accounts.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "phuhop.portal.accounts.adapter.ByInvitation"
SOCIALACCOUNT_ADAPTER = "phuhop.portal.accounts.sign_on.ByLinkAlone"
SOCIALACCOUNT_AUTO_SIGNUP = False
SIGN_ON = CONFIG.sign_on
SCANNER = CONFIG.scanner
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# The key is name and address together (accounts/adapter.py): who tries a person's name from
# elsewhere does not lock them out. An office of many people stands behind one address.
# Over all addresses a name has thirty tries in ten minutes, and so has each browser in which its
# owner came in before (accounts/browsers.py).
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "login_failed_anywhere": "30/10m/key",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "phuhop"
# The server that holds the certificate says who asks; whoever comes without it is asked himself.
ALLAUTH_TRUSTED_PROXY_COUNT = 0 if CONFIG.is_plain else 1
# accounts/sessions.py renews what is noted of a session once a minute, not at every request.
USERSESSIONS_TRACK_ACTIVITY = False

_IDLE = timedelta(minutes=60)
SESSION_COOKIE_AGE = int(_IDLE.total_seconds())
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not CONFIG.is_plain
SESSION_COOKIE_NAME = "phien" if CONFIG.is_plain else "__Host-phien"
CSRF_COOKIE_NAME = "csrf" if CONFIG.is_plain else "__Host-csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "phuhop.portal.errors.csrf_refused"
CSRF_TRUSTED_ORIGINS = [
    f"https://{host}" for host in CONFIG.hosts if "*" not in host and not CONFIG.is_plain
]
SECURE_PROXY_SSL_HEADER = None if CONFIG.is_plain else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0 if CONFIG.is_plain else 31_536_000
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        # A browser asks this of where a form is sent on to as well.
        "form-action": [SELF, *([SIGN_ON.origin] if SIGN_ON else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = [
    "phuhop.portal.uploads.NotTooLarge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
SECURE_REDIRECT_EXEMPT: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"security": {"()": "phuhop.portal.security_log.JsonLines"}},
    "handlers": {
        "security": {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": str(CONFIG.home / "an-ninh.jsonl"),
            "delay": True,
            "formatter": "security",
        },
    },
    "loggers": {
        "phuhop.security": {"handlers": ["security"], "level": "INFO", "propagate": False},
        # They write whole addresses and what an error says: tokens, figures, words of people.
        "django.request": {"level": "CRITICAL"},
        "django.security": {"level": "CRITICAL"},
    },
}
# Every worker is ours (phuhop work): what runs twice is told apart by the job, not by the queue.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if CONFIG.mail is not None:
    globals().update(CONFIG.mail.django_settings())
SILENCED_SYSTEM_CHECKS: list[str] = []
