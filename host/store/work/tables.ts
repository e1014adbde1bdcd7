/** Schemas of their own, so that the database may hold other things too. */
export const BOSS_SCHEMA = 'fobkit_queue';

/**
 * Makes the tables of a kind of work. Two who come first at once would both make them: the lock is
 * any number that is ours.
 */
export function createTables(kind: string): string {
  const schema = schemaOf(kind);
  return `
  select pg_advisory_xact_lock(7046029254386353131);
  create schema if not exists ${schema};
  create table if not exists ${schema}.job (
    id uuid primary key,
    tool text not null,
    job_order text not null,
    seen timestamptz not null default now()
  );
  create table if not exists ${schema}.share (
    job uuid not null references ${schema}.job on delete cascade,
    share integer not null,
    result text,
    error text,
    taken boolean not null default false,
    primary key (job, share)
  );
  create table if not exists ${schema}.worker (
    id uuid primary key,
    name text not null,
    tool text not null,
    threads integer not null,
    seen timestamptz not null default now()
  );
`;
}

const statements = (schema: string) => ({
  addJob: `insert into ${schema}.job (id, tool, job_order) values ($1, $2, $3)`,
  seeJob: `update ${schema}.job set seen = now() where id = $1`,
  dropJob: `delete from ${schema}.job where id = $1`,
  /** Whose coordinator died. */
  dropOld: `delete from ${schema}.job where seen < now() - interval '1 hour'`,
  /** Of a job that somebody waits for: one whose coordinator was killed is nobody's. */
  order: `select job_order from ${schema}.job
    where id = $1 and seen > now() - interval '1 minute'`,
  /** By version: jobs that somebody waits for. */
  waiting: `select distinct tool from ${schema}.job where seen > now() - interval '30 seconds'`,
  /** A share may be done twice; the first result counts. The job may be over by then. */
  addShare: `insert into ${schema}.share (job, share, result, error)
    select id, $2, $3, $4 from ${schema}.job where id = $1 for key share
    on conflict do nothing`,
  isDone: `select 1 as done from ${schema}.share where job = $1 and share = $2`,
  /** Each result is handed out once. */
  takeShares: `update ${schema}.share set taken = true where job = $1 and not taken
    returning share, result, error`,
  seeWorker: `insert into ${schema}.worker (id, name, tool, threads) values ($1, $2, $3, $4)
    on conflict (id) do update set seen = now()`,
  dropWorker: `delete from ${schema}.worker where id = $1 or seen < now() - interval '1 hour'`,
  workers: `select coalesce(sum(threads), 0)::integer as threads, count(*)::integer as workers
    from ${schema}.worker where tool = $1 and seen > now() - interval '15 seconds'`,
});
export type Sql = ReturnType<typeof statements>;

/** What the queue asks of the tables of a kind of work. */
export function sqlOf(kind: string): Sql {
  return statements(schemaOf(kind));
}

/** A name is our own, never a user's. */
function schemaOf(kind: string): string {
  return `fobkit_${kind}`;
}
