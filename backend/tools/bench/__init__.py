"""``./ksbb bench``: how fast the product is, as ratios within one run.

Absolute figures of a shared machine mean little. What is compared here runs in turns on the same
data, and the median of the paired ratios is printed beside its goal (docs/performance.md).
"""
