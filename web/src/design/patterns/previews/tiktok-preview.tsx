import { Screen } from "./screen";
import type { PreviewProps } from "./types";

export function TikTokPreview(props: PreviewProps) {
  return <Screen {...props} style="tiktok" empty="TikTok shows nothing without a video or pictures" />;
}
