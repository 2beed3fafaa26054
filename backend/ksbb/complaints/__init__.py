"""Complaints (pengaduan): what anybody tells the Pemprov, and how it is answered."""
