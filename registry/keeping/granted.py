"""What the keeper granted and took back, judged while the chain is walked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from registry.acts.granting import REVOKE, GrantGiven, grant_faults, grants_after
from registry.store.chain import Event
from registry.workflow.workflow import Workflow


@dataclass(slots=True)
class Granted:
    """Follows the grants of the chain."""

    standing: Mapping[int, GrantGiven] = field(default_factory=dict)
    _is_used: bool = False

    def faults(self, event: Event, workflow: Workflow | None) -> Iterator[tuple[str, str]]:
        """Yield code and words of what no act would have written; remember the rest."""
        self._is_used = True
        if event.step == REVOKE:
            seq = event.detail["revokes"]
            given = self.standing.get(seq)
            if given is None:
                yield "quyen-la", f"thu quyền của mắt xích {seq}, nơi không còn quyền nào"
            elif given.plain != event.detail["grant"]:
                yield "quyen-la", f"quyền bị thu không như mắt xích {seq} đã cấp"
        before, self.standing = self.standing, grants_after(self.standing, event)
        given = self.standing.get(event.seq)
        if given is None:
            return
        for seq, other in before.items():
            if other == given:
                yield "quyen-la", f"quyền này mắt xích {seq} đã cấp và chưa thu"
        for problem in grant_faults(given):
            yield problem.code, problem.message
        if workflow is not None:
            try:
                workflow.role(given.role)
            except LookupError as error:
                yield "sai-vai-tro", str(error.args[0])

    def lacks(self, event: Event, day: date, commune: str | None) -> str | None:
        """Return in words that an account acted by no grant of its role, day and commune.

        ``None`` where one stood, for people without an account, and before the first grant:
        rights were no links of the chain in earlier programs.
        """
        account = event.detail.get("account")
        if account is None or not self._is_used:
            return None
        for grant in self.standing.values():
            is_in_time = grant.from_day <= day <= (grant.until_day or day)
            reaches = commune is None or not grant.communes or commune in grant.communes
            if (grant.account, grant.role) == (account, event.role) and is_in_time and reaches:
                return None
        return f"tài khoản «{account}» lúc đó không có quyền «{event.role}» ở đây"
