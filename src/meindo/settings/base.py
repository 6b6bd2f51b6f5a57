"""The one list of applications, middleware and policies."""

import logging
import os
import pkgutil
from pathlib import Path
from urllib.parse import urlparse

from csp.constants import NONE, SELF

from . import environment, logs

DATA = environment.data_folder()
DEMO = (DATA / "demo").exists()
PUBLIC_URL = os.environ.get("MEINDO_PUBLIC_URL", "http://localhost:8000").rstrip("/")
_public = urlparse(PUBLIC_URL)
_secure = _public.scheme == "https"

environment.refuse_half_restored(DATA)
DEBUG = False
SECRET_KEY = environment.secret("secret_key", DATA)
SECRET_KEY_FILE = environment.secret_place("secret_key", DATA)
_is_new = not environment.secret_place("kek", DATA).exists()
KEK_FILE = environment.secret_file("kek", DATA)
ERASURES_FILE = Path(os.environ.get("MEINDO_ERASURES_FILE") or DATA / "erasures.jsonl")
DIGESTS_FILE = environment.digests_file(DATA, KEK_FILE, is_new=_is_new)
ALLOWED_HOSTS = [_public.hostname or "localhost"]
if not _secure:  # the embedded installation also answers on the loopback addresses
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

DATABASES = {"default": environment.database(DATA, os.environ.get("MEINDO_DATABASE_URL"))}
# Used second-factor codes and failed log-ins: what one process has seen, every process must know.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "login_memory",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_PLATFORM = (
    "clock audit outbox people login purpose access rollout law files letters notify cases paper payroll registry post "
    "retention"
)
PLATFORM_APPS = [f"meindo.platform.{name}" for name in _PLATFORM.split()]
# Services are discovered: a new one is a folder, and nobody keeps a list.
SERVICES_FOLDER = Path(__file__).parent.parent / "services"
SERVICE_APPS = [f"meindo.services.{found.name}" for found in pkgutil.iter_modules([str(SERVICES_FOLDER)])]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *PLATFORM_APPS,
    "meindo.ui",
    *SERVICE_APPS,
    "meindo.identity",
    "meindo.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.idp.oidc",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "meindo.web.headers.never_cached",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "meindo.ui.receiving.ReceivingMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "meindo.web.devices.kept",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "meindo.urls"
WSGI_APPLICATION = "meindo.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "meindo.web.shell.context",
            ],
        },
    }
]
FORM_RENDERER = "meindo.ui.renderer.FormRenderer"

AUTH_USER_MODEL = "login.User"
AUTHENTICATION_BACKENDS = ["meindo.web.adapters.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "meindo.web.adapters.AccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# Failed log-ins: "key" is name and address together, "login_failed_name" counts a name from all addresses.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login_failed_name": "30/h/key"}
# TLS ends at a proxy; without it every failed log-in of the city would count for one and the same address.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("MEINDO_PROXIES", "1" if _secure else "0"))
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "meindo.web.adapters.SecondFactorAdapter"
ACCOUNT_FORMS = {"login": "meindo.web.forms_login.LogInForm"}
MFA_FORMS = {
    "add_webauthn": "meindo.web.forms_passkey.AddPasskeyForm",
    "edit_webauthn": "meindo.web.forms_passkey.EditPasskeyForm",
}
MFA_TOTP_ISSUER = "meindo"
# Business applications log their people in here (docs/platform/login.md); tokens live shortly.
IDP_OIDC_ADAPTER = "meindo.web.provider.Adapter"
IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN = 600
IDP_OIDC_REFRESH_TOKEN_EXPIRES_IN = 12 * 3600
UPSTREAM = environment.upstream()  # the city's own log-in, if it has one that speaks OpenID Connect
SOCIALACCOUNT_ADAPTER = "meindo.web.upstream.Adapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # it only leads to the log-in of the city
OIDC_KEY_FILE = environment.secret_place("oidc_key", DATA)

SESSION_COOKIE_NAME = "meindo_session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
CSRF_COOKIE_HTTPONLY = True  # forms carry the token, no script reads it
SECURE_SSL_REDIRECT = _secure
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # a load balancer asks each process in plain
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _secure else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SAMPLE_PERCENT = 5  # of the unremarkable cases, drawn by chance for a full check; declared in the register
CSRF_FAILURE_VIEW = "meindo.web.views.errors.csrf_failure"

USE_TZ = True
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
LANGUAGE_CODE = "de"
LOCALE_PATHS = [Path(__file__).parent.parent / "platform" / "locale"]
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
FORMAT_MODULE_PATH = ["meindo.ui.formats"]
LANGUAGE_COOKIE_NAME = "meindo_language"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# No page takes files unless it says so, and then they stay in memory: Django would write them to a disk in plain.
FILE_UPLOAD_HANDLERS = ["meindo.ui.receiving.NoFiles"]
# A ClamAV daemon: the path of its socket, or host:port; without it files are not scanned, and the pages say so.
CLAMD = os.environ.get("MEINDO_CLAMD", "")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA / "mail"
if os.environ.get("MEINDO_SMTP_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = os.environ["MEINDO_SMTP_HOST"]
    EMAIL_PORT = int(os.environ.get("MEINDO_SMTP_PORT", "25"))
PAYROLL_PROFILES = environment.choices("MEINDO_PAYROLL_PROFILES", ("csv", "json", "sap-it0015", "sap-it2010"))
DEFAULT_FROM_EMAIL = os.environ.get("MEINDO_MAIL_FROM", "meindo@localhost")

_log_format = os.environ.get("MEINDO_LOG_FORMAT", "line")
LOGGING = logs.configuration(_log_format, os.environ.get("MEINDO_LOG_LEVEL", "INFO"))
if _log_format == "json":
    logging.captureWarnings(True)
    MIDDLEWARE.insert(0, "meindo.web.request_log.logged")
# How often what shows people is opened is written down at most this often.
OPENINGS_EVERY_SECONDS = 60
