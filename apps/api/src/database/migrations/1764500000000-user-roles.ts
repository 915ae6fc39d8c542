import type { MigrationInterface, QueryRunner } from 'typeorm';

export class UserRoles1764500000000 implements MigrationInterface {
  readonly name = 'UserRoles1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE users ADD role text NOT NULL DEFAULT 'user'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE users DROP role`);
  }
}
