<?php
// The one user, with a password of this run.
$name = getenv('OIDC_USERNAME');
$config = [
    'users' => [
        'exampleauth:UserPass',
        $name . ':' . getenv('OIDC_PASSWORD') => [
            'uid' => [$name],
            'mail' => [$name . '@example.com'],
            'givenName' => ['Ada'],
            'sn' => ['Quist'],
        ],
    ],
];
