/** Where each network lets a person post by hand: its app, or its composer on the web. */

export interface Handed {
  text: string;
  title: string;
  link: string;
  /** The server of a network of many servers. */
  server: string;
}

type Composer = (post: Handed) => string;

const filled = (address: string, values: Record<string, string>): string => {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
  return query.size > 0 ? `${address}?${query.toString()}` : address;
};

const composers: Record<string, Composer> = {
  bluesky: ({ text }) => filled("https://bsky.app/intent/compose", { text }),
  discord: () => "https://discord.com/channels/@me",
  facebook: () => "https://www.facebook.com/",
  instagram: () => "https://www.instagram.com/",
  linkedin: ({ text }) => filled("https://www.linkedin.com/feed/", { shareActive: "true", text }),
  mastodon: ({ text, server }) => filled(new URL("/share", server).href, { text }),
  pinterest: () => "https://www.pinterest.com/pin-creation-tool/",
  reddit: ({ title, text, link }) => filled("https://www.reddit.com/submit", { title, url: link, selftext: link ? "" : "true", text: link ? "" : text }),
  telegram: ({ text, link }) => filled("https://t.me/share/url", { url: link || " ", text }),
  threads: ({ text }) => filled("https://www.threads.net/intent/post", { text }),
  tiktok: () => "https://www.tiktok.com/upload",
  wordpress: ({ title, text, server }) => filled(new URL("/wp-admin/post-new.php", server).href, { post_title: title, content: text }),
  x: ({ text, link }) => filled("https://x.com/intent/post", { text, url: link }),
  youtube: () => "https://studio.youtube.com/",
};

/** The address that opens the network's composer, with the words in it where that is possible. */
export function composerOf(platform: string, post: Handed): string | null {
  try {
    return composers[platform]?.(post) ?? null;
  } catch {
    return null;
  }
}
