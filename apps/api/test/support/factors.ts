import type {
  AuthenticatorAppSetup,
  FactorAdded,
  PasskeyCreationOptions,
  PasskeyRequestOptions,
  Problem,
  SignedIn,
  StoredFacial,
} from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import { Secret, TOTP } from 'otpauth';
import { Authenticator, type Deviations } from './authenticator.js';
import type { Answer } from './client.js';
import { base64, imagesOfA, PASSWORD, signUp } from './people.js';
import type { TestServer } from './server.js';

const STEP_MS = 30_000;

/** A person with an account, their devices, and their way in. */
export class Member {
  readonly authenticator: Authenticator;
  token: string;
  /** Of the authenticator app. */
  secret = '';
  recoveryCodes: string[] = [];

  private constructor(
    readonly server: TestServer,
    readonly account: StoredFacial,
    synced: boolean,
  ) {
    this.authenticator = new Authenticator(originOf(server), synced);
    this.token = account.accessToken;
  }

  /** @param fields of the sign-up */
  static async signUp(
    server: TestServer,
    { synced = false, ...fields }: { synced?: boolean; username?: string; email?: string } = {},
  ): Promise<Member> {
    return new Member(server, (await signUp(server.client, await imagesOfA(), fields)).body, synced);
  }

  /** As if they had never had a second factor, and had logged in just now. */
  async startOver(): Promise<void> {
    for (const table of ['passkeys', 'totp_secrets', 'recovery_codes', 'second_factor_tickets', 'sessions'])
      await this.server.sql(`DELETE FROM ${table} WHERE user_id = $1`, [this.account.user.id]);
    this.authenticator.keys.length = 0;
    this.token = (await this.byPassword()).body.accessToken;
  }

  get username(): string {
    return this.account.user.username;
  }

  async addPasskey(deviations: Deviations = {}, name = 'Laptop'): Promise<Answer<FactorAdded & Problem>> {
    const options = await this.call<PasskeyCreationOptions>('/api/me/passkeys/options');
    const credential = this.authenticator.create(options.body, deviations);
    return this.keep(await this.call<FactorAdded & Problem>('/api/me/passkeys', { name, credential }));
  }

  async addApp(): Promise<Answer<FactorAdded & Problem>> {
    const setup = await this.call<AuthenticatorAppSetup>('/api/me/authenticator-app');
    this.secret = setup.body.secret;
    return this.keep(
      await this.call<FactorAdded & Problem>('/api/me/authenticator-app/confirm', { code: this.code() }),
    );
  }

  /** The code of the app's step now, or of one before or after. */
  code(stepsAway = 0): string {
    const totp = new TOTP({ secret: Secret.fromBase32(this.secret) });
    return totp.generate({ timestamp: Date.now() + stepsAway * STEP_MS });
  }

  byPassword(): Promise<Answer<SignedIn & Problem>> {
    return this.server.client.post('/api/auth/login', { username: this.username, password: PASSWORD });
  }

  async byFace(): Promise<Answer<SignedIn & Problem>> {
    const image = await base64(personA.otherFront);
    return this.server.client.post('/api/user/facial/recognize', { image, username: this.username });
  }

  async byPasskey(deviations: Deviations = {}): Promise<Answer<SignedIn & Problem>> {
    const { body } = await this.server.client.post<PasskeyRequestOptions>('/api/auth/passkey/options');
    return this.server.client.post('/api/auth/passkey', { passkey: this.authenticator.get(body, deviations) });
  }

  /** The ticket of a log-in by password. */
  async ticket(): Promise<string> {
    const { body } = await this.byPassword();
    if (body.ticket === undefined) throw new Error(`no ticket: ${JSON.stringify(body)}`);
    return body.ticket;
  }

  complete(ticket: string | undefined, proof: object): Promise<Answer<SignedIn & Problem>> {
    return this.server.client.post('/api/auth/second-factor', { ticket, ...proof });
  }

  async completeByPasskey(
    ticket: string | undefined,
    deviations: Deviations = {},
  ): Promise<Answer<SignedIn & Problem>> {
    const { body } = await this.server.client.post<PasskeyRequestOptions>('/api/auth/second-factor/options', {
      ticket,
    });
    return this.complete(ticket, { passkey: this.authenticator.get(body, deviations) });
  }

  /** As this person. */
  call<T = Problem>(path: string, body?: unknown): Promise<Answer<T>> {
    return this.server.client.post<T>(path, body, { token: this.token });
  }

  private keep(added: Answer<FactorAdded & Problem>): Answer<FactorAdded & Problem> {
    if (added.status === 201) this.token = added.body.accessToken;
    this.recoveryCodes = added.body.recoveryCodes ?? this.recoveryCodes;
    return added;
  }
}

/** Where people open the server under test, which listens on the loopback address. */
export function originOf({ client }: TestServer): string {
  return `http://localhost:${new URL(client.baseUrl).port}`;
}
