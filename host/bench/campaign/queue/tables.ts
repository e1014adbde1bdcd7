/** Schemas of their own, so that the database may hold other things too. */
export const BOSS_SCHEMA = 'fobkit_queue';
const SCHEMA = 'fobkit_bench';

/** Two who come first at once would both make them: the lock is any number that is ours. */
export const CREATE = `
  select pg_advisory_xact_lock(7046029254386353131);
  create schema if not exists ${SCHEMA};
  create table if not exists ${SCHEMA}.campaign (
    id uuid primary key,
    tool text not null,
    campaign_order text not null,
    seen timestamptz not null default now()
  );
  create table if not exists ${SCHEMA}.chunk (
    campaign uuid not null references ${SCHEMA}.campaign on delete cascade,
    chunk integer not null,
    result text,
    error text,
    taken boolean not null default false,
    primary key (campaign, chunk)
  );
  create table if not exists ${SCHEMA}.worker (
    id uuid primary key,
    name text not null,
    tool text not null,
    threads integer not null,
    seen timestamptz not null default now()
  );
`;

export const sql = {
  addCampaign: `insert into ${SCHEMA}.campaign (id, tool, campaign_order) values ($1, $2, $3)`,
  seeCampaign: `update ${SCHEMA}.campaign set seen = now() where id = $1`,
  dropCampaign: `delete from ${SCHEMA}.campaign where id = $1`,
  /** Whose coordinator died. */
  dropOld: `delete from ${SCHEMA}.campaign where seen < now() - interval '1 hour'`,
  /** Of a campaign that somebody waits for: one whose coordinator was killed is nobody's. */
  order: `select campaign_order from ${SCHEMA}.campaign
    where id = $1 and seen > now() - interval '1 minute'`,
  /** By version: campaigns that somebody waits for. */
  waiting: `select distinct tool from ${SCHEMA}.campaign where seen > now() - interval '30 seconds'`,
  /** A share may be done twice; the first result counts. The campaign may be over by then. */
  addChunk: `insert into ${SCHEMA}.chunk (campaign, chunk, result, error)
    select id, $2, $3, $4 from ${SCHEMA}.campaign where id = $1 for key share
    on conflict do nothing`,
  isDone: `select 1 as done from ${SCHEMA}.chunk where campaign = $1 and chunk = $2`,
  /** Each result is handed out once. */
  takeChunks: `update ${SCHEMA}.chunk set taken = true where campaign = $1 and not taken
    returning chunk, result, error`,
  seeWorker: `insert into ${SCHEMA}.worker (id, name, tool, threads) values ($1, $2, $3, $4)
    on conflict (id) do update set seen = now()`,
  dropWorker: `delete from ${SCHEMA}.worker where id = $1 or seen < now() - interval '1 hour'`,
  workers: `select coalesce(sum(threads), 0)::integer as threads, count(*)::integer as workers
    from ${SCHEMA}.worker where tool = $1 and seen > now() - interval '15 seconds'`,
} as const;
