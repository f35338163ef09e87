import { brands, channels, contentOf, frozenIds, iso, me, metricsAt, packs, platforms, posts, slots, uuid, weightOf } from "./data.mjs";
import { push } from "./live.mjs";
import { signs } from "./signs.mjs";

const HOUR = 3_600_000;
const runs = new Map();
const contents = new Map();
let frozen = false;
const keys = [{ id: uuid(8, 1), name: "n8n on the office machine", prefix: "hg_4f2a", scopes: ["posts:write"], created_at: iso(Date.now() - 40 * 24 * HOUR), last_used_at: iso(Date.now() - 2 * HOUR), expires_at: null }];
const members = [{ id: me.id, email: me.email, name: me.name, role: "admin" }, { id: uuid(1, 2), email: "sami@aster.example", name: "Sami Nader", role: "creator" }, { id: uuid(1, 3), email: "june@aster.example", name: "June Park", role: "viewer" }];

export class Refused extends Error {
  constructor(status, code, title, detail, remedy, pointer) {
    super(detail);
    Object.assign(this, { status, code, title, detail, remedy, pointer });
  }
}

const find = (list, id) => {
  const found = list.find((one) => one.id === id);
  if (!found) throw new Refused(404, "app.not_found", "Not found", "There is no such thing in this workspace.", "Check the address; it may have been deleted.");
  return found;
};

function page(list, query) {
  const size = Number(query.get("per_page") ?? 20);
  const number = Number(query.get("page") ?? 1);
  return { data: list.slice((number - 1) * size, number * size), pagination: { page: number, per_page: size, total: list.length, pages: Math.max(1, Math.ceil(list.length / size)) } };
}

function series(post) {
  const age = (Date.now() - Date.parse(post.due_at)) / HOUR;
  const points = Math.min(14, Math.max(3, Math.round(age)));
  return Array.from({ length: points }, (_, index) => {
    const hours = (age * (index + 1)) / points;
    const metrics = metricsAt(hours * (1 + 0.1 * Math.sin(index * 2.1)), weightOf(Number(post.id.slice(-12))));
    return { at: iso(Date.parse(post.due_at) + hours * HOUR), age_seconds: Math.round(hours * 3600), metrics };
  });
}

const total = (metrics) => metrics.likes + metrics.comments + metrics.shares + metrics.saves;
const summary = (one) => ({ id: one.id, channel: one.channel, local_due: one.local_due, status: one.status, due_at: one.due_at, brand_id: one.brand_id, text_start: one.text.slice(0, 120), thumbnail_url: one.media[0].url });

function home() {
  const today = new Date().toISOString().slice(0, 10);
  const byDue = [...posts].sort((a, b) => a.due_at.localeCompare(b.due_at));
  const published = byDue.filter((one) => one.status === "published");
  const links = { failed: "The picture for Instagram is too large; make it again", unknown: "Instagram gave no answer; look again or decide", needs_reconnect: "Connect moon.notes again: Instagram ended the permission" };
  return {
    today: byDue.filter((one) => one.due_at.startsWith(today)).map(summary),
    needs_you: Object.entries(links).flatMap(([kind, sentence]) => posts.filter((one) => one.status === kind).map((one) => ({ kind, sentence, text_start: one.text.slice(0, 80), link: kind === "needs_reconnect" ? `/channels?open=${one.channel.id}` : `/posts/${one.id}` }))),
    going_out: byDue.filter((one) => one.status === "scheduled").slice(0, 8),
    coming_back: published.slice(-9).reverse().map((post) => ({ post, series: series(post).map((point) => ({ at: point.at, total: total(point.metrics) })) })),
    loop: { facts: 212, content_made: 48, scheduled: posts.filter((one) => one.status === "scheduled").length, published: published.length, numbers_read: 1386 + Math.floor((Date.now() / 4000) % 500) },
  };
}

