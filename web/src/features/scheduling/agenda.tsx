import { PlatformMark, platformName } from "@/design/patterns/platform-mark";
import { StatusDot } from "@/design/patterns/status-mark";
import { shownStatus } from "@/design/patterns/status-words";
import { Thumb } from "@/design/patterns/thumb";
import { groupBy } from "@/lib/group";
import { useLanguage } from "@/lib/language";
import { firstLine } from "@/lib/post-text";
import { fullDay } from "@/lib/time";
import type { Group } from "./calendar-groups";

interface AgendaProps {
  groups: readonly Group[];
  selected: string | undefined;
  onSelect: (group: Group) => void;
}

/** The calendar as a list of days: for narrow windows, and for everything at one time. */
export function Agenda({ groups, selected, onSelect }: AgendaProps) {
  const { language } = useLanguage();
  return (
    <div className="flex flex-col gap-6">
      {groupBy(groups, (group) => group.wall.slice(0, 10)).map((day) => (
        <section key={day[0]?.wall}>
          <h2 className="mb-2 text-sm font-semibold text-strong">{fullDay(day[0]?.wall.slice(0, 10) ?? "", language)}</h2>
          <ul className="overflow-hidden rounded-card border border-subtle bg-surface-raised">
            {day.map((group) => {
              const post = group.posts[0];
              if (!post) return null;
              return (
                <li key={group.id} className="border-b border-subtle last:border-b-0">
                  <button type="button" aria-pressed={group.posts.some((one) => one.id === selected)} onClick={() => onSelect(group)} className="flex w-full items-center gap-3 p-2 text-start hover:bg-surface-hover aria-pressed:bg-surface-selected">
                    <span className="tabular w-10 shrink-0 text-xs text-muted">{group.wall.slice(11)}</span>
                    <Thumb url={post.thumbnail_url} className="w-8" />
                    <span className="min-w-0 flex-1">
                      <span className="at-start block truncate text-sm text-strong" dir="auto">{firstLine(post.text_start)}</span>
                      <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-muted">
                        {group.posts.map((one) => (
                          <span key={one.id} className="inline-flex items-center gap-1">
                            <PlatformMark platform={one.channel.platform} />
                            <span className="sr-only">{platformName(one.channel.platform)}</span>
                            <StatusDot status={shownStatus(one)} className="size-2" />
                          </span>
                        ))}
                      </span>
                    </span>
                  </button>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}
