"""Agreements (PKS) with the Pemprov and permits to collect money: who may act, and until when."""
