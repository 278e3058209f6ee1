"""Documents that two readers read differently, or that say more than they seem to."""

from lxml import etree

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MUST, SHOULD
from suites.idp.names import POST, SAMLP
from suites.idp.provider import IdentityProvider
from suites.idp.reading import found
from suites.idp.refusals import answer_at, expect_no_assertion, provoked, provoked_by_form
from suites.idp.requests import by_post
from suites.idp.signatures import enveloped, serialized
from suites.verdicts.expect import NotApplicable, expect

DECLARED = "<!DOCTYPE samlp:AuthnRequest [{entities}]>"


@check(
    "saml-attacks/entities",
    spec=["xxe", "saml-security"],
    level=SHOULD,
    severity=HIGH,
    remedy="Have the XML parser refuse documents with a DOCTYPE.",
)
def test_entities_of_a_request_are_not_expanded(idp: IdentityProvider) -> None:
    """By an entity a request reads files of the server, calls others, or grows without end."""
    request = idp.request(issuer="&two;")
    half, rest = idp.target.entity_id[:8], idp.target.entity_id[8:]
    entities = f'<!ENTITY one "{half}"><!ENTITY two "&one;{rest}">'
    text = serialized(request.document()).decode().replace("&amp;two;", "&two;")
    document = (DECLARED.format(entities=entities) + text).encode()
    landing = provoked(idp, request, document=document, unsigned=True)
    expect_no_assertion(idp, landing, "request whose Issuer is an entity")


@check(
    "saml-attacks/comment-in-issuer",
    spec=["saml-profiles:4.1.4.1", "saml-security"],
    level=MUST,
    severity=HIGH,
    remedy="Read the whole text of an element, whatever comments are in it.",
)
def test_an_issuer_with_a_comment_in_it_is_read_whole(idp: IdentityProvider) -> None:
    """What stands behind the comment is cut off: a stranger passes for who stands before it."""
    name = f"{idp.target.entity_id}!.attacker.example"
    request = idp.request(issuer=name)
    document = serialized(request.document()).replace(b"!.attacker", b"<!-- -->.attacker")
    landing = provoked(idp, request, document=document, unsigned=True)
    expect_no_assertion(idp, landing, "request whose Issuer has a comment in it")


def takes_unsigned(idp: IdentityProvider) -> bool:
    """Whether a request by POST is answered without a signature, whatever the metadata say."""
    answer = answer_at(provoked(idp, idp.request(POST), binding=POST, unsigned=True))
    return answer is not None and answer.is_success


@check(
    "saml-attacks/wrapped-request",
    spec=["saml-core:5.4.2", "saml-security"],
    level=MUST,
    severity=CRITICAL,
    needs=["post", "key"],
    remedy="Read what was verified, and nothing else: the signature has to be about the root.",
)
def test_a_signed_request_inside_of_another_does_not_vouch_for_it(idp: IdentityProvider) -> None:
    """A signature of one element, found by its ID, makes everything around it look signed."""
    if takes_unsigned(idp):
        raise NotApplicable("Unsigned requests are answered too: nobody needs to wrap one.")
    inner = enveloped(idp.request(POST).document(), idp.key)
    signature = found(inner, "ds:Signature")[0]
    inner.remove(signature)
    request = idp.request(POST)
    outer = request.document()
    outer.insert(1, signature)
    wrapper = etree.Element(f"{SAMLP}Extensions")
    wrapper.append(inner)
    outer.insert(2, wrapper)
    landing = provoked_by_form(idp, by_post(serialized(outer), None), POST)
    answer = answer_at(landing)
    answered = answer is not None and answer.is_success
    told = answer.root.get("InResponseTo") if answer and answered else "none"
    expect(told != request.id, "no assertion for the outer request", told, where="InResponseTo")
    if answer is None or not answered:
        expect_no_assertion(idp, landing, "request with a signed one inside")
