import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SecondFactors1765000000000 implements MigrationInterface {
  readonly name = 'SecondFactors1765000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE passkeys (
        id uuid NOT NULL,
        user_id uuid NOT NULL,
        credential_id text NOT NULL,
        user_handle text NOT NULL,
        public_key text NOT NULL,
        counter bigint NOT NULL,
        transports text[] NOT NULL,
        synced boolean NOT NULL,
        name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz,
        CONSTRAINT passkeys_pk PRIMARY KEY (id),
        CONSTRAINT passkeys_credential_unique UNIQUE (credential_id),
        CONSTRAINT passkeys_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX passkeys_user_index ON passkeys (user_id)`);
    await runner.query(`
      CREATE TABLE totp_secrets (
        user_id uuid NOT NULL,
        sealed text NOT NULL,
        confirmed_at timestamptz,
        last_step bigint NOT NULL DEFAULT 0,
        CONSTRAINT totp_secrets_pk PRIMARY KEY (user_id),
        CONSTRAINT totp_secrets_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )`);
    await runner.query(`
      CREATE TABLE recovery_codes (
        user_id uuid NOT NULL,
        hash text NOT NULL,
        CONSTRAINT recovery_codes_pk PRIMARY KEY (user_id, hash),
        CONSTRAINT recovery_codes_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )`);
    await runner.query(`
      CREATE TABLE second_factor_tickets (
        hash text NOT NULL,
        user_id uuid NOT NULL,
        method text NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        expires_at timestamptz NOT NULL,
        CONSTRAINT second_factor_tickets_pk PRIMARY KEY (hash),
        CONSTRAINT second_factor_tickets_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX second_factor_tickets_user_index ON second_factor_tickets (user_id)`);
    await runner.query(`CREATE INDEX second_factor_tickets_expiry_index ON second_factor_tickets (expires_at)`);
    await runner.query(`
      CREATE TABLE passkey_challenges (
        challenge text NOT NULL,
        purpose text NOT NULL,
        user_id uuid,
        ticket_hash text,
        expires_at timestamptz NOT NULL,
        CONSTRAINT passkey_challenges_pk PRIMARY KEY (challenge),
        CONSTRAINT passkey_challenges_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
        CONSTRAINT passkey_challenges_ticket_fk FOREIGN KEY (ticket_hash)
          REFERENCES second_factor_tickets (hash) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX passkey_challenges_user_index ON passkey_challenges (user_id)`);
    await runner.query(`CREATE INDEX passkey_challenges_ticket_index ON passkey_challenges (ticket_hash)`);
    await runner.query(`CREATE INDEX passkey_challenges_expiry_index ON passkey_challenges (expires_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE passkey_challenges, second_factor_tickets, recovery_codes, totp_secrets, passkeys`);
  }
}
