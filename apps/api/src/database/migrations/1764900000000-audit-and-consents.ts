import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The rows of `sign_in_events` go into the trail at the next start, which knows the key of the chain. */
export class AuditAndConsents1764900000000 implements MigrationInterface {
  readonly name = 'AuditAndConsents1764900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users
        ADD audit_subject uuid NOT NULL DEFAULT gen_random_uuid(),
        ADD last_seen_at timestamptz,
        ADD idle_warned_at timestamptz`);
    await runner.query(`ALTER TABLE users ALTER audit_subject DROP DEFAULT`);
    await runner.query(`
      CREATE TABLE audit_events (
        seq bigint NOT NULL,
        id uuid NOT NULL,
        at timestamptz NOT NULL,
        action text NOT NULL,
        actor text NOT NULL,
        outcome text NOT NULL,
        reason text,
        method text,
        detail text,
        subject uuid,
        origin jsonb,
        origin_salt text,
        origin_digest text,
        key_id text NOT NULL,
        hash text NOT NULL,
        CONSTRAINT audit_events_pk PRIMARY KEY (seq),
        CONSTRAINT audit_events_id_unique UNIQUE (id)
      )`);
    await runner.query(`CREATE INDEX audit_events_subject_index ON audit_events (subject, at, seq)`);
    await runner.query(`CREATE INDEX audit_events_at_index ON audit_events (at)`);
    await runner.query(`
      CREATE TABLE audit_chain (
        id integer NOT NULL,
        seq bigint NOT NULL,
        hash text NOT NULL,
        pruned_seq bigint NOT NULL,
        pruned_hash text NOT NULL,
        pruned_key_id text,
        pruned_mac text,
        CONSTRAINT audit_chain_pk PRIMARY KEY (id)
      )`);
    await runner.query(`INSERT INTO audit_chain VALUES (1, 0, '', 0, '', NULL, NULL)`);
    await runner.query(`
      CREATE TABLE consent_texts (
        version text NOT NULL,
        language text NOT NULL,
        text text NOT NULL,
        sha256 text NOT NULL,
        CONSTRAINT consent_texts_pk PRIMARY KEY (version, language)
      )`);
    await runner.query(`
      CREATE TABLE consents (
        id uuid NOT NULL,
        user_id uuid NOT NULL,
        version text NOT NULL,
        language text NOT NULL,
        given_at timestamptz NOT NULL,
        withdrawn_at timestamptz,
        CONSTRAINT consents_pk PRIMARY KEY (id),
        CONSTRAINT consents_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE UNIQUE INDEX consents_in_force_unique ON consents (user_id) WHERE withdrawn_at IS NULL`);
    await runner.query(`CREATE INDEX consents_user_index ON consents (user_id)`);
    await runner.query(`
      INSERT INTO consents (id, user_id, version, language, given_at)
      SELECT gen_random_uuid(), id, consent_version, language, created_at FROM users`);
    await runner.query(`ALTER TABLE users DROP consent_version`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE users ADD consent_version text`);
    await runner.query(`
      UPDATE users SET consent_version = COALESCE(
        (SELECT version FROM consents WHERE user_id = users.id ORDER BY given_at DESC LIMIT 1), '')`);
    await runner.query(`ALTER TABLE users ALTER consent_version SET NOT NULL`);
    await runner.query(`DROP TABLE consents, consent_texts, audit_chain, audit_events`);
    await runner.query(`ALTER TABLE users DROP audit_subject, DROP last_seen_at, DROP idle_warned_at`);
  }
}
