"""Cells: icons, badges, amounts, dates and numbers as they look everywhere."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

Text = str | Promise
DASH = SafeString("–")
CASE_NUMBER = re.compile(r"\b([A-Z]{2,4}-\d{4}-\d{4,})\b")
NBSP = "\N{NO-BREAK SPACE}"

# What a colour means, and the icon that says it without colour.
KIND_ICONS = {"act": "next", "due": "due", "wrong": "wrong", "done": "done", "wait": "clock"}


@lru_cache(maxsize=256)
def icon(name: str, size: str = "") -> SafeString:
    """A decorative line icon; the word beside it carries the meaning. `size` is "" (24 px) or "s" (20 px)."""
    return format_html('<span class="icon icon-{}{}" aria-hidden="true"></span>', name, " icon--s" if size else "")


def badge(kind: str, text: Text) -> SafeString:
    """A coloured word: kind is act (blue), due (amber), wrong (red), done (green) or wait (grey)."""
    return format_html('<span class="badge badge--{}">{}{}</span>', kind, icon(KIND_ICONS[kind]), text)


def status(kind: str, text: Text) -> SafeString:
    """Who acts next, as quiet coloured text for table cells ("wartet auf Sie"); kinds as for a badge."""
    return format_html('<span class="status status--{}">{}{}</span>', kind, icon(KIND_ICONS[kind]), text)


def amount_eur(value: Decimal | None, sign: bool = False) -> SafeString:
    """An amount in euro that never breaks; None is a dash. `sign` shows a plus as well."""
    if value is None:
        return DASH
    number = number_format(abs(value), decimal_pos=2, use_l10n=True, force_grouping=True)
    mark = "−" if value < 0 else "+" if sign and value > 0 else ""
    return format_html('<span class="num">{}{}{}€</span>', mark, number, NBSP)


def quantity(value: Decimal | int | None, unit: str) -> SafeString:
    """A number with its unit ("12,5 Tage"), never broken; None is a dash."""
    if value is None:
        return DASH
    number = number_format(value, use_l10n=True, force_grouping=True)
    return format_html('<span class="num">{}{}{}</span>', number, NBSP, unit)


def date_range(first: date | None, last: date | None = None, short: bool = False) -> SafeString:
    """One day or a range as short as it can be ("3.–5. Dezember 2026"); None is a dash.

    `short` writes months as numbers ("03.–05.12.2026"), for the compact tables of clerks.
    """
    if first is None:
        return DASH
    return range_in(get_language() or "de", first, last or first, short)


@lru_cache(maxsize=4096)
def range_in(language: str, first: date, last: date, short: bool) -> SafeString:
    """A range in the active language, which is a parameter for the sake of the cache."""
    end = date_format(last, "SHORT_DATE_FORMAT" if short else "DATE_FORMAT")
    if last == first:
        return unbroken(end)
    start = date_format(first, start_format(first, last, short=short, german=language.startswith("de")))
    glue = f"{NBSP}– " if " " in start else "–"
    return format_html('<span class="num">{}{}</span><span class="num">{}</span>', start, glue, end)


def date_text(day: date) -> str:
    """A day written out, as plain text."""
    return date_format(day, "DATE_FORMAT")


def start_format(first: date, last: date, *, short: bool, german: bool) -> str:
    """How much of the first day must be said when the last day is written out."""
    if first.year != last.year:
        return "SHORT_DATE_FORMAT" if short else "DATE_FORMAT"
    if first.month != last.month:
        return ("d.m." if german else "d/m") if short else ("j. F" if german else "j F")
    return ("d." if short else "j.") if german else ("d" if short else "j")


def unbroken(text: str) -> SafeString:
    """Any short text on one line."""
    return format_html('<span class="num">{}</span>', text)


def words(text: Text) -> Text:
    """A text whose case numbers do not break."""
    if isinstance(text, SafeString):
        return text
    parts = CASE_NUMBER.split(str(text))
    if len(parts) == 1:
        return text
    return format_html_join("", "{}", ((case_number(p) if at % 2 else p,) for at, p in enumerate(parts)))


def case_number(number: str) -> SafeString:
    """A case number such as DR-2026-000123 that never breaks."""
    return format_html('<span class="nobr">{}</span>', number)


def copyable(number: str, label: Text = "") -> SafeString:
    """A number in a field that can be copied without a script; ui/copy.js adds a button beside it."""
    return format_html(
        '<span class="copyable"><input readonly value="{}" aria-label="{}" data-copy="{}" data-copied="{}"></span>',
        number,
        label or _("Nummer zum Kopieren"),
        _("Kopieren"),
        _("Kopiert"),
    )
