"""Every address that the portal has, as its own list of addresses says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
_GIVEN = {"commune": "99001", "year": "2024", "number": "7", "name": "tat-ca.zip", "token": "x"}


@dataclass(frozen=True, slots=True)
class Route:
    """One address: its name, its text with the arguments in it, and what Django holds of it."""

    name: str
    text: str
    pattern: Any

    @property
    def access(self) -> str:
        """The kind of access that its view declares; raises where it says none."""
        from phuhop.portal.permissions import access_of

        return access_of(self.pattern.callback, self.name).value

    @property
    def arguments(self) -> frozenset[str]:
        """The names of the arguments."""
        return frozenset(_ARGUMENT.findall(self.text))

    def address(self, **given: str) -> str:
        """Return an address; what is not given is something that may be there."""
        values: Mapping[str, str] = {**_GIVEN, **given}
        return "/" + _ARGUMENT.sub(lambda found: values.get(found[1], "1"), self.text)


def routes() -> list[Route]:
    """Return all addresses, those of every desk among them."""
    from django.urls import get_resolver

    return [*_routes(get_resolver(), "")]


def _routes(resolver: Any, before: str) -> Iterator[Route]:
    for one in resolver.url_patterns:
        text = f"{before}{one.pattern}"
        if hasattr(one, "url_patterns"):
            yield from _routes(one, text)
        else:
            yield Route(str(one.name), text, one)
