"""A process that writes steps into a register and says of each that it is done, until it is killed.

It is started by multiprocessing's fork server, which has imported and read everything once.
"""

from __future__ import annotations

import resource
import tempfile
from dataclasses import replace
from itertools import count
from multiprocessing.connection import Connection

from registry.acts.acts import StepWords, act
from registry.acts.submission import Submission
from registry.store.chain import Event
from registry.store.database import Database, open_register
from registry.store.dossier_keys import find
from registry.workflow.standing import standing_of
from scoring.appraisal.findings import Appraisal
from scoring.base.problems import ProblemsFound
from tests.support.registries import ASSESSMENT, appraise, by, hand_in, new_register, version
from tests.support.sample_sheets import MOUNTAIN


def warm_up() -> None:
    """Read everything once, in the fork server: a killed writer lives for less time than this.

    A whole round is led in a register of its own, so that every lazy import is done.
    """
    with tempfile.TemporaryDirectory() as folder:
        database = new_register(f"{folder}/so.db")
        for number in range(6):
            _next_step(database, "99001", number)


READY = b"ready"
FORESTALLED = "buoc-trai-quy-trinh"
"""What a step is told that another writer of the same dossier took first."""


def write_for_ever(
    address: str, commune: str, start: int, pipe: Connection, most_bytes: int | None = None
) -> None:
    """Lead one dossier round and round: handed in, begun, appraised in part, returned.

    Each step that was acknowledged is sent as ``seq:hash``. *start* makes figures that no
    other writer hands in. With *most_bytes* no file can grow beyond that; then the code of
    the problem is sent and the process ends.
    """
    if most_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    database = open_register(address)
    pipe.send_bytes(READY)
    for number in count(start):
        try:
            event = _next_step(database, commune, number)
        except ProblemsFound as found:
            code = found.problems[0].code
            if code == FORESTALLED:
                continue
            pipe.send_bytes(code.encode())
            return
        pipe.send_bytes(f"{event.seq}:{event.hash}".encode())


def _next_step(database: Database, commune: str, number: int) -> Event:
    key = f"{commune}/2024"
    match _state(database, key):
        case None | "yêu cầu bổ sung":
            received = hand_in(database, _version(commune, number))
            assert received.event is not None
            return received.event
        case "đã nộp" | "nộp lại":
            return act(database, key, "start", by("thẩm định"), StepWords())
        case "đã thẩm định":
            return act(database, key, "reopen", by("cấp trên"), StepWords(f"Lần {number}"))
        case _ if number % 3:
            finding = Appraisal(commune, 2024, "06-QD-TTg-2019", position=f"Lần {number}")
            recorded = appraise(database, finding, key)
            assert recorded.event is not None
            return recorded.event
        case _:
            return act(database, key, "return", by("thẩm định"), StepWords(f"Lần {number}"))


def _state(database: Database, key: str) -> str | None:
    with database.reading() as connection:
        try:
            number, _ = find(connection, key)
        except ProblemsFound:
            return None
        standing = standing_of(connection, number)
        return None if standing is None else standing.state


def _version(commune: str, number: int) -> Submission:
    place = replace(MOUNTAIN, code=commune)
    figures = {**ASSESSMENT.figures, "tong_so_tre_em": 1_250 + number}
    assessment = replace(ASSESSMENT, commune=place, figures=figures)
    # Large enough that a version spans many pages of the database.
    return version(assessment, b"%PDF-" + str(number).encode() * 20_000)


warm_up()
