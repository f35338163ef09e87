-- The product's tables. Applied by the migration of the same name.

CREATE TABLE analytics_snapshots (
    id UUID NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE NOT NULL,
    workspace_id UUID NOT NULL,
    post_id UUID NOT NULL,
    channel_id UUID NOT NULL,
    brand_id UUID,
    platform VARCHAR(32) NOT NULL,
    age_seconds INTEGER NOT NULL,
    metrics JSONB NOT NULL,
    engagement INTEGER NOT NULL,
    CONSTRAINT pk_analytics_snapshots PRIMARY KEY (id, taken_at)
)
 PARTITION BY RANGE (taken_at);

CREATE INDEX ix_analytics_snapshots_post ON analytics_snapshots (post_id, taken_at);

CREATE INDEX ix_analytics_snapshots_taken ON analytics_snapshots USING brin (taken_at);

CREATE TABLE analytics_watches (
    post_id UUID NOT NULL,
    workspace_id UUID NOT NULL,
    channel_id UUID NOT NULL,
    brand_id UUID,
    platform VARCHAR(32) NOT NULL,
    remote_id TEXT NOT NULL,
    published_at TIMESTAMP WITH TIME ZONE NOT NULL,
    reads INTEGER NOT NULL,
    next_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_analytics_watches PRIMARY KEY (post_id)
);

CREATE INDEX ix_analytics_watches_next ON analytics_watches (channel_id, next_at) WHERE next_at IS NOT NULL;

CREATE TABLE assets_assets (
    id UUID NOT NULL,
    workspace_id UUID NOT NULL,
    stored_as TEXT NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    mime VARCHAR(64) NOT NULL,
    size BIGINT NOT NULL,
    width INTEGER,
    height INTEGER,
    alt TEXT NOT NULL,
    source VARCHAR(64) NOT NULL,
    licences JSONB NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_assets_assets PRIMARY KEY (id)
);

CREATE INDEX ix_assets_assets_hash ON assets_assets (workspace_id, sha256);

