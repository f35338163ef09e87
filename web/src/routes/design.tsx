import { CalendarPlus, PenLine, Trash2 } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button } from "@/design/primitives/button";
import { Chip, RemovableChip } from "@/design/primitives/chip";
import { Field } from "@/design/primitives/field";
import { IconButton } from "@/design/primitives/icon-button";
import { SelectInput, TextArea, TextInput } from "@/design/primitives/input";
import { Kbd } from "@/design/primitives/kbd";
import { Segmented } from "@/design/primitives/segmented";
import { Skeleton } from "@/design/primitives/skeleton";
import { Switch } from "@/design/primitives/switch";
import { say, sayError } from "@/design/primitives/toast";
import { Page } from "@/design/patterns/page";
import { platformNames } from "@/design/patterns/platform-drawings";
import { PostPreview } from "@/design/patterns/previews/post-preview";
import { Sparkline } from "@/design/patterns/sparkline";
import { Empty, Failure } from "@/design/patterns/states";
import { StatusMark } from "@/design/patterns/status-mark";
import { statuses } from "@/design/patterns/status-words";

const long = "A very long name that nobody expected here and that goes on for quite a while without an end in sight";
const arabic = "اسم طويل جدًا لم يتوقعه أحد هنا ويمتد بعض الوقت دون نهاية";
const refused = Object.assign(new Error("The picture is 9.1 MB; Instagram takes 8 MB at most."), { title: "Refused by Instagram", remedy: "Make the picture again, then try again." });
const words = `The room turns before you speak. ${long}.\n\nSee https://example.org/reading and @mira@stars.example\n\n#Leo #LeoDaily #Moon #Night #Sky #Stars #Today #Words`;

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-subtle py-6">
      <h2 className="mb-4 text-sm font-semibold text-strong">{title}</h2>
      <div className="flex flex-wrap items-start gap-4">{children}</div>
    </section>
  );
}

function Controls() {
  const [isOn, setOn] = useState(true);
  const [view, setView] = useState<"month" | "week">("month");
  return (
    <>
      <Part title="Buttons">
        {(["primary", "secondary", "quiet", "danger"] as const).map((variant) => (
          <span key={variant} className="flex flex-col items-start gap-2">
            <Button variant={variant} icon={PenLine}>{variant}</Button>
            <Button variant={variant} size="sm">Small</Button>
            <Button variant={variant} size="lg" icon={CalendarPlus}>Schedule for 07:00</Button>
            <Button variant={variant} isBusy>Busy</Button>
            <Button variant={variant} disabled>Disabled</Button>
          </span>
        ))}
        <IconButton icon={Trash2} label="Remove" keys="x" />
        <Button onClick={() => say("Moved: goes out Friday 07:00", { label: "Undo", run: () => say("Back where it was") })}>Say</Button>
        <Button onClick={() => sayError(refused)}>Say an error</Button>
      </Part>
      <Part title="Fields">
        <Field label="Text" help="One sentence of help." className="w-60">{(ids) => <TextInput {...ids} placeholder="Placeholder" />}</Field>
        <Field label="With an error" error="Enter your e-mail address." className="w-60">{(ids) => <TextInput {...ids} defaultValue={long} />}</Field>
        <Field label="Disabled" className="w-60">{(ids) => <TextInput {...ids} disabled value="Not now" readOnly />}</Field>
        <Field label="العربية" className="w-60">{(ids) => <TextArea {...ids} dir="auto" defaultValue={arabic} />}</Field>
        <Field label="Choice" className="w-60">{(ids) => <SelectInput {...ids}><option>{long}</option><option>Two</option></SelectInput>}</Field>
        <Switch label="On" checked={isOn} onChange={setOn} />
        <Switch label="Disabled" checked={false} disabled onChange={setOn} />
        <Segmented label="View" value={view} onChange={setView} segments={[{ value: "month", label: "Month" }, { value: "week", label: "Week" }]} />
      </Part>
    </>
  );
}

export default function DesignPage() {
  return (
    <Page title="Design" lead="Every primitive in every state.">
      <Controls />
      <Part title="Chips, keys, states of a post">
        {(["plain", "live", "waiting", "failed", "proposed"] as const).map((tone) => <Chip key={tone} tone={tone}>{tone}</Chip>)}
        <RemovableChip removeLabel="Remove" onRemove={() => undefined}>Status: failed</RemovableChip>
        <Kbd>⌘K</Kbd>
        {statuses.map((status) => <StatusMark key={status} status={status} />)}
      </Part>
      <Part title="Curves">
        <Sparkline values={[0, 3, 9, 14, 17, 18]} band={[0, 2, 6, 9, 11, 12].map((low) => ({ low, high: low * 1.5 }))} label="18 reactions" />
        <Sparkline values={[4]} label="First reading comes soon" className="h-8 w-40" />
      </Part>
      <Part title="Loading, empty, error">
        <Skeleton className="h-24 w-60" />
        <Empty compact icon={PenLine} title="Nothing here yet" action={<Button variant="primary">Create a piece</Button>}>{long}</Empty>
        <Failure error={refused} onRetry={() => undefined} />
        <Failure error={new TypeError("fetch failed")} onRetry={() => undefined} />
      </Part>
      <Part title="Previews">
        {Object.keys(platformNames).map((platform) => (
          <PostPreview key={platform} platform={platform} label={platform} name={long} handle="zodiac.daily" symbol="leo" text={words} media={[]} title={long} time="2h" counts={{ likes: 12, comments: 1, shares: 4 }} />
        ))}
      </Part>
    </Page>
  );
}
