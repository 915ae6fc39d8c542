import type { MigrationInterface, QueryRunner } from 'typeorm';
import { skeletonOf } from '../../common/text/skeleton.js';

const PAGE = 500;

export class AttemptsAndNames1764700000000 implements MigrationInterface {
  readonly name = 'AttemptsAndNames1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE attempt_counts (
        key text NOT NULL,
        attempts integer NOT NULL,
        open_at timestamptz NOT NULL,
        forget_at timestamptz,
        CONSTRAINT attempt_counts_pk PRIMARY KEY (key)
      )`);
    await runner.query(`CREATE INDEX attempt_counts_forget_at_index ON attempt_counts (forget_at)`);
    await runner.query(`ALTER TABLE users ADD username_skeleton text`);
    await runner.query(`ALTER TABLE users ADD CONSTRAINT users_username_skeleton_unique UNIQUE (username_skeleton)`);
    await fillSkeletons(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE users DROP username_skeleton`);
    await runner.query(`DROP TABLE attempt_counts`);
  }
}

/** Of accounts whose names look alike already, the oldest has the look to itself; the others keep their names as well. */
async function fillSkeletons(runner: QueryRunner): Promise<void> {
  const taken = new Set<string>();
  for (let offset = 0; ; offset += PAGE) {
    const rows = (await runner.query(
      `SELECT id, username FROM users ORDER BY created_at, id LIMIT ${PAGE} OFFSET ${offset}`,
    )) as { id: string; username: string }[];
    const own = rows
      .map(({ id, username }) => ({ id, skeleton: skeletonOf(username) }))
      .filter(({ skeleton }) => !taken.has(skeleton) && taken.add(skeleton));
    await runner.query(
      `UPDATE users SET username_skeleton = new.skeleton FROM unnest($1::uuid[], $2::text[]) AS new (id, skeleton)
       WHERE users.id = new.id`,
      [own.map(({ id }) => id), own.map(({ skeleton }) => skeleton)],
    );
    if (rows.length < PAGE) return;
  }
}
