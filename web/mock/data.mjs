import { palettes, signs } from "./signs.mjs";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const pad = (number) => String(number).padStart(12, "0");
export const uuid = (kind, number) => `0${kind}900000-0000-7000-8000-${pad(number)}`;
export const iso = (moment) => new Date(moment).toISOString().replace(/\.\d+Z/, "Z");
const now = Date.now();
const today = new Date(now).toISOString().slice(0, 10);
const dayAt = (offset) => new Date(Date.parse(`${today}T00:00Z`) + offset * DAY).toISOString().slice(0, 10);

export const me = {
  id: uuid(1, 1), email: "owner@heliograph.local", name: "Mira Haddad", language: "en", time_zone: "Europe/Berlin", theme: "system", role: "admin",
  permissions: ["*"], workspace: { id: uuid(1, 9), name: "Aster Media", slug: "aster", time_zone: "Africa/Cairo" },
};

const types = [
  { id: "daily_horoscope", name: "Daily horoscope", description: "One reading a day from the sky of that date.", default_time: "07:00" },
  { id: "weekly_outlook", name: "Weekly outlook", description: "Three turning points of the week ahead.", default_time: "18:00" },
  { id: "moon_note", name: "Moon note", description: "What the Moon does tonight, in four sentences.", default_time: "20:30" },
];

export const packs = [{
  id: "zodiac", name: "Zodiac", description: "Readings from the computed sky.", maturity: "proven", types,
  subjects: signs.map((sign) => ({ id: sign.id, name: sign.name, symbol: sign.symbol, traits: ["direct", "warm", "quick"], palette: palettes[sign.element], facts: { element: sign.element, ruler: sign.ruler, modality: "cardinal" } })),
}];

export const platforms = [
  { id: "mastodon", name: "Mastodon", default_base_url: "https://mastodon.social", text: { max: 500, unit: "characters", url_counts: 23 }, fields: [["access_token", "Access token", true, "Preferences, Development, New application; tick write:statuses and write:media."]], reconcile: "Its idempotency key holds for an hour; after that the account's own posts are read." },
  { id: "bluesky", name: "Bluesky", default_base_url: "https://bsky.social", text: { max: 300, unit: "graphemes", max_bytes: 3000 }, fields: [["identifier", "Handle", false, "For example mira.bsky.social."], ["app_password", "App password", true, "Settings, Privacy and security, App passwords."]], reconcile: "The record key is ours, so writing it again changes nothing." },
  { id: "instagram", name: "Instagram", default_base_url: "https://graph.instagram.com", text: { max: 2200, unit: "characters", max_hashtags: 30 }, fields: [["access_token", "Access token", true, "A long-lived token of a professional account."]], reconcile: "The container says whether it was published." },
].map(({ fields, ...rest }) => ({ ...rest, maturity: rest.id === "instagram" ? "built" : "proven", checked_on: "2026-11-18", kinds: ["text", "image", "carousel"], media: { max_count: 4 }, sandbox_url: `http://127.0.0.1:8001/${rest.id}`, animation: null, video: null, mixed: true, by_kind: {}, title: null, comment: null, poll: null, options: [], steps: ["comment"], native_schedule: null, strategy: "search", limits: "", website: "", sign_in: { kind: "token", scopes: ["write"], oauth: rest.id !== "bluesky", needs_app: rest.id === "instagram", picks: "", guide: ["Open the developer pages.", "Make an app, and copy its keys."], guide_url: "https://developers.example", redirect_url: "http://127.0.0.1:8000/api/v1/channels/consents/callback", fields: fields.map(([name, label, secret, help]) => ({ name, label, secret, required: true, help })) } }));

