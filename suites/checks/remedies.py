"""What to do about a finding, where many checks say the same."""

VENDOR = "This is the provider's own behaviour: report it to its vendor."
