"""The sides of scripts/compare-peers: workers that live through all rounds, and whole processes."""

import os
import subprocess
import time
from pathlib import Path

import environment

HERE = Path(__file__).parent
SCRIPTS = HERE.parent
ONEDNN = "TF_ENABLE_ONEDNN_OPTS"
OURS = "Gradiscope"
TENSORFLOW = "TensorFlow"
TENSORFLOW_ONEDNN = "TensorFlow, oneDNN on"
PYTORCH = "PyTorch"
OUR_WORKER = '. "$1" && gradiscope_java org.gradiscope.tools.peers.BenchmarkWorker "$2"'


def variables(side):
    """The environment of a side's processes: what the user has set, but for the switch of oneDNN."""
    kept = {name: value for name, value in os.environ.items() if name != ONEDNN}
    return kept | {"TF_CPP_MIN_LOG_LEVEL": "3"} | ({ONEDNN: "1"} if side == TENSORFLOW_ONEDNN else {})


class Worker:
    """A process of one side: see worker.py."""

    def __init__(self, side, root):
        networks = environment.networks(root)
        self.side = side
        if side == OURS:
            command = ["bash", "-c", OUR_WORKER, "worker", SCRIPTS / "lib.sh", networks]
        else:
            program = "torch_worker.py" if side == PYTORCH else "tensorflow_worker.py"
            command = [environment.python(root), HERE / program, networks]
        # What the libraries remark is of no interest; why something failed is in the answer.
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        stderr=subprocess.DEVNULL, env=variables(side))

    def ask(self, task, network, repetitions, *sizes):
        """The seconds of each repetition."""
        print(task, network, repetitions, *sizes, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline().strip()
        if not answer or answer.startswith("error"):
            raise RuntimeError(f"{self.side} failed at {task} {network}: {answer or 'its process has ended'}")
        return [float(word) for word in answer.split()]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.close()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def map_command(side, root, network):
    """From the start of a process to a saliency map in a file."""
    networks = environment.networks(root)
    photograph = networks / "photograph.jpg"
    result = root / f"{network}-{side}.tif"
    if side == OURS:
        return [SCRIPTS / "gradiscope", "saliency-map", f"input={photograph}", f"output={result}",
                f"model={networks / network}", "method=gradient", "view=map"]
    return [environment.python(root), HERE / "tensorflow_map.py", networks / network, photograph, result]


def process(side, command):
    """Seconds and peak resident bytes of a whole process."""
    start = time.perf_counter()
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=variables(side))
    _, status, usage = os.wait4(running.pid, 0)
    seconds = time.perf_counter() - start
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {running.returncode}")
    return seconds, usage.ru_maxrss * (1 if os.uname().sysname == "Darwin" else 1024)
