import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of sessions that there are nobody knows when: who has a second factor is asked for it once more. */
export class SecondFactorShown1765100000000 implements MigrationInterface {
  readonly name = 'SecondFactorShown1765100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE sessions ADD second_factor_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE sessions DROP second_factor_at`);
  }
}
