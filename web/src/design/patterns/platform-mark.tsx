import { Radio } from "lucide-react";
import { platformDrawings, platformNames } from "./platform-drawings";

export function PlatformMark({ platform, className = "size-4" }: { platform: string; className?: string }) {
  const drawing = platformDrawings[platform];
  if (!drawing) return <Radio aria-hidden className={className} />;
  return (
    <svg aria-hidden viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinejoin="round" strokeLinecap="round" className={`shrink-0 ${className}`}>
      {drawing}
    </svg>
  );
}

export function platformName(platform: string): string {
  return platformNames[platform] ?? platform.slice(0, 1).toUpperCase() + platform.slice(1);
}
