"""The processes that the services declared, by key and version; filled at start-up."""

from .process import Process, Role

_processes: dict[tuple[str, int], Process] = {}
_entering: dict[str, Role] = {}
_typed_as: dict[str, str] = {}
_of_offices: set[str] = set()
_asked_by: dict[str, str] = {}


def declare(process: Process) -> None:
    """Announce a version of a process; a released version is never replaced by another one."""
    key = (process.key, process.version)
    if _processes.get(key, process) is not process:
        raise ValueError(f"process {process.key} v{process.version} is declared twice")
    _processes[key] = process


def process_of(key: str, version: int) -> Process:
    """The version on which a case runs."""
    return _processes[key, version]


def newest(key: str) -> Process:
    """The version that a new case gets."""
    return _processes[key, max(version for name, version in _processes if name == key)]


def versions() -> tuple[tuple[str, int], ...]:
    """Key and version of everything declared: what is derived from the declarations holds as long as these do."""
    return tuple(sorted(_processes))


def all_processes() -> tuple[Process, ...]:
    """Every declared version."""
    return tuple(_processes[key] for key in versions())


def declare_entering(service: str, role: Role) -> None:
    """Announce who may enter cases of a service for somebody else."""
    _entering[service] = role


def entering(service: str) -> Role | None:
    """The role that enters cases of a service for somebody else, if there is one."""
    return _entering.get(service)


def entering_roles() -> frozenset[str]:
    """Every role that enters for others in some service."""
    return frozenset(role.key for role in _entering.values())


def declare_typing(service: str, form: str, role: str) -> None:
    """Announce that a form is typed by an office in its role, not by people in their own matters."""
    _typed_as[form] = role
    _of_offices.add(service)


def services_of_offices() -> frozenset[str]:
    """The services whose cases are an office's matter: they stay in their unit when their author moves."""
    return frozenset(_of_offices)


def forms_of_offices() -> dict[str, str]:
    """The forms that are typed by offices, each with its role."""
    return _typed_as


def declare_asking(form: str, role: str) -> None:
    """Announce that a role types a form for others whom it decides about, beside the people themselves."""
    _asked_by[form] = role


def forms_asked_by(role: str) -> list[str]:
    """The forms that a role types for others without entering their cases for good."""
    return sorted(form for form, known in _asked_by.items() if known == role)


def is_entering(role: str) -> bool:
    """Whether a role enters for others: it sees exactly what it entered."""
    return any(known.key == role for known in _entering.values())
