// Login and consent: one page each, a POST from it answered by going on or by the page again.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import { consentPage, errorPage, loginPage, loginPageByScript } from './pages.mjs';

const BODY_LIMIT = 16 * 1024;

async function readForm(req) {
  let body = '';
  for await (const chunk of req.setEncoding('utf8')) {
    body += chunk;
    if (body.length > BODY_LIMIT) throw new Error('the form is too large');
  }
  return new URLSearchParams(body);
}

function sendPage(res, status, html) {
  res.statusCode = status;
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  res.setHeader('Cache-Control', 'no-store');
  res.end(html);
}

export class Interactions {
  #key = randomBytes(32);

  constructor(provider, accounts, { javascriptLogin }) {
    this.provider = provider;
    this.accounts = accounts;
    this.loginPage = javascriptLogin ? loginPageByScript : loginPage;
  }

  // One request below /interaction/; the library's own cookie says whose interaction it is.
  async handle(req, res) {
    try {
      const details = await this.provider.interactionDetails(req, res);
      const step = details.prompt.name === 'login' ? 'login' : 'consent';
      if (req.method === 'GET') await this.#show(res, details, step, 200);
      else if (req.method === 'POST') await this.#answer(req, res, details, step);
      else sendPage(res, 405, errorPage({ error: 'method_not_allowed' }));
    } catch (error) {
      sendPage(res, 400, errorPage({ error: error.error ?? 'invalid_request', error_description:
        error.error_description ?? error.message }));
    }
  }

  #csrf(details) {
    return createHmac('sha256', this.#key).update(details.uid).digest('hex');
  }

  async #show(res, details, step, status, problem = '') {
    const csrf = this.#csrf(details);
    const { params, prompt } = details;
    const client = await this.provider.Client.find(params.client_id);
    const html = step === 'login'
      ? this.loginPage({ csrf, username: params.login_hint ?? '', problem, client })
      : consentPage({
        csrf,
        client,
        scopes: prompt.details.missingOIDCScope ?? [],
        claims: prompt.details.missingOIDCClaims ?? [],
      });
    sendPage(res, status, html);
  }

  async #answer(req, res, details, step) {
    const form = await readForm(req);
    const given = Buffer.from(form.get('csrf') ?? '');
    const expected = Buffer.from(this.#csrf(details));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      await this.#show(res, details, step, 403, 'This form has expired, send it again.');
    } else if (step === 'login') {
      await this.#login(req, res, details, form);
    } else {
      await this.#consent(req, res, details, form);
    }
  }

  async #login(req, res, details, form) {
    const sub = this.accounts.authenticate(form.get('username') ?? '', form.get('password') ?? '');
    if (sub === undefined) {
      await this.#show(res, details, 'login', 200, 'The username or the password is wrong.');
      return;
    }
    const result = { login: { accountId: sub, remember: false, amr: ['pwd'] } };
    await this.provider.interactionFinished(req, res, result, { mergeWithLastSubmission: false });
  }

  async #consent(req, res, details, form) {
    if (form.get('decision') !== 'allow') {
      const result = { error: 'access_denied', error_description: 'the End-User denied access' };
      await this.provider.interactionFinished(req, res, result);
      return;
    }
    const { Grant } = this.provider;
    const grant = details.grantId
      ? await Grant.find(details.grantId)
      : new Grant({ accountId: details.session.accountId, clientId: details.params.client_id });
    const { missingOIDCScope, missingOIDCClaims } = details.prompt.details;
    if (missingOIDCScope) grant.addOIDCScope(missingOIDCScope.join(' '));
    if (missingOIDCClaims) grant.addOIDCClaims(missingOIDCClaims);
    const result = { consent: { grantId: await grant.save() } };
    await this.provider.interactionFinished(req, res, result);
  }
}
