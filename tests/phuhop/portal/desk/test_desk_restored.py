"""A copy leaves out what is computed again: whoever restores it has the same desk."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from django.core.management import call_command

from phuhop.portal.accounts.models import Account
from phuhop.portal.desk import derived
from phuhop.portal.desk.models import Derived, VerificationField
from phuhop.portal.drafts.register import register
from phuhop.portal.whole_backup import PortalStore
from phuhop.usecases.verifying.case import verifier_case
from phuhop.usecases.whole_backup import STORE, back_up_all, restore_all
from tests.support import office_portal, portal
from tests.support.desk_portal import DESK, HANDED_IN, VACCINATED, YEAR, started, verifier

INBOX = "/tham-dinh/"


def _written_down() -> None:
    """Let the table hold what the verdict of the dossier on the desk hangs on."""
    case = verifier_case(register(), f"{HANDED_IN}/{YEAR}", "thẩm định")
    derived.decisive_for(case.reported, case.sha256, writes=True)


def test_a_restored_portal_computes_again_what_its_copy_left_out(
    desk: Path, tmp_path: Path
) -> None:
    browser = verifier()
    started(browser)
    browser.post(f"{DESK}luu/", portal.posted({f"figures.{VACCINATED}": "55"}))
    _written_down()
    before = browser.get(DESK).content.decode()
    copy, restored = tmp_path / "cong.zip", tmp_path / "so-moi.db"
    made = Derived.objects.count()
    back_up_all(register(), PortalStore(), copy)
    call_command("flush", verbosity=0, interactive=False)
    derived.forget()
    restore_all(copy, str(restored), PortalStore())
    with zipfile.ZipFile(copy) as archive:
        kept = [json.loads(line)["model"] for line in archive.read(STORE).splitlines()]

    assert made > 0
    assert "desk.derived" not in kept
    assert "55" == VerificationField.objects.get(field=f"figures.{VACCINATED}").value
    with office_portal.serving(desk, restored):
        again = portal.signed_in(Account.objects.get())
        after = again.get(DESK).content.decode()
        uncounted = again.get(f"{INBOX}?nam={YEAR}").content.decode()
        _written_down()

        assert "thì kết luận thành «" in before
        assert _lasting(before) == _lasting(after)
        assert "(chưa tính)" in uncounted
        assert made == Derived.objects.count()


def _lasting(text: str) -> list[str]:
    """Return what the page says of the verdict, without the token that each answer has anew."""
    decisive = text.partition("Có thể đổi kết luận")[2].partition("Các phần còn lại")[0]
    return [line for line in decisive.splitlines() if "csrfmiddlewaretoken" not in line]
