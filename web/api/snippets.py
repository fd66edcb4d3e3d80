"""A request as people write it at a shell, in Python and in JavaScript, with nothing to install."""

from __future__ import annotations

import json
import shlex
from urllib.parse import parse_qsl

PYTHON = """import json
from urllib.parse import urlencode
from urllib.request import urlopen

parameters = {parameters}
with urlopen({address} + "?" + urlencode(parameters)) as answer:
    {read}
"""

JAVASCRIPT = """const parameters = new URLSearchParams({parameters});
const answer = await fetch({address} + "?" + parameters);
{read};
"""


def snippets(address: str, query: str, *, is_json: bool) -> dict[str, str]:
    """What asks for `address` with the parameters of a query string, and prints the answer, by language."""
    parameters = dict(parse_qsl(query))
    told, where = json.dumps(parameters, ensure_ascii=False), json.dumps(address)
    pairs = "".join(f" \\\n  --data-urlencode {shlex.quote(f'{n}={v}')}" for n, v in parameters.items())
    python = "print(json.load(answer))" if is_json else "print(answer.read().decode())"
    script = f"console.log(await answer.{'json' if is_json else 'text'}())"
    return {
        "curl": f"curl -G {shlex.quote(address)}{pairs}\n",
        "Python": PYTHON.format(parameters=told, address=where, read=python).removeprefix(
            "" if is_json else "import json\n"
        ),
        "JavaScript": JAVASCRIPT.format(parameters=told, address=where, read=script),
    }
