/**
 * The wire types by their short names. When the generated schema renames one, only this changes.
 *
 * Where the schema says no more than "string" or "object", the words of the contract are said here.
 */
import type { components } from "./schema";

type Schemas = components["schemas"];
type With<T, U> = Omit<T, keyof U> & U;

export type Problem = Schemas["ErrorEntry"];
export type CallsDoor = Schemas["DoorOut"];
export type AccountSnapshot = Schemas["AccountSnapshotOut"];
export type Pagination = Schemas["Pagination"];

export type Person = Schemas["Person"];
export type PersonChange = Schemas["PersonChange"];
export type Session = Schemas["SignedIn"];
export type APIKey = Schemas["APIKeyOut"];
export type NewAPIKey = Schemas["NewAPIKey"];
export type Member = Schemas["MemberOut"];
export type NewMember = Schemas["NewMember"];
export type MemberRequest = Schemas["MemberRequest"];

export type Tier = Schemas["TierOut"]["tier"];
export type ModelStep = Schemas["TierOut"]["step"];
export type Provider = Schemas["ProviderOut"];
export type ProviderKind = Schemas["ProviderKindOut"];
export type ProviderRequest = Partial<Schemas["ProviderOrder"]> & { kind: string; model: string };
export type ProviderChange = Schemas["ProviderChange"];
export type Trial = Schemas["TrialOut"];
export type Budget = Schemas["BudgetOut"];
export type BudgetRequest = Schemas["BudgetIn"];
export type Tiers = Schemas["TierOut"];
export type TierRequest = Schemas["TierIn"];
export type Estimate = Schemas["EstimateOut"];
export type EstimateRequest = Partial<Schemas["EstimateIn"]> & { step: ModelStep };
export type Call = Schemas["CallOut"];
export type Total = Schemas["TotalOut"];

export type Maturity = "planned" | "built" | "proven";
/** One thing that may be said, as a pack or a network describes it. */
export type DescribedOption = With<Schemas["OptionField"], { type: "text" | "choice" | "yes_no" | "number" | "list" }>;
export type ContentType = With<Schemas["ContentTypeOut"], { asks: DescribedOption[] }>;
export type Pack = With<Schemas["PackOut"], { types: ContentType[]; options: DescribedOption[] }>;
export type GateAction = "warn" | "block" | "needs_person";
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
  required?: boolean;
}
export interface MediaRules {
  max_count: number;
  min_count: number;
  mimes: string[];
  max_bytes: number;
  max_seconds?: number | null;
  max_alt?: number | null;
}
export interface PollRules {
  min_answers: number;
  max_answers: number;
  max_answer: number;
  durations: number[];
  min_seconds: number;
  max_seconds: number;
}
export interface KindRules {
  text?: TextRules | null;
  title?: TextRules | null;
  media?: MediaRules | null;
  video?: MediaRules | null;
}
export type PlatformOption = With<Schemas["OptionOut"], { type: "text" | "choice" | "yes_no" | "number" | "list" }>;
export type Platform = With<
  Schemas["PlatformOut"],
  {
    text: TextRules;
    title: TextRules | null;
    comment: TextRules | null;
    media: MediaRules;
    video: MediaRules | null;
    animation: MediaRules | null;
    poll: PollRules | null;
    by_kind: Record<string, KindRules>;
    options: PlatformOption[];
    maturity: Maturity;
  }
