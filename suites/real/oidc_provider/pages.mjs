// The pages a person sees: plain HTML, every inserted value escaped, no script on them
// (but for the login page of --javascript-login, which is empty until its script has run).
const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (value) => String(value).replace(/[&<>"']/g, (character) => escapes[character]);

function page(title, body) {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
</head>
<body>
<main>
<h1>${escape(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

// OIDC Dynamic Client Registration 2: what a client has registered for the End-User to see.
function about({ clientName, clientId, logoUri, policyUri, tosUri }) {
  const link = (uri, words) => (uri ? `<a href="${escape(uri)}">${words}</a>` : '');
  const logo = logoUri?.startsWith('https:') ? `<img src="${escape(logoUri)}" alt="" height="32">` : '';
  return `<p>${logo} ${escape(clientName ?? clientId)}
${link(policyUri, 'What it does with your data')} ${link(tosUri, 'Its terms')}</p>`;
}

const hidden = (name, value) => `<input type="hidden" name="${name}" value="${escape(value)}">`;

export function loginPage({ csrf, username, problem, client }) {
  return page('Sign in', `${problem ? `<p role="alert">${escape(problem)}</p>` : ''}
${about(client)}
<form method="post" action="">
${hidden('csrf', csrf)}
<p><label>Username <input type="text" name="username" value="${escape(username)}"
 autocomplete="username" required></label></p>
<p><label>Password <input type="password" name="password"
 autocomplete="current-password" required></label></p>
<p><button type="submit">Sign in</button></p>
</form>`);
}

export function loginPageByScript({ csrf, username, problem, client }) {
  return page('Sign in', `${problem ? `<p role="alert">${escape(problem)}</p>` : ''}
${about(client)}
<div id="login" data-csrf="${escape(csrf)}" data-username="${escape(username)}"></div>
<noscript><p>This page needs JavaScript.</p></noscript>
<script src="/login.js"></script>`);
}

export const loginScript = `'use strict';
function field(form, label, attributes) {
  const wrapper = document.createElement('label');
  const input = Object.assign(document.createElement('input'), attributes);
  wrapper.append(label, ' ', input);
  form.append(wrapper);
}
const place = document.getElementById('login');
const form = Object.assign(document.createElement('form'), { method: 'post', action: '' });
form.append(Object.assign(document.createElement('input'), {
  type: 'hidden', name: 'csrf', value: place.dataset.csrf,
}));
field(form, 'Username', { type: 'text', name: 'username', value: place.dataset.username,
  autocomplete: 'username', required: true });
field(form, 'Password', { type: 'password', name: 'password',
  autocomplete: 'current-password', required: true });
form.append(Object.assign(document.createElement('button'), {
  type: 'submit', textContent: 'Sign in',
}));
place.append(form);
`;

export function consentPage({ csrf, client, scopes, claims }) {
  const items = [...scopes, ...claims].map((name) => `<li>${escape(name)}</li>`).join('\n');
  return page('Allow access', `${about(client)}
<p>asks for:</p>
<ul>
${items || '<li>nothing new</li>'}
</ul>
<form method="post" action="">
${hidden('csrf', csrf)}
<p><button type="submit" name="decision" value="allow">Allow</button>
<button type="submit" name="decision" value="deny">Deny</button></p>
</form>`);
}

// oidc-provider hands in the form element; its buttons belong to it by their form attribute.
export function logoutPage(form) {
  return page('Sign out', `<p>Do you want to sign out?</p>
${form}
<p><button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button type="submit" form="op.logoutForm">Stay signed in</button></p>`);
}

export function loggedOutPage() {
  return page('Signed out', '<p>You are signed out.</p>');
}

// Its form has the field for the code, and no button.
export function userCodePage(form, error) {
  return page('Sign in on a device', `${error ? '<p role="alert">That code is not right.</p>' : ''}
${form}
<p><button type="submit" form="op.deviceInputForm">Go on</button></p>`);
}

export function devicePage(form, client, code) {
  return page('Allow a device', `<p>${escape(client)} shows the code
<code>${escape(code)}</code> on a device that you have with you?</p>
${form}
<p><button type="submit" form="op.deviceConfirmForm">Allow</button>
<button type="submit" form="op.deviceConfirmForm" name="abort" value="yes">Deny</button></p>`);
}

export function deviceDonePage() {
  return page('Done', '<p>The device is signed in.</p>');
}

export function errorPage(out) {
  const items = Object.entries(out)
    .map(([name, value]) => `<dt>${escape(name)}</dt><dd>${escape(value)}</dd>`).join('\n');
  return page('This request cannot be answered', `<dl>\n${items}\n</dl>`);
}
