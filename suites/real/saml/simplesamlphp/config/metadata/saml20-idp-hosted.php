<?php
// https://simplesamlphp.org/docs/1.19/simplesamlphp-reference-idp-hosted.html
$metadata['__DYNAMIC:1__'] = [
    'host' => '__DEFAULT__',
    'privatekey' => 'idp-key.pem',
    'certificate' => 'idp.pem',
    'auth' => 'users',
    'SingleSignOnServiceBinding' => [
        'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
        'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
    ],
    'redirect.sign' => true,
    // By itself the product looks at no signature of a request, or of a logout.
    'redirect.validate' => getenv('REQUESTS') === 'signed',
];