>;
export type AppKeys = Schemas["AppOut"];
export type AppKeysRequest = Schemas["AppIn"];
export type Guards = Schemas["GuardsOut"];
export type GuardsChange = Schemas["GuardsIn"];
export type GuardState = Schemas["GuardStateOut"];
export type Finding = Schemas["FindingOut"];
export type Quota = Schemas["QuotaOut"];
export type OfferedChoices = Schemas["OfferedOut"];
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
/** One check of the gate: what it found, what is allowed, how to mend it. */
export type Check = With<Schemas["CheckOut"], { found?: string | undefined; allowed?: string | undefined; remedy?: string | undefined }>;
/** With `needs_person` nothing goes out before a person said yes, for the reasons in `asks`. */
export type Quality = With<Schemas["QualityOut"], { checks?: Check[]; needs_person?: boolean; asks?: string[] }>;
export type Fact = Schemas["FactOut"];
export type Content = With<Schemas["ContentOut"], { status: "making" | "ready" | "refused" | "archived"; quality: Quality }>;
/** A piece that was searched for, and what found it. */
export type FoundContent = With<Schemas["FoundOut"], { status: Content["status"]; quality: Quality }>;
/** One shot of a piece's video script. */
export type Shot = Schemas["ShotOut"];
export type Variant = With<Schemas["VariantOut"], { quality: Quality }>;
export type VariantKind = Variant["kind"];
export type FillRequest = Partial<Schemas["FillOrder"]> & { template_id: string };
export type VariantRequest = Partial<Schemas["VariantOrder"]>;
export type Version = Schemas["ContentVersionOut"];
export type Change = Schemas["ChangeOut"];
export type BulkRequest = With<Schemas["BulkOrder"], { types: { type: string; weekdays: number[] }[] }>;
export type Proposal = Schemas["ProposalOut"];
export type Batch = With<Schemas["BatchOut"], { failures: With<Schemas["FailureOut"], { brand: string; status: "failed" | "refused" | "unplanned"; error: RunError | null }>[] }>;
export type ContentChange = Schemas["ContentChange"];
export type Preview = Schemas["PreviewOut"];
export interface RuleProblem {
  field: string;
  rule: string;
  found: string;
  allowed: string;
  remedy: string;
}
export interface Adaptation {
  field: string;
  what: string;
  why: string;
}
export interface FittedMedium {
  asset_id: string;
  url: string;
  mime: string;
  width: number | null;
  height: number | null;
  alt: string;
  state: "as_is" | "ready" | "at_publishing" | "refused";
}
export interface CountedText {
  text: string;
  length: number;
  max: number;
  unit: string;
  suggested_text?: string | null;
}
/** What a channel would get, with everything that stops it or that is changed on the way. */
export interface FullPreview extends CountedText {
  channel_id: string;
  kind: string;
  title: CountedText | null;
  link: string | null;
  poll: { answers: string[]; seconds: number; several: boolean } | null;
  media: FittedMedium[];
  parts: (CountedText & { media: FittedMedium[] })[];
  first_comment: CountedText | null;
  problems: RuleProblem[];
  adaptations: Adaptation[];
  can_go: boolean;
}
export type Asset = Schemas["AssetOut"];
export type AssetChange = Schemas["AssetChange"];
export type Licence = Schemas["LicenceIn"];
export type LicenceKind = Licence["kind"];
export type Folder = Schemas["FolderOut"];
export type Tag = Schemas["TagOut"];
export type Usage = Schemas["UsageOut"];
export type Alike = Schemas["AlikeOut"];
/** Files of the same bytes, by their ids. */
export type SameFiles = Schemas["SameOut"];
export type Cleaned = Schemas["CleanOut"];
export type FileVersion = Schemas["AssetVersionOut"];
export type FetchRequest = Partial<Schemas["FetchOrder"]> & { url: string };
export type PostOrder = Schemas["PostOrder"];
export type Extras = Schemas["Extras"];
export interface PreviewRequest {
  channel_ids: string[];
  text: string;
  asset_ids: string[];
  kind: string | null;
  language: string | null;
  extras: Partial<Extras>;
}

export type PostStatus =
  | "draft" | "scheduled" | "publishing" | "published" | "retrying" | "unknown" | "failed" | "needs_reconnect" | "cancelled" | "removed";
export type Metrics = Record<string, number>;
export type Post = With<Schemas["PostOut"], { status: PostStatus; metrics: Metrics | null }>;
export type PostChange = Schemas["PostChange"];
export type BatchRequest = Schemas["BatchOrder"];
export type ResolveRequest = Schemas["Resolve"];
export type Stage = Schemas["StageOut"];
export type Redriven = Schemas["RedrivenOut"];
export type RedriveRequest = Partial<Schemas["RedriveOrder"]>;
export type HistoryEntry = Schemas["EntryOut"];
export type CalendarPost = With<Schemas["CalendarOut"], { status: PostStatus }>;
export type Snapshot = With<Schemas["SnapshotOut"], { metrics: Metrics }>;
export type PostMetrics = With<Schemas["PostMetricsOut"], { snapshots: Snapshot[] }>;
export type Need = Schemas["NeedOut"];
export type ComingBack = With<Schemas["ReturnOut"], { post: Post }>;
export type Home = With<Schemas["HomeOut"], { today: CalendarPost[]; going_out: Post[]; coming_back: ComingBack[] }>;

export type Template = Schemas["TemplateOut"];
export type TemplateRequest = Partial<Schemas["TemplateOrder"]> & { name: string; body: string };
export type TemplateChange = Schemas["TemplateChange"];
export type TemplateField = Schemas["FieldModel"];
export type TemplateVersion = Schemas["TemplateVersionOut"];
export type TemplateFile = Schemas["TemplateFile"];
export type Filled = Schemas["FilledOut"];
export type TryRequest = Partial<Schemas["DraftPreviewIn"]> & { body: string };
export type Imported = Schemas["ImportedOut"];
export type Prompt = Schemas["PromptOut"];
