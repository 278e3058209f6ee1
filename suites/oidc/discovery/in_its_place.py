"""What is found in place of a discovery document, in words that tell one cause from another."""

from urllib.parse import urljoin, urlsplit

from fakes.user.forms import visible_text
from fakes.wire.client import Reply
from fakes.wire.errors import ExchangeError
from fakes.wire.purposes import Purpose
from fakes.wire.tls import NoHandshake, TlsProbe
from suites.op.op import Op
from suites.verdicts.expect import Verdict

SUFFIX = "/.well-known/openid-configuration"
MOST_SAID = 300
MOST_ABOVE = 6
NOTHING_THERE = 404
MOST_NAMES = 120
# What gateways and bot protection tell by headers alone.
TELLING = ("www-authenticate", "cf-mitigated")


def document_missing_in_words(op: Op, reply: Reply) -> str:
    """The status, where it leads, what its headers ask for, and what it says."""
    found = f"HTTP {reply.status}"
    if location := reply.header("location"):
        found += f", Location: {location}{_tried(op, urljoin(reply.url, location), reply.url)}"
    for name in TELLING:
        if value := reply.header(name):
            found += f", {name.title()}: {value}"
    # Products say here that they know no such realm, tenant or pool, and gateways who they are.
    html = "html" in reply.media_type
    said = visible_text(reply.text) if html else " ".join(reply.text.split())
    above = _issuer_above(op) if reply.status == NOTHING_THERE else ""
    found += f", the document of the issuer {above} is above it" if above else ""
    return found + (f": {said[:MOST_SAID]}" if said else "")


def _issuer_above(op: Op) -> str:
    """The issuer whose document is at a part of the URL of the settings; empty if none is.

    An endpoint of a provider that was taken for its issuer has that in front.
    """
    parts = urlsplit(op.target.issuer.rstrip("/"))
    path = parts.path
    for _ in range(MOST_ABOVE):
        if not path:
            break
        path = path.rpartition("/")[0]
        url = parts._replace(path=path).geturl()
        named = issuer_at(op, url)
        if named.rstrip("/") == url:
            return named
    return ""


def _tried(op: Op, url: str, asked: str) -> str:
    """What is at a URL that a redirect of `asked` leads to, if that is known.

    A discovery document may be there, or a redirect to where it began.
    """
    if url == asked:
        return ", which is what was asked for"
    issuer = url.removesuffix(SUFFIX)
    for spelling in (issuer, f"{issuer}/") if issuer != url else ():
        if has_document(op, spelling):
            return f", where the document of the issuer {spelling} is"
    if urlsplit(url).hostname == urlsplit(asked).hostname and _leads_to(op, url) == asked:
        return ", which leads back to what was asked for"
    return ", where no discovery document is" if issuer != url else ""


def _leads_to(op: Op, url: str) -> str:
    """Where a URL redirects to; empty if nowhere."""
    try:
        location = op.fetch(url, purpose=Purpose.DISCOVERY).header("location")
    except ExchangeError:
        return ""
    return urljoin(url, location) if location else ""


def has_document(op: Op, issuer: str) -> bool:
    """Whether there is a discovery document at `issuer`, and names it as its issuer."""
    return issuer_at(op, issuer) == issuer


def issuer_at(op: Op, url: str) -> str:
    """The issuer that the discovery document at a URL names; empty if there is none."""
    try:
        reply = op.fetch(url.rstrip("/") + SUFFIX, purpose=Purpose.DISCOVERY)
        named = op.json_of(reply, "discovery document").get("issuer")
    except (Verdict, ExchangeError):
        return ""
    return named if isinstance(named, str) else ""


def handshake_in_words(op: Op, error: ExchangeError) -> str:
    """Why there is no TLS connection, and what else a handshake tells of the reason."""
    told, parts = str(error), urlsplit(op.discovery_url)
    if "SSL" not in told or not parts.hostname:
        return told
    probe = TlsProbe(op.target.connection, parts.hostname, parts.port or 443)
    if "CERTIFICATE_VERIFY" in told:
        gap = _gap(probe) or _in_bundle(probe) if "local issuer" in told else ""
        untrusted = "local issuer" in told or "self-signed" in told
        return told + (gap or ((_of_another_host(probe) or _signer(probe)) if untrusted else ""))
    if probe.speaks_http():
        return f"{told}; port {probe.port} speaks plain HTTP"
    return told + ("; clients are asked for a certificate" if probe.wants_certificate() else "")


def _signer(probe: TlsProbe) -> str:
    """Whose authority signed the certificate."""
    try:
        return f"; it is signed by “{probe.signer()[0][:MOST_NAMES]}”"
    except NoHandshake:
        return ""


def _gap(probe: TlsProbe) -> str:
    """Where the certificate is that was not sent; empty if the server's own does not say so."""
    try:
        name, place = probe.signer()
    except NoHandshake:
        return ""
    return f"; it is signed by “{name}”, whose certificate is at {place}" if place else ""


def _in_bundle(probe: TlsProbe) -> str:
    """That OIDC_CA_BUNDLE has the very certificate that is not trusted; empty if it has not."""
    try:
        signer = probe.signer()[0] if probe.is_in_bundle() else ""
    except NoHandshake:
        return ""
    told = "and OIDC_CA_BUNDLE has the certificate of the server itself"
    return f"; it is signed by “{signer}”, {told}" if signer else ""


def _of_another_host(probe: TlsProbe) -> str:
    """What certificate is shown in place of one for the host; empty if it is for the host."""
    try:
        if probe.covers_host():
            return ""
        subject, names = probe.certificate().subject.rfc4514_string(), probe.names()
    except NoHandshake:
        return ""
    told = ", ".join(names)[:MOST_NAMES] or "no host"
    return f"; it is not for {probe.host}: “{subject[:MOST_NAMES]}”, for {told}"
