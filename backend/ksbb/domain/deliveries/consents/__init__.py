"""The Pemprov's consent to the departure of an executor without an agreement in force."""
