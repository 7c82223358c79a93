"""What the keeper granted and took back, judged while the chain is walked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from registry.acts.granting import REVOKE, GrantGiven, grants_after
from registry.store.chain import Event
from registry.workflow.workflow import Workflow


@dataclass(slots=True)
class Granted:
    """Follows the grants of the chain."""

    standing: Mapping[int, GrantGiven] = field(default_factory=dict)

    def faults(self, event: Event, workflow: Workflow | None) -> Iterator[tuple[str, str]]:
        """Yield code and words of what no act would have written; remember the rest."""
        if event.step == REVOKE:
            seq = event.detail["revokes"]
            given = self.standing.get(seq)
            if given is None:
                yield "quyen-la", f"thu quyền của mắt xích {seq}, nơi không còn quyền nào"
            elif given.plain != event.detail["grant"]:
                yield "quyen-la", f"quyền bị thu không như mắt xích {seq} đã cấp"
        self.standing = grants_after(self.standing, event)
        given = self.standing.get(event.seq)
        if given is not None and workflow is not None:
            try:
                workflow.role(given.role)
            except LookupError as error:
                yield "sai-vai-tro", str(error.args[0])