export const channels = [
  ["mastodon", "zodiac@stars.example", "Zodiac Daily", "good", "Works; last post went out 07:00", 4812, false],
  ["bluesky", "zodiac.stars.example", "Zodiac Daily", "good", "Good until 3 February", 2390, false],
  ["instagram", "zodiac.daily", "Zodiac Daily", "good", "Good until 19 January; 22 of 25 posts left today", 18240, false],
  ["instagram", "moon.notes", "Moon Notes", "failed", "Needs you: Instagram ended the permission", 730, false],
  ["bluesky", "moonnotes.stars.example", "Moon Notes", "waiting", "Asked to wait: too many requests until 14:30", 412, true],
].map(([platform, handle, name, state, sentence, followers], index) => ({
  id: uuid(2, index), platform, handle, name, url: `https://${platform}.example/${handle}`, avatar_url: null, base_url: "http://127.0.0.1:8090", is_sandbox: index < 3, time_zone: "Africa/Cairo",
  quotas: index === 2 ? [{ name: "posts", limit: 25, remaining: 22, resets_at: iso(now + 9 * HOUR), scope: "channel" }] : [], token_expires_at: index === 1 ? iso(now + 74 * 24 * HOUR) : null, remote_id: handle, created_at: iso(now - 900 * HOUR),
  guards: { fuse: { posts: 10, minutes: 10, is_default: true }, quiet_hours: null, auto_retries: 2 }, health: { state, sentence }, followers, last_success_at: iso(now - (index + 1) * HOUR), brand_ids: signs.map((sign) => uuid(3, sign.index)),
}));
export const slots = channels.flatMap((channel, index) => [
  { id: uuid(4, index * 2), channel_id: channel.id, weekday: null, time: "07:00" },
  { id: uuid(4, index * 2 + 1), channel_id: channel.id, weekday: index % 2 ? 4 : null, time: "18:30" },
]);
export const frozenIds = new Set([channels[4].id]);

export const brands = signs.map((sign) => ({
  id: uuid(3, sign.index), name: `${sign.name} Daily`, handle: `${sign.id}.daily`, pack: "zodiac", subject: sign.id, language: "en", time_zone: "Africa/Cairo", audience: "Curious readers, 22 to 40, on the way to work",
  voice: { tone: ["warm", "exact", "unhurried"], do: ["Name the planet and the minute", "One thing to do"], dont: ["Promise outcomes", "Frighten anybody"], samples: [sign.text] },
  kit: { palette: palettes[sign.element], symbol: sign.symbol }, forbidden: ["destiny", "guaranteed", "curse"], disclosure: { ai_label: true }, created_at: iso(now - 9 * DAY),
}));

export function contentOf(sign, day, runId = null) {
  const tags = [sign.name, `${sign.name}Daily`, "Horoscope", "Astrology", "MoonNotes"];
  return {
    id: uuid(5, sign.index * 100 + Number(day.slice(-2))), brand_id: uuid(3, sign.index), pack: "zodiac", subject: sign.id, type: "daily_horoscope", target_date: day, language: "en", status: "ready",
    title: sign.hook, hook: sign.hook, text: `${sign.hook}.\n\n${sign.text}\n\n${sign.action}`, hashtags: tags, call_to_action: sign.action, alt_text: `The sign of ${sign.name} drawn in thin lines over a night sky. It says: ${sign.hook}.`, version: 1,
    image: { asset_id: uuid(6, sign.index), url: `/media/${sign.id}/${day}.svg`, width: 1080, height: 1350 },
    facts: [
      { id: "f1", kind: "aspect", text: `The Moon meets ${sign.ruler === "Moon" ? "Saturn" : sign.ruler} at 14:20`, source: "JPL DE421, computed" },
      { id: "f2", kind: "ingress", text: "The Sun enters Sagittarius on 22 November at 07:23", source: "JPL DE421, computed" },
      { id: "f3", kind: "phase", text: "Waxing gibbous Moon, 88 % lit; full on the 24th", source: "JPL DE421, computed" },
      { id: "f4", kind: "station", text: "Mercury has moved direct since 13 November", source: "JPL DE421, computed" },
      { id: "f5", kind: "profile", text: `${sign.name}: ${sign.element}, ruled by ${sign.ruler}`, source: "Zodiac pack" },
    ],
    plan: { themes: ["beginnings", "pace"], tone: "warm" },
    quality: { score: 0.94, passed: true, checks: [["facts_in_plan", 1, "Every planet, sign and time in the text stands in the plan."], ["readability", 0.91, "Grade 6; sentences of 5 to 24 words."], ["no_fear", 1, "None of 64 refused words."], ["freshness", 0.88, "Nearest of 60 earlier readings is 0.31 alike."], ["picture_contrast", 0.97, "Lettering at 9.8 to 1 on what lies behind it."], ["fits_channels", 1, "Fits Mastodon, Bluesky and Instagram."]].map(([name, score, detail]) => ({ name, score, detail, passed: true })) },
    run_id: runId, created_at: iso(now - HOUR),
  };
}

