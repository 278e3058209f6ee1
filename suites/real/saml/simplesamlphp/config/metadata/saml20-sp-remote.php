<?php
// The application. https://simplesamlphp.org/docs/1.19/simplesamlphp-reference-sp-remote.html
$metadata[getenv('SAML_SP_ENTITY_ID')] = [
    'AssertionConsumerService' => getenv('SAML_ACS_URL'),
    'SingleLogoutService' => getenv('SAML_SLO_URL'),
    'certificate' => 'sp.pem',
];
