// oidc-provider's configuration, as an administrator would write it who reads the specifications.
import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';

import { claimsByScope } from './account.mjs';
import {
  deviceDonePage, devicePage, errorPage, loggedOutPage, logoutPage, userCodePage,
} from './pages.mjs';

const HOUR = 60 * 60;

function signingKey(alg, type, options) {
  const { privateKey } = generateKeyPairSync(type, options);
  const kid = `${alg.toLowerCase()}-${randomBytes(6).toString('hex')}`;
  return { ...privateKey.export({ format: 'jwk' }), kid, alg, use: 'sig' };
}

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';
const RESPONSE_TYPES = [
  'code', 'id_token', 'id_token token', 'code id_token', 'code token', 'code id_token token',
];

// W&B Server's registration: a public web client that knows its callback and two logout URLs.
function publicClient({ clientId, host }) {
  return {
    client_id: clientId,
    client_name: 'W&B Server',
    application_type: 'web',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'implicit', 'refresh_token', DEVICE],
    response_types: RESPONSE_TYPES,
    redirect_uris: [`${host}/oidc/callback`],
    post_logout_redirect_uris: [host, `${host}/logout`],
  };
}

// Another application's: it can keep a secret.
function confidentialClient({ clientId, clientSecret, redirectUri }) {
  return {
    client_id: clientId,
    client_secret: clientSecret,
    client_name: 'Wiki',
    grant_types: ['authorization_code', 'refresh_token'],
    redirect_uris: [redirectUri],
  };
}

// OIDC Core 3.1.2.1 wants GET and POST at the authorization endpoint. A POST from another site
// carries the session's cookie only when that is SameSite=None, which browsers take only with
// Secure, so over plain http oidc-provider is left with GET.
function cookies(secure) {
  return {
    keys: [randomBytes(32).toString('hex')],
    long: { httpOnly: true, sameSite: secure ? 'none' : 'lax', secure },
    short: { httpOnly: true, sameSite: 'lax', secure },
  };
}

function html(ctx, body) {
  ctx.type = 'html';
  ctx.body = body;
}

const features = ({ initialAccessToken }) => ({
  devInteractions: { enabled: false },
  backchannelLogout: { enabled: true },
  claimsParameter: { enabled: true },
  deviceFlow: {
    enabled: true,
    userCodeInputSource: (ctx, form, out, error) => html(ctx, userCodePage(form, error)),
    userCodeConfirmSource: (ctx, form, client, info, code) => (
      html(ctx, devicePage(form, client.clientName, code))),
    successSource: (ctx) => html(ctx, deviceDonePage()),
  },
  encryption: { enabled: true },
  introspection: { enabled: true },
  jwtUserinfo: { enabled: true },
  registration: { enabled: true, initialAccessToken },
  registrationManagement: { enabled: true },
  requestObjects: { enabled: true },
  revocation: { enabled: true },
  rpInitiatedLogout: {
    enabled: true,
    logoutSource: (ctx, form) => html(ctx, logoutPage(form)),
    postLogoutSuccessSource: (ctx) => html(ctx, loggedOutPage()),
  },
});

// OIDC Core 8.1: another subject for each sector, which nobody can compute without the salt.
const salt = randomBytes(32);
function pairwiseIdentifier(ctx, accountId, client) {
  return createHmac('sha256', salt).update(`${client.sectorIdentifier} ${accountId}`).digest('hex');
}

// The network: what clients publish is fetched from the harness, as by a proxy that ends TLS. To
// every other place oidc-provider's own way leads, which goes to no loopback address.
const outside = ({ listener }) => (url, options) => {
  const wanted = new URL(url);
  if (wanted.origin !== listener.origin) return fetch(url, options);
  const there = `http://127.0.0.1:${listener.port}${wanted.pathname}${wanted.search}`;
  return fetch(there, { ...options, dispatcher: undefined });
};

// Scripts of the client's own origin may call the endpoints it uses, no others.
function clientBasedCORS(ctx, origin, client) {
  return client.redirectUris.some((uri) => new URL(uri).origin === origin);
}

export function configuration(settings, accounts) {
  const { secure } = settings;
  return {
    clients: [publicClient(settings), confidentialClient(settings.other)],
    jwks: {
      keys: [
        signingKey('RS256', 'rsa', { modulusLength: 2048 }),
        signingKey('ES256', 'ec', { namedCurve: 'P-256' }),
        { ...signingKey('RSA-OAEP', 'rsa', { modulusLength: 2048 }), use: 'enc' },
      ],
    },
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256'] },
    responseTypes: RESPONSE_TYPES,
    clientAuthMethods: [
      'client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt', 'none',
    ],
    subjectTypes: ['public', 'pairwise'],
    pairwiseIdentifier,
    allowOmittingSingleRegisteredRedirectUri: false,
    enableHttpPostMethods: secure,
    claims: claimsByScope,
    conformIdTokenClaims: true,
    findAccount: (ctx, sub) => accounts.find(sub),
    interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
    cookies: cookies(secure),
    features: features(settings),
    fetch: outside(settings),
    clientBasedCORS,
    renderError: (ctx, out) => html(ctx, errorPage(out)),
    ttl: {
      AccessToken: HOUR, AuthorizationCode: 60, IdToken: HOUR, Interaction: HOUR,
      RefreshToken: 24 * HOUR, Session: 24 * HOUR, Grant: 24 * HOUR,
    },
  };
}
