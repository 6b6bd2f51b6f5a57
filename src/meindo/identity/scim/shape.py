"""What the server offers, in the words of the protocol: resources, abilities, limits."""

from functools import cache
from typing import Any

from scim2_models import (
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    EnterpriseUser,
    ETag,
    External,
    Filter,
    Group,
    Pagination,
    Patch,
    Reference,
    Resource,
    ResourceType,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
    User,
)

MOST_BYTES = 1024 * 1024  # of the body of any request
MOST_OPERATIONS = 500  # of one bulk request
MOST_RESULTS = 500  # on one page
MOST_EXAMINED = 1000  # resources that a search looks into one by one
CURSOR_SECONDS = 3600
LONGEST_NAME = 200  # characters of a user name
LONGEST_TEXT = 400  # characters of what is found by an index
USER, GROUP = "User", "Group"

ACCOUNT = User[EnterpriseUser]
BEARER = AuthenticationScheme(
    type=AuthenticationScheme.Type.oauthbearertoken,
    name="bearer token",
    description="A token of scope scim, made by `meindo token create`",
    spec_uri=Reference[External]("https://datatracker.ietf.org/doc/html/rfc6750"),
    primary=True,
)


def abilities() -> ServiceProviderConfig:
    """What the server can do, as /ServiceProviderConfig says it."""
    return ServiceProviderConfig(
        patch=Patch(supported=True),
        bulk=Bulk(supported=True, max_operations=MOST_OPERATIONS, max_payload_size=MOST_BYTES),
        filter=Filter(supported=True, max_results=MOST_RESULTS),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=True),
        etag=ETag(supported=True),
        pagination=Pagination(
            cursor=True,
            index=True,
            default_pagination_method=Pagination.DefaultPaginationMethod.index,
            max_page_size=MOST_RESULTS,
            cursor_timeout=CURSOR_SECONDS,
        ),
        authentication_schemes=[BEARER],
    )


@cache
def provider() -> ScimProvider:
    """The service as the library knows it."""
    return ScimProvider(
        models=[User, EnterpriseUser, Group],
        resource_types=[ResourceType.from_resource(ACCOUNT), ResourceType.from_resource(Group)],
        config=abilities(),
    )


def model_named(name: str | None) -> type[Resource[Any]]:
    """The model of a resource type."""
    return Group if name == GROUP else ACCOUNT
