"""Settings of the test suite: fast hashing, plain static files, mail in memory; databases as in production."""

import os
import tempfile

os.environ.setdefault("MEINDO_DATA", tempfile.mkdtemp(prefix="meindo-test-"))

from .base import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    # pytest-django's live server does not know hashed names: pages would come unstyled.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SAMPLE_PERCENT = 0  # what a test sees does not depend on chance
OPENINGS_EVERY_SECONDS = 1_000_000  # a test asks for it
if not os.environ.get("MEINDO_TEST_MAIL_FILES"):  # a process of its own keeps its mail where others can look
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when it is missing
