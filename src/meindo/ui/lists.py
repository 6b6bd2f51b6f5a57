"""Lists: tasks, service tiles, sortable heads and pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from meindo.ui.cells import Text, badge, icon, words

LONGEST = 100


def asked_for(query: QueryDict) -> str:
    """What was searched for on a page, as far as it can be in any name."""
    return query.get("q", "").replace("\x00", "").strip()[:LONGEST]


@dataclass(frozen=True)
class Task:
    """One thing to do: the words name the act, the badge says how urgent it is."""

    text: Text
    url: str
    sub: Text = ""
    kind: str = ""
    state: Text = ""


@dataclass(frozen=True)
class Tile:
    """A service as a row: name, one number, one action; `as_of` ("gestern") only when not live."""

    name: Text
    url: str
    action: Text
    value: Text = ""
    icon: str = "services"
    as_of: Text = ""


def task_list(tasks: Iterable[Task]) -> SafeString:
    """Tasks on one sheet, each row a target of its own."""
    return format_html('<ul class="rows">{}</ul>', format_html_join("", "{}", ((task_row(task),) for task in tasks)))


def task_row(task: Task) -> SafeString:
    """One task with its badge at the end."""
    badged = task.kind and format_html('<span class="row__end">{}</span>', badge(task.kind, task.state))
    return format_html(
        '<li class="task"><a class="row__link" href="{}">{}</a>{}{}</li>',
        task.url,
        task.text,
        task.sub and format_html('<span class="row__sub">{}</span>', words(task.sub)),
        badged or icon("next"),
    )


def tiles(items: Iterable[Tile]) -> SafeString:
    """Service tiles on one sheet."""
    return format_html('<ul class="rows">{}</ul>', format_html_join("", "{}", ((tile(item),) for item in items)))


def tile_row(name: Text, url: str, action: Text, value: Text = "", icon_name: str = "services") -> SafeString:
    """One service tile inside `<ul class="rows">`."""
    return tile(Tile(name=name, url=url, action=action, value=value, icon=icon_name))


def tile(item: Tile) -> SafeString:
    """Name, number and action of a service; the link is the action, the row its target."""
    as_of = format_html('<span class="tile__asof">{}</span>', _("Stand %(when)s") % {"when": item.as_of})
    return format_html(
        '<li class="tile">{}<span class="row__text"><strong class="tile__name">{}</strong>'
        '<a class="row__link tile__action" href="{}">{}</a></span><span class="tile__value">{}{}</span></li>',
        icon(item.icon),
        item.name,
        item.url,
        item.action,
        item.value,
        as_of if item.as_of else "",
    )


def sort_header(query: QueryDict, key: str, label: Text) -> SafeString:
    """A link that sorts by `key`, and backwards when it is the order already."""
    current = query.get("sort", "")
    target = f"-{key}" if current == key else key
    arrow = {key: "up", f"-{key}": "down"}.get(current)
    return format_html(
        '<a class="sort" href="?{}"{}>{}{}</a>',
        changed(query, sort=target, page=None),
        SafeString(' aria-current="true"') if arrow else "",
        label,
        icon(arrow, "s") if arrow else "",
    )


def changed(query: QueryDict, **values: str | int | None) -> str:
    """The query string with some values replaced; None removes one."""
    copy = query.copy()
    for name, value in values.items():
        if value is None:
            copy.pop(name, None)
        else:
            copy[name] = str(value)
    return copy.urlencode()


def pagination(query: QueryDict, page: Page[Any]) -> SafeString:
    """Where the reader is in a list, with the way back and forward; nothing when all fits on one page."""
    total = page.paginator.count
    if not page.has_other_pages():
        return SafeString("")
    where = _("%(first)s–%(last)s von %(total)s") % {
        "first": page.start_index(),
        "last": page.end_index(),
        "total": total,
    }
    back = page_link(query, page.number - 1, _("Zurück")) if page.has_previous() else ""
    forward = page_link(query, page.number + 1, _("Weiter")) if page.has_next() else ""
    return format_html(
        '<nav class="pages" aria-label="{}">{}<span class="num">{}</span>{}</nav>',
        _("Seiten der Liste"),
        back,
        where,
        forward,
    )


def page_link(query: QueryDict, number: int, label: str) -> SafeString:
    """A link to another page of the same list."""
    return format_html('<a href="?{}">{}</a>', changed(query, page=number), label)
