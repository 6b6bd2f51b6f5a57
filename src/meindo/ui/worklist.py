"""The filtered, ordered list of waiting cases: the inbox shows it, and a decision goes on to its next case."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from meindo.kernel.spelling import search_key
from meindo.platform.access.viewer import Viewer
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries import LISTED, case_in_list, cases_in_list
from meindo.platform.cases.queries_inbox import inbox

ORDERS: dict[str, tuple[str, ...]] = {
    "due": ("-returned", "due_on", "id"),  # an answer that came is looked at first
    "-due": ("-due_on", "-id"),
    "name": ("person__sort_name", "id"),
    "-name": ("-person__sort_name", "-id"),
}
PARAMETERS = ("service", "q", "look", "sort")
LOOKS = ("yes", "no")  # cases that need a look, cases that do not
PAGE = LISTED
LONGEST = 100  # what somebody searches for
COUNT = "waiting_count"  # under this name a viewer keeps the length of the whole list, once it was read


def worklist(viewer: Viewer, wanted: Mapping[str, Any]) -> QuerySet[Case]:
    """The waiting cases that fit the filter, in the order asked for."""
    cases = inbox(viewer, _text(wanted, "service"))
    text = _text(wanted, "q").strip()[:LONGEST]
    if text:
        key = search_key(text)
        named = Q(person__sort_key__contains=key) if key else Q(pk__in=())
        cases = cases.filter(named | Q(headline__icontains=text) | Q(number__iendswith=text))
    look = _text(wanted, "look")
    if look in LOOKS:
        cases = cases.filter(attention=[]) if look == "no" else cases.exclude(attention=[])
    return cases.order_by(*ORDERS.get(str(wanted.get("sort", "")), ORDERS["due"]))


def page_of(viewer: Viewer, wanted: Mapping[str, Any], number: str | None) -> Page[Case]:
    """A page of the list; `object_list` holds the cases with their people. The list is read once, as keys alone, and
    only the rows of the page in full: counting apart would ask the whole rule of the inbox a second time.
    """
    page: Page[Any] = Paginator(_ids(viewer, wanted), PAGE).get_page(number)
    rows = cases_in_list(list(page.object_list))
    page.object_list = [rows[pk] for pk in page.object_list if pk in rows]  # one may have gone in between
    return page


def _text(wanted: Mapping[str, Any], name: str) -> str:
    return str(wanted.get(name, "")).replace("\x00", "")


def kept(wanted: Mapping[str, Any]) -> dict[str, str]:
    """The parameters that make a list the same list again."""
    return {name: str(wanted[name]) for name in PARAMETERS if wanted.get(name)}


def is_whole(wanted: Mapping[str, Any]) -> bool:
    """Whether the list shows everything that waits."""
    return not {"service", "q", "look"} & set(kept(wanted))


def query_of(wanted: Mapping[str, Any]) -> str:
    """The query string with which a case is opened from the list."""
    return urlencode({"list": "1", **kept(wanted)})


def position(viewer: Viewer, wanted: Mapping[str, Any], case: Case) -> tuple[int, int] | None:
    """ "14 of 200": place and length; None when the case is not in the list."""
    ids = _ids(viewer, wanted)
    if is_whole(wanted):
        viewer.asked[COUNT] = len(ids)
    return (ids.index(case.pk) + 1, len(ids)) if case.pk in ids else None


def around(viewer: Viewer, wanted: Mapping[str, Any], case: Case, most: int = 11) -> list[Case]:
    """The part of the list in which the case stands, in its order; nothing when it is not in the list."""
    ids = _ids(viewer, wanted)
    if case.pk not in ids:
        return []
    first = max(0, min(ids.index(case.pk) - most // 2, len(ids) - most))
    keys = ids[first : first + most]
    rows = cases_in_list(keys)
    return [rows[key] for key in keys if key in rows]


def _ids(viewer: Viewer, wanted: Mapping[str, Any]) -> list[int]:
    """The keys of the whole list, read once per page."""
    key = ("list", viewer.role, query_of(wanted))
    if key not in viewer.asked:
        viewer.asked[key] = list(worklist(viewer, wanted).values_list("pk", flat=True))
    found: list[int] = viewer.asked[key]
    return found


def following(viewer: Viewer, wanted: Mapping[str, Any], case: Case) -> Case | None:
    """The case after this one; at the end of the list its first one."""
    ids = list(worklist(viewer, wanted).values_list("pk", flat=True))
    at = ids.index(case.pk) + 1 if case.pk in ids else 0
    chosen = next((pk for pk in [*ids[at:], *ids[:at]] if pk != case.pk), None)
    return None if chosen is None else case_in_list(chosen)
