"""Blocks: alerts, lists of facts, time lines and settlements, once or twice on a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.forms import BaseForm
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meindo.kernel.message import mark
from meindo.ui.cells import Text, amount_eur, date_range, icon

ALERT_ICONS = {"info": "info", "success": "done", "warning": "due", "danger": "wrong"}


@dataclass(frozen=True)
class TimelineItem:
    """One step of a process: which office has it since when, until when, by which norm."""

    what: Text
    office: Text = ""
    since: date | None = None
    until: date | None = None
    norm: str = ""
    state: str = "past"  # past, now or future
    note: Text = ""


Links = Sequence[tuple[str, Text]]  # address and words


@dataclass(frozen=True)
class SettlementLine:
    """One line of a settlement: `detail` says how the amount came about, `norm` by which rule; `links` prove it."""

    text: Text
    amount_eur: Decimal | None
    norm: str = ""
    detail: Text = ""
    links: Links = ()


@dataclass(frozen=True)
class Answer:
    """One row of check-your-answers; without `url` the answer cannot be changed."""

    label: Text
    value: Text
    url: str = ""


def alert(kind: str, title: Text, text: Text = "") -> SafeString:
    """A framed notice: kind is info, success, warning or danger; quiet for screen readers."""
    body = format_html("<p>{}</p>", text) if text else ""
    return format_html(
        '<div class="kern-alert kern-alert--{}"><p class="alert__title">{}{}</p>{}</div>',
        kind,
        icon(ALERT_ICONS[kind]),
        title,
        body,
    )


def empty_state(text: Text, url: str = "", action: Text = "") -> SafeString:
    """What will appear here, and the one thing to do now."""
    link = format_html(
        '<p><a class="kern-btn kern-btn--secondary" href="{}"><span class="kern-label">{}</span></a></p>',
        url,
        action,
    )
    return format_html('<div class="empty"><p>{}</p>{}</div>', text, link if url else "")


def description_list(rows: Iterable[tuple[Text, object]]) -> SafeString:
    """Pairs of (term, value); a value of None or "" shows as a dash."""
    pairs = ((term, "–" if value in (None, "") else value) for term, value in rows)
    return format_html('<dl class="dl">{}</dl>', format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", pairs))


def summary(answers: Iterable[Answer]) -> SafeString:
    """Check-your-answers: each row with "Ändern", whose hidden words say what."""
    return format_html('<dl class="answers">{}</dl>', format_html_join("", "{}", ((answer_row(a),) for a in answers)))


def answer_row(answer: Answer) -> SafeString:
    """One answer with its link back to the question."""
    change = format_html(
        '<dd class="answers__act"><a href="{}">{}<span class="sr-only"> {}</span></a></dd>',
        answer.url,
        _("Ändern"),
        answer.label,
    )
    value = "–" if answer.value in (None, "") else answer.value
    return format_html(
        '<div><dt>{}</dt><dd class="answers__value">{}</dd>{}</div>',
        answer.label,
        value,
        change if answer.url else "",
    )


SPOKEN = {"past": mark("Erledigt:"), "now": mark("Jetzt:"), "future": mark("Danach:")}
TIMELINE_ICONS = {"past": "done", "now": "now", "future": "clock"}


def timeline(items: Iterable[TimelineItem]) -> SafeString:
    """The way of a case, past and future; the present step is marked for screen readers too."""
    return format_html('<ol class="timeline">{}</ol>', format_html_join("", "{}", ((timeline_row(i),) for i in items)))


def timeline_row(item: TimelineItem) -> SafeString:
    """One step with its office, span and norm."""
    facts = [fact for fact in (item.office, span(item), item.norm, item.note) if fact]
    return format_html(
        '{}{}</span><span class="timeline__meta">{}</span></li>',
        _timeline_start(item.state, get_language() or "de"),
        item.what,
        format_html_join(" · ", "{}", ((fact,) for fact in facts)),
    )


@lru_cache(maxsize=32)
def _timeline_start(state: str, _language: str) -> SafeString:
    """The dot and the spoken state, the same for every row of a state; the language is there for the cache."""
    return format_html(
        '<li{}><span class="timeline__dot timeline__dot--{}">{}</span>'
        '<span class="timeline__what timeline__what--{}"><span class="sr-only">{} </span>',
        SafeString(' aria-current="step"') if state == "now" else "",
        state,
        icon(TIMELINE_ICONS[state]),
        state,
        _(SPOKEN[state]),
    )


def span(item: TimelineItem) -> SafeString | str:
    """Since when and until when an office has the step."""
    if item.state == "past":
        return date_range(item.since, item.until) if item.since else ""
    parts = []
    if item.since:
        parts.append(format_html(_("seit {}"), date_range(item.since)))
    if item.until:
        parts.append(format_html(_("bis {}"), date_range(item.until)))
    return format_html_join(" ", "{}", ((part,) for part in parts))


def settlement(total_eur: Decimal, lines: Sequence[SettlementLine], label: Text = "", note: Text = "") -> SafeString:
    """One big sum, then its lines; the norm of a line unfolds."""
    why = _("Warum?")
    rows = format_html_join("", "<li>{}</li>", ((settlement_row(line, why),) for line in lines))
    total, sum_label = amount_eur(total_eur), _("Summe")
    return format_html(
        '<div class="flow"><p class="sum"><span>{}</span><span class="sum__big">{}</span>{}</p>'
        '<ul class="lines">{}<li class="lines__total"><span>{}</span>{}</li></ul></div>',
        label or sum_label,
        total,
        format_html('<span class="muted">{}</span>', note) if note else "",
        rows,
        sum_label,
        total,
    )


def settlement_row(line: SettlementLine, why: str) -> SafeString:
    """A line with its amount; details only where there is something to unfold."""
    row = format_html('<span class="lines__text">{}</span>', line.text)
    if not (line.norm or line.detail):
        return linked(format_html('<div class="lines__plain">{}{}</div>', row, amount_eur(line.amount_eur)), line.links)
    reasons = format_html_join("", "<p>{}</p>", ((part,) for part in (line.detail, line.norm) if part))
    unfolding = format_html(
        '<details><summary>{}<span class="lines__hint">{}</span>{}</summary>'
        '<div class="lines__norm">{}</div></details>',
        row,
        why,
        amount_eur(line.amount_eur),
        reasons,
    )
    return linked(unfolding, line.links)


def linked(content: SafeString, links: Links) -> SafeString:
    """Something with the links that belong to it below it."""
    if not links:
        return content
    rows = format_html_join(" ", '<a href="{}">{}</a>', links)
    return format_html('{}<p class="lines__links small">{}</p>', content, rows)


@dataclass(frozen=True)
class ErrorEntry:
    """One line of the error summary; no anchor when the error belongs to the whole form."""

    anchor: str
    text: str


def foreign_entries(form: BaseForm) -> list[ErrorEntry]:
    """Errors of a form that is not ours, for instance of the log-in library."""
    whole = [ErrorEntry("", str(text)) for text in form.non_field_errors()]
    return whole + [ErrorEntry(bound.id_for_label, str(bound.errors[0])) for bound in form if bound.errors]


def error_summary(form: BaseForm) -> SafeString:
    """All errors of a form as links to their fields; takes the focus when the page loads."""
    if not form.errors:
        return SafeString("")
    return error_list(getattr(form, "error_entries", None) or foreign_entries(form))


def error_list(entries: Sequence[ErrorEntry]) -> SafeString:
    """Errors of one or several forms in one summary."""
    links = format_html_join("", '<li><a href="#{}">{}</a></li>', ((e.anchor, e.text) for e in entries if e.anchor))
    plain = format_html_join("", "<li>{}</li>", ((e.text,) for e in entries if not e.anchor))
    return format_html(
        '<div class="kern-alert kern-alert--danger" role="alert" tabindex="-1" autofocus '
        'aria-labelledby="fehler">'
        '<h2 class="alert__title" id="fehler">{}{}</h2><ul>{}{}</ul></div>',
        icon("wrong"),
        _("Bitte prüfen Sie Ihre Eingabe"),
        plain,
        links,
    )
