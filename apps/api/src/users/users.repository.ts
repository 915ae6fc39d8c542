import { randomUUID } from 'node:crypto';
import type { UserRole } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Repository } from 'typeorm';
import { ProblemError } from '../common/problem-error.js';
import type { Transaction } from '../database/transactions.js';
import { violatedUniqueConstraint } from '../database/unique-violation.js';
import type { FaceOwner, FacialData } from './facial-data.js';
import { skeletonOf } from '../common/text/skeleton.js';
import { canBeIdentity, identityKey, identityKeys, withLetters } from '../common/text/identity-keys.js';
import { EMAIL_CONSTRAINT, SKELETON_CONSTRAINT, USERNAME_CONSTRAINT, UserEntity } from './user.entity.js';

export type NewUser = Pick<
  UserEntity,
  'id' | 'username' | 'email' | 'passwordHash' | 'facialData' | 'dataKey' | 'language' | 'confirmationDemanded'
>;

/** What a person can change of their account. */
export type AccountChanges = Partial<Pick<UserEntity, 'username' | 'email' | 'passwordHash' | 'language'>>;

/** Nobody confirmed the address in time. Whom the operator trusts with others' data is not erased for that. */
const OVERDUE = `email_verified_at IS NULL AND confirmation_demanded AND confirm_by < $1 AND role <> 'operator' AND data_key IS NOT NULL`;

@Injectable()
export class UsersRepository {
  constructor(@InjectRepository(UserEntity) private readonly users: Repository<UserEntity>) {}

  /** @throws ProblemError `USERNAME_TAKEN` or `EMAIL_TAKEN`, also when another sign-up was a moment faster. */
  async insert(transaction: Transaction, user: NewUser): Promise<UserEntity> {
    const row = transaction.create(UserEntity, {
      ...user,
      ...namedBy(user.username),
      auditSubject: randomUUID(),
      ...mailedAt(user.email),
    });
    try {
      await transaction.insert(UserEntity, row);
    } catch (error) {
      throw takenProblem(violatedUniqueConstraint(error), error) ?? error;
    }
    return transaction.findOneByOrFail(UserEntity, { id: user.id });
  }

  /** @throws ProblemError `USERNAME_TAKEN` or `EMAIL_TAKEN` */
  async demandFree(username: string, email: string): Promise<void> {
    const { usernameKey, usernameSkeleton } = namedBy(username);
    if (await this.users.exists({ where: [{ usernameKey }, { usernameSkeleton }] }))
      throw takenProblem(USERNAME_CONSTRAINT)!;
    if (await this.users.existsBy({ emailKey: In(identityKeys(email)) })) throw takenProblem(EMAIL_CONSTRAINT)!;
  }

  findById(id: string): Promise<UserEntity | null> {
    return this.users.findOneBy({ id });
  }

  /** @param name a username or an e-mail address; no username holds an `@`. */
  async findByName(name: string): Promise<UserEntity | null> {
    if (!canBeIdentity(name)) return null;
    const keys = identityKeys(name);
    if (!keys[0]!.includes('@')) return this.users.findOneBy({ usernameKey: keys[0]! });
    const found = await this.users.findBy({ emailKey: In(keys) });
    return found.toSorted((one, other) => keys.indexOf(one.emailKey) - keys.indexOf(other.emailKey))[0] ?? null;
  }

