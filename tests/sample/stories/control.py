"""Internal control: the papers told by name, and samples of claims that were made under an authorisation."""

from __future__ import annotations

from datetime import date

from tests.sample.hands import Course, did, moment
from tests.sample.office import Office
from tests.sample.pen import Paper
from tests.sample.stories.told import tell

_LARGE = 20000


def control(office: Office) -> None:
    """What is told by name; then one small claim and one that the bureau meeting decided are looked into."""
    papers = tell(office, "control")
    general = papers["spending-2025"]
    claims = [
        one
        for one in office.desk.papers
        if one.register == "bureau/expense"
        and did(one, "pay")
        and general.day < one.day < date(2025, 12, 1)
        and one.fields["handler"] in general.fields["operators"]
    ]
    small = next(one for one in claims if 1000 <= one.fields["amount"] <= general.fields["limit"])
    large = next(one for one in claims if one.fields["amount"] >= _LARGE)
    _sample(office, small, general, None)
    _sample(office, large, general, papers["special-2025"])


def _sample(office: Office, claim: Paper, general: Paper, special: Paper | None) -> None:
    day = office.workday(moment(claim, "pay").date(), 15)
    paper = Paper("bureau/control-sample", day, f"{claim.title}抽查")
    paper.fields = {"date": day, "authorization": general, "special": special, "expense": claim}
    approver = next(stroke.by for stroke in claim.strokes if stroke.act == "consent")
    paper.fields |= {"operator": claim.fields["handler"], "approver": approver, "amount": claim.fields["amount"]}
    if special:
        paper.fields["resolution"] = _resolution(office, claim)
    paper.fields |= {"checker": "wan-dehai", "finding": "先批准后开支，四个环节签字齐全，验收记录可查"}
    paper.body = "抽查原始凭证、审批签字和付款记录，金额一致，未发现超授权办理。"
    course = Course(office, paper, office.rng(f"control-sample|{claim.title}")).person("check", "wan-dehai")
    course.post("review", "discipline-leader", "已审阅。").post("number", "accountant")
    office.add(paper)


def _resolution(office: Office, claim: Paper) -> Paper:
    """The minutes that approved a claim."""
    return next(
        one
        for one in office.desk.papers
        if one.register == "bureau/bureau-minutes"
        and any(row.get("record") is claim and row["outcome"] == "approved" for row in one.fields["decisions"])
    )
