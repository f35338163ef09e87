import { ApiError, problemsIn, renewSession } from "./fetch";

const PLACE = "/api/v1/assets/uploads";
const TUS = { "Tus-Resumable": "1.0.0", "X-Requested-With": "heliograph", Accept: "application/json" };
const CHUNK = 4 * 1024 * 1024;
const TRIES = 5;

export interface ResumableOrder {
  file: File;
  folder?: string | undefined;
  onProgress: (share: number) => void;
  signal: AbortSignal;
  /** Between tries after a break; tests wait less. */
  pause?: (attempt: number) => Promise<void>;
}

/** Pairs of a name and a value in base64, as the protocol writes them. */
export function metadataOf(values: Record<string, string | undefined>): string {
  const base64 = (text: string) => btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
  return Object.entries(values).flatMap(([name, value]) => (value ? [`${name} ${base64(value)}`] : [])).join(",");
}

async function call(address: string, init: RequestInit): Promise<Response> {
  const send = () => fetch(address, { credentials: "same-origin", ...init, headers: { ...TUS, ...init.headers } });
  let answer = await send();
  if (answer.status === 401 && (await renewSession())) answer = await send();
  if (!answer.ok) throw new ApiError(answer.status, problemsIn(await answer.text()));
  return answer;
}

const wait = (attempt: number) => new Promise<void>((done) => setTimeout(done, 500 * 2 ** attempt));

/** A break that another try can mend: no connection, or a server that is busy. */
function isBreak(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof ApiError && (error.status >= 500 || error.status === 409));
}

const offsetIn = (answer: Response) => Number(answer.headers.get("Upload-Offset"));

/** Send a file in parts; after a break it goes on from what has arrived. Gives the asset's id. */
export async function uploadResumably({ file, folder, onProgress, signal, pause = wait }: ResumableOrder): Promise<string> {
  const begun = await call(PLACE, {
    method: "POST",
    signal,
    headers: { "Upload-Length": String(file.size), "Upload-Metadata": metadataOf({ filename: file.name, folder_id: folder }) },
  });
  const place = begun.headers.get("Location") ?? "";
  let offset = 0;
  let tries = 0;
  for (;;) {
    try {
      const answer = await call(place, {
        method: "PATCH",
        signal,
        headers: { "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" },
        body: file.slice(offset, offset + CHUNK),
      });
      offset = offsetIn(answer);
      tries = 0;
      onProgress(file.size === 0 ? 1 : offset / file.size);
      const made = answer.headers.get("Heliograph-Asset");
      if (made) return made;
    } catch (error) {
      tries += 1;
      if (signal.aborted || !isBreak(error) || tries > TRIES) throw error;
      await pause(tries);
      offset = offsetIn(await call(place, { method: "HEAD", signal }));
    }
  }
}
