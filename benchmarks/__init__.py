"""Measured comparisons; `python -m benchmarks` prints them all. No test asserts a clock."""
