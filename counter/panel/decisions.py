"""Decisions on cases, as they are made and as they are handed over: a refusal with its grounds and its remedies."""

from counter.panel.handed_out import counter_name, plan_then
from counter.panel.receipts import case_guide, case_name, receipt_url, remedies_told
from hall.cases.book import CaseBook
from hall.cases.events import Remedies
from hall.cases.state import Case, Decision
from hall.paper.blocks import Slip
from hall.paper.decision import decision_slip
from hall.printing.office import Outcome, PrintOffice
from hall.texts import named
from hall.web.context import Context


def remedies(context: Context) -> Remedies:
    """Return where and within which time somebody can object to what is decided now."""
    told = context.configuration.file.cases
    return Remedies(review=told.review, review_days=told.review_days, court=told.court, court_months=told.court_months)


def print_decision(context: Context, case: Case, again: str | None = None) -> bool:
    """Have the decision that stands printed where its paper is due: a refusal, or one that corrects another.

    `again`: the key of a wish for one more. False when a paper is due and does not come out.
    """
    if not case.decisions or (case.outcome == "granted" and len(case.decisions) == 1):
        return True
    office, about = context[PrintOffice], f"decision {case.id} {len(case.decisions)}"
    if again is None:
        return office.print(about, lambda: _slip(context, case)) is not Outcome.NOT
    return office.print_again(about, again, lambda: _slip(context, case, reprint=True)) is not Outcome.NOT


def _slip(context: Context, case: Case, *, reprint: bool = False) -> Slip:
    decision: Decision = case.decisions[-1]
    before = case.decisions[-2] if len(case.decisions) > 1 else None
    guide, plan = case_guide(context, case), plan_then(context, case.plan)
    said = context.texts.section(case.lang, "cases")
    return decision_slip(
        context.texts.everywhere("slip"),
        case.lang,
        hall=plan.name,
        case=case.id,
        matter=named(case_name(context, case), case.lang),
        outcome=said[f"outcome_{decision.outcome}"],
        decided_on=decision.on,
        instead_of=before.on if before is not None else None,
        grounds=said[f"grounds_{decision.grounds}"] if decision.grounds is not None else "",
        words=context[CaseBook].words(case, decision.words),
        basis=[named(law, case.lang) for law in guide.basis] if guide is not None else [],
        remedies=remedies_told(context, decision.remedies, case.lang),
        counter=counter_name(plan, case.counter),
        phone=guide.telephone if guide is not None else "",
        url=receipt_url(context, case),
        reprint=reprint,
    )
