"""What one process knows of a log-in, all know."""

import subprocess
import sys
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from tests.support.parallel import environment

from meindo.platform.login.models import User

USED = """
import django
django.setup()
from allauth.mfa.models import Authenticator
code = input()
print(Authenticator.objects.get().wrap().validate_code(code))
"""


def test_a_code_of_the_second_factor_opens_one_process_only(own_database: str, tmp_path: Path) -> None:
    user = User.objects.create_user("zwei", "x")
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    known = {**environment(tmp_path, own_database), "DJANGO_SETTINGS_MODULE": "meindo.settings.test"}
    assert secret not in str(Authenticator.objects.get().data)
    assert Authenticator.objects.get().wrap().validate_code(code)
    other = subprocess.run(
        [sys.executable, "-c", USED], input=code, env=known, capture_output=True, text=True, check=True
    )
    assert other.stdout.split()[-1] == "False", other.stdout
