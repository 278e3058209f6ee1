"""Where the checks of this area try to lead a response, in words of their ids."""

from functools import partial

from fakes.faults import ids

callback = partial(ids, "callback")

BELOW = (
    "sub-path trailing-slash query-added response-smuggled fragment dot-segments "
    "dot-segments-encoded dot-segments-encoded-twice backslash-segments matrix-parameter "
    "line-break line-break-encoded backslash-segments-encoded matrix-segment empty-query "
    "empty-fragment null-byte null-byte-encoded space tab space-after tab-after"
)
AT_THE_HOST = (
    f"{BELOW} other-path path-case double-slash wildcard-path encoded-letter single-dot-segment"
)
IN_FRONT = "encoded-number-sign-host encoded-slash-host semicolon-host"
BEHIND = "encoded-at-sign host-trailing-dot"
UNUSUAL = (
    "bad-with-query bad-with-unknown-response-type bad-with-unknown-response-mode "
    "bad-with-contradicting-prompt bad-with-bad-challenge bad-with-web-message "
    "javascript-with-form-post bad-in-body-of-post bad-with-jwt bad-with-other-modes"
)
SCRIPTS = "javascript javascript-in-other-case"
ELSEWHERE = (
    f"{AT_THE_HOST} {SCRIPTS} backslash-host bad-with-form-post bad-with-fragment "
    "bad-without-response-type bad-with-unknown-scope bad-without-session data default-port "
    "host-as-prefix host-as-suffix host-case localhost look-alike-host loopback-address "
    "number-sign-host other-host other-port other-scheme question-mark-host relative sub-domain "
    "other-client userinfo-added userinfo-is-the-host userinfo-twice wildcard-host without-scheme "
    "decimal-address encoded-as-a-whole fullwidth-letters ideographic-full-stop loopback-ipv6 "
    "native-loopback-path "
    "one-slash three-slashes backslashes-for-slashes punycode-host without-scheme-backslash "
    f"{IN_FRONT} {BEHIND} {UNUSUAL}"
)
