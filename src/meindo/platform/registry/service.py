"""What a service declares of itself, in one typed object."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from meindo.kernel.norm import Norm
from meindo.kernel.parameters import ParameterSet
from meindo.kernel.text_blocks import TextBlock
from meindo.platform.cases.process import Process, Role
from meindo.platform.outbox.wiring import Event, Job, On
from meindo.platform.purpose import Purpose

from .help import HelpTopic
from .register import Entry


@dataclass(frozen=True)
class Disclosure:
    """What the public register says of a computation beyond its criteria, as message ids (fields of the British
    Algorithmic Transparency Recording Standard, version 3).

    `sensitive` says how protected attributes are dealt with, `risks` are pairs of a risk and what is done about it.
    """

    description: str
    scope: str
    benefit: str
    alternatives: str
    previous_process: str
    method: str
    provided_information: str
    frequency: str
    training: str
    appeals: str
    performance: str
    datasets: tuple[str, ...]
    sensitive: str
    storage: str
    assessment: str
    risks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Algorithm:
    """A computation about people, as the public register shows it: criteria, who answers for it, who decided it.

    `process` is the key of the one in which it is used; `parameters`: it computes with the dated values of its service.
    """

    key: str
    label: str
    criteria: tuple[str, ...]
    responsible: str
    decided_by: str
    person_decides: str
    norms: tuple[Norm, ...]
    disclosure: Disclosure
    process: str
    parameters: bool = False


class OnPaper(Protocol):
    """A list of questions that can be asked on paper as well; which ones they are is known above the platform."""

    @property
    def key(self) -> str:
        """By which a printed form names the questions that it asks."""


@dataclass(frozen=True)
class PaperTwin:
    """The way without a screen: what the form is called, by whom, where it is sent, who helps.

    `forms` are the wizards of the service: what can be typed can be printed.
    """

    title: str
    authority: str
    send_to: str
    help: str
    forms: tuple[OnPaper, ...]


@dataclass(frozen=True)
class Page:
    """A page of a service that a role finds in the main menu: name of its address, label, icon."""

    url: str
    label: str
    icon: str


@dataclass(frozen=True)
class Service:
    """One service of the platform; without these it cannot be registered.

    `enters` is the role that enters for somebody else of its units, at `enter_url`. `appointments` are a person's own
    from a day on (registry.appointments). `texts` are prepared words for its moves, `pages` what a role finds in the
    main menu beside its list, `daily` jobs that run once a day without being asked for. `typed_as` are the forms that
    an office types in its role, `asked_by` those that people type for themselves and a role for those about whom it
    decides. `help` is what is said on its pages in Einfache Sprache, `register_entries` what the service adds to a
    public register, by its key. `row_notes` say why a row needs a look, which takes its button away; `row_hints` only
    say something beside it.
    """

    key: str
    label: str
    owner: str
    legal_basis: tuple[Norm, ...]
    occasion: str
    synonyms: tuple[str, ...]
    processes: tuple[Process, ...]
    purposes: tuple[Purpose, ...]
    algorithms: tuple[Algorithm, ...]
    paper_twin: PaperTwin
    export: Callable[[Any], Any]
    home_url: str
    start_url: str
    start_label: str
    case_url: str
    decide: Callable[..., Any]
    take_back: Callable[..., Any]
    roles: Mapping[str, str]
    emits: tuple[Event, ...] = ()
    handlers: tuple[On, ...] = ()
    jobs: tuple[Job, ...] = ()
    daily: tuple[Job, ...] = ()
    parameters: Callable[[], ParameterSet] | None = None
    row_notes: Callable[[Any], dict[int, list[str]]] | None = None
    enters: Role | None = None
    enter_url: str = ""
    row_facts: Callable[[Any], dict[int, list[str]]] | None = None
    row_hints: Callable[[Any], dict[int, list[str]]] | None = None
    appointments: Callable[[int, date], list[Any]] | None = None
    texts: tuple[TextBlock, ...] = ()
    pages: Mapping[str, Page] = field(default_factory=dict)
    typed_as: Mapping[str, str] = field(default_factory=dict)
    asked_by: Mapping[str, str] = field(default_factory=dict)
    help: tuple[HelpTopic, ...] = ()
    register_entries: Mapping[str, Callable[[], Iterable[Entry]]] = field(default_factory=dict)
