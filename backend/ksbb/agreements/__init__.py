"""Agreements (PKS) with the Pemprov and permits to collect: who may act, until when."""
