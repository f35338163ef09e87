import { Radio } from "lucide-react";

/** Simple drawings of the networks' marks, in the ink of the interface. */
const drawings: Record<string, React.ReactNode> = {
  instagram: (
    <>
      <rect x="3.5" y="3.5" width="17" height="17" rx="5" />
      <circle cx="12" cy="12" r="4" />
      <circle cx="17" cy="7" r="0.6" fill="currentColor" />
    </>
  ),
  bluesky: (
    <path
      fill="currentColor"
      stroke="none"
      d="M12 11.200C11 9.1 8.3 5.3 5.8 3.600C3.4 1.9 2 2.3 2 5c0 1 .6 6 .9 6.900c.9 3 3.7 3.5 6.3 3c-4.5.8-5.7 3.3-3.2 5.800c4.7 4.6 6-2.2 6-3.700c0 1.5 1.3 8.3 6 3.700c2.5-2.5 1.3-5-3.2-5.800c2.6.5 5.4 0 6.3-3C21.4 11 22 6 22 5c0-2.7-1.4-3.1-3.8-1.400C15.7 5.3 13 9.1 12 11.200z"
    />
  ),
  mastodon: (
    <path d="M20.5 9c0-4-2.6-5.5-8.5-5.500S3.5 5 3.5 9c0 7 .5 11 7.5 11.300c2 .1 4-.5 4.5-.700v-2c-1.5.4-3 .5-4.5.400c-2-.1-3.5-1-3.7-2.500c3 .7 6 .7 9 .200c2.7-.5 3.7-1.7 4-3.500c.2-1 .2-2.2.2-3.200zM8 13V9.300C8 8 8.8 7.3 9.9 7.300S12 8.1 12 9.700V11M16 13V9.300C16 8 15.2 7.3 14.1 7.300S12 8.1 12 9.7" />
  ),
};

export function PlatformMark({ platform, className = "size-4" }: { platform: string; className?: string }) {
  const drawing = drawings[platform];
  if (!drawing) return <Radio aria-hidden className={className} />;
  return (
    <svg aria-hidden viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinejoin="round" strokeLinecap="round" className={`shrink-0 ${className}`}>
      {drawing}
    </svg>
  );
}

const names: Record<string, string> = { mastodon: "Mastodon", bluesky: "Bluesky", instagram: "Instagram" };

export function platformName(platform: string): string {
  return names[platform] ?? platform.slice(0, 1).toUpperCase() + platform.slice(1);
}
