create table if not exists tiktok_grants (
    refresh_token text primary key, access_token text not null, client_key text not null,
    account_id text not null, scopes text not null, created_at real not null,
    expires_at real not null, ended_at real
);
create table if not exists tiktok_publishes (
    id text primary key, account_id text not null, kind text not null, source text not null,
    mode text not null, info text not null, size integer not null default 0,
    chunk integer not null default 0, chunks integer not null default 0,
    received integer not null default 0, secret text not null default '',
    created_at real not null, ready_at real, visible_at real, failure text,
    media text not null default '[]', post_id text, settled integer not null default 0
);
create index if not exists tiktok_unsettled on tiktok_publishes (settled, ready_at);
create table if not exists tiktok_chunks (
    publish_id text not null, start integer not null, bytes blob not null,
    primary key (publish_id, start)
);
create table if not exists tiktok_hooks (client_key text primary key, url text not null);
