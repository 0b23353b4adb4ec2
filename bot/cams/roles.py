"""Roles of RAM: keys that live for an hour, had from Alibaba Cloud's own library, which only they need.

The library reads the environment and a home folder by itself; it is told which way to take instead, by the settings.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec

from .credentials import Fetch
from .signature import Credentials

LIBRARY = "alibabacloud_credentials"

_LOGGER = "credentials"
"""What the library logs to, with a handler of its own: errors with what its sources answered, keys among it."""


@dataclass(frozen=True, slots=True)
class Role:
    """The way to a role: a machine's, a pod's, or a service that gives keys out; the first that is set."""

    machine: str = ""
    """The role that an ECS instance was given."""
    arn: str = ""
    provider_arn: str = ""
    token_file: str = ""
    """With the two above: what Kubernetes puts into a pod (RRSA). The file is read anew each time."""
    uri: str = field(default="", repr=False)

    @property
    def is_set(self) -> bool:
        """Whether there is a way at all."""
        return bool(self.machine or self.uri or (self.arn and self.provider_arn and self.token_file))


def is_installed() -> bool:
    """Whether the library is there: `requirements/roles.txt` has it."""
    return find_spec(LIBRARY) is not None


def opener(role: Role) -> Callable[[], Fetch]:
    """What opens the way to a role. Opening asks nobody, and imports the library; fetching blocks."""

    def opened() -> Fetch:
        providers = import_module(f"{LIBRARY}.provider")
        logger = logging.getLogger(_LOGGER)
        logger.handlers.clear()  # put there by the import, so that nothing earlier could have prevented it
        logger.setLevel(logging.CRITICAL)
        if role.machine:
            # Without its own thread and scheduler: `Renewing` asks often enough.
            provider = providers.EcsRamRoleCredentialsProvider(role_name=role.machine, async_update_enabled=False)
        elif role.arn and role.provider_arn and role.token_file:
            provider = providers.OIDCRoleArnCredentialsProvider(
                role_arn=role.arn, oidc_provider_arn=role.provider_arn, oidc_token_file_path=role.token_file
            )
        else:
            provider = providers.URLCredentialsProvider(uri=role.uri)

        def fetch() -> Credentials:
            found = provider.get_credentials()
            return Credentials(
                found.get_access_key_id(), found.get_access_key_secret(), found.get_security_token() or ""
            )

        return fetch

    return opened
