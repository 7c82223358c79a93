"""Portal and register backed up and restored together, of an installation that may be at work."""

from __future__ import annotations

from pathlib import Path

from phuhop.portal.config import Config
from phuhop.usecases.register.opening import wrong_words_told
from phuhop.usecases.whole_backup import WholeCopy, WholeRestored, back_up_all, restore_all


def back_up(config: Config, target: Path) -> WholeCopy:
    """Write everything into the new file *target*.

    Raises ``ProblemsFound`` where there is no portal or no register, or the file exists.
    """
    from phuhop.portal.working import set_up

    set_up(config)
    from phuhop.portal.drafts.register import register
    from phuhop.portal.whole_backup import PortalStore

    return back_up_all(register(), PortalStore(), target)


def restore(config: Config, source: Path) -> WholeRestored:
    """Restore a copy where neither portal nor register is; nobody is signed in afterwards.

    Raises ``ProblemsFound`` for a damaged copy, and where either is there already.
    """
    with wrong_words_told():
        config.check()
    config.make_home()
    config.use()
    import django

    django.setup()
    from phuhop.portal.whole_backup import PortalStore

    return restore_all(source, config.register, PortalStore())
