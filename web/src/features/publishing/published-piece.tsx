import { useBrandById } from "@/api/brands";
import type { Post } from "@/api/types";
import { platformName } from "@/design/patterns/platform-mark";
import { PostPreview } from "@/design/patterns/previews/post-preview";
import { useWords } from "@/lib/language";
import { networkTime } from "@/lib/time";
import { postWords } from "./words";

/** The post as it stands, or will stand, on its network. */
export function PublishedPiece({ post, now }: { post: Post; now: Date }) {
  const t = useWords(postWords);
  const brand = useBrandById()(post.brand_id);
  const moment = post.published_at ?? post.due_at;
  return (
    <PostPreview
      platform={post.channel.platform}
      label={t("piece", { network: platformName(post.channel.platform) })}
      name={post.channel.name}
      handle={post.channel.handle}
      avatar={post.channel.avatar_url}
      symbol={brand?.kit.symbol}
      text={post.text}
      media={post.media}
      kind={post.kind}
      title={post.extras.title || undefined}
      link={post.extras.link}
      poll={post.extras.poll}
      options={post.extras.options}
      parts={post.extras.parts?.map((part) => ({ text: part.text ?? "", media: [] }))}
      time={moment ? networkTime(moment, post.time_zone, now) : ""}
      counts={post.metrics}
    />
  );
}
