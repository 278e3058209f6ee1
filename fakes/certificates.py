"""A throw-away certificate authority: signs any host name, trusted by nobody else."""

import ssl
from functools import cache

import trustme


@cache
def authority() -> trustme.CA:
    """The one authority of this process."""
    return trustme.CA(organization_name="ssoproof throw-away CA")


def authority_pem() -> str:
    """The authority's certificate as PEM text, for whoever has to trust it."""
    return authority().cert_pem.bytes().decode()


def server_context(*hosts: str) -> ssl.SSLContext:
    """A server-side TLS context with a certificate for `hosts`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    authority().issue_cert(*hosts).configure_cert(context)
    return context
