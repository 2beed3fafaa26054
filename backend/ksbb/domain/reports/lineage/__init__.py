"""Where each package of a pledge, or of a contribution's money, is now."""
