"""A client's registration as the provider's admin API tells it, in one vocabulary for all.

`model` is that vocabulary, `client` what the checks get, `comparing` how they say what differs.
Each other module reads the admin API of one vendor.
"""
