import { LoaderCircle } from "lucide-react";
import type { Brand, Channel, Content, Platform, Run } from "@/api/types";
import { Segmented } from "@/design/primitives/segmented";
import { PlatformMark, platformName } from "@/design/patterns/platform-mark";
import { PostPreview } from "@/design/patterns/previews/post-preview";
import { hasGlyph, ZodiacGlyph } from "@/design/patterns/zodiac-glyph";
import { useWords } from "@/lib/language";
import { studioWords } from "./words";

interface StageProps {
  brand: Brand | undefined;
  channel: Channel | undefined;
  content: Content | undefined;
  run: Run | undefined;
  text: string;
  platform: string;
  platforms: readonly Platform[];
  onPlatform: (platform: string) => void;
}

/** Before anything is made: the frame it will fill, with the brand's sign waiting in it. */
function Waiting({ brand, platform, isMoving, hasWords }: { brand: Brand | undefined; platform: string; isMoving: boolean; hasWords: boolean }) {
  const t = useWords(studioWords);
  const symbol = brand?.kit.symbol;
  return (
    <div className="flex aspect-4/5 w-full max-w-98 flex-col items-center justify-center gap-6 rounded-card border border-dashed border-strong p-8 text-center">
      {symbol && hasGlyph(symbol) && <ZodiacGlyph symbol={symbol} className={`size-24 text-line-strong ${isMoving ? "breathe" : ""}`} />}
      <p className="flex max-w-60 items-center gap-2 text-sm text-body">
        {isMoving && <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-action" />}
        {isMoving ? t(hasWords ? "picturePending" : "wordsPending") : t("waiting", { network: platformName(platform) })}
      </p>
    </div>
  );
}

function Shown({ content, brand, channel, text, platform, hasPicture, isMoving }: Pick<StageProps, "brand" | "channel" | "text" | "platform"> & { content: Content; hasPicture: boolean; isMoving: boolean }) {
  const t = useWords(studioWords);
  const speaker = channel ?? { name: brand?.name ?? "", handle: brand?.handle ?? "", avatar_url: null };
  return (
    <div className="arrive flex w-full max-w-98 flex-col gap-3">
      <PostPreview
        platform={platform}
        label={`${t("stage")} · ${platformName(platform)}`}
        name={speaker.name}
        handle={speaker.handle}
        avatar={speaker.avatar_url}
        symbol={brand?.kit.symbol}
        text={text}
        media={hasPicture && content.image ? [{ url: content.image.url, alt: content.alt_text }] : []}
        time="now"
      />
      {!hasPicture && isMoving && (
        <p role="status" className="flex items-center gap-2 text-sm text-body">
          <LoaderCircle aria-hidden className="size-4 animate-spin text-action" />
          {t("picturePending")}
        </p>
      )}
    </div>
  );
}

/** Whether a part of the piece may be shown: always once the run rests, before that once its step ended. */
function isThere(run: Run | undefined, step: string): boolean {
  if (run?.status !== "running" && run?.status !== "waiting") return true;
  return run.steps.some((one) => one.name === step && (one.status === "done" || one.status === "reused"));
}

/** More networks than these stand there as their marks alone. */
const MOST_NAMED = 4;

export function Stage({ brand, channel, content, run, text, platform, platforms, onPlatform }: StageProps) {
  const t = useWords(studioWords);
  const isMoving = run?.status === "running" || run?.status === "waiting";
  const hasWords = Boolean(content?.text) && isThere(run, "words");
  const hasPicture = Boolean(content?.image) && isThere(run, "picture");
  return (
    <section aria-label={t("stage")} className="flex flex-col items-center gap-4">
      <Segmented
        label={t("platform")}
        value={platform}
        onChange={onPlatform}
        className="max-w-full overflow-x-auto"
        segments={platforms.map((one) => ({
          value: one.id,
          label: <><PlatformMark platform={one.id} />{platforms.length <= MOST_NAMED && <span className="hidden sm:inline">{one.name}</span>}</>,
          name: one.name,
        }))}
      />
      {content && hasWords ? (
        <Shown key={`${content.id}-${content.version}`} content={content} brand={brand} channel={channel} text={text} platform={platform} hasPicture={hasPicture} isMoving={isMoving} />
      ) : (
        <Waiting brand={brand} platform={platform} isMoving={isMoving} hasWords={hasWords} />
      )}
    </section>
  );
}
