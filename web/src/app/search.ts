/** What may stand in the address of each page. Anything else is dropped, never an error. */

type Raw = Record<string, unknown>;

const text = (raw: Raw, name: string): string | undefined =>
  typeof raw[name] === "string" && raw[name] !== "" ? raw[name] : undefined;

const number = (raw: Raw, name: string): number | undefined => {
  const found = Number(raw[name]);
  return Number.isInteger(found) && found > 0 ? found : undefined;
};

function known<T extends string>(value: string | undefined, allowed: readonly T[]): T | undefined {
  return allowed.find((one) => one === value);
}

export interface SignInSearch {
  next?: string | undefined;
}

export const signInSearch = (raw: Raw): SignInSearch => {
  const next = text(raw, "next");
  // Only an address of this site: "//elsewhere" would leave it.
  return { next: next?.startsWith("/") && !next.startsWith("//") ? next : undefined };
};

export interface CreateSearch {
  brand?: string | undefined;
  type?: string | undefined;
  date?: string | undefined;
  run?: string | undefined;
  /** A piece that is looked at again. */
  piece?: string | undefined;
  platform?: string | undefined;
}

export const createSearch = (raw: Raw): CreateSearch => ({
  brand: text(raw, "brand"),
  type: text(raw, "type"),
  date: /^\d{4}-\d{2}-\d{2}$/.test(String(raw["date"])) ? text(raw, "date") : undefined,
  run: text(raw, "run"),
  piece: text(raw, "piece"),
  platform: text(raw, "platform"),
});

export interface CreatePostSearch {
  /** The channel to begin with. */
  channel?: string | undefined;
  brand?: string | undefined;
  /** A finished video that is to go out: it is attached, with the words of its piece. */
  video?: string | undefined;
  /** Which of its files; the newest that passed otherwise. */
  render?: string | undefined;
}

export const createPostSearch = (raw: Raw): CreatePostSearch => ({ channel: text(raw, "channel"), brand: text(raw, "brand"), video: text(raw, "video"), render: text(raw, "render") });

export interface CreateMonthSearch {
  brand?: string | undefined;
  /** The order that is looked at. */
  batch?: string | undefined;
}

export const createMonthSearch = (raw: Raw): CreateMonthSearch => ({ brand: text(raw, "brand"), batch: text(raw, "batch") });

export interface CalendarSearch {
  view?: "month" | "week" | undefined;
  date?: string | undefined;
  brand?: string | undefined;
  channel?: string | undefined;
  at?: string | undefined;
  post?: string | undefined;
}

export const calendarSearch = (raw: Raw): CalendarSearch => ({
  view: known(text(raw, "view"), ["month", "week"]),
  date: /^\d{4}-\d{2}-\d{2}$/.test(String(raw["date"])) ? text(raw, "date") : undefined,
  brand: text(raw, "brand"),
  channel: text(raw, "channel"),
  at: text(raw, "at"),
  post: text(raw, "post"),
});

export interface PostsSearch {
  status?: string | undefined;
  channel?: string | undefined;
  brand?: string | undefined;
  view?: "past" | "next" | "all" | undefined;
  page?: number | undefined;
  post?: string | undefined;
}

export const postsSearch = (raw: Raw): PostsSearch => ({
  status: text(raw, "status"),
  channel: text(raw, "channel"),
  brand: text(raw, "brand"),
  view: known(text(raw, "view"), ["past", "next", "all"]),
  page: number(raw, "page"),
  post: text(raw, "post"),
});

export interface DeadSearch {
  status?: string | undefined;
  channel?: string | undefined;
  page?: number | undefined;
}

export const deadSearch = (raw: Raw): DeadSearch => ({ status: text(raw, "status"), channel: text(raw, "channel"), page: number(raw, "page") });

