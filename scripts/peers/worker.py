"""What the workers of scripts/compare-peers have in common; BenchmarkWorker is the same in Java.

A worker lives through all rounds. Each line on standard input says what to do, each line on standard
output how many seconds it took:

    TASK NETWORK REPETITIONS SIZE...     for example: gradient mobilenet-v2 3 8
    0.141 0.139 0.140
"""

import os
import sys
import time

import numpy as np

SIDES = {"resnet-8": 32, "medium": 64}


def noise(network, count, side=None):
    """Grey levels of 0 to 255, [count, side, side, 3]."""
    side = side or SIDES.get(network, 224)
    return np.random.default_rng(1).uniform(0, 255, (count, side, side, 3)).astype(np.float32)


def seconds(run):
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def work(tasks):
    """Answers line by line; tasks has, by name, functions of a network's name and sizes that give what is timed."""
    # What libraries print must not get between the answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    known = {}
    for line in sys.stdin:
        try:
            task, network, repetitions, *sizes = line.split()
            key = (task, network, *sizes)
            if key not in known:
                known[key] = tasks[task](network, *map(int, sizes))
            answer = " ".join(f"{seconds(known[key]):.6f}" for _ in range(int(repetitions)))
        except Exception as e:  # whatever it is, whoever asked has to know
            answer = f"error: {type(e).__name__} {e}".replace("\n", " ")
        print(answer, file=answers, flush=True)
