create table if not exists facebook_films (
    id text primary key, account_id text not null, edge text not null, size integer not null,
    session text not null, created_at real not null, sha256 text, mime text, params text not null,
    finished_at real, ready_at real, due_at real, failure text, post_id text, poster text
);
create table if not exists facebook_scheduled (
    id text primary key, account_id text not null, due_at real not null, created_at real not null,
    message text not null, link text not null, photos text not null
);
create table if not exists facebook_temporary (photo_id text primary key);
create table if not exists facebook_stories (
    post_id text primary key, account_id text not null, media_id text not null,
    media_type text not null, created_at real not null, status text not null
);
create table if not exists facebook_comments (
    id text primary key, target_id text not null, author_id text not null, author text not null,
    text text not null, created_at real not null
);
create table if not exists facebook_hooks (
    app_id text primary key, url text not null, fields text not null, withdrawals text not null
);
create table if not exists facebook_subscribers (page_id text primary key, fields text not null);
create table if not exists facebook_calls (
    id integer primary key autoincrement, url text not null, body text not null, mime text not null,
    created_at real not null, due_at real not null, tries integer not null default 0
);
