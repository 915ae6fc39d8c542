import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A proof says what it is good for; tokens of before say nothing of it, live a minute, and go. Pictures decide nothing beside a proof:
 * none has to be known again.
 */
export class LivenessProofs1765200000000 implements MigrationInterface {
  readonly name = 'LivenessProofs1765200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE liveness_tokens, probe_pictures`);
    await runner.query(`
      CREATE TABLE liveness_proofs (
        id uuid NOT NULL,
        sealed text NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT liveness_proofs_pk PRIMARY KEY (id)
      )`);
    await runner.query(`CREATE INDEX liveness_proofs_expiry_index ON liveness_proofs (expires_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE liveness_proofs`);
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
}
