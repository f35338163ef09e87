import type { ComponentType } from "react";
import { BlueskyPreview } from "./bluesky-preview";
import { DiscordPreview } from "./discord-preview";
import { FacebookPreview } from "./facebook-preview";
import { InstagramPreview } from "./instagram-preview";
import { LinkedInPreview } from "./linkedin-preview";
import { MastodonPreview } from "./mastodon-preview";
import { PinterestPreview } from "./pinterest-preview";
import { RedditPreview } from "./reddit-preview";
import { TelegramPreview } from "./telegram-preview";
import { ThreadsPreview } from "./threads-preview";
import { TikTokPreview } from "./tiktok-preview";
import type { PreviewProps } from "./types";
import { WordPressPreview } from "./wordpress-preview";
import { XPreview } from "./x-preview";
import { YouTubePreview } from "./youtube-preview";

const looks: Record<string, ComponentType<PreviewProps>> = {
  bluesky: BlueskyPreview,
  discord: DiscordPreview,
  facebook: FacebookPreview,
  instagram: InstagramPreview,
  linkedin: LinkedInPreview,
  mastodon: MastodonPreview,
  pinterest: PinterestPreview,
  reddit: RedditPreview,
  telegram: TelegramPreview,
  threads: ThreadsPreview,
  tiktok: TikTokPreview,
  wordpress: WordPressPreview,
  x: XPreview,
  youtube: YouTubePreview,
};

export interface FollowingPart {
  text: string;
  media: PreviewProps["media"];
}

interface PostPreviewProps extends PreviewProps {
  platform: string;
  label: string;
  /** The parts of a thread after the first. */
  parts?: readonly FollowingPart[] | undefined;
}

/** A post as its network will show it, at the width of a phone. */
export function PostPreview({ platform, label, parts = [], ...shown }: PostPreviewProps) {
  const Look = looks[platform] ?? MastodonPreview;
  const known = platform in looks ? platform : "mastodon";
  return (
    <article aria-label={label} data-network={known} className="w-full max-w-98 overflow-hidden rounded-card bg-net-surface text-net-ink ring-1 ring-line-subtle">
      <Look {...shown} goesOn={parts.length > 0} />
      {parts.map((part, index) => (
        <div key={index} className={platform === "x" || platform === "bluesky" || platform === "threads" ? "" : "border-t border-net-line"}>
          <Look {...shown} {...part} title={undefined} link={undefined} poll={undefined} kind="thread" counts={undefined} goesOn={index < parts.length - 1} />
        </div>
      ))}
    </article>
  );
}
