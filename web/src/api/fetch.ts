import type { Pagination, Problem } from "./types";

/** What the API answered when it could not do what was asked. */
export class ApiError extends Error {
  readonly status: number;
  readonly problems: readonly Problem[];

  constructor(status: number, problems: readonly Problem[]) {
    super(problems[0]?.detail ?? `The server answered ${status}.`);
    this.name = "ApiError";
    this.status = status;
    this.problems = problems;
  }

  get title(): string {
    return this.problems[0]?.title ?? "The server did not answer as expected";
  }

  get remedy(): string {
    return this.problems[0]?.remedy ?? "";
  }

  /** Problems by the field they point at: "/secrets/token" gives "secrets.token". */
  get fields(): Record<string, string> {
    const found: Record<string, string> = {};
    for (const problem of this.problems) {
      const pointer = problem.source?.pointer;
      if (pointer) found[pointer.replace(/^\/(body\/)?/, "").replaceAll("/", ".")] = problem.detail;
    }
    return found;
  }
}

export interface Page<T> {
  data: T;
  pagination: Pagination;
}

export type Query = Record<string, string | number | boolean | null | undefined>;

interface Call {
  method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  path?: Record<string, string>;
  query?: Query;
  /** Sent as JSON; a file goes as it is. */
  body?: unknown;
  signal?: AbortSignal;
}

const BASE = "/api/v1";
const QUIET = new Set(["/auth/login", "/auth/refresh", "/auth/sign-in-link", "/auth/logout"]);

let whenSignedOut: () => void = () => undefined;
let refreshing: Promise<boolean> | null = null;

/** Called once the session is over and could not be renewed. */
export function onSignedOut(action: () => void): void {
  whenSignedOut = action;
}

function newKey(): string {
  // randomUUID exists on https and localhost only; a dashboard on a home network has neither.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function address(template: string, call: Call): string {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(call.path?.[name] ?? ""));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return BASE + path + (text ? `?${text}` : "");
}

function send(template: string, call: Call): Promise<Response> {
  const method = call.method ?? "GET";
  const headers: Record<string, string> = {
    Accept: "application/json",
    "Accept-Language": document.documentElement.lang || "en",
  };
  if (method !== "GET") headers["X-Requested-With"] = "heliograph";
  if (method === "POST") headers["Idempotency-Key"] = newKey();
  if (call.body !== undefined) headers["Content-Type"] = call.body instanceof Blob ? "application/octet-stream" : "application/json";
  return fetch(address(template, call), {
    method,
    headers,
    credentials: "same-origin",
    ...(call.body !== undefined && { body: call.body instanceof Blob ? call.body : JSON.stringify(call.body) }),
    ...(call.signal && { signal: call.signal }),
  });
}

export async function renewSession(): Promise<boolean> {
  refreshing ??= send("/auth/refresh", { method: "POST" })
    .then((answer) => answer.ok)
    .catch(() => false)
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

/** The problems an answer tells of; none where it is not ours. */
export function problemsIn(text: string): Problem[] {
  try {
    return (JSON.parse(text) as { errors?: Problem[] }).errors ?? [];
  } catch {
    return [];
  }
}

async function answerTo(template: string, call: Call): Promise<Response> {
  let answer = await send(template, call);
  if (answer.status === 401 && !QUIET.has(template)) {
    if (await renewSession()) answer = await send(template, call);
    if (answer.status === 401) whenSignedOut();
  }
  if (!answer.ok) throw new ApiError(answer.status, problemsIn(await answer.text()));
  return answer;
}

/** One call; gives what stands in `data`. */
export async function request<T>(template: string, call: Call = {}): Promise<T> {
  const answer = await answerTo(template, call);
  if (answer.status === 204) return undefined as T;
  return ((await answer.json()) as { data: T }).data;
}

/** One call whose answer is a file. */
export async function requestFile(template: string, call: Call = {}): Promise<Blob> {
  return (await answerTo(template, call)).blob();
}

/** One call to a list; gives `data` with its pagination. */
export async function requestPage<T>(template: string, call: Call = {}): Promise<Page<T>> {
  const answer = await answerTo(template, call);
  return (await answer.json()) as Page<T>;
}
