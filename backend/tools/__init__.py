"""Commands for a checkout, which an installation doesn't need: run, test, demo, benchmarks."""
