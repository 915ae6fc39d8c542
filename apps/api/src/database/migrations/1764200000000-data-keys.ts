import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DataKeys1764200000000 implements MigrationInterface {
  readonly name = 'DataKeys1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE users ADD data_key text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE users DROP data_key`);
  }
}
