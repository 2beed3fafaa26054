"""The books: accounts, journals and transfers, and the ladder that they feed."""
