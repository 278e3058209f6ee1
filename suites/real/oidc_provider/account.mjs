// The people who can log in here, with every standard claim of OIDC Core 5.1.
import { createHash, timingSafeEqual } from 'node:crypto';

// OIDC Core 5.4: which claims a scope value asks for.
export const claimsByScope = {
  openid: ['sub'],
  profile: [
    'name', 'family_name', 'given_name', 'middle_name', 'nickname', 'preferred_username',
    'profile', 'picture', 'website', 'gender', 'birthdate', 'zoneinfo', 'locale', 'updated_at',
  ],
  email: ['email', 'email_verified'],
  address: ['address'],
  phone: ['phone_number', 'phone_number_verified'],
};

const digest = (text) => createHash('sha256').update(text).digest();

class Account {
  constructor(username, password, given) {
    this.username = username;
    this.password = digest(password);
    this.given = given;
    this.sub = digest(username).toString('hex').slice(0, 32);
  }

  // oidc-provider's own shape of an account.
  get known() {
    return { accountId: this.sub, claims: async () => ({ sub: this.sub, ...this.#claims() }) };
  }

  #claims() {
    return {
      name: `${this.given} Maria Quist`,
      given_name: this.given,
      middle_name: 'Maria',
      family_name: 'Quist',
      nickname: this.given,
      preferred_username: this.username,
      profile: `https://people.example.com/${this.username}`,
      picture: `https://people.example.com/${this.username}.png`,
      website: `https://${this.username}.example.com/`,
      gender: 'female',
      birthdate: '1990-02-28',
      zoneinfo: 'Europe/Berlin',
      locale: 'en-GB',
      updated_at: 1735689600,
      email: `${this.username}@example.com`,
      email_verified: true,
      phone_number: '+49 30 5550100',
      phone_number_verified: false,
      address: {
        formatted: '1 Example Street\n10115 Berlin\nGermany',
        street_address: '1 Example Street',
        locality: 'Berlin',
        postal_code: '10115',
        country: 'Germany',
      },
    };
  }
}

export class Accounts {
  constructor(people) {
    this.people = people.map(({ username, password, given }) => (
      new Account(username, password, given)));
  }

  // What the person typed -> the subject identifier, or undefined.
  authenticate(username, password) {
    const typed = digest(password);
    return this.people.find((person) => (
      timingSafeEqual(typed, person.password) && person.username === username))?.sub;
  }

  // oidc-provider's findAccount: a subject identifier -> its claims.
  find(sub) {
    return this.people.find((person) => person.sub === sub)?.known;
  }
}
