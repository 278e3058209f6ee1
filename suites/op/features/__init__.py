"""What a provider may or may not claim: the words for `needs` of a check."""