function history(post) {
  const at = (seconds) => iso(Date.parse(post.due_at) + seconds * 1000);
  const name = platforms.find((one) => one.id === post.channel.platform).name;
  const entries = [[-72000, "made", "Made from 5 facts; the gate passed it at 0.94"], [-71990, "scheduled", "Scheduled by Mira for 07:00 in Cairo"]];
  if (post.attempts || post.status === "unknown") entries.push([0, "claimed", "Claimed by worker 2"], [1, "uploaded", "Picture uploaded, 312 kB"], [2, "asked", `Asked ${name} to publish`]);
  if (post.status === "published") {
    if (post.channel.platform === "instagram") entries.push([12, "no_answer", "No answer for 10 seconds"], [14, "looked", "Looked: it is there"]);
    else entries.push([2, "answered", `${name} took it, with the address of the post`]);
    entries.push([14, "published", "Published"], [920, "numbers", "First numbers: 12 likes, 1 comment"], [3720, "numbers", "41 likes, 4 comments, 6 shares"]);
  }
  if (post.status === "failed") entries.push([3, "refused", "Instagram refused the picture: 9.1 MB, at most 8 MB"]);
  if (post.status === "unknown") entries.push([12, "no_answer", "No answer for 10 seconds"], [20, "looked", "Looked: not in the first 25 posts, and the container has expired"]);
  if (post.status === "retrying") entries.push([4, "retry", "Mastodon is busy; tries again in 4 minutes"]);
  if (post.status === "cancelled") entries.push([-3600, "cancelled", "Cancelled by Mira"]);
  return { entries: entries.map(([seconds, kind, sentence]) => ({ at: at(seconds), kind, sentence, attempt: seconds >= 0 ? 1 : null, detail: {} })) };
}

const order = ["facts", "plan", "words", "picture", "gate"];
function advance(run, sign, day, from = 0) {
  const lengths = [340, 120, 480, 2100, 260];
  const step = (index) => {
    if (index >= order.length) {
      run.status = "done";
      push("content.run_finished", { run_id: run.id });
      return;
    }
    Object.assign(run.steps[index], { status: "running", started_at: iso(Date.now()) });
    run.status = "running";
    setTimeout(() => {
      Object.assign(run.steps[index], { status: "done", finished_at: iso(Date.now()), milliseconds: lengths[index] + index * 7, cost: 0, seed: 71842 + index, provider: ["sky", "planner", "embedded", "canvas", "gate"][index] });
      push("content.step_finished", { run_id: run.id });
      step(index + 1);
    }, lengths[index] * 2);
  };
  for (let index = from; index < order.length; index += 1) run.steps[index] = { name: order[index], status: "waiting", started_at: null, finished_at: null, milliseconds: null, cost: null, seed: null, provider: null, inputs: {}, outputs: {} };
  step(from);
}

function generate(body) {
  const sign = signs.find((one) => uuid(3, one.index) === body.brand_id) ?? signs[4];
  const content = contentOf(sign, body.target_date, uuid(9, runs.size + 1));
  contents.set(content.id, content);
  const run = { id: content.run_id, content_id: content.id, status: "waiting", steps: [] };
  runs.set(run.id, run);
  advance(run, sign, body.target_date);
  return run;
}

const contentById = (id) => {
  const known = contents.get(id);
  if (known) return known;
  const post = posts.find((one) => one.content_id === id);
  return contentOf(signs.find((sign) => uuid(3, sign.index) === post.brand_id), post.due_at.slice(0, 10));
};

function patchPost(post, body) {
  if (body.revision !== undefined && body.revision !== post.revision) throw new Refused(409, "scheduling.changed", "The post has changed", "Somebody changed this post a moment ago.", "Look at it again and repeat your change.");
  if (body.due_at) Object.assign(post, { due_at: body.due_at, local_due: iso(Date.parse(body.due_at) + 2 * HOUR).slice(0, 16) });
  if (body.text) post.text = body.text;
  post.revision += 1;
  return post;
}

