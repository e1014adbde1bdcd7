import { writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

// Writes rows into a database and tells each one that is committed: file, `synchronous`, rows.
const [file = '', synchronous = 'full', rows = '0'] = process.argv.slice(2);
const database = new DatabaseSync(file);
database.exec(`pragma journal_mode = wal; pragma synchronous = ${synchronous};`);
database.exec('create table row (number integer primary key, body blob)');
const insert = database.prepare('insert into row values (?, ?)');
for (let number = 1; number <= Number(rows); number++) {
  insert.run(number, new Uint8Array(1000).fill(number));
  writeSync(1, `${String(number)}\n`);
}
database.close();
