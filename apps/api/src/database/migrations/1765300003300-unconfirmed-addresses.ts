import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that there are keep their addresses unconfirmed for as long as they like: nobody told their owners otherwise. */
export class UnconfirmedAddresses1765300003300 implements MigrationInterface {
  readonly name = 'UnconfirmedAddresses1765300003300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE users ADD confirmation_demanded boolean NOT NULL DEFAULT false, ADD confirm_by timestamptz`,
    );
    await runner.query(`
      CREATE TABLE left_addresses (
        id uuid NOT NULL,
        user_id uuid NOT NULL,
        address text NOT NULL,
        address_key text NOT NULL,
        verified_at timestamptz NOT NULL,
        left_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        hash text,
        CONSTRAINT left_addresses_pk PRIMARY KEY (id),
        CONSTRAINT left_addresses_hash_unique UNIQUE (hash),
        CONSTRAINT left_addresses_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX left_addresses_user_index ON left_addresses (user_id)`);
    await runner.query(`CREATE INDEX left_addresses_key_index ON left_addresses (address_key)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE left_addresses`);
    await runner.query(`ALTER TABLE users DROP confirmation_demanded, DROP confirm_by`);
  }
}
