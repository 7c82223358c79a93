"""A register opened, and who acts in it: what every use case of a register is handed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from phuhop.usecases.wrong_use import WrongUse

if TYPE_CHECKING:
    from registry.store.chain import Actor
    from registry.store.database import Database


@contextmanager
def wrong_words_told() -> Iterator[None]:
    """Turn an address, actor, dossier, role or state that cannot be meant into ``WrongUse``."""
    from registry.store.chain import WrongActor
    from registry.store.database import WrongAddress
    from registry.store.dossier_keys import WrongKey

    try:
        yield
    except WrongAddress as error:
        raise WrongUse("address", str(error)) from None
    except WrongActor as error:
        raise WrongUse("who", str(error)) from None
    except WrongKey as error:
        raise WrongUse("keys", str(error)) from None
    except LookupError as error:
        # A role or a state that the workflow of this register does not have.
        raise WrongUse("state", str(error.args[0])) from None


@contextmanager
def opened_register(address: str) -> Iterator[Database]:
    """Give the register at *address*, which must be there, and close it.

    Raises ``WrongUse`` for wrong words, also of what is done with the register meanwhile, and
    ``ProblemsFound`` for a register that is not there, of another version, or out of order.
    """
    from registry.store.database import open_register

    with wrong_words_told():
        database = open_register(address)
        try:
            yield database
        finally:
            database.close()


def acting(who: str, clock: Callable[[], str]) -> Actor:
    """Return who acts, «name:role»; *clock* gives the moment of each act as ISO text.

    Raises ``WrongUse`` for words that name nobody in a role.
    """
    from registry.store.chain import actor_of

    with wrong_words_told():
        return actor_of(who, clock(), clock)