CREATE TABLE brands_brands (
    id UUID NOT NULL,
    workspace_id UUID NOT NULL,
    name VARCHAR(120) NOT NULL,
    handle VARCHAR(64) NOT NULL,
    pack VARCHAR(64) NOT NULL,
    subject VARCHAR(64) NOT NULL,
    language VARCHAR(16) NOT NULL,
    time_zone VARCHAR(64) NOT NULL,
    audience TEXT NOT NULL,
    voice JSONB NOT NULL,
    kit JSONB NOT NULL,
    forbidden JSONB NOT NULL,
    disclosure JSONB NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_brands_brands PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_brands_brands_handle ON brands_brands (workspace_id, handle);

CREATE TABLE channels_channels (
    id UUID NOT NULL,
    workspace_id UUID NOT NULL,
    platform VARCHAR(32) NOT NULL,
    base_url TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    handle TEXT NOT NULL,
    name TEXT NOT NULL,
    url TEXT,
    avatar_url TEXT,
    secrets TEXT NOT NULL,
    is_sandbox BOOLEAN NOT NULL,
    time_zone VARCHAR(64) NOT NULL,
    health VARCHAR(16) NOT NULL,
    health_detail TEXT NOT NULL,
    followers INTEGER,
    last_success_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_channels_channels PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_channels_channels_account ON channels_channels (workspace_id, platform, base_url, remote_id) WHERE deleted_at IS NULL;

CREATE TABLE content_contents (
    id UUID NOT NULL,
    workspace_id UUID NOT NULL,
    brand_id UUID NOT NULL,
    pack VARCHAR(64) NOT NULL,
    subject VARCHAR(64) NOT NULL,
    type VARCHAR(64) NOT NULL,
    target_date DATE NOT NULL,
    language VARCHAR(16) NOT NULL,
    status VARCHAR(16) NOT NULL,
    revision INTEGER NOT NULL,
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    hook TEXT NOT NULL,
    text TEXT NOT NULL,
    hashtags JSONB NOT NULL,
    call_to_action TEXT,
    alt_text TEXT NOT NULL,
    card_text TEXT NOT NULL,
    opening TEXT NOT NULL,
    used_templates JSONB NOT NULL,
    image_asset_id UUID,
    image JSONB,
    facts JSONB NOT NULL,
    plan JSONB NOT NULL,
    quality JSONB NOT NULL,
    score FLOAT,
    run_id UUID,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_content_contents PRIMARY KEY (id)
);

CREATE INDEX ix_content_contents_list ON content_contents (workspace_id, created_at);

CREATE INDEX ix_content_contents_memory ON content_contents (brand_id, type, target_date);

CREATE TABLE content_pack_events (
    id UUID NOT NULL,
    pack VARCHAR(64) NOT NULL,
    year INTEGER NOT NULL,
    kind VARCHAR(32) NOT NULL,
    body VARCHAR(64) NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    detail JSONB NOT NULL,
    CONSTRAINT pk_content_pack_events PRIMARY KEY (id)
);

CREATE INDEX ix_content_pack_events_at ON content_pack_events (pack, at);

CREATE TABLE content_pack_years (
    pack VARCHAR(64) NOT NULL,
    year INTEGER NOT NULL,
    computed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_content_pack_years PRIMARY KEY (pack, year)
);

CREATE TABLE publishing_deliveries (
    id UUID NOT NULL,
    workspace_id UUID NOT NULL,
    post_id UUID NOT NULL,
    channel_id UUID NOT NULL,
    attempt INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    state VARCHAR(16) NOT NULL,
    key VARCHAR(80) NOT NULL,
    content_hash VARCHAR(64) NOT NULL,
    memory JSONB NOT NULL,
    worker VARCHAR(64) NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    sent_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    remote_id TEXT,
    url TEXT,
    error JSONB,
    CONSTRAINT pk_publishing_deliveries PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_publishing_deliveries_attempt ON publishing_deliveries (post_id, attempt);

CREATE TABLE publishing_history (
    id UUID NOT NULL,
    workspace_id UUID NOT NULL,
    post_id UUID NOT NULL,
    attempt INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    kind VARCHAR(20) NOT NULL,
    sentence TEXT NOT NULL,
    detail JSONB NOT NULL,
    CONSTRAINT pk_publishing_history PRIMARY KEY (id)
);

CREATE INDEX ix_publishing_history_post ON publishing_history (post_id, at);

CREATE TABLE scheduling_posts (
    id UUID NOT NULL,
    workspace_id UUID NOT NULL,
    channel_id UUID NOT NULL,
    brand_id UUID,
    content_id UUID,
    occurrence VARCHAR(64) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    text TEXT NOT NULL,
    language VARCHAR(16),
    media JSONB NOT NULL,
    status VARCHAR(20) NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE,
    wall_time VARCHAR(16),
    time_zone VARCHAR(64) NOT NULL,
    revision INTEGER NOT NULL,
    requires_approval BOOLEAN NOT NULL,
    approved_revision INTEGER,
    in_doubt BOOLEAN NOT NULL,
    attempt INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    next_attempt_at TIMESTAMP WITH TIME ZONE,
    lease_until TIMESTAMP WITH TIME ZONE,
    lease_owner VARCHAR(64),
    lease_lock BIGINT,
    first_sent_at TIMESTAMP WITH TIME ZONE,
    published_at TIMESTAMP WITH TIME ZONE,
    remote_id TEXT,
    url TEXT,
    problem JSONB,
    metrics JSONB,
    created_by UUID,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_scheduling_posts PRIMARY KEY (id)
);

CREATE INDEX ix_scheduling_posts_channel ON scheduling_posts (channel_id, due_at);

CREATE INDEX ix_scheduling_posts_content ON scheduling_posts (content_id);

CREATE INDEX ix_scheduling_posts_list ON scheduling_posts (workspace_id, due_at);

CREATE INDEX ix_scheduling_posts_open ON scheduling_posts (next_attempt_at) WHERE status IN ('scheduled', 'retrying', 'publishing');

CREATE UNIQUE INDEX uq_scheduling_posts_occurrence ON scheduling_posts (content_id, channel_id, occurrence) WHERE content_id IS NOT NULL AND status <> 'cancelled';

CREATE TABLE scheduling_slots (
    id UUID NOT NULL,
    workspace_id UUID NOT NULL,
    channel_id UUID NOT NULL,
    weekday INTEGER,
    time TIME WITHOUT TIME ZONE NOT NULL,
    CONSTRAINT pk_scheduling_slots PRIMARY KEY (id)
);

CREATE INDEX ix_scheduling_slots_channel ON scheduling_slots (channel_id);

CREATE TABLE scheduling_switches (
    workspace_id UUID NOT NULL,
    scope UUID NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_scheduling_switches PRIMARY KEY (workspace_id, scope)
);

CREATE TABLE channels_brands (
    channel_id UUID NOT NULL,
    brand_id UUID NOT NULL,
    workspace_id UUID NOT NULL,
    CONSTRAINT pk_channels_brands PRIMARY KEY (channel_id, brand_id),
    CONSTRAINT fk_channels_brands_channel_id_channels_channels FOREIGN KEY(channel_id) REFERENCES channels_channels (id) ON DELETE CASCADE
);

CREATE TABLE content_runs (
    id UUID NOT NULL,
    workspace_id UUID NOT NULL,
    content_id UUID NOT NULL,
    status VARCHAR(16) NOT NULL,
    request JSONB NOT NULL,
    error JSONB,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_content_runs PRIMARY KEY (id),
    CONSTRAINT fk_content_runs_content_id_content_contents FOREIGN KEY(content_id) REFERENCES content_contents (id) ON DELETE CASCADE
);

CREATE INDEX ix_content_runs_content ON content_runs (content_id);

CREATE TABLE content_versions (
    id UUID NOT NULL,
    workspace_id UUID NOT NULL,
    content_id UUID NOT NULL,
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    hashtags JSONB NOT NULL,
    author_id UUID,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_content_versions PRIMARY KEY (id),
    CONSTRAINT fk_content_versions_content_id_content_contents FOREIGN KEY(content_id) REFERENCES content_contents (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX uq_content_versions_number ON content_versions (content_id, version);

CREATE TABLE content_steps (
    id UUID NOT NULL,
    workspace_id UUID NOT NULL,
    run_id UUID NOT NULL,
    position INTEGER NOT NULL,
    name VARCHAR(32) NOT NULL,
    status VARCHAR(16) NOT NULL,
    provider VARCHAR(64) NOT NULL,
    seed VARCHAR(80) NOT NULL,
    inputs JSONB NOT NULL,
    inputs_hash VARCHAR(64) NOT NULL,
    outputs JSONB NOT NULL,
    cost FLOAT NOT NULL,
    milliseconds INTEGER,
    started_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_content_steps PRIMARY KEY (id),
    CONSTRAINT fk_content_steps_run_id_content_runs FOREIGN KEY(run_id) REFERENCES content_runs (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX uq_content_steps_name ON content_steps (run_id, name);

CREATE TABLE analytics_snapshots_default PARTITION OF analytics_snapshots DEFAULT;
