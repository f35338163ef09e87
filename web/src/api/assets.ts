import { ApiError, problemsIn, renewSession, request } from "./fetch";
import type { Asset } from "./types";

interface UploadOrder {
  file: File;
  alt: string;
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

function sendOnce({ file, alt, onProgress, signal }: UploadOrder): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const form = new FormData();
    form.set("alt", alt);
    form.set("file", file, file.name);
    // fetch cannot say how much of a body has gone; this can.
    call.open("POST", "/api/v1/assets");
    call.setRequestHeader("X-Requested-With", "heliograph");
    call.setRequestHeader("Accept", "application/json");
    call.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    call.onload = () => resolve(call);
    call.onerror = () => reject(new TypeError("The server could not be reached."));
    call.onabort = () => reject(new DOMException("The upload was stopped.", "AbortError"));
    signal.addEventListener("abort", () => call.abort());
    call.send(form);
  });
}

/** Store a file, saying how far it is; a session that ended meanwhile is renewed once. */
export async function uploadAsset(order: UploadOrder): Promise<Asset> {
  let call = await sendOnce(order);
  if (call.status === 401 && (await renewSession())) call = await sendOnce(order);
  if (call.status >= 400) throw new ApiError(call.status, problemsIn(call.responseText));
  return (JSON.parse(call.responseText) as { data: Asset }).data;
}

/** Send a file to an address of one asset. */
export async function sendFile<T>(template: string, id: string, file: File): Promise<T> {
  const body = new FormData();
  body.set("file", file, file.name);
  const send = () => fetch(`/api/v1${template.replace("{id}", encodeURIComponent(id))}`, { method: "POST", headers: { Accept: "application/json", "X-Requested-With": "heliograph" }, credentials: "same-origin", body });
  let answer = await send();
  if (answer.status === 401 && (await renewSession())) answer = await send();
  const text = await answer.text();
  if (!answer.ok) throw new ApiError(answer.status, problemsIn(text));
  return (JSON.parse(text) as { data: T }).data;
}

/** Say what is to be seen on a stored file. */
export function describeAsset(id: string, alt: string): Promise<Asset> {
  return request<Asset>("/assets/{id}", { method: "PATCH", path: { id }, body: { alt } });
}
