"""How much is asked of a target, and waited for: bounds, pace, patience, presence."""
