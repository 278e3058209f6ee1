"""What a reviewer reads of a run on one page: the facts, whatever they are written in."""
