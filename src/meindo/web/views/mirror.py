"""What an office sees of me: the list and the real pages, rendered as for somebody who holds the office.

A page is rendered in a transaction that is thrown away: nobody is recorded as having looked, nothing is marked. What
is about other people (budgets, colleagues who have the case open) stays away.
"""

from copy import copy
from typing import Any, cast
from uuid import UUID

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from meindo.platform.access.viewer import visible
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries_mirror import holding, offices_with_a_view, seen_by_office
from meindo.platform.registry.catalogue import role_labels, service
from meindo.ui.acting import APPLICANT, Acting, Request
from meindo.ui.gate import service_view
from meindo.ui.lists import changed

FIRST = "line_manager"
ON_A_PAGE = 50


@service_view("portal", roles=(APPLICANT,))
def mirror(request: Request) -> HttpResponse:
    """The own cases that an office sees; the line first."""
    offices = {key: _(label) for key, label in offices_with_a_view().items()}
    chosen = request.GET.get("stelle", FIRST)
    if chosen not in offices:
        raise Http404
    found = seen_by_office(request.viewer.person_id, chosen, request.viewer.day)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "offices": sorted(offices.items(), key=lambda pair: (pair[0] != FIRST, pair[1])),
        "chosen": chosen,
        "office": offices[chosen],
        "page": page,
        "rows": [(case, _(service(case.service).label)) for case in page.object_list],
        "query": changed(request.GET, page=None),
    }
    return render(request, "web/mirror.html", context)


@service_view("portal", roles=(APPLICANT,))
def mirror_case(request: Request, role: str, uuid: UUID) -> HttpResponse:
    """One own case as the office sees it."""
    found = visible(request.viewer, Case).filter(uuid=uuid).first()
    if found is None:  # also of somebody for whom one decides: a mirror is of oneself
        raise Http404
    holder = holding(role, found, request.viewer.day) if role in offices_with_a_view() else None
    if holder is None or not seen_by_office(found.person_id, role, request.viewer.day).filter(pk=found.pk).exists():
        raise Http404
    answer = _rendered(request, Acting(holder, (role,), role, role_labels(), mirror=True), found)
    if answer.status_code != 200:
        raise Http404
    return answer


def _rendered(request: Request, acting: Acting, case: Any) -> HttpResponse:
    address = reverse(service(case.service).case_url, args=[case.uuid])
    found = resolve(address)
    inner: Any = copy(request)
    inner.GET, inner.POST, inner.acting, inner.mirror_of = QueryDict(), QueryDict(), acting, request
    inner.resolver_match, inner.path, inner.path_info = found, address, address
    with transaction.atomic():
        answer = found.func(inner, *found.args, **found.kwargs)
        transaction.set_rollback(True)
    return cast("HttpResponse", answer)
