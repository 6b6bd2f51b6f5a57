"""Take the pictures of docs/screenshots from a fresh demo city: phone and desktop, light and dark."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "screenshots"
PORT = 8123
BASE = f"http://localhost:{PORT}"
PASSWORD = "demo-meindo-2026"  # noqa: S105 (the demo's printed password)
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 860}


def environment(data: Path) -> dict[str, str]:
    """The demo on a day that does not move, so that pictures change only when pages do."""
    return {**os.environ, "MEINDO_DATA": str(data), "MEINDO_PUBLIC_URL": BASE, "MEINDO_TODAY": "2026-11-23"}


def wait() -> None:
    """Until the server answers."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{BASE}/healthz", timeout=2):  # noqa: S310 (own loopback server)
                return
        except OSError:
            time.sleep(0.3)
    raise TimeoutError("the demo did not start")


def as_person(browser: Browser, name: str, role: str = "", *, phone: bool = False, dark: bool = False) -> Page:
    """Somebody logged in, acting in a role."""
    context = browser.new_context(
        viewport=PHONE if phone else DESKTOP, locale="de-DE", color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    page.goto(f"{BASE}/konto/anmelden/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main .form button:not([tabindex])")
    page.wait_for_url(f"{BASE}/")
    if role:
        page.locator("details.menu summary").first.click()
        page.locator(f"button[name=role][value={role}]").click()
        page.wait_for_load_state()
    return page


def take(page: Page, name: str, url: str = "") -> None:
    """One picture."""
    if url:
        page.goto(BASE + url)
    page.screenshot(path=str(TARGET / f"{name}.png"))
    print(f"docs/screenshots/{name}.png")


def pictures(browser: Browser) -> None:
    """The pages that the README and the documents show."""
    employee = as_person(browser, "mitarbeiterin", phone=True)
    take(employee, "home-phone")
    take(employee, "question-phone", "/dienstreise/neu/")
    employee.locator("main .kern-btn--primary").last.click()
    take(employee, "error-phone")
    take(employee, "trips-phone", "/dienstreise/")
    employee.goto(f"{BASE}/dienstreise/")
    employee.locator("main tbody a").first.click()
    take(employee, "case-phone")
    take(as_person(browser, "mitarbeiterin", phone=True, dark=True), "home-phone-dark")
    take(as_person(browser, "mitarbeiterin"), "home-desktop")
    office = as_person(browser, "reisestelle", "travel_office")
    take(office, "worklist-desktop", "/vorgaenge/")
    office.locator("main tbody a").first.click()
    take(office, "settlement-desktop")
    take(as_person(browser, "teamleitung", "line_manager", phone=True), "inbox-phone", "/vorgaenge/")
    take(as_person(browser, "anordnung", "payment_office", dark=True), "worklist-desktop-dark", "/vorgaenge/")
    take(as_person(browser, "recht1", "law_release"), "values-desktop", "/werte/")
    trust(browser, employee)
    identity(browser, employee)


def identity(browser: Browser, employee: Page) -> None:
    """Access: the own one with reasons, a transfer before it is ordered, the IT house."""
    take(employee, "my-access-phone", "/meine-zugaenge/")
    personnel = as_person(browser, "recht2", "hr_office")
    personnel.goto(f"{BASE}/massnahmen/")
    personnel.locator("main tbody a").first.click()
    take(personnel, "measure-desktop")
    take(as_person(browser, "ithaus", "identity_office", dark=True), "identity-desktop-dark", "/berechtigungen/")


def trust(browser: Browser, employee: Page) -> None:
    """What the promises look like: own data, the mirror, the room, deletion by rule, access, the public face."""
    take(employee, "cockpit-phone", "/meine-daten/")
    take(employee, "mirror-phone", "/meine-daten/spiegel/")
    take(employee, "devices-phone", "/konto/geraete/")
    take(employee, "pay-statements-phone", "/entgeltnachweis/")
    take(as_person(browser, "personalrat", "personalrat"), "room-desktop", "/beteiligung/")
    take(as_person(browser, "zugang", "activation_office", dark=True), "access-desktop-dark", "/zugaenge/")
    take(as_person(browser, "einfuehrung", "records_office"), "retention-desktop", "/aufbewahrung/")
    public = browser.new_context(viewport=DESKTOP, locale="de-DE").new_page()
    take(public, "public-desktop", "/transparenz/")
    take(public, "algorithm-desktop", "/transparenz/algorithmen/eintrag/dienstreise.settlement/")


def letter(data: Path) -> None:
    """The first notice as a picture, where poppler is installed."""
    code = (
        "import django; django.setup()\n"
        "from meindo.platform.files.models import Document; from meindo.platform.files.queries import content_of\n"
        "import sys; sys.stdout.buffer.write(content_of(Document.objects.filter(file_name__endswith='.pdf', service='dienstreise').order_by('id').first()))"
    )
    settings = {**environment(data), "DJANGO_SETTINGS_MODULE": "meindo.settings"}
    pdf = subprocess.run([sys.executable, "-c", code], env=settings, check=True, capture_output=True).stdout
    picture = ["pdftoppm", "-r", "70", "-png", "-singlefile", "-", str(TARGET / "letter")]
    subprocess.run(picture, input=pdf, check=False)
    print("docs/screenshots/letter.png")


def main() -> int:
    """Build the demo, serve it, take the pictures, stop the server."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="meindo-shots-") as folder:
        data = Path(folder)
        command = [sys.executable, "-m", "meindo.cli", "demo", "--people", "1100", "--port", str(PORT)]
        with subprocess.Popen(command, env=environment(data), stdout=subprocess.DEVNULL) as server:
            try:
                wait()
                with sync_playwright() as playwright:
                    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
                    flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
                    browser = playwright.chromium.launch(executable_path=path, args=flags)
                    pictures(browser)
                    browser.close()
                letter(data)
            finally:
                server.terminate()
                server.wait(30)
    return 0


if __name__ == "__main__":
    sys.exit(main())
