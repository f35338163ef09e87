create table if not exists wordpress_waiting (
    id text primary key, account_id text not null, slug text not null, status text not null,
    due_at real, post text not null
);
create table if not exists wordpress_trash (id text primary key, account_id text not null);
create table if not exists wordpress_terms (
    id integer primary key autoincrement, taxonomy text not null, name text not null,
    slug text not null, unique (taxonomy, slug)
);
