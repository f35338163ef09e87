import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ArrowLeft, CircleCheck } from "lucide-react";
import { channels } from "@/api/channels";
import { post as onePost } from "@/api/posts";
import { buttonLook } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { Page } from "@/design/patterns/page";
import { platformName } from "@/design/patterns/platform-mark";
import { Empty } from "@/design/patterns/states";
import { actionsFor } from "@/features/publishing/actions-for";
import { ByHand } from "@/features/publishing/by-hand";
import { byHandWords } from "@/features/publishing/by-hand-words";
import { useWords } from "@/lib/language";

const route = getRouteApi("/shell/posts/$postId/by-hand");

export default function ByHandPage() {
  const t = useWords(byHandWords);
  const { postId } = route.useParams();
  const query = useQuery(onePost(postId));
  const { data: mine } = useQuery(channels());
  const post = query.data;
  const isOpen = post && actionsFor(post.status).has("by-hand");
  return (
    <Page
      title={t("title")}
      width="reading"
      lead={
        <span className="flex flex-col gap-2">
          <Link to="/posts/$postId" params={{ postId }} className="inline-flex w-fit items-center gap-1 text-action hover:underline"><ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />{t("back")}</Link>
          {post && isOpen && <span className="max-w-128">{t(post.status === "scheduled" ? "leadSoon" : "lead", { network: platformName(post.channel.platform) })}</span>}
        </span>
      }
    >
      <Loaded query={query} skeleton={<Skeleton className="mx-auto h-128 w-full max-w-128" />}>
        {(found) =>
          actionsFor(found.status).has("by-hand") ? (
            <ByHand post={found} channel={mine?.find((one) => one.id === found.channel.id)} />
          ) : (
            <Empty icon={CircleCheck} title={t("notNow")} action={<Link to="/posts/$postId" params={{ postId }} className={buttonLook("primary")}>{t("back")}</Link>}>{t("notNowText")}</Empty>
          )
        }
      </Loaded>
    </Page>
  );
}
