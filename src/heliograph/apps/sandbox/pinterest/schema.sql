create table if not exists pinterest_refresh (
    token text primary key, account_id text not null, client_id text not null,
    scopes text not null, expires_at real not null, ended_at real
);
create table if not exists pinterest_issued (
    access text primary key, refresh text not null
);
create table if not exists pinterest_boards (
    id text primary key, account_id text not null, name text not null,
    description text not null, privacy text not null, created_at real not null
);
create table if not exists pinterest_media (
    id text primary key, account_id text not null, parameters text not null,
    shown text, ready_at real, failed integer not null default 0, created_at real not null
);
