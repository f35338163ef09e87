create table if not exists accounts (
    id text primary key, platform text not null, handle text not null, name text not null,
    secrets text not null, created_at real not null, posts_made integer not null default 0,
    revoked_at real, unique (platform, handle)
);
create table if not exists tokens (
    token text primary key, platform text not null, account_id text not null, scopes text not null,
    created_at real not null, expires_at real, revoked_at real
);
create table if not exists apps (
    client_id text not null, platform text not null, client_secret text not null,
    name text not null, redirect_uris text not null, scopes text not null, website text,
    created_at real not null, primary key (platform, client_id)
);
create table if not exists codes (
    code text primary key, platform text not null, client_id text not null,
    account_id text not null, redirect_uri text not null, scopes text not null, challenge text,
    created_at real not null, used_at real
);
create table if not exists sessions (
    jti text primary key, account_id text not null, created_at real not null,
    expires_at real not null, rotated_at real, ended_at real, next_jti text
);
create table if not exists media (
    id text primary key, platform text not null, account_id text not null, sha256 text not null,
    mime text not null, bytes integer not null, width integer, height integer,
    alt text not null default '', ready_at real not null, created_at real not null
);
create index if not exists media_by_hash on media (account_id, sha256);
create table if not exists posts (
    id text primary key, platform text not null, account_id text not null, text text not null,
    media text not null, created_at real not null, key text, ordinal integer not null,
    extra text not null, edited_at real
);
create index if not exists posts_by_account on posts (account_id, created_at);
create index if not exists posts_by_time on posts (created_at);
create table if not exists idempotency (
    account_id text not null, key text not null, target text not null, created_at real not null,
    primary key (account_id, key)
);
create table if not exists scheduled (
    id text primary key, account_id text not null, due_at real not null, params text not null,
    created_at real not null
);
create table if not exists records (
    did text not null, collection text not null, rkey text not null, cid text not null,
    value text not null, created_at real not null, primary key (did, collection, rkey)
);
create table if not exists containers (
    id text primary key, account_id text not null, params text not null, media text not null,
    created_at real not null, ready_at real not null, failure text, media_id text
);
create table if not exists settings (name text primary key, value text not null);
