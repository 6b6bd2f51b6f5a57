"""Recertification: campaigns of the IT house, and the people about whom somebody answers."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.identity import queries_campaigns as queries
from meindo.identity.commands_campaigns import CampaignRefused, close_campaign, decide_review, start_campaign
from meindo.identity.models import Review
from meindo.identity.purposes import MANAGE, RECERTIFY
from meindo.identity.queries_foresight import question_of
from meindo.identity.queries_mine import Words
from meindo.identity.roles import OFFICE, OWNER
from meindo.identity.wanted import reasons
from meindo.kernel.message import mark as msgid
from meindo.platform.clock import today
from meindo.platform.people.functions import PROTECTED
from meindo.platform.registry.evaluation import EXPORT, LIST, PAGE, Evaluation
from meindo.ui.acting import Request
from meindo.ui.confirming import Fresh
from meindo.ui.csv_file import csv_response
from meindo.ui.gate import service_view

from .forms_campaigns import CampaignForm, ReviewForm
from .sights import WHOLE
from .views_applications import PAGE_SIZE

REVIEWERS = ("line_manager", OWNER, OFFICE, *sorted(PROTECTED))  # protected functions review their own
BUNDLE = 25


@service_view(MANAGE.key, roles=WHOLE)
def index(request: Request) -> HttpResponse:
    """All campaigns, the running ones first."""
    page = Paginator(queries.campaigns(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "may_add": request.viewer.role == OFFICE}
    return render(request, "identity/office/campaigns.html", context)


@service_view(MANAGE.key, roles=(OFFICE,))
def new(request: Request) -> HttpResponse:
    """Start a campaign."""
    sent = request.POST if request.method == "POST" else None
    form = CampaignForm(sent)
    if sent is not None and form.is_valid():
        try:
            made = start_campaign(by=request.viewer.actor, **form.cleaned_data)
        except CampaignRefused as problem:
            form.add_error(None, _(str(problem)))
        else:
            messages.success(request, _("Die Prüfung läuft. Alle, die prüfen, haben eine Mitteilung."))
            return redirect("iam_campaign", made.uuid)
    context = {"form": form, "title": _("Prüfung beginnen"), "back": "iam_campaigns"}
    return render(request, "identity/office/form.html", context, status=422 if form.errors else 200)


@service_view(
    MANAGE.key, roles=WHOLE, shows=Evaluation("identity.campaign", msgid("Stand einer Prüfung von Zugängen"), PAGE)
)
def campaign(request: Request, uuid: UUID) -> HttpResponse:
    """How far it is, and who still has people to look at."""
    found = queries.campaign_of(uuid)
    progress = queries.progress_of(found)
    about = found.application.label if found.application else str(found.unit)
    facts = [
        (_("Worum es geht"), about),
        (_("Letzter Tag"), f"{found.due_on:%d.%m.%Y}"),
        (_("Ohne Antwort"), found.get_on_silence_display()),
        (_("Personen"), progress.people),
        (_("Entschieden"), progress.decided),
        (_("Rechte, die wegfallen"), progress.removed),
    ]
    context = {
        "campaign": found,
        "facts": facts,
        "waiting": [] if found.closed_at else queries.open_by_reviewer(found),
        "may_close": request.viewer.role == OFFICE and not found.closed_at,
        "all_decided": progress.people == progress.decided,
    }
    return render(request, "identity/office/campaign.html", context)


@service_view(
    MANAGE.key,
    roles=WHOLE,
    shows=Evaluation("identity.campaign_file", msgid("Nachweis einer Prüfung von Zugängen"), EXPORT),
)
def campaign_file(request: Request, uuid: UUID) -> HttpResponse:
    """The proof: who was confirmed by whom, when, what goes and why."""
    found = queries.campaign_of(uuid)
    rows = list(queries.proof_of(found))
    labels = queries.right_labels(rows)
    request.seen |= {(row.person_id, 0) for row in rows}
    head = [_("Name"), _("Geprüft von"), _("Am"), _("Rechte"), _("Fällt weg"), _("Grund")]
    lines = [
        (
            row.person.display_name,
            row.decided_by.display_name if row.decided_by else "",
            f"{row.decided_at:%d.%m.%Y}" if row.decided_at else "",
            "; ".join(labels.get(right, "") for right in row.rights),
            "; ".join(labels.get(right, "") for right in row.removed),
            row.reason,
        )
        for row in rows
    ]
    return csv_response("pruefung.csv", [head, *lines])


@require_POST
@service_view(MANAGE.key, roles=(OFFICE,), fresh=Fresh.DECISIONS)
def close(request: Request, uuid: UUID) -> HttpResponse:
    """End a campaign and take back what is no longer needed."""
    found = queries.campaign_of(uuid)
    try:
        closed = close_campaign(found, by=request.viewer.actor)
    except CampaignRefused as problem:
        messages.error(request, _(str(problem)))
    else:
        text = (
            _("Die Prüfung ist zu Ende. Was wegfällt, steht im Plan.") if closed.plan else _("Die Prüfung ist zu Ende.")
        )
        messages.success(request, text)
    return redirect("iam_campaign", found.uuid)


@service_view(
    RECERTIFY.key, roles=REVIEWERS, shows=Evaluation("identity.reviews", msgid("Zugänge, die jemand prüfen soll"), LIST)
)
def reviews(request: Request) -> HttpResponse:
    """Whose access waits for the viewer: what stands out first; the others can be confirmed together."""
    waiting = queries.reviews_for(request.viewer.person_id, office=request.viewer.role == OFFICE)
    if request.method == "POST":
        return _confirm(request, waiting)
    page = Paginator(waiting, BUNDLE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    labels = queries.right_labels(rows)
    request.seen |= {(row.person_id, 0) for row in rows}
    shown = [(row, _marked(row, labels), [labels[right] for right in row.rights if right in labels]) for row in rows]
    context = {"page": page, "rows": shown, "quiet": [row for row in rows if not row.weight]}
    return render(request, "identity/office/reviews.html", context)


def _marked(row: Review, labels: dict[int, str]) -> list[str]:
    odd = [labels[right] for right in row.outliers if right in labels]
    new = [labels[right] for right in row.news if right in labels and right not in row.outliers]
    found = [_("selten in dieser Einheit: %(right)s") % {"right": right} for right in odd]
    return found + [_("neu: %(right)s") % {"right": right} for right in new]


def _confirm(request: Request, waiting: QuerySet[Review]) -> HttpResponse:
    """Those named on the page about whom nothing stands out."""
    wanted = set(request.POST.getlist("review")[:BUNDLE])
    done = 0
    for row in [row for row in waiting.filter(weight=0)[:200] if str(row.uuid) in wanted]:
        try:
            decide_review(row, removed=(), reason="", by=request.viewer.actor)
        except CampaignRefused:
            continue
        done += 1
    if done:
        messages.success(request, _("Bestätigt: %(n)s") % {"n": done})
    return redirect("iam_reviews")


@service_view(
    RECERTIFY.key,
    roles=REVIEWERS,
    fresh=Fresh.DECISIONS,
    shows=Evaluation("identity.review", msgid("Zugänge einer Person prüfen"), PAGE),
)
def review(request: Request, uuid: UUID) -> HttpResponse:
    """One person: every right with its reasons; what is no longer needed is ticked."""
    waiting = queries.reviews_for(request.viewer.person_id, office=request.viewer.role == OFFICE)
    found = waiting.get(uuid=uuid)
    request.seen.add((found.person_id, 0))
    labels = queries.right_labels([found])
    order = sorted((right for right in found.rights if right in labels), key=lambda right: _order(found, right, labels))
    form = ReviewForm(
        [(str(right), labels[right]) for right in order],
        _hints(found),
        request.POST if request.method == "POST" else None,
    )
    if request.method == "POST" and form.is_valid():
        removed = [int(right) for right in form.cleaned_data["removed"]]
        try:
            decide_review(found, removed=removed, reason=form.cleaned_data["reason"], by=request.viewer.actor)
        except CampaignRefused as problem:
            messages.error(request, _(str(problem)))
        else:
            messages.success(request, _("Festgehalten für %(name)s.") % {"name": found.person.display_name})
        return redirect("iam_reviews")
    context = {"review": found, "form": form}
    return render(request, "identity/office/review.html", context, status=422 if form.errors else 200)


def _order(found: Review, right: int, labels: dict[int, str]) -> tuple[bool, bool, str]:
    return right not in found.outliers, right not in found.news, labels[right]


def _hints(found: Review) -> dict[str, str]:
    """Beside each right: what stands out, and why the person has it."""
    question = question_of(today(), people=[found.person_id])
    why = reasons(question, found.person_id)
    words = Words(question, why.values(), to_self=False)
    hints = {}
    for right in found.rights:
        parts = [_("Selten in dieser Einheit.")] if right in found.outliers else []
        parts += [_("Neu seit der letzten Prüfung.")] if right in found.news else []
        parts += [words.of(because) for because in why.get(right, ())]
        hints[str(right)] = " ".join(parts)
    return hints
