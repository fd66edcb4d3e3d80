"""A real OpenSearch on this machine, for tests: fetched from Maven Central, started, waited for, stopped.

    opensearch_server.py fetch    install Java and Maven where missing (Debian, as root), download the server
    opensearch_server.py run      start one node, print its address, stop on Ctrl-C

The minimal distribution of the OpenSearch project, kept in the user's cache folder. It refuses to run as
root: started by root, it runs as nobody. Nodes listen on loopback and end with the process that started them.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[2]))  # as a program, it is started without pytest's path

from waiting import LIMIT, reserved_ports, wait_until

VERSION = "2.19.5"  # the last line that runs on Java 17; 3.x needs 21
SERVER = f"org.opensearch.distribution.integ-test-zip:opensearch:{VERSION}:zip"
ANALYSIS = f"org.opensearch.plugin:analysis-common:{VERSION}:jar"  # the peer's Arabic analyser, for benches
HEAP = "512m"
START_SECONDS = 600
SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of <sys/prctl.h>


class CannotHave(Exception):
    """There is no server to be had here, and why."""


def cache() -> Path:
    """The folder that keeps what was downloaded."""
    return Path.home() / ".cache" / "fihris-tests"  # not as XDG_CACHE_HOME says: tests set that to be empty


def fetch(*, install: bool = False) -> Path:
    """The server's archive, downloaded once; raises CannotHave. `install` gets Java and Maven by apt."""
    if install and not (shutil.which("java") and shutil.which("mvn")):
        _install("default-jre-headless", "maven")
    if not shutil.which("java"):
        raise CannotHave("java is not installed")
    archive = _artifact(SERVER, f"opensearch-{VERSION}.zip")
    _artifact(ANALYSIS, f"analysis-common-{VERSION}.jar")
    return archive


def _artifact(name: str, file: str) -> Path:
    path = cache() / file
    if path.exists():
        return path
    if not shutil.which("mvn"):
        raise CannotHave("maven is not installed, and the server was not downloaded before")
    cache().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache()) as folder:
        command = ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={name}", f"-DoutputDirectory={folder}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode or not (Path(folder) / file).exists():
            lines = (done.stdout + done.stderr).strip().splitlines()
            raise CannotHave(f"maven could not get {name}: {lines[0] if lines else 'no reason given'}")
        (Path(folder) / file).replace(path)
    return path


def _install(*packages: str) -> None:
    if not shutil.which("apt-get"):
        raise CannotHave(f"please install {' '.join(packages)}")
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*sudo, "apt-get", "update", "-qq"], check=True)
    subprocess.run([*sudo, "apt-get", "install", "-y", "-qq", *packages], check=True, env=environment)


