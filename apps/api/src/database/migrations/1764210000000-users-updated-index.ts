import type { MigrationInterface, QueryRunner } from 'typeorm';

export class UsersUpdatedIndex1764210000000 implements MigrationInterface {
  readonly name = 'UsersUpdatedIndex1764210000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX users_updated_index ON users (updated_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX users_updated_index`);
  }
}