  /** Held against other writers until the transaction ends; null when it is gone or being erased. */
  async lock(transaction: Transaction, id: string): Promise<UserEntity | null> {
    const user = await transaction.findOne(UserEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return user?.dataKey == null ? null : user;
  }

  /** Held like {@link lock}, every account there is and those that are just being made. */
  async lockAll(transaction: Transaction): Promise<void> {
    await transaction.query('LOCK TABLE users IN EXCLUSIVE MODE');
  }

  /**
   * @param account as it was read; a password that has changed since is one that nobody was asked for
   * @throws ProblemError `USERNAME_TAKEN` or `EMAIL_TAKEN`; `CREDENTIALS_INVALID` when the row is not that one any more
   */
  async updateAccount(
    transaction: Transaction,
    { id, passwordHash }: Pick<UserEntity, 'id' | 'passwordHash'>,
    { username, email, ...changes }: AccountChanges & Partial<Pick<UserEntity, 'confirmationDemanded'>>,
  ): Promise<UserEntity> {
    try {
      const { affected } = await transaction.update(
        UserEntity,
        { id, passwordHash },
        {
          ...changes,
          ...(username !== undefined && namedBy(username)),
          ...(email !== undefined && { ...mailedAt(email), emailVerifiedAt: null, confirmBy: null }),
        },
      );
      if (affected !== 1) throw new ProblemError('CREDENTIALS_INVALID', 'The account has changed. Please try again.');
    } catch (error) {
      throw takenProblem(violatedUniqueConstraint(error), error) ?? error;
    }
    return transaction.findOneByOrFail(UserEntity, { id });
  }

  /** The first time: false when the account is gone, has another address by now, or had it confirmed before. */
  async verifyEmail(transaction: Transaction, id: string, email: string): Promise<boolean> {
    const confirmed = { emailVerifiedAt: new Date(), confirmationDemanded: false, confirmBy: null };
    const { affected } = await transaction.update(UserEntity, { id, email, emailVerifiedAt: IsNull() }, confirmed);
    return affected === 1;
  }

  /** Confirmed before. @throws ProblemError `EMAIL_TAKEN` */
  async setEmail(transaction: Transaction, id: string, email: string, emailVerifiedAt: Date): Promise<void> {
    const address = { ...mailedAt(email), emailVerifiedAt };
    try {
      await transaction.update(UserEntity, { id }, { ...address, confirmationDemanded: false, confirmBy: null });
    } catch (error) {
      throw takenProblem(violatedUniqueConstraint(error), error) ?? error;
    }
  }

  /** Where the address must be confirmed, and nobody set a time before. */
  async setConfirmBy(id: string, email: string, confirmBy: Date): Promise<void> {
    const unset = { emailVerifiedAt: IsNull(), confirmationDemanded: true, confirmBy: IsNull() };
    await this.users.update({ id, email, ...unset }, { confirmBy });
  }

  /** Ids of the accounts whose address nobody confirmed by `now`. */
  async overdue(now: Date): Promise<string[]> {
    return idsOf(await this.users.query<{ id: string }[]>(`SELECT id FROM users WHERE ${OVERDUE}`, [now]));
  }

  /** Those of them that have this name, or one that looks so, or this address. */
  async overdueWith({ username, email }: { username?: string; email?: string }, now: Date): Promise<string[]> {
    const { usernameKey = null, usernameSkeleton = null } = username === undefined ? {} : namedBy(username);
    const rows = await this.users.query<{ id: string }[]>(
      `SELECT id FROM users WHERE ${OVERDUE} AND (username_key = $2 OR username_skeleton = $3 OR email_key = $4)`,
      [now, usernameKey, usernameSkeleton, email === undefined ? null : identityKey(email)],
    );
    return idsOf(rows);
  }

  /** Whether the account still is one of {@link overdue}; it is held until the transaction ends. */
  async holdOverdue(transaction: Transaction, id: string, now: Date): Promise<boolean> {
    const sql = `SELECT id FROM users WHERE ${OVERDUE} AND id = $2 FOR UPDATE`;
    return (await transaction.query<unknown[]>(sql, [now, id])).length > 0;
  }

  async updateFacialData(transaction: Transaction, id: string, facialData: FacialData): Promise<void> {
    await transaction.update(UserEntity, { id }, { facialData });
  }

  async setPassword(transaction: Transaction, id: string, passwordHash: string): Promise<UserEntity> {
    await transaction.update(UserEntity, { id }, { passwordHash });
    return transaction.findOneByOrFail(UserEntity, { id });
  }

  async setRole(transaction: Transaction, id: string, role: UserRole): Promise<void> {
    await transaction.update(UserEntity, { id }, { role });
  }

  count(): Promise<number> {
    return this.users.count();
  }

  /** @returns what it was, to one caller of several */
  async delete(transaction: Transaction, id: string): Promise<UserEntity | undefined> {
    const user = await transaction.findOneBy(UserEntity, { id });
    const { affected } = await transaction.delete(UserEntity, { id });
    return affected === 1 && user ? user : undefined;
  }

  /** Accounts whose faces are of another model. */
  async countOfOtherModels(model: string): Promise<number> {
    const sql = `SELECT count(*) AS count FROM users WHERE facial_data->>'model' <> $1`;
    const [row] = await this.users.query<{ count: string }[]>(sql, [model]);
    return Number(row?.count);
  }

  /** Ids of the accounts whose faces are of another model, in order, after the id `after`. */
  async idsOfOtherModels(model: string, after: string, limit: number): Promise<string[]> {
    const sql = `SELECT id FROM users WHERE facial_data->>'model' <> $1 AND id > $2 ORDER BY id LIMIT $3`;
    const rows = await this.users.query<{ id: string }[]>(sql, [model, after, limit]);
    return rows.map(({ id }) => id);
  }

  /** By the clock that writes `updated_at`. */
  async databaseTime(): Promise<Date> {
    const [row] = await this.users.query<{ now: Date }[]>('SELECT now() AS now');
    return row!.now;
  }

  /** Every user's facial data, or of those whose row changed after a time of the database's clock, a page at a time in the order of ids. */
  async *everyonesFaces({
    changedAfter,
    pageSize = 500,
  }: { changedAfter?: Date; pageSize?: number } = {}): AsyncGenerator<FaceOwner[]> {
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const query = this.users
        .createQueryBuilder('user')
        .select(['user.id', 'user.facialData', 'user.dataKey'])
        .where('user.id > :after', { after })
        .orderBy('user.id')
        .limit(pageSize);
      if (changedAfter) query.andWhere('user.updated_at > :changedAfter', { changedAfter });
      const page = await query.getMany();
      yield page;
      const last = page.at(-1);
      if (!last || page.length < pageSize) return;
      after = last.id;
    }
  }

