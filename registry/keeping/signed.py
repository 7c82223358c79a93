"""What the keeper did with keys, judged: heads that were signed, by whose key, known or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from registry.acts.signing import ACCEPT, DROP, SIGN, KnownKey, keys_after
from registry.signing.beside import SignedVersion, faults_of, signed_version
from registry.signing.keys import short
from registry.signing.signatures import HEAD, Signature, signature_of
from registry.store.chain import Event, Head
from reports.wording.vietnamese import short_date


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head that a key signed; ``name`` is that of the key, where the register knew it."""

    seq: int
    signature: Signature
    name: str

    @property
    def words(self) -> str:
        """What an audit says of it."""
        day = short_date(datetime.fromisoformat(self.signature.at).date())
        by = f"{self.signature.person}, khóa {short(self.signature.key)} («{self.name}»)"
        return f"Đã ký đến mắt xích {self.seq} ngày {day}: {by}, sổ đã nhận"


@dataclass(slots=True)
class Signing:
    """Follows the keys and the signatures while the chain is walked."""

    known: Mapping[str, KnownKey] = field(default_factory=dict)
    heads: list[SignedHead] = field(default_factory=list)
    versions: list[SignedVersion] = field(default_factory=list)
    _last: Head | None = None

    def faults(self, event: Event) -> Iterator[tuple[str, str]]:
        """Yield code and words of what no command would have written; remember the rest."""
        if event.step == SIGN:
            yield from self._signature(event)
        key = event.detail["key"]
        if event.step == ACCEPT and not (isinstance(key, str) and event.detail["name"]):
            yield "mat-xich-la", "không ghi khóa nào"
        if event.step not in {ACCEPT, SIGN} and not event.reason:
            yield "chua-du-dieu-kien", "bỏ khóa mà không nêu lý do"
        if event.step == DROP and key not in self.known:
            yield "khoa-la", "bỏ khóa mà sổ không biết"
        self.known = keys_after(self.known, event)

    def brought(self, event: Event) -> Iterator[str]:
        """Yield what no import would have written of the signature of a version; remember it."""
        names = {public: one.name for public, one in self.known.items()}
        wrong = [*faults_of(event.detail, names)]
        found = signed_version(event.detail)
        if found is not None and not wrong:
            self.versions.append(found)
        yield from wrong

    def _signature(self, event: Event) -> Iterator[tuple[str, str]]:
        signature = signature_of({"format": "phuhop.signature/1", **event.detail["signature"]})
        if signature is None or not signature.is_true or signature.what != HEAD:
            yield "chu-ky-sai", "chữ ký không đúng, hoặc đã bị sửa"
            return
        before = Head(event.seq - 1, event.previous)
        if signature.subject != str(before):
            yield "chu-ky-sai", f"chữ ký là của đầu chuỗi {signature.subject}, không phải {before}"
            return
        known = self.known.get(signature.key)
        if known is None:
            yield "khoa-la", f"ký bằng khóa {short(signature.key)} mà sổ chưa nhận"
            return
        said = signature.key, signature.person, signature.at
        if said != (event.detail["key"], event.person, event.at):
            yield "chu-ky-sai", "chữ ký ghi khóa, người hay giờ khác với mắt xích"
            return
        self.heads.append(SignedHead(before.seq, signature, known.name))
