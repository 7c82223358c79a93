"""From a comparison to the words of the papers about one commune."""

from __future__ import annotations

from collections.abc import Iterator

from reports.appraisal import comparison_words as words
from reports.appraisal import decisions
from reports.appraisal.model import (
    DRAFT,
    AppraisalPapers,
    CompareGroup,
    CompareRow,
    DifferenceWords,
    RulingWords,
    SupplementWords,
)
from reports.dossier.dossier import (
    commune_words,
    condition_words,
    deciding_words,
    result_words,
    rules_words,
)
from reports.papers.blocks import DocumentSet
from reports.papers.council_words import Person, meeting_words
from reports.papers.office import Office
from reports.papers.office_words import head
from reports.wording.clean import cleaned
from reports.wording.notices import Fact
from reports.wording.stamp import Stamp
from reports.wording.vietnamese import long_date
from reports.wording.words import DOTS, SHORT_DOTS, level_notice, levels, sample_notice
from scoring.appraisal.comparison import AppraisalComparison, CriterionComparison, PartComparison
from scoring.appraisal.findings import EvidenceFinding
from scoring.base.quantities import vietnamese
from scoring.engine.explanation import explain
from scoring.engine.score_sheet import Finding, Outcome
from scoring.engine.what_if import NOTHING


def appraisal_papers(  # noqa: PLR0913, PLR0917 -- what the papers are made of
    comparison: AppraisalComparison,
    stamp: Stamp,
    office: Office,
    documents: DocumentSet,
    audit: str = "",
    outcome: decisions.Outcome = None,
) -> AppraisalPapers:
    """Return the words of one commune's papers: same comparison and profile, same words.

    *audit* is the head of the audit chain, where the face has one, *outcome* what the register
    says. Where nobody appraised yet the comparison is that of a blank sheet.
    """
    claimed, verified = comparison.appraised.claimed, comparison.appraised.verified
    appraisal = comparison.appraised.appraisal
    explanation = explain(verified)
    conditions = condition_words(verified, explanation)
    notices = (sample_notice(verified.commune), level_notice(verified.ruleset.level))
    differences = tuple(_differences(comparison))
    rulings = tuple(_rulings(comparison))
    supplements = tuple(_supplements(comparison))
    is_draft = not verified.ruleset.level.is_official
    returned = outcome if isinstance(outcome, decisions.Returned) else None
    refused = outcome if isinstance(outcome, decisions.Decided) and not outcome.recognised else None
    returned_for = (returned.reason if returned else None) or ""
    refused_for = (refused.reason if refused else None) or ""
    return cleaned(
        AppraisalPapers(
            year=str(verified.year),
            commune=commune_words(verified),
            **head(office, documents),
            meeting=meeting_words(office),
            notices=tuple(notice for notice in notices if notice is not None),
            rules=rules_words(verified, stamp),
            claimed=result_words(claimed, explain(claimed)),
            result=result_words(verified, explanation),
            is_verdict_changed=comparison.is_verdict_changed,
            conditions=conditions,
            failed=tuple(
                of_one
                for of_one, condition in zip(conditions, verified.conditions, strict=True)
                if condition.finding is Finding.NOT_MET
            ),
            deciding=tuple(deciding_words(part, verified) for part in verified.deciding),
            appraiser=Person(appraisal.appraiser or DOTS, appraisal.position or DOTS),
            appraised_on=long_date(appraisal.day)
            if appraisal.day
            else f"ngày {SHORT_DOTS} tháng {SHORT_DOTS} năm {SHORT_DOTS}",
            groups=tuple(map(_group, comparison.criteria)),
            difference=words.difference(comparison.difference),
            differences=differences,
            rulings=rulings,
            supplements=supplements,
            is_appraised=returned is None or returned.is_appraised,
            is_returned=returned is not None,
            returned_for=returned_for,
            remarks=returned.remarks if returned else (),
            due=_due(returned),
            is_decided=isinstance(outcome, decisions.Decided),
            is_refused=refused is not None,
            refused_for=refused_for,
            is_concluded=not isinstance(outcome, decisions.UnderAppraisal),
            is_draft=is_draft,
            draft=f"{DRAFT}." if is_draft else "",
            audit=audit,
            levels=levels(),
            facts=(
                *rules_words(verified, stamp, "số liệu thẩm định").facts,
                Fact("SHA-256 của số liệu tự chấm", claimed.input_sha256),
                Fact("SHA-256 của bản thẩm định", appraisal.sha256),
            ),
        )
    )


