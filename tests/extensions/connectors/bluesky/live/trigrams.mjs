// The AppView speeds up the search for people with PostgreSQL's trigram extension, which the
// embedded server does not ship. Counts need no search: its extension and its three indexes are
// left out, and nothing else of the AppView is changed.
import { createRequire } from 'node:module'

const pg = createRequire(import.meta.resolve('@atproto/bsky'))('pg')
const SEARCH_ONLY = /create extension if not exists pg_trgm|gist_trgm_ops/i

export function withoutTrigrams() {
  const query = pg.Client.prototype.query
  pg.Client.prototype.query = function (config, ...rest) {
    const text = typeof config === 'string' ? config : config?.text
    if (typeof text !== 'string' || !SEARCH_ONLY.test(text)) return query.call(this, config, ...rest)
    return query.call(this, 'SELECT 1 WHERE false', ...rest.filter((one) => !Array.isArray(one)))
  }
}
