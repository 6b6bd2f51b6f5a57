"""Where the IT house, the owners and the auditors begin: what waits first, then the ways on; and the log."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meindo.identity.plan_models import PlanState
from meindo.identity.purposes import MANAGE
from meindo.identity.queries_campaigns import reviews_for
from meindo.identity.roles import OFFICE, OWNER
from meindo.identity.scim.queries_matching import waiting_accounts
from meindo.kernel.message import mark as msgid
from meindo.platform.access.viewer import Viewer
from meindo.platform.registry.evaluation import LIST, Evaluation
from meindo.ui.acting import Request
from meindo.ui.gate import service_view
from meindo.ui.lists import Task

from . import queries_findings, queries_log, queries_plans, queries_rules, sights
from .show_log import in_words


@service_view(MANAGE.key, roles=sights.ALL)
def home(request: Request) -> HttpResponse:
    """What waits for a decision, and where everything is."""
    context = {"tasks": _tasks(request), "is_owner": request.viewer.role == OWNER}
    context["may_give"] = request.viewer.role in (OFFICE, OWNER)
    return render(request, "identity/office/home.html", context)


def _tasks(request: Request) -> list[Task]:
    """What waits, the most pressing first; each only for those who can do something about it."""
    viewer = request.viewer
    found = [*_of_plans(viewer), *_of_accounts(viewer), *_of_decisions(viewer)]
    return [task for number, task in found if number]


def _of_plans(viewer: Viewer) -> Iterator[tuple[int, Task]]:
    plans = reverse("iam_plans")
    if viewer.role != OWNER:
        number = queries_plans.plans_of(viewer, PlanState.STOPPED).count()
        text = ngettext("Ein Plan ist angehalten", "%(n)s Pläne sind angehalten", number) % {"n": number}
        yield number, Task(text, f"{plans}?stand=stopped", kind="due", state=_("ein Mensch entscheidet"))
    if viewer.role == OFFICE:
        number = queries_plans.plans_of(viewer, PlanState.READY).count()
        text = ngettext("Ein Plan ist bereit", "%(n)s Pläne sind bereit", number) % {"n": number}
        yield number, Task(text, f"{plans}?stand=ready")
    number = queries_plans.proposed(viewer)
    text = ngettext("Ein Vorschlag wartet auf Sie", "%(n)s Vorschläge warten auf Sie", number) % {"n": number}
    yield number, Task(text, plans, kind="act", state=_("wartet auf Sie"))


def _of_accounts(viewer: Viewer) -> Iterator[tuple[int, Task]]:
    number = queries_plans.troubled(viewer)
    text = ngettext("Ein Konto ließ sich nicht ändern", "%(n)s Konten ließen sich nicht ändern", number) % {"n": number}
    yield number, Task(text, f"{reverse('iam_plans')}?stand=applied", kind="wrong", state=_("bitte ansehen"))
    if viewer.role != OWNER:
        number = waiting_accounts().count()
        text = ngettext(
            "Ein Konto eines Verzeichnisses gehört noch niemandem",
            "%(n)s Konten eines Verzeichnisses gehören noch niemandem",
            number,
        )
        yield number, Task(text % {"n": number}, reverse("iam_directory"), kind="act", state=_("bitte zuordnen"))
    number = queries_findings.findings_of(viewer).count()
    text = ngettext("Ein Konto ist nicht wie geplant", "%(n)s Abweichungen vom Plan", number) % {"n": number}
    yield number, Task(text, reverse("iam_findings"), kind="due", state=_("bitte ansehen"))


def _of_decisions(viewer: Viewer) -> Iterator[tuple[int, Task]]:
    if viewer.role == OFFICE:
        number = queries_rules.waiting_versions().count()
        text = ngettext("Eine Regel wird erprobt", "%(n)s Regeln werden erprobt", number) % {"n": number}
        yield number, Task(text, f"{reverse('iam_rules')}?stand=trial")
    if viewer.role in (OFFICE, OWNER):
        number = reviews_for(viewer.person_id, office=viewer.role == OFFICE).count()
        text = ngettext("Zugänge von einer Person prüfen", "Zugänge von %(n)s Personen prüfen", number) % {"n": number}
        yield number, Task(text, reverse("iam_reviews"), kind="act", state=_("wartet auf Sie"))


@service_view(
    MANAGE.key, roles=sights.WHOLE, shows=Evaluation("identity.log", msgid("Wer was an Berechtigungen tat"), LIST)
)
def log(request: Request) -> HttpResponse:
    """Every change to the catalogue, the rules, the grants and the plans: when, who, what."""
    kind = request.GET.get("art", "")
    before = request.GET.get("vor", "")
    rows = queries_log.events(kind, int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None)
    more = rows[queries_log.PAGE :]
    shown = in_words(rows[: queries_log.PAGE])
    request.seen |= {(row.person.pk, 0) for row in shown if row.person}
    context = {
        "rows": shown,
        "kind": kind,
        "kinds": queries_log.kinds(),
        "older": rows[queries_log.PAGE - 1].pk if more else None,
        "is_later_page": bool(before),
    }
    return render(request, "identity/office/log.html", context)
