"""Where a starter repository has pathkit installed from: an address that leads to one thing only.

pip looks a bare name up on a package index, and there `pathkit` is somebody else's program. So what is accepted is an
address or a file, and never a name (docs/decisions/0021).
"""

from __future__ import annotations

import re

from pathkit.check.exits import CannotDo
from pathkit.maps.values import shown

GIT = "git+https://HOST/GROUP/pathkit@TAG"
WHEEL = "pathkit-VERSION-py3-none-any.whl"
EXAMPLES = f"Name a git repository that holds pathkit, at a tag or a commit ({GIT}), or a wheel ({WHEEL})."

# These characters mean nothing to a shell between quotes, to YAML between quotes, or to the hosts (`$` would).
_PLAIN = re.compile(r"[A-Za-z0-9._~:/@%+#=&?-]+")
_REPOSITORY = re.compile(
    r"git\+(?P<way>https|ssh)://(?:(?P<who>[^/@]*)@)?[^/@]+/(?P<path>[^@#?]+)(?P<at>@[^@#?]+)?(?:#.*)?"
)
_DOWNLOAD = re.compile(r"https://(?:(?P<who>[^/@]*)@)?[^/@]+/[^?#]+\.(?:whl|zip|tar\.gz)(?:#.*)?")
_NAME = re.compile(r"[A-Za-z0-9._-]+(?:\[.*\])?\s*(?:[=<>!~@].*)?")


def installed_from(address: str) -> str:
    """The address, if pip can install from it and looks nothing up by name. Raises `CannotDo`."""
    if (why := _wrong(address)) is not None:
        raise CannotDo(f"pathkit cannot be installed from {shown(address)}: {why} {EXAMPLES}")
    return address


def _wrong(address: str) -> str | None:
    """What is wrong with an address, in a sentence; None if nothing is."""
    if not address or address.startswith("-"):
        return "that is no address."
    if address.endswith(".whl") and "://" not in address:
        return _wrong_file(address)
    if _NAME.fullmatch(address) and "://" not in address:
        return (
            "pip would look this name up on a package index. There it may be anybody's program: the `pathkit` on the "
            "public one is not this one."
        )
    if not _PLAIN.fullmatch(address):
        return "it holds a character that has no place in an address."
    found = _REPOSITORY.fullmatch(address) or _DOWNLOAD.fullmatch(address)
    if found is None:
        return "that is neither a git repository (git+https or git+ssh), nor a file to download (https), nor a wheel."
    who, over_ssh = found["who"], address.startswith("git+ssh:")
    if who is not None and (not over_ssh or ":" in who):
        return (
            "it names an account, and everybody who sees the repository would see that. Leave out what is before the @."
        )
    if "at" in found.groupdict() and not found["at"]:
        return "it does not say which tag or commit, so that one day another program may be installed than today."
    return None


def _wrong_file(path: str) -> str | None:
    """What is wrong with the path of a wheel. It has to lie in the repository: no other machine has it elsewhere."""
    if not _PLAIN.fullmatch(path):
        return "the name of the file holds a character that a host may misread."
    if path.startswith(("/", "~")) or ":" in path or ".." in path.split("/"):
        return "the file has to lie in the repository: write its path from there."
    return None
