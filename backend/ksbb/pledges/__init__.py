"""Promises of aid: pledges, their lines, and the allocations that hold and take capacity."""
