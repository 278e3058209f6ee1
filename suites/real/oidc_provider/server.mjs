// npm's oidc-provider (OpenID Certified) on 127.0.0.1, for ssoproof to judge.
//
//   node server.mjs [--javascript-login]
//
// Environment:
//   HOST             the application's URL; callback HOST/oidc/callback, logout HOST and HOST/logout
//   OIDC_CLIENT_ID   the public client's id
//   OIDC_USERNAME    the test user's name
//   OIDC_PASSWORD    and password
//   OIDC_INITIAL_ACCESS_TOKEN   what lets clients register themselves
//   OTHER_CLIENT_ID, OTHER_CLIENT_SECRET, OTHER_REDIRECT_URI   a confidential client
//   OTHER_USERNAME, OTHER_PASSWORD   a second user
//   OIDC_LISTENER_URL   where clients publish
//   OIDC_LISTENER_PORT  the port of loopback that it leads to
//   PORT             the port to listen on; 0 or unset: a free one
//   TLS_CERTIFICATE  PEM file of the certificate chain; with TLS_KEY: https, without: plain http
//   TLS_KEY          PEM file of its private key
//
// --javascript-login: the login form appears only when the page's script has run.
//
// One JSON line is printed when it listens, with its issuer. It ends when its standard input ends,
// so that it never outlives the process that started it.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';

import { Provider } from 'oidc-provider';

import { Accounts } from './account.mjs';
import { configuration } from './configuration.mjs';
import { Interactions } from './interaction.mjs';
import { errorPage, loginScript } from './pages.mjs';

function required(name) {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is not set in the environment: see the top of server.mjs`);
    process.exit(4);
  }
  return value;
}

const settings = {
  host: required('HOST'),
  clientId: required('OIDC_CLIENT_ID'),
  people: [
    { username: required('OIDC_USERNAME'), password: required('OIDC_PASSWORD'), given: 'Ada' },
    { username: required('OTHER_USERNAME'), password: required('OTHER_PASSWORD'), given: 'Bea' },
  ],
  other: {
    clientId: required('OTHER_CLIENT_ID'),
    clientSecret: required('OTHER_CLIENT_SECRET'),
    redirectUri: required('OTHER_REDIRECT_URI'),
  },
  listener: { origin: required('OIDC_LISTENER_URL'), port: required('OIDC_LISTENER_PORT') },
  initialAccessToken: required('OIDC_INITIAL_ACCESS_TOKEN'),
  port: Number(process.env.PORT || 0),
  secure: Boolean(process.env.TLS_CERTIFICATE),
  javascriptLogin: process.argv.includes('--javascript-login'),
};

function newServer() {
  if (!settings.secure) return http.createServer();
  return https.createServer({
    cert: readFileSync(required('TLS_CERTIFICATE')),
    key: readFileSync(required('TLS_KEY')),
    minVersion: 'TLSv1.2',
  });
}

// What a careful reverse proxy would add to every answer.
function setHeaders(res) {
  res.setHeader('Content-Security-Policy', "default-src 'none'; script-src 'self'; img-src https:; "
    + "base-uri 'none'; frame-ancestors 'none'");
  res.setHeader('X-Frame-Options', 'DENY');
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Referrer-Policy', 'no-referrer');
  if (settings.secure) res.setHeader('Strict-Transport-Security', 'max-age=63072000');
}

function dispatcher(issuer) {
  const accounts = new Accounts(settings.people);
  const provider = new Provider(issuer, configuration(settings, accounts));
  provider.on('server_error', (ctx, error) => console.error(error));
  provider.on('backchannel.error', (ctx, error) => console.error(error));
  const interactions = new Interactions(provider, accounts, settings);
  const answer = provider.callback();
  return (req, res) => {
    setHeaders(res);
    if (req.headers.host !== new URL(issuer).host) {
      res.writeHead(421, { 'Content-Type': 'text/html; charset=utf-8' });
      res.end(errorPage({ error: 'misdirected_request' }));
    } else if (req.url.startsWith('/interaction/')) {
      interactions.handle(req, res);
    } else if (req.url === '/login.js' && settings.javascriptLogin) {
      res.setHeader('Content-Type', 'text/javascript; charset=utf-8');
      res.end(loginScript);
    } else {
      answer(req, res);
    }
  };
}

const server = newServer();
server.listen(settings.port, '127.0.0.1', () => {
  const issuer = `${settings.secure ? 'https' : 'http'}://127.0.0.1:${server.address().port}`;
  server.on('request', dispatcher(issuer));
  console.log(JSON.stringify({ issuer }));
});
process.stdin.on('end', () => process.exit(0)).resume();
