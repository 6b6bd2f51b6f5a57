"""Component tags for page authors; small and cheap, because a list calls them in every row."""

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from meindo.kernel.message import Message
from meindo.ui import blocks, cells, lists, worklist_rows

register = template.Library()

for cell in (
    cells.icon,
    cells.badge,
    cells.status,
    cells.amount_eur,
    cells.quantity,
    cells.date_range,
    cells.case_number,
    cells.copyable,
):
    register.simple_tag(cell)

for block in (
    blocks.alert,
    blocks.empty_state,
    blocks.description_list,
    blocks.summary,
    blocks.timeline,
    blocks.settlement,
    blocks.error_summary,
    blocks.error_list,
    lists.task_list,
    lists.tile_row,
    lists.tiles,
    worklist_rows.work_rows,
):
    register.simple_tag(block)


@register.simple_tag(takes_context=True)
def sort_header(context: template.Context, key: str, label: str) -> SafeString:
    """The link in a column's head that sorts by `key`; keeps filters, starts again on page one."""
    return lists.sort_header(query_of(context), key, label)


@register.simple_tag(takes_context=True)
def pagination(context: template.Context, page: Any) -> SafeString:
    """Back, position ("1–50 von 312") and forward for a Django Page; keeps filters and order."""
    return lists.pagination(query_of(context), page)


def query_of(context: template.Context) -> Any:
    """The query string of the request in a context, or an empty one outside a request."""
    from django.http import QueryDict  # noqa: PLC0415

    request = context.get("request")
    return request.GET if request is not None else QueryDict()


@register.simple_tag
def aria_sort(current: str, key: str) -> SafeString:
    """The attribute for a column's head cell: ascending, descending or nothing."""
    if current.lstrip("-") != key:
        return SafeString("")
    return format_html(' aria-sort="{}"', "descending" if current.startswith("-") else "ascending")


@register.simple_tag
def message_text(msgid: str, params: dict[str, Any]) -> str:
    """A stored message in the reader's language; a parameter that is a message id, a day or a message itself too."""
    return Message(gettext(msgid), {name: _shown(value) for name, value in params.items()}).render()


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return gettext(value) if value else ""
    if isinstance(value, dict) and "date" in value:
        return cells.date_text(date.fromisoformat(value["date"]))
    return message_text(value["msgid"], value["params"]) if isinstance(value, dict) else value
