"""Words in a package that seem to name a child: whoever takes the package in refuses them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from registry.package.package import OFFICE, Package, inside
from reports.papers.office_file import private_words_of
from scoring.base.private_text import private_problem
from scoring.base.problems import Place, Problem, file_name
from scoring.forms.form import Form
from scoring.intake.private_texts import private_texts


def private_words_in(package: Package) -> Iterator[Problem]:
    """Yield a fault for each text of *package*: of the form, the profile, the evidence."""
    place = Place(file_name(package.path))
    # By a row's id as a form has it: what stands beside a sensitive criterion is told by it.
    noted = {
        f"{code}:{at}.{which}": proof.given
        for at, file in enumerate(package.evidence)
        for which, proof in enumerate(file.proofs)
        for code in proof.codes
    }
    form = package.form or Form(package.ruleset.id, package.ruleset.sha256, "", {}, {}, {}, {})
    form = replace(form, evidence={**form.evidence, **noted})
    found = private_texts(form, package.ruleset, lambda _row, _column: place)
    yield from dict.fromkeys(found)
    if package.office_text is not None:
        yield from private_words_of(package.office_text, inside(place, OFFICE).file)
    for at, file in enumerate(package.evidence, 1):
        # The name itself is what must not be printed.
        of_file = Place(f"{place.file}: tên tệp minh chứng thứ {at}")
        problem = private_problem(of_file, PurePosixPath(file.name).stem)
        yield from () if problem is None else (problem,)
