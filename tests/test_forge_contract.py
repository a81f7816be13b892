"""The description that the stub is held to: it allows what GitHub allows, and refuses the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.forge import contract

PULL = "/repos/bureau/portal/pulls/7"
REVIEWS = f"{PULL}/reviews"


def review(**changes: Any) -> dict[str, Any]:
    return contract.smallest("pull-request-review") | changes


def refused(*, method: str = "GET", target: str = REVIEWS, status: int = 200, body: Any) -> str:
    with pytest.raises(contract.ContractError) as error:
        contract.check_answer(method, target, status, body)
    return str(error.value)


def test_the_smallest_answers_are_allowed() -> None:
    contract.check_answer("GET", PULL, 200, contract.smallest("pull-request"))
    contract.check_answer("GET", REVIEWS, 200, [])
    contract.check_answer("GET", REVIEWS, 200, [review(), review(user=contract.smallest("simple-user"))])
    contract.check_answer("GET", PULL, 304, None)


def test_wrong_answers_are_refused() -> None:
    assert refused(body={}) == f"GET {REVIEWS} 200 $: {{}} is not of type 'array'"
    assert refused(body=[review(id="7")]) == f"GET {REVIEWS} 200 $[0].id: '7' is not of type 'integer'"
    assert refused(body=[review(submitted_at="yesterday")]) == (
        f"GET {REVIEWS} 200 $[0].submitted_at: 'yesterday' is not a 'date-time'"
    )
    lacking = review()
    del lacking["commit_id"]
    assert refused(body=[lacking]) == f"GET {REVIEWS} 200 $[0]: 'commit_id' is a required property"
    assert refused(target=PULL, body=contract.smallest("pull-request") | {"state": "merged"}) == (
        f"GET {PULL} 200 $.state: 'merged' is not one of ['open', 'closed']"
    )
    assert refused(status=418, body={}) == f"GET {REVIEWS}: no status 418"


@pytest.mark.parametrize(
    ("method", "target", "body", "said"),
    [
        ("GET", "/repos/bureau/portal/pull/7", None, "GET /repos/bureau/portal/pull/7: no such operation"),
        (
            "GET",
            "/repos/bureau/portal/pulls/x",
            None,
            "GET /repos/bureau/portal/pulls/x pull_number $: 'x' is not of type 'integer'",
        ),
        ("GET", f"{REVIEWS}?limit=50", None, f"GET {REVIEWS}?limit=50: no query parameter limit"),
        (
            "GET",
            f"{REVIEWS}?per_page=all",
            None,
            f"GET {REVIEWS}?per_page=all per_page $: 'all' is not of type 'integer'",
        ),
        ("GET", REVIEWS, {}, f"GET {REVIEWS}: takes no body"),
        ("DELETE", REVIEWS, None, f"DELETE {REVIEWS}: no such operation"),
        (
            "POST",
            REVIEWS,
            {"event": "APPROVED"},
            f"POST {REVIEWS} body $.event: 'APPROVED' is not one of ['APPROVE', 'REQUEST_CHANGES', 'COMMENT']",
        ),
        ("POST", REVIEWS, {"event": "APPROVE", "by": 1}, f"POST {REVIEWS} body: unknown ['by']"),
        ("PUT", f"{REVIEWS}/1/dismissals", {}, f"PUT {REVIEWS}/1/dismissals body $: 'message' is a required property"),
    ],
)
def test_wrong_requests_are_refused(method: str, target: str, body: Any, said: str) -> None:
    with pytest.raises(contract.ContractError) as error:
        contract.check_request(method, target, body)
    assert str(error.value) == said


def test_right_requests_are_allowed() -> None:
    contract.check_request("GET", PULL, None)
    contract.check_request("GET", f"{REVIEWS}?per_page=100&page=2", None)
    contract.check_request("POST", REVIEWS, {"event": "APPROVE", "body": "", "commit_id": "0" * 40})
    contract.check_request("PUT", f"{REVIEWS}/1/dismissals", {"message": "outdated"})


def test_the_contract_is_small_and_says_where_it_is_from() -> None:
    file = Path(contract.__file__).parent / "contract.json"
    assert file.stat().st_size <= 60 * 1024
    assert contract.contract()["source"] == "@octokit/openapi 23.0.2, GitHub's OpenAPI description, cut down"
    assert contract.contract()["license"] == "MIT License Copyright (c) 2020 Octokit contributors"
