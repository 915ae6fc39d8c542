import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Mail1764800000000 implements MigrationInterface {
  readonly name = 'Mail1764800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE users ADD language text NOT NULL DEFAULT 'en', ADD email_verified_at timestamptz`);
    await runner.query(`
      CREATE TABLE queued_mails (
        id uuid NOT NULL,
        kind text NOT NULL,
        user_id uuid,
        address text NOT NULL,
        language text NOT NULL,
        details jsonb NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        due_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT queued_mails_pk PRIMARY KEY (id),
        CONSTRAINT queued_mails_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX queued_mails_due_index ON queued_mails (due_at)`);
    await runner.query(`CREATE INDEX queued_mails_user_index ON queued_mails (user_id)`);
    await runner.query(`
      CREATE TABLE mailed_links (
        user_id uuid NOT NULL,
        purpose text NOT NULL,
        hash text NOT NULL,
        address text NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT mailed_links_pk PRIMARY KEY (user_id, purpose),
        CONSTRAINT mailed_links_hash_unique UNIQUE (hash),
        CONSTRAINT mailed_links_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE mailed_links, queued_mails`);
    await runner.query(`ALTER TABLE users DROP language, DROP email_verified_at`);
  }
}
