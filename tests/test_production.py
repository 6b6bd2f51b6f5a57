"""With production settings Django's own deployment check has nothing to say, and logs are JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def production(folder: Path, **more: str) -> dict[str, str]:
    """The environment of an installation behind TLS."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(("MEINDO_", "DJANGO_"))}
    known |= {"PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "meindo.settings"}
    return {**known, "MEINDO_DATA": str(folder), "MEINDO_PUBLIC_URL": "https://meindo.example.org", **more}


def run(folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run with those settings."""
    known = production(folder, **more)
    return subprocess.run([sys.executable, *command], env=known, capture_output=True, text=True, check=False)


def test_the_deployment_check_has_nothing_to_say(tmp_path: Path) -> None:
    command = ("-W", "error", "-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    done = run(tmp_path, *command)
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_it_would_say_something_about_an_installation_without_tls(tmp_path: Path) -> None:
    command = ("-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    assert run(tmp_path, *command, MEINDO_PUBLIC_URL="http://meindo.example.org").returncode == 1


def test_logs_of_production_are_one_object_per_line(tmp_path: Path) -> None:
    code = (
        "import django; django.setup(); import logging; from django.test import Client; "
        "logging.getLogger('x').error('hallo'); Client().get('/healthz', secure=True, HTTP_HOST='meindo.example.org')"
    )
    done = run(tmp_path, "-c", code, MEINDO_LOG_FORMAT="json")
    assert done.returncode == 0, done.stderr
    said = [json.loads(line) for line in done.stderr.splitlines()]
    lines = [line for line in said if line["logger"] != "py.warnings"]
    assert [line["message"] for line in lines] == ["hallo", "request"]
    assert (lines[1]["route"], lines[1]["status"]) == ("healthz", 200)


@pytest.mark.parametrize("value", ["xml", "JSON"])
def test_an_unknown_form_of_logs_is_refused_by_name(tmp_path: Path, value: str) -> None:
    done = run(tmp_path, "-m", "django", "check", MEINDO_LOG_FORMAT=value)
    assert done.returncode != 0
    assert "MEINDO_LOG_FORMAT" in done.stderr


def test_every_cookie_keeps_to_tls_and_to_this_site(tmp_path: Path) -> None:
    code = (
        "import django; django.setup(); from django.core.management import call_command; "
        "call_command('migrate', verbosity=0); call_command('collectstatic', verbosity=0, interactive=False); "
        "from meindo.platform.login.models import User; User.objects.create_user('technik', password='x'); "
        "from django.test import Client; c = Client(); at = {'secure': True, 'HTTP_HOST': 'meindo.example.org'}; "
        "c.get('/konto/anmelden/', **at); c.post('/sprache/', {'language': 'en'}, **at); "
        "c.post('/konto/anmelden/', {'login': 'technik', 'password': 'x'}, **at); "
        "print(*(m.OutputString() for m in c.cookies.values()), sep='\\n')"
    )
    done = run(tmp_path, "-c", code)
    assert done.returncode == 0, done.stderr
    cookies = {line.split("=", 1)[0]: line for line in done.stdout.splitlines() if "=" in line.split(";")[0]}
    assert {"meindo_session", "meindo_language", "csrftoken"} <= set(cookies)
    for name, line in cookies.items():
        assert {"Secure", "SameSite=Lax", "HttpOnly"} <= {part.strip() for part in line.split(";")}, f"{name}: {line}"
