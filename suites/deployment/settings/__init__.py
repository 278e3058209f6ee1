"""The variables themselves: their forms, and what contradicts what."""
