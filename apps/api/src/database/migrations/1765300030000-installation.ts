import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which data folder the database belongs to: without its keys and pictures the rows are of no use. */
export class Installation1765300030000 implements MigrationInterface {
  readonly name = 'Installation1765300030000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE installation (
        id integer NOT NULL,
        folder uuid NOT NULL,
        run uuid NOT NULL,
        CONSTRAINT installation_pk PRIMARY KEY (id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE installation`);
  }
}
