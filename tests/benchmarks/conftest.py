"""Benchmarks are programs of their own: pytest runs them (test_benchmarks_run.py), reads none."""

collect_ignore_glob = ["bench_*.py", "engine*.py", "portal_officer.py", "nation.py", "sizes.py"]
