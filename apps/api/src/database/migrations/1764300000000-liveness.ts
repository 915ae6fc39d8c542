import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Liveness1764300000000 implements MigrationInterface {
  readonly name = 'Liveness1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE liveness_tokens (
        id uuid NOT NULL,
        sealed_face text NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT liveness_tokens_pk PRIMARY KEY (id)
      )`);
    await runner.query(`CREATE INDEX liveness_tokens_expiry_index ON liveness_tokens (expires_at)`);
    await runner.query(`
      CREATE TABLE probe_pictures (
        sha256 text NOT NULL,
        used_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT probe_pictures_pk PRIMARY KEY (sha256)
      )`);
    await runner.query(`CREATE INDEX probe_pictures_use_index ON probe_pictures (used_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE liveness_tokens, probe_pictures`);
  }
}
