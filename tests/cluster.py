"""A Spark standalone cluster for tests: a master and two workers of one core on loopback, ended with the test."""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

from tests.installation import free_port

# Daemons and drivers of a few hundred MB, as little work as possible for statements over a few hundred rows: planning them and
# compiling code cost all the time.
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
SETTINGS = f"""
spark.driver.memory 512m
spark.executor.memory 512m
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
spark.driver.extraJavaOptions {JAVA}
spark.executor.extraJavaOptions {JAVA}
spark.executor.cores 1
spark.locality.wait 0
spark.dynamicAllocation.executorIdleTimeout 120s
spark.dynamicAllocation.shuffleTracking.timeout 120s
spark.sql.adaptive.enabled false
spark.sql.codegen.wholeStage false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.sql.autoBroadcastJoinThreshold -1
"""


def missing() -> str:
    """What is missing for a cluster, "" where nothing is."""
    wanted = []
    if importlib.util.find_spec("pyspark") is None:
        wanted.append("没有 pyspark：.venv/bin/uv pip install --python .venv/bin/python --require-hashes -r requirements/spark.txt")
    if not wanted or not shutil.which("java"):  # asked only where it matters: a JVM takes its time
        java = shutil.which("java")
        told = subprocess.run([java, "-version"], capture_output=True, text=True).stderr if java else ""
        version = re.search(r'version "(\d+)', told)
        if not version or int(version[1]) < 17:
            wanted.append("没有 Java 17：apt-get install openjdk-17-jre-headless")
    return "；".join(wanted)


class SparkCluster:
    """`with SparkCluster(folder) as cluster:` — `cluster.master` is its address, `cluster.env` what a driver needs to be started."""

    def __init__(self, folder: Path, settings: str = SETTINGS, memory: str = "600m") -> None:
        spec = importlib.util.find_spec("pyspark")
        assert spec is not None
        assert spec.origin is not None
        self.home = Path(spec.origin).parent
        self.folder, self.settings, self.memory = folder, settings, memory
        self.port = free_port()
        self.master = f"spark://127.0.0.1:{self.port}"
        self.env = {"SPARK_HOME": str(self.home), "SPARK_CONF_DIR": str(folder), "SPARK_LOCAL_IP": "127.0.0.1",
                    "JIEDUI_ENGINE": self.master, "JIEDUI_ENGINE_PARTITIONS": "2"}  # fmt: skip
        self.running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "SparkCluster":
        (self.folder / "spark-defaults.conf").write_text(self.settings)
        try:
            self._start("master.Master", "--host", "127.0.0.1", "--port", str(self.port), "--webui-port", str(free_port()))
            self._wait("I have been elected leader", 1)
            for number in range(2):
                own = self.folder / f"worker-{number}"
                self._start("worker.Worker", "--cores", "1", "--memory", self.memory, "--host", "127.0.0.1", "--webui-port",
                            str(free_port()), "--work-dir", str(own), self.master)  # fmt: skip
            self._wait("Registering worker", 2)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for one in reversed(self.running):
            one.send_signal(signal.SIGTERM)
        for one in self.running:
            one.wait(30)

    def said(self) -> str:
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log")))

    def _start(self, name: str, *arguments: str) -> None:
        with open(self.folder / f"{len(self.running)}.log", "wb") as log:
            self.running.append(
                subprocess.Popen(
                    [self.home / "bin" / "spark-class", f"org.apache.spark.deploy.{name}", *arguments],
                    env={**os.environ, **self.env, "SPARK_DAEMON_MEMORY": "256m", "SPARK_DAEMON_JAVA_OPTS": JAVA},
                    stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                )
            )  # fmt: skip

    def _wait(self, words: str, times: int) -> None:
        deadline = time.monotonic() + 120
        while self.said().count(words) < times:
            assert all(one.poll() is None for one in self.running) and time.monotonic() < deadline, self.said()[-4000:]
            time.sleep(0.2)
