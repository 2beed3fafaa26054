"""Pledges: promises of aid, their lines, and the allocations that hold packages of needs."""
