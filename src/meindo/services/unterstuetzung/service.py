"""What this service declares of itself."""

from meindo.kernel.message import mark as _
from meindo.platform.access.queries_support import REVIEWER, ROLE
from meindo.platform.outbox.wiring import Job
from meindo.platform.registry.service import Page, PaperTwin, Service

from . import adopting, commands, help_texts, queries
from .process import EMERGENCY, HELP, KEY, REQUEST
from .purposes import HELPING
from .wizards import HELP as HELP_WIZARD

SERVICE = Service(
    key=KEY,
    label=_("Unterstützung"),
    owner="11/4",
    legal_basis=HELPING.legal_basis,
    occasion="neu",
    synonyms=(_("Hilfe"), _("Störung"), _("Zugriff"), _("Notfall"), "support", "help desk"),
    processes=(REQUEST, HELP, EMERGENCY),
    purposes=(HELPING,),
    algorithms=(),
    paper_twin=PaperTwin(
        title=_("Hilfe bei einer Störung"),
        authority="Stadt Dortmund",
        send_to=_("Unterstützung, mit der Hauspost in verschlossenem Umschlag"),
        help=_("Unterstützung"),
        forms=(HELP_WIZARD,),
    ),
    export=queries.rows_of,
    home_url="unterstuetzung_home",
    start_url="unterstuetzung_new",
    start_label=_("Um Hilfe bitten"),
    case_url="unterstuetzung_case",
    decide=commands.decide,
    take_back=commands.take_back,
    roles={"applicant": _("Eigene Angelegenheiten"), ROLE: _("Unterstützung"), REVIEWER: _("Datenschutz")},
    daily=(Job(adopting.JOB, adopting.adopt_all),),
    pages={ROLE: Page("unterstuetzung_office", _("Hilfe"), "team")},
    help=help_texts.TOPICS,
)
