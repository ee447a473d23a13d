"""Fictional customers for trying the program out and for benchmarks: pure, deterministic by seed.

`generator.generate` is the way in. The tables that names are drawn from are shipped as TOML and
read by `tui_crm.files.demo_tables`.
"""
