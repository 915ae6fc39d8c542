import type { MigrationInterface, QueryRunner } from 'typeorm';
import { identityKey, identityKeyWithLetters } from '../../common/text/identity-keys.js';

const PAGE = 500;

/**
 * One key for both forms of an international domain. Where an account was made with each of them, the one whose key has letters
 * keeps it: both are found as they were, by the form that they were made with.
 */
export class AddressForms1765300038000 implements MigrationInterface {
  readonly name = 'AddressForms1765300038000';

  up(runner: QueryRunner): Promise<void> {
    return rekey(runner, identityKey);
  }

  down(runner: QueryRunner): Promise<void> {
    return rekey(runner, identityKeyWithLetters);
  }
}

/** Gives every account of an international address the key that `keyOf` makes, unless another account has it. */
async function rekey(runner: QueryRunner, keyOf: (email: string) => string): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = (await runner.query(
      `SELECT id, email_key FROM users WHERE id > $1 AND (octet_length(email_key) <> char_length(email_key) OR email_key ~ '[@.]xn--')
       ORDER BY id LIMIT ${PAGE}`,
      [after],
    )) as { id: string; email_key: string }[];
    const changed = rows
      .map(({ id, email_key: before }) => ({ id, before, key: keyOf(before) }))
      .filter(({ before, key }) => before !== key);
    for (const { id, key } of changed)
      await runner.query(
        `UPDATE users SET email_key = $2 WHERE id = $1 AND NOT EXISTS (SELECT FROM users WHERE email_key = $2)`,
        [id, key],
      );
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.id;
  }
}
