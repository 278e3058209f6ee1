"""An application as its user and its provider meet it: the subject of `suites/rp`.

`description` says what an operator told about it, `provider` is the provider that the harness
plays, `application` what the checks get, `attacks` how they judge. `sources` are the targets.
"""
