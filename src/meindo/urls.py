"""Every address of the platform; services bring their own, found by name."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from meindo.ui.api import api
from meindo.web.views import (
    accessibility,
    bundle,
    calendar,
    cockpit,
    deputies,
    file,
    hand_in,
    health,
    help,  # noqa: A004
    home,
    inbox,
    law,
    law_history,
    measures,
    notices,
    paper,
    paper_entry,
    payroll,
    publicity,
    rollout,
    search,
    shelf,
    transparency,
    transparency_files,
    views,
)

handler400 = "meindo.web.views.errors.bad_request"
handler500 = "meindo.web.views.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("dienste/", home.all_services, name="services"),
    path("dienste/<slug:key>/anheften/", home.pin_service, name="pin_service"),
    path("erste-schritte/", home.dismiss_first_steps, name="dismiss_first_steps"),
    path("rolle/", home.role, name="role"),
    path("sprache/", home.language, name="language"),
    path("vorgaenge/", inbox.inbox_page, name="inbox"),
    path("vorgaenge/buendel/", bundle.bundle, name="bundle"),
    path("vorgaenge/ansicht/", views.save, name="save_view"),
    path("vorgaenge/ansicht/loeschen/", views.drop, name="drop_view"),
    path("vorgaenge/tasten/", views.keys, name="keys"),
    path("vorgang/<uuid:uuid>/", inbox.case, name="case"),
    path("vorgang/<uuid:uuid>/entscheiden/", inbox.decide, name="decide"),
    path("vorgang/<uuid:uuid>/zurueckholen/", inbox.take_back, name="take_back"),
    path("akte/", file.file, name="file"),
    path("akte/gelesen/", file.read_news, name="read_news"),
    path("akte/<uuid:uuid>/", file.document, name="document"),
    path("akte/<uuid:uuid>/pdf/", file.document_file, name="document_file"),
    path("meine-daten/", cockpit.cockpit, name="cockpit"),
    path("meine-daten/datei/<slug:kind>/", cockpit.cockpit_file, name="cockpit_file"),
    path("belege/", shelf.shelf, name="shelf"),
    path("belege/<uuid:uuid>/", shelf.upload, name="upload"),
    path("belege/<uuid:uuid>/seite/<int:number>/", shelf.upload_page, name="upload_page"),
    path("belege/<uuid:uuid>/loeschen/", shelf.remove, name="shelf_remove"),
    path("abgeben/<str:secret>/", hand_in.hand_in, name="hand_in"),
    path("vertretung/", deputies.deputies, name="deputies"),
    path("vertretung/<int:pk>/beenden/", deputies.end_deputy, name="end_deputy"),
    path("massnahmen/", measures.measures, name="measures"),
    path("massnahmen/<uuid:uuid>/", measures.measure, name="measure"),
    path("massnahmen/<uuid:uuid>/schritt/", measures.act, name="measure_act"),
    path("einfuehrung/", rollout.stages_page, name="rollout"),
    path("einfuehrung/neu/", rollout.plan, name="rollout_plan"),
    path("einfuehrung/<uuid:uuid>/", rollout.act, name="rollout_act"),
    path("einfuehrung/<uuid:uuid>/bearbeiten/", rollout.edit, name="rollout_edit"),
    path("papier/erfassen/", paper_entry.enter, name="paper_enter"),
    path("papier/erfassen/<uuid:uuid>/", paper_entry.begin_form, name="paper_begin"),
    path("papier/formular/<uuid:uuid>/", paper.form_file, name="paper_file"),
    path("papier/<slug:key>/", paper.forms, name="paper_forms"),
    path("papier/<slug:key>/<slug:form>/", paper.print_form, name="paper_print"),
    path("werte/", law.releases, name="law"),
    path("werte/verlauf/", law_history.history, name="law_history"),
    path("werte/freigeben/", law.act, name="law_act"),
    path("kalender/", calendar.calendar, name="calendar"),
    path("kalender/beenden/", calendar.close, name="calendar_close"),
    path("kalender/<str:secret>.ics", calendar.feed, name="calendar_feed"),
    path("entgelt/", payroll.payroll, name="payroll"),
    path("entgelt/uebergeben/", payroll.export, name="payroll_export"),
    path("entgelt/rueckmeldung/", payroll.receipt, name="payroll_receipt"),
    path("entgelt/<int:number>/<slug:kind>/", payroll.run_file, name="payroll_file"),
    path("suche/", search.search_page, name="search"),
    path("suche/person/<uuid:uuid>/", search.person_page, name="search_person"),
    path("mitteilungen/", notices.notices, name="notices"),
    path("hilfe/", help.help_page, name="help"),
    path("transparenz/", transparency.index, name="public"),
    path("transparenz/barrierefreiheit/", accessibility.accessibility, name="accessibility"),
    path("transparenz/verfahren/<slug:key>.bpmn", transparency_files.process_bpmn, name="public_bpmn"),
    path("transparenz/<slug:key>/", transparency.register_page, name="public_register"),
    path("transparenz/<slug:key>/gelesen/", transparency.read, name="public_read"),
    path("transparenz/<slug:key>/register.json", transparency_files.register_json, name="public_json"),
    path("transparenz/<slug:key>/schema.json", transparency_files.register_schema, name="public_schema"),
    path("transparenz/<slug:key>/register.pdf", transparency_files.register_pdf, name="public_pdf"),
    path("transparenz/<slug:key>/eintrag/<str:entry>/", transparency.entry_page, name="public_entry"),
    path("oeffentlichkeit/", publicity.index, name="publicity"),
    path("oeffentlichkeit/frage/<uuid:uuid>/", publicity.answer, name="publicity_answer"),
    path("oeffentlichkeit/<slug:key>/neu/", publicity.new, name="publicity_new"),
    path("oeffentlichkeit/<slug:key>/<uuid:uuid>/", publicity.entry, name="publicity_entry"),
    path("healthz", health.healthz, name="healthz"),
    path("konto/", include("meindo.web.account_urls")),
]
for _name in settings.SERVICE_APPS:
    _key = _name.rsplit(".", 1)[1]
    if find_spec(f"{_name}.api"):
        api.add_router(f"/{_key}", import_module(f"{_name}.api").router)
    urlpatterns.append(path(f"{_key}/", include(import_module(f"{_name}.urls"))))
urlpatterns.append(path("api/", api.urls))
