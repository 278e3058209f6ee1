<?php
// The application. https://simplesamlphp.org/docs/1.19/simplesamlphp-reference-sp-remote.html
$host = getenv('HOST');
$metadata[$host . '/saml/metadata'] = [
    'AssertionConsumerService' => $host . '/saml/acs',
    'SingleLogoutService' => $host . '/saml/slo',
    'certificate' => 'sp.pem',
];
