import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SessionAssurance1764600000000 implements MigrationInterface {
  readonly name = 'SessionAssurance1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE sessions ADD amr text[], ADD authenticated_at timestamptz`);
    await runner.query(
      `UPDATE sessions SET amr = ARRAY[CASE method WHEN 'face' THEN 'face' ELSE 'pwd' END], authenticated_at = created_at`,
    );
    await runner.query(`ALTER TABLE sessions ALTER amr SET NOT NULL, ALTER authenticated_at SET NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE sessions DROP amr, DROP authenticated_at`);
  }
}
