create table if not exists youtube_grants (
    refresh_token text primary key, client_id text not null, account_id text not null,
    scopes text not null, created_at real not null, used_at real not null, revoked_at real
);
create table if not exists youtube_access (
    access_token text primary key, refresh_token text not null
);
create table if not exists youtube_offline (code text primary key);
create table if not exists youtube_uploads (
    id text primary key, account_id text not null, resource text not null, size integer,
    received integer not null default 0, created_at real not null, video_id text
);
create table if not exists youtube_chunks (
    upload_id text not null, start integer not null, bytes blob not null,
    primary key (upload_id, start)
);
create table if not exists youtube_unaired (
    id text primary key, account_id text not null, resource text not null, state text not null,
    reason text not null, created_at real not null
);
create table if not exists youtube_playlists (
    id text primary key, account_id text not null, title text not null, privacy text not null,
    created_at real not null
);
create table if not exists youtube_playlist_items (
    id text primary key, playlist_id text not null, video_id text not null,
    created_at real not null
);
create table if not exists youtube_comments (
    id text primary key, account_id text not null, video_id text not null, text text not null,
    created_at real not null
);
