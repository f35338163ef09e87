create table if not exists mastodon_files (
    media_id text primary key, focus_x real not null, focus_y real not null, thumbnail text not null,
    failure text not null
);