export const routes = [
  ["POST", "/auth/login", ({ body }) => { if (body.password !== "heliograph") throw new Refused(401, "workspaces.wrong_password", "Not signed in", "The e-mail address or the password is not right.", "Check both, or ask for a sign-in link with: heliograph sign-in-link."); return { user: me }; }, "session"],
  ["POST", "/auth/sign-in-link", () => ({ user: me }), "session"],
  ["POST", "/auth/refresh", ({ signedIn }) => { if (!signedIn) throw new Refused(401, "workspaces.signed_out", "Not signed in", "The session has ended.", "Sign in again."); return { user: me }; }],
  ["POST", "/auth/logout", () => null, "end"],
  ["GET", "/me", () => me], ["PATCH", "/me", ({ body }) => Object.assign(me, body)], ["POST", "/me/password", () => null],
  ["GET", "/api-keys", () => keys], ["POST", "/api-keys", ({ body }) => { const key = { id: uuid(8, keys.length + 5), name: body.name, prefix: "hg_9c1e", scopes: [], created_at: iso(Date.now()), expires_at: null }; keys.push(key); return { ...key, key: "hg_9c1eUf0aPz7Lw2Xq8TnVb3Rk5Yd" }; }],
  ["DELETE", "/api-keys/:id", ({ id }) => { keys.splice(keys.findIndex((one) => one.id === id), 1); return null; }],
  ["GET", "/members", () => members], ["POST", "/members", ({ body }) => { members.push({ id: uuid(1, members.length + 4), ...body }); return members.at(-1); }], ["PATCH", "/members/:id", ({ id, body }) => Object.assign(find(members, id), body)], ["DELETE", "/members/:id", ({ id }) => { members.splice(members.findIndex((one) => one.id === id), 1); return null; }],
  ["GET", "/packs", () => packs], ["GET", "/platforms", () => platforms], ["GET", "/brands", ({ query }) => page(brands, query), "page"], ["GET", "/brands/:id", ({ id }) => find(brands, id)], ["PATCH", "/brands/:id", ({ id, body }) => Object.assign(find(brands, id), body)],
  ["POST", "/brands", ({ body }) => { brands.push({ ...brands[0], ...body, id: uuid(3, brands.length + 40) }); return brands.at(-1); }], ["DELETE", "/brands/:id", ({ id }) => { brands.splice(brands.findIndex((one) => one.id === id), 1); return null; }],
  ["GET", "/channels", () => channels], ["GET", "/slots", () => slots], ["POST", "/channels", ({ body }) => { if (Object.values(body.secrets).some((value) => value.length < 8)) throw new Refused(422, "channels.secrets_refused", "The network refused these", "The network does not know this token.", "Make a new token there and paste the whole of it.", "/secrets/access_token"); channels.push({ ...channels[0], id: uuid(2, channels.length + 9), platform: body.platform, handle: "new.account", recent: [] }); return channels.at(-1); }],
  ["PATCH", "/channels/:id", ({ id, body }) => Object.assign(find(channels, id), body)], ["DELETE", "/channels/:id", ({ id }) => { channels.splice(channels.findIndex((one) => one.id === id), 1); return null; }],
  ["POST", "/channels/:id/check", ({ id }) => find(channels, id)], ["POST", "/channels/:id/reconnect", ({ id }) => Object.assign(find(channels, id), { health: { state: "good", sentence: "Good until 20 January" } })], ["PUT", "/channels/:id/slots", ({ id, body }) => { const kept = slots.filter((one) => one.channel_id !== id); slots.splice(0, slots.length, ...kept, ...body.map((slot, index) => ({ ...slot, channel_id: id, id: uuid(4, 900 + slots.length + index) }))); return slots; }],
  ["GET", "/channels/apps", () => []], ["PUT", "/channels/apps", () => null], ["GET", "/guards", () => channels.map((one, index) => ({ channel_id: one.id, frozen: false, quiet_until: null, fuse: { posts: 10, minutes: 10, sent: 2, waiting: index === 1 ? 3 : 0, tripped_at: null, frees_at: null } }))], ["POST", "/channels/:id/fuse/reset", ({ id }) => ({ channel_id: id, let_go: 3 })],
  ["POST", "/channels/:id/doctor", () => [{ name: "access", state: "good", sentence: "The access works.", remedy: "" }, { name: "quota", state: "warning", sentence: "Three posts are left today.", remedy: "Spread them over the day." }]], ["GET", "/channels/:id/offers", () => ({ choices: {} })],
  ["GET", "/freeze", () => ({ frozen, channel_ids: [...frozenIds] })], ["PUT", "/freeze", ({ body }) => { frozen = body.frozen; return { frozen, channel_ids: [...frozenIds] }; }], ["PUT", "/channels/:id/freeze", ({ id, body }) => { if (body.frozen) frozenIds.add(id); else frozenIds.delete(id); return { frozen, channel_ids: [...frozenIds] }; }],
  ["POST", "/content/generate", ({ body }) => generate(body)], ["GET", "/content/runs/:id", ({ id }) => find([...runs.values()], id)],
  ["POST", "/content/runs/:id/redo", ({ id, body }) => { const run = find([...runs.values()], id); advance(run, null, null, order.indexOf(body.step)); return run; }],
  ["GET", "/content/:id", ({ id }) => contentById(id)], ["PATCH", "/content/:id", ({ id, body }) => { const content = contentById(id); Object.assign(content, body); content.version += 1; return content; }],
  ["POST", "/content/:id/previews", ({ id, body }) => { const content = contentById(id); return body.channel_ids.map((channel_id) => { const rules = platforms.find((one) => one.id === find(channels, channel_id).platform).text; const text = `${content.text}\n\n${content.hashtags.map((tag) => `#${tag}`).join(" ")}`; const length = [...text].length; return { channel_id, text, length, max: rules.max, unit: rules.unit, problems: length > rules.max ? [{ field: "text", rule: "text.max", found: length, allowed: rules.max, remedy: `Shorten the text by ${length - rules.max} ${rules.unit}.` }] : [] }; }); }],
  ["GET", "/posts", ({ query }) => { const wanted = (query.get("status") ?? "").split(",").filter(Boolean); let list = posts.filter((one) => (!wanted.length || wanted.includes(one.status)) && (!query.get("channel_id") || one.channel.id === query.get("channel_id")) && (!query.get("brand_id") || one.brand_id === query.get("brand_id")) && (!query.get("from") || one.due_at >= query.get("from")) && (!query.get("to") || one.due_at <= query.get("to"))); const up = query.get("sort") === "due_at"; list = list.sort((a, b) => (up ? 1 : -1) * a.due_at.localeCompare(b.due_at)); return page(list, query); }, "page"],
  ["POST", "/posts/batch", ({ body }) => { const content = contentById(body.content_id); return body.channel_ids.map((channel_id) => { const channel = find(channels, channel_id); const sample = posts.find((one) => one.channel.platform === channel.platform && one.brand_id === content.brand_id) ?? posts[0]; const made = { ...sample, id: uuid(7, posts.length + 100), channel: { ...sample.channel, id: channel.id }, status: body.when === "now" ? "publishing" : "scheduled", due_at: body.when === "now" || body.when === "next_slot" ? iso(Date.now() + 5 * HOUR) : body.when, metrics: null, content_id: content.id }; posts.push(made); return made; }); }],
  ["GET", "/dead-letters", ({ query }) => page(posts.filter((one) => ["failed", "unknown", "needs_reconnect"].includes(one.status)), query), "page"], ["POST", "/dead-letters/redrive", ({ body }) => (body.post_ids ?? []).map((post_id) => ({ post_id, outcome: "redriven", detail: "" }))],
  ["POST", "/posts/preview", ({ body }) => body.channel_ids.map((channel_id) => ({ channel_id, kind: body.kind, text: body.text, length: [...body.text].length, max: 500, unit: "characters", title: null, link: null, poll: null, media: [], parts: [], first_comment: null, problems: [], adaptations: [], can_go: true }))],
  ["GET", "/posts/:id/stages", ({ id }) => [{ number: 0, action: "post", text: find(posts, id).text, stands: find(posts, id).status === "published", remote_id: null, url: null, published_at: null }]], ["POST", "/posts/:id/hand-finish", ({ id }) => Object.assign(find(posts, id), { status: "published", problem: null })],
  ["GET", "/posts/:id", ({ id }) => find(posts, id)], ["PATCH", "/posts/:id", ({ id, body }) => patchPost(find(posts, id), body)],
  ["POST", "/posts/:id/cancel", ({ id }) => Object.assign(find(posts, id), { status: "cancelled" })], ["POST", "/posts/:id/publish-now", ({ id }) => Object.assign(find(posts, id), { status: "publishing" })], ["POST", "/posts/:id/retry", ({ id }) => Object.assign(find(posts, id), { status: "publishing", problem: null })], ["POST", "/posts/:id/resolve", ({ id, body }) => Object.assign(find(posts, id), { status: body.decision === "published" ? "published" : "cancelled", problem: null })],
  ["GET", "/posts/:id/history", ({ id }) => history(find(posts, id))], ["GET", "/posts/:id/metrics", ({ id }) => { const post = find(posts, id); return { snapshots: post.status === "published" ? series(post) : [], expected: null }; }],
  ["GET", "/calendar", ({ query }) => posts.filter((one) => one.due_at >= query.get("from") && one.due_at <= query.get("to")).map(summary)],
  ["GET", "/home", home],
];
