/**
 * The wire types by their short names. When the generated schema renames one, only this changes.
 *
 * Where the schema says no more than "string" or "object", the words of the contract are said here.
 */
import type { components } from "./schema";

type Schemas = components["schemas"];
type With<T, U> = Omit<T, keyof U> & U;

export type Problem = Schemas["ErrorEntry"];
export type Pagination = Schemas["Pagination"];

export type Person = Schemas["Person"];
export type PersonChange = Schemas["PersonChange"];
export type Session = Schemas["SignedIn"];
export type APIKey = Schemas["APIKeyOut"];
export type NewAPIKey = Schemas["NewAPIKey"];
export type Member = Schemas["MemberOut"];
export type NewMember = Schemas["NewMember"];
export type MemberRequest = Schemas["MemberRequest"];

export type Maturity = "planned" | "built" | "proven";
export type Pack = Schemas["PackOut"];
export interface Voice {
  tone: string[];
  do: string[];
  dont: string[];
  samples: string[];
}
export interface Kit {
  palette: Record<string, string>;
  symbol: string | null;
}
export type Brand = With<Schemas["BrandOut"], { voice: Voice; kit: Kit; disclosure: { ai_label: boolean } }>;
export type BrandRequest = Schemas["BrandOrder"];
export type BrandChange = Schemas["BrandChange"];

export interface TextRules {
  max: number;
  unit: "characters" | "graphemes" | "utf16" | "bytes" | "weighted" | "emoji_bytes";
  max_bytes?: number | null;
  url_counts?: number | null;
}
export type Platform = With<Schemas["PlatformOut"], { text: TextRules; maturity: Maturity }>;
export type Slot = Schemas["SlotOut"];
export type SlotRequest = With<Schemas["SlotOrder"], { weekday: number | null }>;
export type Freeze = Schemas["FrozenOut"];
export type ChannelState = "good" | "waiting" | "failed";
export type WireChannel = With<Schemas["ChannelOut"], { health: { state: ChannelState; sentence: string } }>;
/** A channel with what is kept beside it: whether it is frozen, and its slots. */
export type Channel = WireChannel & { frozen: boolean; slots: Slot[] };
export type ConsentStatus = "waiting" | "choose" | "connected" | "refused";
/** A connection that a person allows in the browser. */
export type Consent = With<Schemas["ConsentOut"], { status: ConsentStatus }>;
export type ConsentRequest = Schemas["ConsentOrderIn"];
export type ChannelRequest = Schemas["ChannelOrder"];

export type GenerateRequest = Schemas["MakeOrder"];
export type StepName = Schemas["Redo"]["step"];
export type StepStatus = "waiting" | "running" | "done" | "failed" | "reused";
export type Step = With<Schemas["StepOut"], { name: StepName; status: StepStatus }>;
export type RunStatus = "waiting" | "running" | "done" | "refused" | "failed";
export type RunError = { title?: string; detail?: string; remedy?: string };
export type Run = With<Schemas["RunOut"], { steps: Step[]; status: RunStatus; error: RunError | null }>;
export type Quality = Schemas["QualityOut"];
export type Fact = Schemas["FactOut"];
export type Content = With<Schemas["ContentOut"], { status: "making" | "ready" | "refused" | "archived" }>;
export type ContentChange = Schemas["ContentChange"];
export type Preview = Schemas["PreviewOut"];

export type PostStatus =
  | "draft" | "scheduled" | "publishing" | "published" | "retrying" | "unknown" | "failed" | "needs_reconnect" | "cancelled" | "removed";
export type Metrics = Record<string, number>;
export type Post = With<Schemas["PostOut"], { status: PostStatus; metrics: Metrics | null }>;
export type PostChange = Schemas["PostChange"];
export type BatchRequest = Schemas["BatchOrder"];
export type ResolveRequest = Schemas["Resolve"];
export type HistoryEntry = Schemas["EntryOut"];
export type CalendarPost = With<Schemas["CalendarOut"], { status: PostStatus }>;
export type Snapshot = With<Schemas["SnapshotOut"], { metrics: Metrics }>;
export type PostMetrics = With<Schemas["PostMetricsOut"], { snapshots: Snapshot[] }>;
export type Need = Schemas["NeedOut"];
export type ComingBack = With<Schemas["ReturnOut"], { post: Post }>;
export type Home = With<Schemas["HomeOut"], { today: CalendarPost[]; going_out: Post[]; coming_back: ComingBack[] }>;
