"""Production, and the default of manage.py: refuses to start without its secrets, and is strict about the rest."""

from config import env
from config.settings.base import *  # noqa: F403

SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
DATABASES = {"default": env.postgresql(env.text("DATABASE_URL"))}
SERVE_MEDIA = env.flag("SERVE_MEDIA")  # the proxy serves media unless told otherwise
PROXY_SENDS_FILES = not SERVE_MEDIA

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not env.flag("INSECURE_COOKIES")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
TRUSTED_PROXY = True
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 3600)
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST", "")
MAIL_IS_SET = bool(EMAIL_HOST)
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
