"""Measure the package against its peers, and print a table of times and one of errors.

Run as `python benchmarks/run.py`. Every number of a row is a ratio to the row's floor, timed in the
same rounds, so that a busy machine slows all of them alike. The exit status is 1 if a row is
over its limit or behind a peer.
"""

import gc
import sys
import time
import timeit
import tracemalloc
from collections.abc import Callable

import bench_continuous
import bench_discrete
import bench_estimation
import bench_learning
from rows import Row

SECONDS = 3  # for a row: the busier the machine, the more rounds it takes to see a quiet one
MODULES = [bench_discrete, bench_continuous, bench_learning, bench_estimation]


def main() -> int:
    """Print the table and return the exit status."""
    print("Times in multiples of the floor; memory beside the input; bare peers check nothing.\n")
    print(f"{'':25}{'floor':>11}{'ours':>8}{'limit':>7}{'memory':>8}  peers")
    kept = True
    for module in MODULES:
        for make in module.ROWS:
            kept &= report(make())
            gc.collect()
    bench_estimation.print_errors()
    return 0 if kept else 1


def report(row: Row) -> bool:
    """Print a row and say whether it is within its limits and ahead of its peers."""
    floor, ours, *others = best_times(
        [row.floor, row.ours, *row.peers.values(), *row.bare.values()]
    )
    memory = extra_memory(row.ours) / row.input_bytes if row.input_bytes else 0.0
    ratios = {name: t / floor for name, t in zip([*row.peers, *row.bare], others, strict=True)}
    kept = (
        ours / floor <= row.limit
        and memory <= 0.05
        and all(ours / floor < ratios[name] for name in row.peers)
    )
    named = [f"{name}{' (bare)' * (name in row.bare)} {x:.1f}" for name, x in ratios.items()]
    share = f"{memory:.1%}" if row.input_bytes else ""
    print(
        f"{row.name:25}{floor * 1e6:9.4g}µs{ours / floor:8.2f}{row.limit:7.1f}{share:>8}  "
        f"{', '.join(named)}{'' if kept else '   <-- over'}",
        flush=True,
    )
    return kept


def best_times(functions: list[Callable[[], object]]) -> list[float]:
    """Return the least time of a call of each, all of them taking turns."""
    timers = [timeit.Timer(f) for f in functions]
    numbers = [max(1, int(0.01 / timer.timeit(1))) for timer in timers]
    rounds: list[list[float]] = []
    end = time.perf_counter() + SECONDS
    while len(rounds) < 3 or time.perf_counter() < end:
        rounds.append([t.timeit(n) / n for t, n in zip(timers, numbers, strict=True)])
    return [min(times) for times in zip(*rounds, strict=True)]


def extra_memory(function: Callable[[], object]) -> int:
    """Return the bytes that a call holds at its peak."""
    tracemalloc.start()
    function()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


if __name__ == "__main__":
    sys.exit(main())
