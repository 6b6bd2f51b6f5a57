"""Where allauth meets our rules."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts come from the personnel data, nobody signs up; a locked account is told nothing in particular."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody creates an own account."""
        return False

    def add_message(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """No greeting after every log-in: the home page itself says where one is."""
