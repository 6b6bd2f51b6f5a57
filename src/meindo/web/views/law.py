"""The values by which is computed: what waits for release, proposed by one and confirmed by another person."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.kernel.period import Period
from meindo.kernel.values import DatedValue
from meindo.platform.law import values
from meindo.platform.law.commands import ReleaseRefused, confirm_release, end_release, propose_release
from meindo.platform.law.models import ValueRelease
from meindo.platform.law.queries import current_releases
from meindo.platform.registry.evaluation import LIST, Evaluation
from meindo.ui.acting import Request
from meindo.ui.confirming import Fresh
from meindo.ui.gate import service_view
from meindo.web.forms import ReleaseForm
from meindo.web.value_words import content, grounds

ROLES = ("law_release",)


@dataclass(frozen=True)
class Row:
    """A value with its release, if there is one."""

    value: DatedValue
    service: str
    release: ValueRelease | None
    table: tuple[DatedValue, ...] = ()

    @property
    def label(self) -> str:
        """What the value is about."""
        return _(self.value.label) if self.value.label else self.value.key

    @property
    def state(self) -> str:
        """open, proposed or released."""
        if self.release is None:
            return "open"
        return "released" if self.release.confirmed_at else "proposed"

    @property
    def content(self) -> str:
        """The value in words."""
        if self.table:
            return _("{count} Zeilen, Prüfsumme {hash}").format(count=len(self.table), hash=self.value.value_hash[:12])
        return content(self.value)

    @property
    def table_rows(self) -> list[tuple[str, str]]:
        """What is released with this value, row by row."""
        return [(f"{row.key.partition('.')[2]} {_days(row.period)}", content(row)) for row in self.table]

    @property
    def grounds(self) -> str:
        """How far it can be trusted, and why."""
        return grounds(self.value)


def _days(period: Period) -> str:
    """From when, and until when if that is known."""
    last = "" if period.is_open else f"{period.end - timedelta(days=1):%d.%m.%Y}"
    return f"{period.start:%d.%m.%Y}–{last}"


def rows() -> list[Row]:
    """Every value that needs a release, waiting ones first."""
    current = current_releases()
    found = [
        Row(
            value,
            service,
            current.get(value.value_hash),
            source.of_table(value.table_hash) if value.table_hash else (),
        )
        for service, source in values.in_use().items()
        for value in source.needing_release()
    ]
    return sorted(found, key=lambda row: (["proposed", "open", "released"].index(row.state), row.value.id))


@service_view("law.release", roles=ROLES, shows=Evaluation("law", msgid("Werte und wer sie freigegeben hat"), LIST))
def releases(request: Request) -> HttpResponse:
    """The list, with one action per row."""
    return render(request, "web/law.html", {"rows": rows(), "me": request.viewer.person_id})


@require_POST
@service_view("law.release", roles=ROLES, fresh=Fresh.ALWAYS)
def act(request: Request) -> HttpResponse:
    """Propose, confirm or end a release."""
    value = next((row for row in rows() if row.value.value_hash == request.POST.get("hash")), None)
    if value is None:
        messages.error(request, _("Diesen Wert gibt es so nicht mehr. Bitte laden Sie die Seite neu."))
        return redirect("law")
    try:
        messages.success(request, _act(request, value))
    except ReleaseRefused as problem:
        messages.error(request, _(str(problem)))
    return redirect("law")


def _act(request: Request, row: Row) -> str:
    form, by = ReleaseForm(request.POST), request.viewer.actor
    if not form.is_valid():
        raise ReleaseRefused(_("Bitte begründen Sie in höchstens 300 gewöhnlichen Zeichen."))
    reason = form.cleaned_data["reason"]
    if row.release is None:
        if not reason:
            raise ReleaseRefused(_("Bitte sagen Sie, woher Sie wissen, dass der Wert stimmt."))
        propose_release(value=row.value, reason=reason, by=by)
        return _("Vorgeschlagen. Jetzt gibt eine zweite Person frei.")
    if "end" in request.POST:
        end_release(release=row.release, by=by)
        return _("Zurückgenommen. Ergebnisse mit diesem Wert sind wieder Probeläufe.")
    confirm_release(release=row.release, by=by)
    return _("Freigegeben. Ab jetzt wird mit diesem Wert gezahlt.")
