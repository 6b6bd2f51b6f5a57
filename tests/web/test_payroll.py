"""The page of payroll: a run in every form, what does not fit said in one sentence, what is not accepted yet."""

from django.core.files.base import ContentFile
from tests.platform.payroll.test_lines import line
from tests.support.once import built_once, taken_back
from tests.web.world import browser_of, build_world

from meindo.platform.audit.actor import Actor
from meindo.platform.payroll import files
from meindo.platform.payroll.commands import export_lines
from meindo.platform.payroll.models import PayLine, PayRun
from meindo.platform.payroll.profile import PROFILES
from meindo.platform.people.models import Employment

world, db = built_once("world", build_world)


def test_a_run_is_fetched_in_every_form(db, world) -> None:
    browser, run = browser_of("entgelt", "payroll_office"), PayRun.objects.get(number=1)
    page = browser.get("/entgelt/").content.decode()
    for key, form in PROFILES.items():
        address = f"/entgelt/1/{'datei' if key == 'csv' else key}/"
        assert address in page
        answer = browser.get(address)
        assert answer.content == files.content_of(run, form)
        assert form.file_name(run) in answer["Content-Disposition"]
    assert "nicht von SAP zertifiziert" in page
    assert browser.get("/entgelt/1/lodas/").status_code == 404


def test_a_run_that_does_not_fit_a_form_says_why_and_what_is_not_accepted_stays_in_the_list(db, world) -> None:
    browser, case = browser_of("entgelt", "payroll_office"), world.cases["entered"]
    Employment.objects.filter(pk=case.employment_id).update(personnel_no="A-77")
    key = line(case, world.office).key
    browser.post("/entgelt/uebergeben/")
    answer = browser.get("/entgelt/2/sap-it0015/", follow=True)
    assert f"Lauf 2 passt nicht in die Form SAP IT0015. {key}: Personalnummer A-77" in answer.content.decode()
    assert "wartet auf Rückmeldung" in answer.content.decode()
    receipt = ContentFile(f"key;status;text\n{key};rejected;Konto fehlt".encode(), "antwort.csv")
    page = browser.post("/entgelt/rueckmeldung/", {"receipt": receipt}, follow=True).content.decode()
    assert "zurückgewiesen: Konto fehlt" in page


def test_a_receipt_that_is_none_is_said_in_a_sentence(db, world) -> None:
    browser = browser_of("entgelt", "payroll_office")
    for content, sentence in ((None, "Bitte wählen Sie"), (b"", "Bitte wählen Sie"), (b"\xff\xfe", "nicht in UTF-8")):
        sent = {} if content is None else {"receipt": ContentFile(content, "antwort.csv")}
        assert sentence in browser.post("/entgelt/rueckmeldung/", sent, follow=True).content.decode()


def test_a_second_answer_is_named_and_many_wrong_rows_are_counted(db, world) -> None:
    with taken_back():
        browser = browser_of("entgelt", "payroll_office")
        export_lines(Actor.system("payroll"))
        key = PayLine.objects.filter(run__isnull=False, accepted__isnull=True)[0].key
        rows = [f"{key};accepted;", f"{key};rejected;doch nicht", *(f"unbekannt-{n};accepted;" for n in range(30))]
        sent = {"receipt": ContentFile("\n".join(["key;status;text", *rows]).encode(), "antwort.csv")}
        page = browser.post("/entgelt/rueckmeldung/", sent, follow=True).content.decode()
    assert "1 übernommen, 0 zurückgewiesen." in page
    assert f"Zeile 3: {key} war schon anders beantwortet" in page
    assert "Und 11 weitere Zeilen mit Fehlern." in page
    assert page.index("Zeile 3:") < page.index("Zeile 4:")
