import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet } from "@tanstack/react-router";
import { brands } from "@/api/brands";
import { channels } from "@/api/channels";
import { home } from "@/api/home";
import { awaiting } from "@/api/posts";
import { video } from "@/api/videos";
import { Missing } from "./missing";
import { approvalsSearch, calendarSearch, channelsSearch, createMonthSearch, createPostSearch, createSearch, deadSearch, librarySearch, piecesSearch, postsSearch, settingsSearch, signInSearch, stylesSearch, templatesSearch, videoSearch, videosSearch } from "./search";
import { Shell } from "./shell";

interface Context {
  client: QueryClient;
}

const rootRoute = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: Missing });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import("@/routes/sign-in")),
});

const shellRoute = createRoute({ getParentRoute: () => rootRoute, id: "shell", component: Shell, notFoundComponent: Missing });

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/",
  // Data and code travel together; the page itself shows every state of the reading.
  loader: ({ context }) => void context.client.prefetchQuery(home()),
  component: lazyRouteComponent(() => import("@/routes/home")),
});

const createPageRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/create",
  validateSearch: createSearch,
  loader: ({ context }) => void context.client.prefetchQuery(channels()),
  component: lazyRouteComponent(() => import("@/routes/create")),
});

const createPostRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/create/post",
  validateSearch: createPostSearch,
  loader: ({ context }) => void context.client.prefetchQuery(channels()),
  component: lazyRouteComponent(() => import("@/routes/create-post")),
});

const createMonthRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/create/month",
  validateSearch: createMonthSearch,
  loader: ({ context }) => void context.client.prefetchQuery(brands()),
  component: lazyRouteComponent(() => import("@/routes/create-month")),
});

const calendarRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/calendar",
  validateSearch: calendarSearch,
  component: lazyRouteComponent(() => import("@/routes/calendar")),
});

const postsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/posts",
  validateSearch: postsSearch,
  component: lazyRouteComponent(() => import("@/routes/posts")),
});

const postRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/posts/$postId",
  component: lazyRouteComponent(() => import("@/routes/post")),
});

const byHandRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/posts/$postId/by-hand",
  component: lazyRouteComponent(() => import("@/routes/by-hand")),
});

const deadLettersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/posts/dead-letters",
  validateSearch: deadSearch,
  component: lazyRouteComponent(() => import("@/routes/dead-letters")),
});

const approvalsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/approvals",
  validateSearch: approvalsSearch,
  loader: ({ context }) => void context.client.prefetchQuery(awaiting()),
  component: lazyRouteComponent(() => import("@/routes/approvals")),
});

const piecesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/pieces",
  validateSearch: piecesSearch,
  component: lazyRouteComponent(() => import("@/routes/pieces")),
});

const channelsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/channels",
  validateSearch: channelsSearch,
  loader: ({ context }) => void context.client.prefetchQuery(channels()),
  component: lazyRouteComponent(() => import("@/routes/channels")),
});

const guideRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/channels/guide/$platform",
  component: lazyRouteComponent(() => import("@/routes/guide")),
});

const brandsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/brands",
  loader: ({ context }) => void context.client.prefetchQuery(brands()),
  component: lazyRouteComponent(() => import("@/routes/brands")),
});

const brandRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/brands/$brandId",
  component: lazyRouteComponent(() => import("@/routes/brand")),
});

const packsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/packs",
  component: lazyRouteComponent(() => import("@/routes/packs")),
});

const libraryRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/library",
  validateSearch: librarySearch,
  component: lazyRouteComponent(() => import("@/routes/library")),
});

const videosRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/videos",
  validateSearch: videosSearch,
  component: lazyRouteComponent(() => import("@/routes/videos")),
});

const videoRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/videos/$videoId",
  validateSearch: videoSearch,
  loader: ({ context, params }) => void context.client.prefetchQuery(video(params.videoId)),
  component: lazyRouteComponent(() => import("@/routes/video")),
});

const stylesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/videos/styles",
  validateSearch: stylesSearch,
  component: lazyRouteComponent(() => import("@/routes/styles")),
});

const templatesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/templates",
  validateSearch: templatesSearch,
  component: lazyRouteComponent(() => import("@/routes/templates")),
});

const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings",
  validateSearch: settingsSearch,
  component: lazyRouteComponent(() => import("@/routes/settings")),
});

const pages = [homeRoute, createPageRoute, createPostRoute, createMonthRoute, calendarRoute, postsRoute, postRoute, approvalsRoute, piecesRoute, byHandRoute, deadLettersRoute, channelsRoute, guideRoute, brandsRoute, brandRoute, packsRoute, videosRoute, videoRoute, stylesRoute, libraryRoute, templatesRoute, settingsRoute];

/** Every primitive in every state; only while developing. */
const devPages = import.meta.env.DEV
  ? [createRoute({ getParentRoute: () => shellRoute, path: "/design", component: lazyRouteComponent(() => import("@/routes/design")) })]
  : [];

const tree = rootRoute.addChildren([
  signInRoute,
  shellRoute.addChildren([...pages, ...devPages]),
]);

export function makeRouter(client: QueryClient) {
  return createRouter({ routeTree: tree, context: { client }, defaultPreload: "intent", scrollRestoration: true });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
