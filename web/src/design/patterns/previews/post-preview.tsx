import { BlueskyPreview } from "./bluesky-preview";
import { InstagramPreview } from "./instagram-preview";
import { MastodonPreview } from "./mastodon-preview";
import type { PreviewProps } from "./types";

/** A post as its network will show it, at the width of a phone. */
export function PostPreview({ platform, label, ...rest }: PreviewProps & { platform: string; label: string }) {
  return (
    <article aria-label={label} className="w-full max-w-98 overflow-hidden rounded-card ring-1 ring-line-subtle">
      {platform === "instagram" ? <InstagramPreview {...rest} /> : platform === "bluesky" ? <BlueskyPreview {...rest} /> : <MastodonPreview {...rest} />}
    </article>
  );
}
