"""What a provider does to an application: the other side of the faults.

`provider` is one under an issuer of its own that plays any vendor, honest or not. An attack is a
seam of it overridden, as a fault is: those of `forging` are made from what a check wants changed,
those of `signatures` and `answers` have names of their own.
"""