def _due(returned: decisions.Returned | None) -> str:
    """Return the day by which a commune sends again, a blank where none was set."""
    if returned is None or returned.due is None:
        return f"trước ngày {SHORT_DOTS} tháng {SHORT_DOTS} năm {SHORT_DOTS}"
    return f"chậm nhất {long_date(returned.due)}"


def _group(criterion: CriterionComparison) -> CompareGroup:
    whole = _row(
        str(criterion.claimed.number),
        criterion.claimed.name,
        criterion,
        words.criterion_why(criterion) if len(criterion.parts) == 1 else "",
    )
    if len(criterion.parts) == 1:
        return CompareGroup(whole, ())
    parts = tuple(
        _row(part.code, part.name or "", part, words.why(part)) for part in criterion.parts
    )
    return CompareGroup(whole, parts)


def _row(code: str, name: str, of: CriterionComparison | PartComparison, why: str) -> CompareRow:
    return CompareRow(
        code=code,
        name=name,
        max_points=vietnamese(of.claimed.max_points),
        claimed=words.points(of.claimed),
        verified=words.points(of.verified),
        difference=words.difference(of.difference),
        effect=words.effect(of.effect) if of.difference != NOTHING else "",
        why=why,
    )


def _differences(comparison: AppraisalComparison) -> Iterator[DifferenceWords]:
    for part in comparison.parts:
        for change in part.changes:
            claimed, verified = words.change_of(change)
            period = " (kỳ trước)" if change.is_previous else ""
            name = f"{change.name.rstrip('?')}{period}"
            why = words.finding_words(part) or (
                "xem quyết định về phần này" if part.ruling else words.UNEXPLAINED
            )
            yield DifferenceWords(part.code, name, claimed, verified, why)


def _rulings(comparison: AppraisalComparison) -> Iterator[RulingWords]:
    explanation = explain(comparison.appraised.verified)
    for criterion in comparison.criteria:
        for part in criterion.parts:
            if part.ruling is not None:
                yield RulingWords(
                    part=part.code,
                    name=part.name or criterion.claimed.name,
                    points=vietnamese(part.ruling.points),
                    text=explanation.parts[part.code].text,
                )


def _supplements(comparison: AppraisalComparison) -> Iterator[SupplementWords]:
    """Yield the parts to which a commune may still add: figures that lack, papers not accepted."""
    for criterion in comparison.criteria:
        for part in criterion.parts:
            wanted = list(part.verified.blanks)
            if part.verified.outcome in {Outcome.NEEDS_APPRAISAL, Outcome.UNKNOWN_RULE}:
                # The law leaves it open, the commune has nothing to add.
                wanted = []
            is_doubted = part.finding.evidence in {
                EvidenceFinding.PARTLY,
                EvidenceFinding.NOT_ACCEPTED,
            }
            if not wanted and not is_doubted:
                continue
            asked = [needed.document for needed in part.verified.evidence]
            asked += [n.document for item in part.verified.items for n in item.evidence]
            yield SupplementWords(
                part=part.code,
                name=part.name or criterion.claimed.name,
                wanted="; ".join(wanted) or "tài liệu kiểm chứng",
                why=words.why(part) or "thiếu số liệu",
                documents="; ".join(asked) or DOTS,
            )
