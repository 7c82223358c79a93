"""Benchmarks are programs of their own: pytest runs them (test_benchmarks_run.py), reads none."""

collect_ignore_glob = [
    "bench_*.py",
    "engine*.py",
    "portal_*.py",
    "province_at_work.py",
    "nation.py",
    "sizes.py",
]
