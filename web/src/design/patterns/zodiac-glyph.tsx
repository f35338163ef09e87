/** The twelve signs as line work, in the order of their code points from U+2648. */
const lines: readonly string[] = [
  "M12 21V9M12 9c0-4-2-6-4.5-6S4 5 4 7s1.5 3 3 3M12 9c0-4 2-6 4.5-6S20 5 20 7s-1.5 3-3 3",
  "M5 3c1 5 4 7 7 7s6-2 7-7M12 10a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11",
  "M5 3c4 2 10 2 14 0M5 21c4-2 10-2 14 0M9 4.300v15.400M15 4.300v15.4",
  "M20 7.500C16 3.5 8 4 4.8 8M7.5 6.500a2.5 2.5 0 1 1 0 5a2.5 2.5 0 0 1 0-5M4 16.500c4 4 12 3.5 15.2-.500M16.5 12.500a2.5 2.5 0 1 1 0 5a2.5 2.5 0 0 1 0-5",
  "M7 11a3 3 0 1 1 0 6a3 3 0 0 1 0-6M9.2 12C8 9 7 7.5 7.5 5.700C8.5 2.3 14.5 2.3 15.5 6c.7 3-2.5 6-2.5 10c0 3 1.5 4.5 3.2 4.500s2.3-1 2.8-2",
  "M3 5c1.5 0 2.5 1 2.5 3v9M5.5 8c0-2 1-3 2.25-3S10 6 10 8v9M10 8c0-2 1-3 2.25-3s2.25 1 2.25 3v8c0 3 1.5 5 4 5M14.5 11c1-2.5 5-3 5 .500c0 3.5-4 6.5-7 8",
  "M3 20h18M3 16h6c-1.5-1-3-3-3-5.500a6 6 0 0 1 12 0c0 2.5-1.5 4.5-3 5.500h6",
  "M3 5c1.5 0 2.5 1 2.5 3v9M5.5 8c0-2 1-3 2.25-3S10 6 10 8v9M10 8c0-2 1-3 2.25-3s2.25 1 2.25 3v8.500c0 2 1 3 2.5 3H20M18 17l2.5 2.500L18 22",
  "M5 19L19 5M11 5h8v8M6.5 11.500l6 6",
  "M3 5c2 0 3 1.5 3 4v8M6 9c0-3 1.5-4 3-4s3 1 3 4v7c0 3-1.5 5-4 5M12 16a3.5 3.5 0 1 1 3.5 3.500c-2 0-3.5-1.5-3.5-3.5",
  "M3 10l4-3 3 3 4-3 3 3 4-3M3 17l4-3 3 3 4-3 3 3 4-3",
  "M6 3c4 5 4 13 0 18M18 3c-4 5-4 13 0 18M4 12h16",
];

const FIRST = 0x2648;
const names = ["aries", "taurus", "gemini", "cancer", "leo", "virgo", "libra", "scorpio", "sagittarius", "capricorn", "aquarius", "pisces"];

/** A symbol is named by its code point or by its word. */
function lineOf(symbol: string | null | undefined): string | undefined {
  if (!symbol) return undefined;
  const named = names.indexOf(symbol.toLowerCase());
  return lines[named >= 0 ? named : (symbol.codePointAt(0) ?? 0) - FIRST];
}

export function hasGlyph(symbol: string | null | undefined): boolean {
  return lineOf(symbol) !== undefined;
}

/** A sign as a drawing. */
export function ZodiacGlyph({ symbol, className = "" }: { symbol: string; className?: string }) {
  const path = lineOf(symbol);
  return (
    <svg aria-hidden viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round" className={className}>
      <path d={path} />
    </svg>
  );
}
