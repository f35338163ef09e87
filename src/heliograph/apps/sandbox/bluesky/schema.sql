create table if not exists bluesky_jobs (
    id text primary key, did text not null, sha256 text not null, mime text not null,
    bytes integer not null, failure text not null, created_at real not null, ready_at real not null
);
create table if not exists bluesky_requests (
    uri text primary key, client_id text not null, parameters text not null, jkt text not null,
    created_at real not null, answered_at real, code text
);
create table if not exists bluesky_permissions (
    id text primary key, account_id text not null, client_id text not null, scope text not null,
    jkt text not null, code text not null, created_at real not null, ended_at real
);
create table if not exists bluesky_tokens (
    token text primary key, permission text not null, kind text not null,
    created_at real not null, expires_at real not null, used_at real
);
create table if not exists bluesky_proofs (jti text primary key, seen_at real not null);
