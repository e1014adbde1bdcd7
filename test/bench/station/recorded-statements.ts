import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

/** A statement as it was run, with its values. */
export interface RecordedStatement {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
  /** Whether rows were asked for. */
  readonly reads: boolean;
}

/** Runs `work` and gives every statement that node:sqlite ran meanwhile, on whatever connection. */
export async function recordStatements(work: () => Promise<void>): Promise<RecordedStatement[]> {
  const recorded: RecordedStatement[] = [];
  const plain = Object.getOwnPropertyDescriptor(DatabaseSync.prototype, 'prepare');
  const prepare: unknown = plain?.value;
  if (plain === undefined || typeof prepare !== 'function') {
    throw new Error('node:sqlite prepares in another way');
  }
  const value = function (this: DatabaseSync, sql: string): object {
    const statement = Reflect.apply(prepare, this, [sql]) as object;
    return new Proxy(statement, {
      get: (target, name) => {
        const found: unknown = Reflect.get(target, name);
        if (typeof found !== 'function') return found;
        return (...values: SQLInputValue[]): unknown => {
          if (name === 'all') recorded.push({ sql, values, reads: true });
          if (name === 'run') recorded.push({ sql, values, reads: false });
          return Reflect.apply(found, target, values) as unknown;
        };
      },
    });
  };
  Object.defineProperty(DatabaseSync.prototype, 'prepare', { ...plain, value });
  try {
    await work();
  } finally {
    Object.defineProperty(DatabaseSync.prototype, 'prepare', plain);
  }
  return recorded;
}

/** Runs recorded statements on a connection of its own, each text prepared once. */
export function replayStatements(
  file: string,
  statements: readonly RecordedStatement[],
  synchronous: 'full' | 'off',
): void {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true });
  database.exec(`pragma journal_mode = wal; pragma secure_delete = on`);
  database.exec(`pragma synchronous = ${synchronous}`);
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  for (const { sql, values, reads } of statements) {
    let statement = prepared.get(sql);
    if (statement === undefined) {
      statement = database.prepare(sql);
      prepared.set(sql, statement);
    }
    if (reads) statement.all(...values);
    else statement.run(...values);
  }
  database.close();
}
