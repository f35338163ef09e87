create table if not exists telegram_messages (
    account_id text not null, message_id integer not null, post_id text, place integer not null,
    primary key (account_id, message_id)
);
create index if not exists telegram_messages_by_post on telegram_messages (post_id);
create table if not exists telegram_updates (
    update_id integer primary key autoincrement, account_id text not null, body text not null
);
create table if not exists telegram_webhooks (
    account_id text primary key, url text not null, secret text not null, allowed text not null
);
