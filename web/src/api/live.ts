import type { QueryClient } from "@tanstack/react-query";

export interface LiveEvent {
  event: string;
  ids: Record<string, string>;
}

export type LiveState = "connecting" | "live" | "away";

/** Which cached reads an event makes stale, by the first word of its name. */
const staleBy: Record<string, string[]> = {
  content: ["runs", "content", "home"],
  scheduling: ["posts", "calendar", "home", "channels"],
  publishing: ["posts", "calendar", "home", "channels"],
  analytics: ["posts", "home"],
  channels: ["channels", "home"],
  brands: ["brands"],
  videos: ["videos", "styles"],
};

export function staleKeys(event: string): string[] {
  return staleBy[event.split(".")[0] ?? ""] ?? [];
}

const GATHER = 250;
const LONGEST_WAIT = 15_000;

/** Follows /live for as long as it is open; comes back by itself, waiting longer each time. */
export class LiveConnection {
  private socket: WebSocket | null = null;
  private attempts = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private gathering: ReturnType<typeof setTimeout> | undefined;
  private stale = new Set<string>();
  private closed = false;

  constructor(
    private readonly client: QueryClient,
    private readonly onState: (state: LiveState) => void,
    private readonly onEvent: (event: LiveEvent) => void,
  ) {}

  open(): void {
    this.closed = false;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/api/v1/live`);
    this.socket = socket;
    socket.onopen = () => this.opened();
    socket.onmessage = (message: MessageEvent<string>) => this.received(message.data);
    socket.onclose = () => this.lost(socket);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    clearTimeout(this.gathering);
    this.socket?.close();
  }

  private opened(): void {
    // What happened while we were away is not replayed, so everything shown is read again.
    if (this.attempts > 0) void this.client.invalidateQueries();
    this.attempts = 0;
    this.onState("live");
  }

  private received(text: string): void {
    const event = parse(text);
    if (!event) return;
    this.onEvent(event);
    for (const key of staleKeys(event.event)) this.stale.add(key);
    // A burst of events becomes one round of reads.
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      for (const key of this.stale) void this.client.invalidateQueries({ queryKey: [key] });
      this.stale.clear();
    }, GATHER);
  }

  private lost(socket: WebSocket): void {
    if (this.closed || socket !== this.socket) return;
    this.onState("away");
    this.attempts += 1;
    this.timer = setTimeout(() => this.open(), Math.min(500 * 2 ** this.attempts, LONGEST_WAIT));
  }
}

function parse(text: string): LiveEvent | null {
  try {
    const found = JSON.parse(text) as Partial<LiveEvent>;
    return typeof found.event === "string" ? { event: found.event, ids: found.ids ?? {} } : null;
  } catch {
    return null;
  }
}