class Nodes:
    """A cluster of `count` nodes on loopback; use in a `with` statement."""

    def __init__(self, count: int = 1, *, arabic: bool = False) -> None:
        archive = fetch()
        self.folder = Path(tempfile.mkdtemp(prefix="fihris-opensearch-"))
        self.folder.chmod(0o755)
        with zipfile.ZipFile(archive) as stream:
            stream.extractall(self.folder)
        self.home = self.folder / f"opensearch-{VERSION}"
        for program in (self.home / "bin").iterdir():
            program.chmod(0o755)
        if arabic:
            self._add_analysis()
        self._reserved = ExitStack()
        ports = self._reserved.enter_context(reserved_ports(2 * count))
        self.ports = ports[:count]
        self._transport = ports[count:]
        self._processes: list[subprocess.Popen[bytes] | None] = [None] * count
        for node in range(count):
            self._configure(node)
        self._own()

    def __enter__(self) -> Nodes:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    @property
    def url(self) -> str:
        """The addresses of all nodes, separated by commas."""
        return ",".join(f"http://127.0.0.1:{port}" for port in self.ports)

    def start(self, *nodes: int) -> None:
        """Start these nodes, by default all, and wait until they answer as one cluster."""
        chosen = nodes or range(len(self.ports))
        for node in chosen:
            self._launch(node)
        running = sum(process is not None for process in self._processes)

        def started() -> bool:
            for node in chosen:
                process = self._processes[node]
                if process is not None and process.poll() is not None:
                    raise CannotHave(f"the server ended by itself: {self._last_words(node)}")
            return all(self._nodes_seen(node) == running for node in chosen)

        wait_until(started, "the server starts", START_SECONDS)

    def kill(self, node: int) -> None:
        """End a node as a power cut would."""
        process = self._processes[node]
        if process is not None:
            process.send_signal(signal.SIGKILL)
            process.wait()
        self._processes[node] = None

    def close(self) -> None:
        """End all nodes and remove their files."""
        for node in range(len(self.ports)):
            self.kill(node)
        self._reserved.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def health(self, node: int = 0) -> dict[str, Any]:
        """What a node says of the cluster; empty when it does not answer."""
        address = f"http://127.0.0.1:{self.ports[node]}/_cluster/health"
        try:
            with urllib.request.urlopen(address, timeout=LIMIT) as answer:
                found: dict[str, Any] = json.load(answer)
                return found
        except (OSError, ValueError):
            return {}

    def _nodes_seen(self, node: int) -> int:
        return int(self.health(node).get("number_of_nodes", 0))

    def _configure(self, node: int) -> None:
        here = self.folder / f"node{node}"
        (here / "config").mkdir(parents=True)
        for name in ("jvm.options", "log4j2.properties"):
            shutil.copy(self.home / "config" / name, here / "config")
        hosts = [f"127.0.0.1:{port}" for port in self._transport]
        lines = [
            "cluster.name: fihris-tests",
            f"node.name: node{node}",
            f"path.data: {here / 'data'}",
            f"path.logs: {here / 'logs'}",
            "network.host: 127.0.0.1",
            f"http.port: {self.ports[node]}",
            f"transport.port: {self._transport[node]}",
            "cluster.routing.allocation.disk.threshold_enabled: false",
            f"discovery.seed_hosts: {json.dumps(hosts)}",
        ]
        if len(self.ports) == 1:
            lines.append("discovery.type: single-node")
        else:
            names = [f"node{each}" for each in range(len(self.ports))]
            lines.append(f"cluster.initial_cluster_manager_nodes: {json.dumps(names)}")
            # Lost copies are made again at once: tests do not wait a minute for a node to come back.
            lines.append("cluster.routing.allocation.node_concurrent_recoveries: 4")
        (here / "config" / "opensearch.yml").write_text("\n".join(lines) + "\n", "utf-8")

    def _launch(self, node: int) -> None:
        here = self.folder / f"node{node}"
        java = Path(shutil.which("java") or "").resolve().parent.parent
        environment = {
            "PATH": os.environ["PATH"],
            "OPENSEARCH_JAVA_HOME": str(java),
            "OPENSEARCH_PATH_CONF": str(here / "config"),
            "OPENSEARCH_TMPDIR": str(here),
            "OPENSEARCH_JAVA_OPTS": f"-Xms{HEAP} -Xmx{HEAP}",
        }
        with (here / "output").open("ab") as output:
            self._processes[node] = subprocess.Popen(
                [str(self.home / "bin" / "opensearch")],
                cwd=here,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                preexec_fn=_end_with_parent,
                **({"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}),
            )

    def _own(self) -> None:
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", "nobody:nogroup", str(self.folder)], check=True)

    def _last_words(self, node: int) -> str:
        lines = (self.folder / f"node{node}" / "output").read_text("utf-8", "replace").strip().splitlines()
        return " ".join(lines[-3:])[:400]

    def _add_analysis(self) -> None:
        module = self.home / "modules" / "analysis-common"
        module.mkdir()
        shutil.copy(_artifact(ANALYSIS, f"analysis-common-{VERSION}.jar"), module)
        values = {
            "name": "analysis-common",
            "description": "Analysers for many languages",
            "version": VERSION,
            "opensearch.version": VERSION,
            "java.version": "11",
            "classname": "org.opensearch.analysis.common.CommonAnalysisPlugin",
        }
        text = "".join(f"{name}={value}\n" for name, value in values.items())
        (module / "plugin-descriptor.properties").write_text(text, "utf-8")


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGKILL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("command", choices=["fetch", "run"])
    parser.add_argument("--nodes", type=int, default=1)
    parser.add_argument("--arabic", action="store_true", help="with the analysers for single languages")
    given = parser.parse_args()
    try:
        if given.command == "fetch":
            print(fetch(install=True))
            return
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        with Nodes(given.nodes, arabic=given.arabic) as nodes:
            print(nodes.url, flush=True)
            signal.pause()
    except CannotHave as reason:
        sys.exit(f"no OpenSearch: {reason}")
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
