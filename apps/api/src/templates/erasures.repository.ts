import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** What goes with the row of an account, whichever room it is of. */
@Injectable()
export class ErasuresRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Rows of all tables that the database removes with the account, and the account. */
  async countRows(userId: string): Promise<number> {
    const tables = await this.dataSource.query<{ name: string; column: string }[]>(
      `SELECT conrelid::regclass::text AS name, quote_ident(attname) AS column FROM pg_constraint
       JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
       WHERE contype = 'f' AND confrelid = 'users'::regclass AND confdeltype = 'c'`,
    );
    // Names of our own tables, quoted by the database.
    const counts = tables.map(({ name, column }) => `(SELECT count(*) FROM ${name} WHERE ${column} = $1)`);
    const all = ['(SELECT count(*) FROM users WHERE id = $1)', ...counts].join(' + ');
    const [row] = await this.dataSource.query<{ count: string }[]>(`SELECT ${all} AS count`, [userId]);
    return Number(row?.count);
  }
}
