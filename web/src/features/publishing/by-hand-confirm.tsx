import { useNavigate } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { useHandFinish } from "@/api/posts";
import type { Post } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { TextInput } from "@/design/primitives/input";
import { say } from "@/design/primitives/toast";
import { platformName } from "@/design/patterns/platform-mark";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { byHandWords } from "./by-hand-words";

/** The last step: where the post stands now. */
export function ByHandConfirm({ post }: { post: Post }) {
  const t = useWords(byHandWords);
  const navigate = useNavigate();
  const finish = useHandFinish(post.id);
  const [address, setAddress] = useState("");
  const url = address.trim();
  const isWrong = url !== "" && !/^https?:\/\/\S+$/.test(url);
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWrong) return;
        finish.mutate(url || null, {
          onSuccess: () => {
            say(t("said"));
            void navigate({ to: "/posts/$postId", params: { postId: post.id } });
          },
        });
      }}
    >
      {finish.error !== null && <Failure error={finish.error} />}
      <Field label={t("address", { network: platformName(post.channel.platform) })} help={t("addressHelp")} error={isWrong ? t("addressWrong") : undefined}>
        {(ids) => <TextInput {...ids} type="url" inputMode="url" dir="ltr" placeholder="https://" className="h-10" value={address} onChange={(event) => setAddress(event.target.value)} />}
      </Field>
      <Button type="submit" variant="primary" size="lg" icon={CircleCheck} isBusy={finish.isPending} disabled={isWrong}>{t("done")}</Button>
    </form>
  );
}
