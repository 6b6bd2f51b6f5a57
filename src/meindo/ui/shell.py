"""What the frame around every page needs to know; templates find it as `shell` in the context."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class NavItem:
    """One entry of the rail (desktop) and of the bottom bar (phone)."""

    url: str
    label: str
    icon: str
    active: bool = False


@dataclass(frozen=True)
class RoleChoice:
    """A role that the person may act in; `key` is what the switch posts as `role`."""

    key: str
    label: str
    active: bool = False


@dataclass(frozen=True)
class Link:
    """A quiet link, for instance in the footer."""

    url: str
    label: str


@dataclass(frozen=True)
class Shell:
    """The frame of one response: who is logged in, in which role, and where the fixed addresses are.

    An empty address hides its element, so the frame works before a part exists.
    """

    person_name: str = ""
    roles: tuple[RoleChoice, ...] = ()
    inbox_count: int = 0
    nav: tuple[NavItem, ...] = ()
    logged_in: bool = False
    lang: str = "de"
    demo_banner: str = ""
    home_url: str = "/"
    search_url: str = ""
    inbox_url: str = ""
    role_url: str = ""
    language_url: str = ""
    logout_url: str = ""
    profile_url: str = ""
    cockpit_url: str = ""
    devices_url: str = ""
    terminal: bool = False
    footer: tuple[Link, ...] = field(default=())
    path: str = ""
    mirror_office: str = ""  # the page shows what this office sees; nothing on it can be used
    mirror_url: str = ""

    @property
    def active_role(self) -> RoleChoice | None:
        """The role in force; None when the person holds a single one and nothing need be shown."""
        if len(self.roles) < 2:
            return None
        return next((role for role in self.roles if role.active), self.roles[0])
