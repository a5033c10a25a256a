"""Print how slow this machine is now, in percent of the usual one, with two processes at work."""

import sys
import time
from concurrent.futures import ProcessPoolExecutor

USUAL = 1.0  # seconds


def seconds(numbers: int) -> float:
    begun = time.perf_counter()
    total = 0
    for number in range(numbers):
        total += number
    return time.perf_counter() - begun


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        both = list(pool.map(seconds, [25_000_000] * 2))
    sys.stdout.write(f"{round(100 * sum(both) / 2 / USUAL)}\n")
