"""The rows of a work list, written in one go: a list of 50 is what offices look at all day."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import conditional_escape as esc
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .cells import amount_eur, case_number, date_range, status


def work_rows(rows: Iterable[dict[str, Any]], hidden: SafeString, list_query: str, own: bool) -> SafeString:
    """Who, where and why, when, how much, until when, and the one action; `hidden` are the fields of its form.

    On the phone each row is a card, so every cell says its column.
    """
    heads = [esc(text) for text in (_("Worum es geht"), _("Wann"), _("Betrag"), _("Frist"), _("Aktion"))]
    return SafeString("".join(_row(row, heads, hidden, esc(list_query), own=own) for row in rows))


def _row(row: dict[str, Any], heads: Sequence[str], hidden: str, query: str, *, own: bool) -> str:
    where, when, amount, due, action = heads
    case = row["case"]
    return (
        f'<tr><th scope="row"><div>{_who(row, query, own=own)}</div></th>'
        f'<td data-label="{where}"><div>{_matter(row)}</div></td>'
        f'<td data-label="{when}"><div>{date_range(case.starts_on, case.ends_on, short=True)}</div></td>'
        f'<td data-label="{amount}" class="num"><div>{amount_eur(case.amount_eur)}</div></td>'
        f'<td data-label="{due}"><div>{_due(row)}</div></td>'
        f'<td data-label="{action}"><div>{_action(row, hidden)}</div></td></tr>'
    )


def _who(row: dict[str, Any], query: str, *, own: bool) -> str:
    case = row["case"]
    name = esc(case.headline if own else case.person.display_name)
    link = f'<a href="{esc(row["url"])}?{query}">{name}</a> '
    number = f'<span class="sub small muted">{case_number(case.number)}</span>'
    if not row["represents"]:
        return link + number
    stands_in = esc(_("Sie vertreten {name}").format(name=row["represents"]))
    return f'{link}{number}<span class="small muted"><br>{stands_in}</span>'


def _matter(row: dict[str, Any]) -> str:
    why = f'<span class="sub small muted">{esc(row["why"])}</span>'
    notes = "".join(f"<div>{status('due', note)}</div>" for note in row["notes"])
    hints = "".join(f'<div class="small muted">{esc(hint)}</div>' for hint in row["hints"])
    in_hand = f'<div class="small muted">{esc(row["in_hand"])}</div>' if row["in_hand"] else ""
    return f'<div class="clip">{esc(row["case"].headline)} {why}</div>{notes}{hints}{in_hand}'


def _due(row: dict[str, Any]) -> str:
    return status("wrong", row["late"]) if row["late"] else date_range(row["case"].due_on, short=True)


def _action(row: dict[str, Any], hidden: str) -> str:
    """The one move that decides an unremarkable case in the row; for the others what is to be looked at."""
    case, quick = row["case"], row["quick"]
    if not quick:
        return f'<span class="small">{esc(row["look"])}</span>'
    return (
        f'<form method="post" action="{esc(row["decide_url"])}">{hidden}'
        f'<input type="hidden" name="revision" value="{case.revision}">'
        f'<button class="kern-btn kern-btn--secondary btn--s" name="move" value="{esc(quick["key"])}">'
        f'<span class="kern-label">{esc(quick["label"])}<span class="sr-only"> {esc(case.number)}</span></span>'
        "</button></form>"
    )
