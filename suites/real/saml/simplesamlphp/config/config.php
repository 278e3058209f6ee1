<?php
// SimpleSAMLphp as an identity provider; what is not said here is as the product has it.
// Source: https://simplesamlphp.org/docs/1.19/simplesamlphp-idp.html
$folder = getenv('FOLDER');
$config = [
    'baseurlpath' => getenv('BASE') . '/simplesaml/',
    'certdir' => $folder . '/',
    'datadir' => $folder . '/data/',
    'tempdir' => $folder . '/data/',
    'loggingdir' => $folder . '/data/',
    'logging.handler' => 'errorlog',
    'secretsalt' => bin2hex(random_bytes(16)),
    'auth.adminpassword' => bin2hex(random_bytes(16)),
    'admin.protectindexpage' => true,
    'showerrors' => true,
    'enable.saml20-idp' => true,
    'module.enable' => ['exampleauth' => true],
    'session.cookie.secure' => true,
    'session.cookie.samesite' => 'None',
    'session.phpsession.savepath' => $folder . '/sessions',
    'metadata.sources' => [['type' => 'flatfile', 'directory' => __DIR__ . '/metadata']],
];
