import httpx


def test_the_process_says_that_it_runs(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_the_database_says_that_it_answers(client: httpx.Client) -> None:
    assert client.get("/readyz").json() == {"status": "ready"}