export interface ChannelsSearch {
  /** "new", or the platform being connected. */
  connect?: string | undefined;
  /** The consent that the network sent a person back from. */
  consent?: string | undefined;
  /** The channel that needs its person. */
  open?: string | undefined;
  /** The one brand that the account to be connected is for. */
  brand?: string | undefined;
}

export const channelsSearch = (raw: Raw): ChannelsSearch => ({ connect: text(raw, "connect"), open: text(raw, "open"), consent: text(raw, "consent"), brand: text(raw, "brand") });

export interface PiecesSearch {
  q?: string | undefined;
  brand?: string | undefined;
  type?: string | undefined;
  status?: "ready" | "refused" | undefined;
  page?: number | undefined;
}

export const piecesSearch = (raw: Raw): PiecesSearch => ({
  q: text(raw, "q"),
  brand: text(raw, "brand"),
  type: text(raw, "type"),
  status: known(text(raw, "status"), ["ready", "refused"]),
  page: number(raw, "page"),
});

export interface ApprovalsSearch {
  /** The piece that is looked at. */
  piece?: string | undefined;
}

export const approvalsSearch = (raw: Raw): ApprovalsSearch => ({ piece: text(raw, "piece") });

export interface LibrarySearch {
  q?: string | undefined;
  kind?: "image" | "video" | "document" | undefined;
  folder?: string | undefined;
  tag?: string | undefined;
  /** Only files whose terms are not known. */
  licence?: "unknown" | undefined;
  trashed?: boolean | undefined;
  page?: number | undefined;
  asset?: string | undefined;
}

export const librarySearch = (raw: Raw): LibrarySearch => ({
  q: text(raw, "q"),
  kind: known(text(raw, "kind"), ["image", "video", "document"]),
  folder: text(raw, "folder"),
  tag: text(raw, "tag"),
  licence: known(text(raw, "licence"), ["unknown"]),
  trashed: raw["trashed"] === true || raw["trashed"] === "true" ? true : undefined,
  page: number(raw, "page"),
  asset: text(raw, "asset"),
});

export interface VideosSearch {
  brand?: string | undefined;
  status?: "making" | "ready" | "failed" | undefined;
  page?: number | undefined;
  /** A new one is being ordered. */
  make?: boolean | undefined;
  /** The piece it is made of. */
  piece?: string | undefined;
  /** The style it is made in. */
  style?: string | undefined;
}

export const videosSearch = (raw: Raw): VideosSearch => ({
  brand: text(raw, "brand"),
  status: known(text(raw, "status"), ["making", "ready", "failed"]),
  page: number(raw, "page"),
  make: raw["make"] === true || raw["make"] === "true" ? true : undefined,
  piece: text(raw, "piece"),
  style: text(raw, "style"),
});

export interface VideoSearch {
  /** The scene that is looked at. */
  scene?: string | undefined;
  panel?: "settings" | "versions" | undefined;
}

export const videoSearch = (raw: Raw): VideoSearch => ({ scene: text(raw, "scene"), panel: known(text(raw, "panel"), ["settings", "versions"]) });

export interface StylesSearch {
  /** The style that is looked at. */
  style?: string | undefined;
  /** A new one is being learned. */
  learn?: boolean | undefined;
}

export const stylesSearch = (raw: Raw): StylesSearch => ({ style: text(raw, "style"), learn: raw["learn"] === true || raw["learn"] === "true" ? true : undefined });

export interface TemplatesSearch {
  view?: "templates" | "prompts" | undefined;
  /** The one that is edited; "new" for one that is not saved yet. */
  template?: string | undefined;
}

export const templatesSearch = (raw: Raw): TemplatesSearch => ({ view: known(text(raw, "view"), ["templates", "prompts"]), template: text(raw, "template") });

export interface SettingsSearch {
  tab?: "profile" | "keys" | "members" | "providers" | undefined;
  page?: number | undefined;
}

export const settingsSearch = (raw: Raw): SettingsSearch => ({ tab: known(text(raw, "tab"), ["profile", "keys", "members", "providers"]), page: number(raw, "page") });
