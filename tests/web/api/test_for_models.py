"""What /llms.txt tells is there."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask.testing import FlaskClient

from web.api.endpoints import ENDPOINTS


def test_every_endpoint_is_told_and_every_example_answers(client: FlaskClient) -> None:
    response = client.get("/llms.txt", base_url="https://search.example.org/archive")
    text = response.get_data(as_text=True)
    assert response.mimetype == "text/plain" and text.startswith("# ")
    links = re.findall(r"\]\(https://search\.example\.org/archive(/[^)]*)\)", text)
    assert {endpoint.template for endpoint in ENDPOINTS} <= {urlsplit(link).path for link in links}
    for link in links:
        assert client.get(link.replace("{id}", "a1")).status_code == 200
