import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { ApiError, onSignedOut } from "@/api/fetch";
import { Toaster } from "@/design/primitives/toast";
import { TooltipProvider } from "@/design/primitives/tooltip";
import { LanguageProvider } from "@/lib/language";
import { makeRouter } from "./router";

function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // What the API refuses stays refused; only silence is worth a second try.
        retry: (count, error) => !(error instanceof ApiError) && count < 1,
      },
    },
  });
}

export function Providers() {
  const [client] = useState(makeClient);
  const [router] = useState(() => makeRouter(client));

  useEffect(() => {
    onSignedOut(() => {
      const { pathname, href } = router.state.location;
      if (pathname === "/sign-in") return;
      void router.navigate({ to: "/sign-in", search: { next: href }, replace: true });
    });
  }, [router]);

  return (
    <LanguageProvider>
      <QueryClientProvider client={client}>
        <TooltipProvider>
          <RouterProvider router={router} />
          <Toaster />
        </TooltipProvider>
      </QueryClientProvider>
    </LanguageProvider>
  );
}
