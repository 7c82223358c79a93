"""The versions that events bring along: the one the command brings, in order, on what it rests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from registry.acts.acts import WORDS_ONLY
from registry.acts.deciding import OUTCOMES
from registry.keeping.content_audit import fault
from registry.keeping.links import name_of
from registry.keeping.rows import Known
from registry.store.chain import Event
from registry.store.dossier_keys import Key
from registry.workflow.standing import Standing
from registry.workflow.workflow import DRAFT, FINISH, RECOGNISE, REFUSE
from scoring.base.problems import Problem

CARRIES = {
    "import": "submission",
    DRAFT: "submission",
    "appraise": "appraisal",
    RECOGNISE: "decision",
    REFUSE: "decision",
    **dict.fromkeys((*WORDS_ONLY, FINISH)),
}
"""What the event of each command brings along."""

_VERSIONS = {
    "submission": "phiên bản",
    "appraisal": "bản thẩm định",
    "decision": "quyết định",
}

_PAPER = {
    "outcome": "công nhận hay không",
    "reason": "lý do",
    "verdict": "kết luận thẩm định",
    "level": "mức tin cậy",
}
"""What of a decision follows from its event and its appraisal."""


@dataclass(slots=True)
class BroughtVersions:
    """Remembers which versions came, while the chain is walked."""

    known: Known
    _versions: dict[tuple[Key, str], int] = field(default_factory=dict)
    _contents: dict[tuple[Key, str], int] = field(default_factory=dict)

    def problems(self, event: Event, key: Key, before: Standing | None) -> Iterator[Problem]:
        """Judge the version an event brings: the one its command brings, the next, about this."""
        right = CARRIES.get(event.detail["command"])
        for kind, words in _VERSIONS.items():
            said = event.detail.get(kind)
            if (said is not None) != (kind == right):
                yield not_written(
                    event, "khong-dung-buoc", f"bước này {_must(said)} mang theo {words}"
                )
            if said is None:
                continue
            last = self._versions.get((key, kind), 0)
            self._versions[key, kind] = said["version"]
            if said["version"] != last + 1:
                message = f"{words} {said['version']} đi sau {words} {last}"
                yield not_written(event, "ban-sai-so", message)
        yield from self._rested(event, key, before)

    def _rested(self, event: Event, key: Key, before: Standing | None) -> Iterator[Problem]:
        """Judge what the event rests on."""
        right = CARRIES.get(event.detail["command"])
        if right == "submission":
            yield from self._submitted(event, key)
        elif right == "appraisal" and before is not None:
            about = event.detail["appraisal"]["submission"]
            if about != before.submission:
                message = f"thẩm định phiên bản {about}, bản hiện hành là {before.submission}"
                yield not_written(event, "khac-ban", message)
        elif right == "decision" and before is not None:
            yield from self._decided(event, key, before)
        elif event.detail["command"] == FINISH and before is not None:
            finished = event.detail["finished"]["version"]
            if finished != before.appraisal:
                message = f"hoàn thành bản thẩm định {finished}, bản hiện hành là "
                yield not_written(event, "khac-ban", f"{message}{before.appraisal}")

    def _submitted(self, event: Event, key: Key) -> Iterator[Problem]:
        said = event.detail["submission"]
        first = self._contents.setdefault((key, said["sha256"]), said["version"])
        if first != said["version"]:
            message = f"nội dung này đã nộp rồi, là phiên bản {first}; nộp lại không thành bản mới"
            yield not_written(event, "nop-lai-ban-cu", message)

    def _decided(self, event: Event, key: Key, before: Standing) -> Iterator[Problem]:
        """Judge what a decision says against its event and the appraisal it rests on."""
        content = self.known.decided.get((key, event.detail["decision"]["version"]))
        if content is None:
            return
        recognised = event.detail["command"] == RECOGNISE
        right: dict[str, object] = {"outcome": OUTCOMES[recognised], "reason": event.reason}
        verified = self.known.verified.get((key, before.appraisal or 0))
        if verified is not None:
            right |= {"verdict": verified["verdict"], "level": verified["ruleset"]["level"]}
        if content["day"] and content["day"] > event.at[: len(content["day"])]:
            message = f"ngày văn bản {content['day']} sau ngày ghi sổ {event.at}"
            yield not_written(event, "ngay-chua-den", message)
        differing = [_PAPER[name] for name, value in right.items() if content[name] != value]
        if differing:
            message = f"quyết định ghi khác bước này và bản thẩm định: {', '.join(differing)}"
            yield not_written(event, "quyet-dinh-khac", message)


def _must(said: Mapping[str, Any] | None) -> str:
    return "phải" if said is None else "không được"


def not_written(event: Event, code: str, message: str) -> Problem:
    """Return the finding that no command would have written *event* so."""
    return fault(name_of(event), code, message)