const sentences = {
  published: "Went out 07:00 in Cairo", scheduled: "Goes out at 07:00 in Cairo", failed: "Refused by Instagram: the picture is too large", unknown: "Instagram gave no answer; a look is needed",
  needs_reconnect: "Waits until the channel is connected again", retrying: "Tried twice; tries again in 4 minutes", cancelled: "Cancelled by Mira", publishing: "Going out now",
};

function metricsAt(ageHours, weight) {
  const grown = 1 - Math.exp(-ageHours / 9);
  const likes = Math.round(weight * 160 * grown);
  return { views: likes * 21, likes, comments: Math.round(likes / 12), shares: Math.round(likes / 7), saves: Math.round(likes / 9) };
}

export const weightOf = (number) => 0.4 + ((number * 37) % 100) / 60;
export { metricsAt };

function post(number, sign, channel, dueAt, status) {
  const day = iso(dueAt).slice(0, 10);
  const content = contentOf(sign, day);
  const done = status === "published";
  return {
    id: uuid(7, number), channel: { id: channel.id, platform: channel.platform, handle: channel.handle, name: channel.name, avatar_url: null }, brand_id: content.brand_id, content_id: content.id, kind: "image",
    text: `${channel.platform === "bluesky" ? `${sign.hook}. ${sign.text}` : content.text}\n\n${content.hashtags.slice(0, channel.platform === "bluesky" ? 2 : 5).map((tag) => `#${tag}`).join(" ")}`,
    media: [{ asset_id: content.image.asset_id, url: content.image.url, alt: content.alt_text, width: 1080, height: 1350 }],
    status, status_sentence: sentences[status], due_at: iso(dueAt), time_zone: "Africa/Cairo", local_due: iso(dueAt + 2 * HOUR).slice(0, 16), published_at: done ? iso(dueAt + 2400) : null, remote_id: done ? `3k${number}` : null,
    url: done ? `http://127.0.0.1:8090/${channel.platform}/${number}` : null, attempts: done || status === "failed" ? 1 : status === "retrying" ? 2 : 0, revision: 1, extras: { title: "", link: null, poll: null, options: {}, parts: [], first_comment: "" }, held_by: null, late_since: null, reschedules: 0, is_urgent: false, last_action: null, next_action: status === "retrying" ? "try again" : null,
    next_action_at: status === "retrying" ? iso(now + 4 * 60_000) : null, problem: status === "failed" ? { code: "content.media_too_large", detail: "Instagram refused the picture: 9.1 MB, at most 8 MB.", remedy: "Make the picture again at 1080 by 1350, then try again." } : status === "unknown" ? { code: "publishing.outcome_unknown", detail: "We asked Instagram to publish and no answer came.", remedy: "Look again, or decide here: it is there, send again, or give up." } : status === "needs_reconnect" ? { code: "channels.reconnect", detail: "Instagram ended the permission of moon.notes.", remedy: "Connect the channel again; the post then goes out by itself." } : null,
    metrics: done ? metricsAt((now - dueAt) / HOUR, weightOf(number)) : null, created_at: iso(dueAt - 20 * HOUR),
  };
}

export const posts = [];
let number = 1;
for (let offset = -8; offset <= 9; offset += 1) {
  const start = Date.parse(`${dayAt(offset)}T05:00Z`);
  const add = (sign, channel, at) => posts.push(post(number++, sign, channel, at, at < now ? "published" : "scheduled"));
  for (const sign of signs) {
    if (offset > 3 && sign.index % 3) continue;
    const at = start + (sign.index % 4) * 30 * 60_000;
    for (const channel of channels.slice(0, offset > 3 ? 1 : sign.index % 2 ? 3 : 2)) add(sign, channel, at);
  }
  add(signs[(offset + 20) % 12], channels[2], start + 11.5 * HOUR);
  add(signs[(offset + 24) % 12], channels[1], start + 15 * HOUR);
  if (offset >= -1 && offset < 3) add(signs[(offset + 22) % 12], channels[0], start + 7 * HOUR);
}
const past = posts.filter((one) => one.status === "published");
const change = (one, status) => Object.assign(one, post(Number(one.id.slice(-12)), signs.find((sign) => one.brand_id === uuid(3, sign.index)), channels.find((item) => item.id === one.channel.id), Date.parse(one.due_at), status));
change(past.at(-2), "failed");
change(past.filter((one) => one.channel.platform === "instagram").at(-3), "unknown");
change(past.at(-9), "retrying");
change(past.at(-30), "cancelled");
posts.push(post(number++, signs[3], channels[3], now + 3 * HOUR, "needs_reconnect"));
