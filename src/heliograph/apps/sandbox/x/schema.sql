create table if not exists x_refreshes (
    token text primary key, account_id text not null, scopes text not null,
    access_token text not null, created_at real not null, ended_at real
);
create table if not exists x_uploads (
    id text primary key, account_id text not null, mime text not null, category text not null,
    bytes integer not null, created_at real not null, finished_at real, ready_at real, failure text
);
create table if not exists x_segments (
    upload_id text not null, number integer not null, body blob not null,
    primary key (upload_id, number)
);
create table if not exists x_webhooks (id text primary key, url text not null unique, created_at real not null);