  /** Those of these users who have a face that is compared. */
  async idsWithFaces(ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.users.query<{ id: string }[]>(
      `SELECT id FROM users WHERE id = ANY($1) AND data_key IS NOT NULL AND EXISTS (
         SELECT FROM jsonb_array_elements(facial_data->'faces') AS face
         WHERE (face->>'isReference')::boolean IS NOT FALSE)`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Ids of all faces of these users; none of unknown ones. */
  async faceIds(ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.users.query<{ id: string }[]>(
      `SELECT face->>'id' AS id FROM users, jsonb_array_elements(facial_data->'faces') AS face WHERE users.id = ANY($1)`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

function namedBy(username: string) {
  return { username, usernameKey: identityKey(username), usernameSkeleton: skeletonOf(username) };
}

function mailedAt(address: string) {
  return { email: withLetters(address), emailKey: identityKey(address) };
}

function takenProblem(constraint: string | undefined, cause?: unknown): ProblemError | undefined {
  if (constraint === USERNAME_CONSTRAINT || constraint === SKELETON_CONSTRAINT)
    return new ProblemError('USERNAME_TAKEN', 'This username is taken. Choose another one.', {
      errors: [{ field: 'username', code: 'USERNAME_TAKEN', detail: 'This username is taken.' }],
      cause,
    });
  return constraint === EMAIL_CONSTRAINT ? emailTaken(cause) : undefined;
}

export function emailTaken(cause?: unknown): ProblemError {
  return new ProblemError('EMAIL_TAKEN', 'An account with this e-mail address exists. Log in instead.', {
    errors: [{ field: 'email', code: 'EMAIL_TAKEN', detail: 'This e-mail address has an account.' }],
    cause,
  });
}
