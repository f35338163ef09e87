import type { Guards, GuardsChange } from "@/api/types";

/** The guards as a form holds them. */
export interface GuardValues {
  hasFuse: boolean;
  posts: string;
  minutes: string;
  hasQuiet: boolean;
  starts: string;
  ends: string;
  retries: string;
}

export function valuesOf(guards: Guards): GuardValues {
  const { fuse, quiet_hours: quiet } = guards;
  return {
    hasFuse: fuse.posts > 0,
    posts: String(fuse.posts || 10),
    minutes: String(fuse.minutes),
    hasQuiet: quiet !== null,
    starts: quiet?.starts.slice(0, 5) ?? "22:00",
    ends: quiet?.ends.slice(0, 5) ?? "07:00",
    retries: String(guards.auto_retries),
  };
}

export function changeOf(values: GuardValues): GuardsChange {
  return {
    fuse: { posts: values.hasFuse ? Number(values.posts) : 0, minutes: Number(values.minutes) },
    quiet_hours: values.hasQuiet ? { starts: values.starts, ends: values.ends } : null,
    auto_retries: Number(values.retries),
  };
}
