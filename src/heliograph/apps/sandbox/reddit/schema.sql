create table if not exists reddit_refresh (
    token text primary key, account_id text not null, client_id text not null,
    scopes text not null, created_at real not null, revoked_at real
);
create table if not exists reddit_issued (
    access text primary key, refresh text not null
);
create table if not exists reddit_leases (
    asset_id text primary key, account_id text not null, mime text not null, key text not null,
    policy text not null, created_at real not null
);
create index if not exists reddit_leases_by_key on reddit_leases (key);
