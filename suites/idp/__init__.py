"""A SAML 2.0 identity provider as its service provider meets it: the subject of `suites/saml`.

What is read, made and verified here is the judge's own: nothing of it is shared with the fake.
"""
