const FEW = ["UTC", "Africa/Cairo", "Asia/Riyadh", "Asia/Dubai", "Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Asia/Tokyo"];

/** Every zone the browser knows; the chosen one always among them. */
export function zoneList(chosen: string): string[] {
  const known = typeof Intl.supportedValuesOf === "function" ? ["UTC", ...Intl.supportedValuesOf("timeZone")] : FEW;
  return known.includes(chosen) ? known : [chosen, ...known];
}
