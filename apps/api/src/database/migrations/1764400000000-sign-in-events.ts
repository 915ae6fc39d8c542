import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SignInEvents1764400000000 implements MigrationInterface {
  readonly name = 'SignInEvents1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sign_in_events (
        id uuid NOT NULL,
        user_id uuid NOT NULL,
        at timestamptz NOT NULL,
        method text NOT NULL,
        outcome text NOT NULL,
        reason text,
        user_agent text,
        CONSTRAINT sign_in_events_pk PRIMARY KEY (id),
        CONSTRAINT sign_in_events_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX sign_in_events_user_at_index ON sign_in_events (user_id, at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE sign_in_events`);
  }
}
