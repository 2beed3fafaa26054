"""Complaints (pengaduan): anybody reports a problem, and the Pemprov answers."""
