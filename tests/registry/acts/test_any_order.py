"""Whatever people try in whatever order: the chain holds, and the states are its replay."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from registry.acts.acts import WORDS_ONLY, StepWords, act
from registry.acts.appraising import finish_appraisal
from registry.acts.deciding import decide
from registry.acts.submitting import receive
from registry.keeping.audit import audit
from registry.store.chain import head_of
from registry.workflow.settings import settings_of
from scoring.appraisal.findings import Appraisal
from scoring.base.problems import ProblemsFound
from tests.support.examples import share_of
from tests.support.registries import (
    NAMES,
    by,
    hand_in,
    new_register,
    paper,
    save_appraisal,
    version,
    with_figures,
)

ROLES = st.sampled_from([role for role in NAMES if role != "quản trị"])
COMMANDS = st.sampled_from(sorted(WORDS_ONLY))
REASONS = st.sampled_from([None, "Bổ sung sổ sách"])
FIGURES = st.integers(180, 184)
ANSWERS = st.sampled_from([{}, {"tre_bi_xam_hai": 1}, {"phieu_hai_long": None}])


class Office(RuleBasedStateMachine):
    """People act on one dossier; refusals are as good as steps, but they leave no trace."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.database = new_register(str(self.folder / "so.db"))
        self.links = 1
        with self.database.reading() as connection:
            self.workflow = settings_of(connection).workflow

    def tried(self, step: Any, *arguments: Any, **named: Any) -> None:
        """Try a step; count the link it added, if any."""
        try:
            done = step(*arguments, **named)
        except ProblemsFound:
            return
        event = getattr(done, "event", done)
        self.links += event is not None

    @rule(figure=FIGURES, role=ROLES, draft=st.booleans())
    def handed_in(self, figure: int, role: str, *, draft: bool) -> None:
        given = version(with_figures(phieu_hai_long=figure), b"%PDF-1.7")
        self.tried(receive, self.database, given, by(role), draft=draft)

    @rule(command=COMMANDS, role=ROLES, reason=REASONS)
    def step(self, command: str, role: str, reason: str | None) -> None:
        self.tried(act, self.database, "99001/2024", command, by(role), StepWords(reason))

    @rule(figures=ANSWERS)
    def appraised(self, figures: dict[str, int | None]) -> None:
        whole = {"appraiser": NAMES["thẩm định"], "day": date(2024, 11, 30), "is_seen": True}
        finding = Appraisal("99001", 2024, "06-QD-TTg-2019", figures=figures, **whole)
        self.tried(save_appraisal, self.database, finding)

    @rule(role=ROLES)
    def finished(self, role: str) -> None:
        self.tried(finish_appraisal, self.database, "99001/2024", by(role))

    @rule(recognised=st.booleans(), role=ROLES, reason=REASONS)
    def decided(self, role: str, reason: str | None, *, recognised: bool) -> None:
        said = paper(recognised=recognised, reason=reason)
        self.tried(decide, self.database, "99001/2024", by(role), said)

    @rule()
    def the_usual_way(self) -> None:
        """Lead on what random tries seldom reach."""
        self.tried(hand_in, self.database)
        self.tried(act, self.database, "99001/2024", "start", by("thẩm định"), StepWords())
        self.appraised({})
        self.finished("thẩm định")

    @invariant()
    def the_chain_holds_and_the_states_are_its_replay(self) -> None:
        found = audit(self.database)

        assert () == found.problems
        assert self.links == found.head.seq
        with self.database.reading() as connection:
            assert found.head == head_of(connection)

    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder)


TestOffice = Office.TestCase
TestOffice.settings = settings(
    max_examples=share_of(15),
    stateful_step_count=15,
    suppress_health_check=[HealthCheck.too_slow],
)
