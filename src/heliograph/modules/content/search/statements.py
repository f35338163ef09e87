"""The queries of search, written out: what they ask for is PostgreSQL's own."""

from __future__ import annotations

from sqlalchemy import text

from heliograph.kit.statements import Statement
from heliograph.modules.content.search.prints import BANDS

COUNTED = 1000
"""Earlier texts are counted up to here; beyond it the number says nothing to anybody."""

# A filter would leave fewer rows than asked for if the walk ended with the first ones found.
_READY = """
    set_config('hnsw.iterative_scan', 'relaxed_order', true),
    set_config('hnsw.ef_search', '100', true),
    EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 'content_index'::regclass
            AND attname = 'embedding' AND NOT attisdropped) AS has_vectors
"""
# Most filters are left open, and brands differ a hundredfold in size: a plan made for all cases
# reads rows that this case rules out.
_PLANNED = "set_config('plan_cache_mode', 'force_custom_plan', true)"
HAS_VECTORS = text(f"SELECT {_READY}")
SEARCHING = Statement(f"SELECT {_PLANNED}, {_READY}")
_ROW = """
    INSERT INTO content_index (content_id, workspace_id, brand_id, type, status, target_date,
                               words, bands, embedder{column})
    VALUES (:content_id, :workspace_id, :brand_id, :type, :status, :target_date,
            setweight(to_tsvector('simple', CAST(:first AS TEXT)), 'A')
            || setweight(to_tsvector('simple', CAST(:second AS TEXT)), 'C'),
            CAST(:bands AS INTEGER[]), :embedder{value})
    ON CONFLICT (content_id) DO UPDATE SET
        type = EXCLUDED.type, status = EXCLUDED.status, target_date = EXCLUDED.target_date,
        brand_id = EXCLUDED.brand_id, words = EXCLUDED.words, bands = EXCLUDED.bands,
        embedder = EXCLUDED.embedder{update}
"""
STORE = text(_ROW.format(column="", value="", update=""))
STORE_WITH_VECTOR = text(
    _ROW.format(
        column=", embedding",
        value=", CAST(:embedding AS halfvec(384))",
        update=", embedding = EXCLUDED.embedding",
    )
)
UNINDEXED = text(
    """
    SELECT id, workspace_id, brand_id, type, status, target_date, title, subject, text, hashtags,
           version
    FROM content_contents
    WHERE NOT is_indexed AND text <> '' AND status <> 'making'
    ORDER BY updated_at LIMIT :most
    """
)
ONE = text(
    """
    SELECT id, workspace_id, brand_id, type, status, target_date, title, subject, text, hashtags,
           version
    FROM content_contents
    WHERE workspace_id = :workspace_id AND id = :content_id AND text <> ''
    """
)
# Whoever changed it meanwhile has marked it again, with another version or a later time.
MARK = text(
    "UPDATE content_contents SET is_indexed = true WHERE id = :id AND version = :version"
    " AND status = :status"
)
OTHER_EMBEDDER = text(
    "UPDATE content_contents SET is_indexed = false WHERE id IN"
    " (SELECT content_id FROM content_index WHERE embedder <> :embedder) AND is_indexed"
    " RETURNING id"
)

_ALIKE = """
    SELECT i.content_id, c.text, c.target_date{column}
    FROM content_index i JOIN content_contents c ON c.id = i.content_id
    WHERE i.workspace_id = :workspace_id AND i.brand_id = :brand_id
      AND i.content_id <> :content_id AND i.status IN ('ready', 'archived')
"""
_SHARED = " OR ".join(f"i.bands[{band}] = :band_{band}" for band in range(1, BANDS + 1))
_COUNTED = f"""
    SELECT 1 FROM content_index WHERE workspace_id = :workspace_id AND brand_id = :brand_id
    LIMIT {COUNTED}
"""  # noqa: S608 - only our own constants are put in
# The limits stand in the text: a plan for any limit would rather sort everything the brand has.
# What is asked for every text goes in two steps, because a busy machine makes each of them wait:
# first what shares a band, with the settings that the second needs; there is always one row.
SAME_BAND = Statement(
    f"""
    SELECT {_PLANNED}, {_READY}, (SELECT count(*) FROM ({_COUNTED}) AS counted) AS compared, same.*
    FROM (VALUES (1)) AS one
    LEFT JOIN LATERAL ({_ALIKE.format(column="")} AND ({_SHARED}) LIMIT 50) AS same ON true
    """  # noqa: S608 - only our own constants are put in
)
NEAR = Statement(
    _ALIKE.format(column=", 1 - (i.embedding <=> CAST(:vector AS halfvec(384))) AS meaning")
    + " AND i.embedder = :embedder ORDER BY i.embedding <=> CAST(:vector AS halfvec(384))"
    " LIMIT 10"
)
_WANTED = """
    i.workspace_id = :workspace_id
    AND (CAST(:brand_id AS UUID) IS NULL OR i.brand_id = :brand_id)
    AND (CAST(:type AS VARCHAR) IS NULL OR i.type = :type)
    AND i.status = ANY (CAST(:status AS VARCHAR[]))
    AND (CAST(:since AS DATE) IS NULL OR i.target_date >= :since)
    AND (CAST(:until AS DATE) IS NULL OR i.target_date <= :until)
"""
BY_WORDS = Statement(
    f"""
    SELECT found.content_id
    FROM (
        SELECT i.content_id, i.words, i.target_date FROM content_index i
        WHERE i.words @@ to_tsquery('simple', :query) AND {_WANTED}
        LIMIT :ranked
    ) AS found
    ORDER BY ts_rank_cd('{{0.1, 0.2, 0.4, 1.0}}', found.words, to_tsquery('simple', :query), 1)
             DESC, found.target_date DESC, found.content_id
    LIMIT :most
    """  # noqa: S608 - only our own constants are put in
)
BY_MEANING = Statement(
    f"""
    SELECT i.content_id, 1 - (i.embedding <=> CAST(:vector AS halfvec(384))) AS meaning
    FROM content_index i
    WHERE i.embedder = :embedder AND {_WANTED}
    ORDER BY i.embedding <=> CAST(:vector AS halfvec(384))
    LIMIT :most
    """  # noqa: S608 - only our own constants are put in
)
