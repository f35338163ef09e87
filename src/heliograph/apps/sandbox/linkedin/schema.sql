create table if not exists linkedin_uploads (
    urn text primary key, account_id text not null, kind text not null, size integer not null,
    parts text not null, failure text not null default '', created_at real not null
);
create table if not exists linkedin_comments (
    id text primary key, post_id text not null, actor text not null, text text not null,
    created_at real not null
);
create table if not exists linkedin_refresh (
    token text primary key, account_id text not null, client_id text not null,
    scopes text not null, expires_at real not null, revoked_at real
);
create table if not exists linkedin_hooks (
    page text primary key, url text not null, created_at real not null
);
