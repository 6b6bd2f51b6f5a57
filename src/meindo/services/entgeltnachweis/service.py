"""What this service declares of itself."""

from meindo.kernel.message import mark as _
from meindo.platform.outbox.wiring import Job
from meindo.platform.registry.service import Page, PaperTwin, Service

from . import commands, help_texts, queries
from .process import QUESTION
from .purposes import ASK, BREACH, KEEP, LEGAL_BASIS, MANAGE
from .texts import DSB_ROLE, KEY, OFFICE_ROLE
from .wizards import ASK as ASK_WIZARD

SERVICE = Service(
    key=KEY,
    label=_("Entgeltnachweise"),
    owner="11/4",
    legal_basis=LEGAL_BASIS,
    occasion="geld",
    synonyms=(_("Gehalt"), _("Lohn"), _("Bezüge"), _("Bezügemitteilung"), _("Lohnzettel"), _("Abrechnung"), "payslip"),
    processes=(QUESTION,),
    purposes=(KEEP, ASK, MANAGE, BREACH),
    algorithms=(),
    paper_twin=PaperTwin(
        title=_("Frage zu einem Entgeltnachweis"),
        authority="Stadt Dortmund",
        send_to=_("Bezügestelle, mit der Hauspost in verschlossenem Umschlag"),
        help=_("Bezügestelle"),
        forms=(ASK_WIZARD,),
    ),
    export=queries.rows_of,
    home_url="entgeltnachweis_home",
    start_url="entgeltnachweis_home",
    start_label=_("Entgeltnachweise ansehen"),
    case_url="entgeltnachweis_case",
    decide=commands.decide,
    take_back=commands.take_back,
    roles={
        "applicant": _("Eigene Angelegenheiten"),
        OFFICE_ROLE: _("Bezügestelle"),
        DSB_ROLE: _("Datenschutz"),
    },
    daily=(Job(commands.EXPIRE, commands.expire),),
    pages={
        OFFICE_ROLE: Page("entgeltnachweis_office", _("Nachweise"), "euro"),
        DSB_ROLE: Page("entgeltnachweis_misdelivered", _("Fehlleitungen"), "paper"),
    },
    help=help_texts.TOPICS,
)
