"""All services, and the handing down of what they declare."""

from meindo.platform.cases import catalogue as processes
from meindo.platform.law import values
from meindo.platform.outbox import wiring
from meindo.platform.purpose import declare as declare_purpose

from .service import Service

_services: dict[str, Service] = {}


class ServiceIncomplete(Exception):
    """A service does not declare what the Charter asks for; the message says what."""


def register(service: Service) -> None:
    """Take a service in and hand its declarations down to the layers that need them."""
    for problem in problems_of(service):
        raise ServiceIncomplete(f"{service.key}: {problem}")
    if _services.get(service.key, service) is not service:
        raise ServiceIncomplete(f"two services are called {service.key}")
    _services[service.key] = service
    _declare_cases(service)
    for purpose in service.purposes:
        declare_purpose(purpose)
    for job in service.jobs:
        wiring.add_job(job)
    for job in service.daily:
        wiring.add_job(job, every_minutes=24 * 60)
    for on in service.handlers:
        wiring.subscribe(on)
    if service.parameters is not None:
        values.declare(service.key, service.parameters)


def _declare_cases(service: Service) -> None:
    for process in service.processes:
        processes.declare(process)
    if service.enters is not None:
        processes.declare_entering(service.key, service.enters)
    for form, role in service.typed_as.items():
        processes.declare_typing(service.key, form, role)
    for form, role in service.asked_by.items():
        processes.declare_asking(form, role)


def problems_of(service: Service) -> list[str]:
    """What is missing for the promises of the Charter."""
    needed = {
        "owner": service.owner,
        "legal basis": service.legal_basis,
        "purposes": service.purposes,
        "paper twin": service.paper_twin,
        "export": service.export,
    }
    missing = [f"no {name}" for name, value in needed.items() if not value]
    if service.paper_twin and not service.paper_twin.forms:
        missing.append("no printed form")
    if service.enters is not None and service.enters.key not in service.roles:
        missing.append("its entering role has no label")
    if service.parameters is not None and not service.algorithms:
        missing.append("computes with parameters but declares no algorithm")
    if not service.help:
        missing.append("no help in Einfache Sprache")
    without = [p.key for p in service.processes if not any(move.departs for move in p.moves)]
    return missing + [f"process {key} has no Besonderer Fall" for key in without]


def services() -> tuple[Service, ...]:
    """Every service, by key."""
    return tuple(_services[key] for key in sorted(_services))


def service(key: str) -> Service:
    """One service."""
    return _services[key]


_shell_roles: dict[str, str] = {}


def declare_roles(labels: dict[str, str]) -> None:
    """Announce at start-up the roles of pages that belong to no service (release of values, payroll)."""
    _shell_roles.update(labels)


def role_labels() -> dict[str, str]:
    """Labels of all roles that services and the shell declare."""
    found: dict[str, str] = dict(_shell_roles)
    for entry in services():
        found |= entry.roles
    return found
