// oidc-provider's configuration, as an administrator would write it who reads the specifications.
import { generateKeyPairSync, randomBytes } from 'node:crypto';

import { claimsByScope } from './account.mjs';
import { errorPage, loggedOutPage, logoutPage } from './pages.mjs';

const HOUR = 60 * 60;

function signingKey(alg, type, options) {
  const { privateKey } = generateKeyPairSync(type, options);
  const kid = `${alg.toLowerCase()}-${randomBytes(6).toString('hex')}`;
  return { ...privateKey.export({ format: 'jwk' }), kid, alg, use: 'sig' };
}

// W&B Server's registration: a public web client that knows its callback and two logout URLs.
function publicClient({ clientId, host }) {
  return {
    client_id: clientId,
    client_name: 'W&B Server',
    application_type: 'web',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'implicit', 'refresh_token'],
    response_types: ['code', 'id_token', 'id_token token'],
    redirect_uris: [`${host}/oidc/callback`],
    post_logout_redirect_uris: [host, `${host}/logout`],
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

const features = {
  devInteractions: { enabled: false },
  claimsParameter: { enabled: true },
  revocation: { enabled: true },
  rpInitiatedLogout: {
    enabled: true,
    logoutSource: (ctx, form) => html(ctx, logoutPage(form)),
    postLogoutSuccessSource: (ctx) => html(ctx, loggedOutPage()),
  },
};

// Scripts of the client's own origin may call the endpoints it uses, no others.
function clientBasedCORS(ctx, origin, client) {
  return client.redirectUris.some((uri) => new URL(uri).origin === origin);
}

export function configuration({ secure, clientId, host }, accounts) {
  return {
    clients: [publicClient({ clientId, host })],
    jwks: {
      keys: [
        signingKey('RS256', 'rsa', { modulusLength: 2048 }),
        signingKey('ES256', 'ec', { namedCurve: 'P-256' }),
      ],
    },
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256'] },
    responseTypes: ['code', 'id_token', 'id_token token'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    allowOmittingSingleRegisteredRedirectUri: false,
    enableHttpPostMethods: secure,
    claims: claimsByScope,
    conformIdTokenClaims: true,
    findAccount: (ctx, sub) => accounts.find(sub),
    interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
    cookies: cookies(secure),
    features,
    clientBasedCORS,
    renderError: (ctx, out) => html(ctx, errorPage(out)),
    ttl: {
      AccessToken: HOUR, AuthorizationCode: 60, IdToken: HOUR, Interaction: HOUR,
      RefreshToken: 24 * HOUR, Session: 24 * HOUR, Grant: 24 * HOUR,
    },
  };
}
