import type { ReactNode } from "react";

/** Simple drawings of the networks' marks, twenty-four units wide, in the ink of the interface. */
export const platformDrawings: Record<string, ReactNode> = {
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
  x: <path d="M4 4h4.200L20 20h-4.200zM19.500 4l-6.700 7.500M4.500 20l6.800-7.600" />,
  facebook: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12.500 21v-8.500c0-2.300 1-3.500 3.300-3.500M9.500 13.500h6" />
    </>
  ),
  threads: (
    <path d="M18.800 8.500C18 5.400 15.600 3.500 12 3.500c-4.800 0-7.500 3.300-7.500 8.500s2.700 8.500 7.500 8.500c3.900 0 6.500-2 6.500-4.700c0-2.600-2.200-4.200-5.600-4.200c-2.600 0-4.300 1.100-4.300 2.700c0 1.500 1.300 2.400 3 2.400c2.400 0 3.700-1.500 3.700-4.200c0-2.500-1.200-4-3.400-4c-1.300 0-2.300.5-2.900 1.500" />
  ),
  tiktok: <path d="M13.500 3.500v12a3.750 3.750 0 1 1-3.750-3.750c.4 0 .8.06 1.150.18M13.500 4c.3 2.900 2.300 4.900 5.500 5.100" />,
  youtube: (
    <>
      <rect x="2.500" y="5" width="19" height="14" rx="4" />
      <path d="M10 9.200v5.600l5-2.800z" fill="currentColor" />
    </>
  ),
  linkedin: (
    <>
      <rect x="3.500" y="3.500" width="17" height="17" rx="3" />
      <path d="M8 10.800V16.500M8 7.500v.01M11.800 16.500v-5.700M11.800 13.300c0-1.500 1-2.500 2.300-2.500c1.400 0 2.200 1 2.200 2.600v3.100" />
    </>
  ),
  pinterest: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M9.300 20.500l2.600-10.200M8.700 13.300c-1.700-3.200.3-6 3.600-6c3 0 4.400 2.200 3.900 4.700c-.6 3-2.400 4.200-4 3.700c-1-.3-1.500-1-1.600-1.700" />
    </>
  ),
  telegram: <path d="M21 4 3 11.200l5.400 2.100L18 7l-7.400 8 .200 4.600 3-2.900 3.700 2.800z" />,
  discord: (
    <>
      <path d="M8.300 5.500C6.300 5.900 4.900 6.600 4.900 6.600C3.100 9.900 2.500 13.400 2.800 16.600c1.600 1.300 3.300 1.900 4.600 2.100l1.100-2M15.700 5.500c2 .4 3.400 1.100 3.400 1.100c1.800 3.300 2.400 6.800 2.100 10c-1.600 1.300-3.300 1.900-4.600 2.100l-1.100-2M8.300 5.500l.6 1.200a17 17 0 0 1 6.200 0l.6-1.200M8.500 16.700c2.300.7 4.700.7 7 0" />
      <circle cx="9" cy="12" r="1.300" fill="currentColor" stroke="none" />
      <circle cx="15" cy="12" r="1.300" fill="currentColor" stroke="none" />
    </>
  ),
  reddit: (
    <>
      <ellipse cx="12" cy="14" rx="8" ry="6" />
      <path d="M12 8l1-4.500 3.500.8M9.300 16.600c1.600 1.100 3.800 1.100 5.400 0M4.700 11.300a1.900 1.900 0 1 1 2-2.700M19.300 11.300a1.900 1.900 0 1 0-2-2.700" />
      <circle cx="9" cy="13" r="1.100" fill="currentColor" stroke="none" />
      <circle cx="15" cy="13" r="1.100" fill="currentColor" stroke="none" />
      <circle cx="17.300" cy="4.500" r="0.900" />
    </>
  ),
  wordpress: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M5.300 8.700h4M7.300 8.700l3.200 8.800 2.200-6.300M11 8.700h4M12.700 11.200l2.700 6.300L17.300 12c.5-1.500-.7-2.300-.6-3.500" />
    </>
  ),
};

export const platformNames: Record<string, string> = {
  mastodon: "Mastodon",
  bluesky: "Bluesky",
  instagram: "Instagram",
  x: "X",
  facebook: "Facebook",
  threads: "Threads",
  tiktok: "TikTok",
  youtube: "YouTube",
  linkedin: "LinkedIn",
  pinterest: "Pinterest",
  telegram: "Telegram",
  discord: "Discord",
  reddit: "Reddit",
  wordpress: "WordPress",
};
