// The one person who can log in here, with every standard claim of OIDC Core 5.1.
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

export class Accounts {
  constructor(username, password) {
    this.username = username;
    this.password = digest(password);
    this.sub = digest(username).toString('hex').slice(0, 32);
  }

  // What the person typed -> the subject identifier, or undefined.
  authenticate(username, password) {
    const right = timingSafeEqual(digest(password), this.password);
    return right && username === this.username ? this.sub : undefined;
  }

  // oidc-provider's findAccount: a subject identifier -> its claims.
  find(sub) {
    if (sub !== this.sub) return undefined;
    return { accountId: sub, claims: async () => ({ sub, ...this.#claims() }) };
  }

  #claims() {
    return {
      name: 'Ada Maria Quist',
      given_name: 'Ada',
      middle_name: 'Maria',
      family_name: 'Quist',
      nickname: 'Adi',
      preferred_username: this.username,
      profile: 'https://people.example.com/ada',
      picture: 'https://people.example.com/ada.png',
      website: 'https://ada.example.com/',
      gender: 'female',
      birthdate: '1990-02-28',
      zoneinfo: 'Europe/Berlin',
      locale: 'en-GB',
      updated_at: 1735689600,
      email: 'ada@example.com',
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
