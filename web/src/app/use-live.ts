import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { LiveConnection, type LiveState } from "@/api/live";

const QUIET_AFTER = 6_000;

/** The live connection of the shell: its state, and what the last events say is being done. */
export function useLive(isSignedIn: boolean): { state: LiveState; running: string | null } {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  const [running, setRunning] = useState<string | null>(null);

  useEffect(() => {
    if (!isSignedIn) return;
    let quiet: ReturnType<typeof setTimeout>;
    const connection = new LiveConnection(client, setState, ({ event }) => {
      setRunning(event.split(".")[0] ?? null);
      clearTimeout(quiet);
      quiet = setTimeout(() => setRunning(null), QUIET_AFTER);
    });
    connection.open();
    return () => {
      clearTimeout(quiet);
      connection.close();
    };
  }, [client, isSignedIn]);

  return { state, running };
}
