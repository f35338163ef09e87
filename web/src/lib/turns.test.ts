import { expect, it } from "vitest";
import { turns } from "./turns";

const settle = () => new Promise((done) => setTimeout(done, 0));

it("no more run at once than may, and all come to their turn", async () => {
  const turn = turns(2);
  const { signal } = new AbortController();
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = (name: number) => turn(signal, () => new Promise<number>((done) => { begun.push(name); ends.push(() => done(name)); }));
  const all = Promise.all([1, 2, 3].map(work));
  await settle();
  expect(begun).toEqual([1, 2]);
  ends[0]?.();
  await settle();
  expect(begun).toEqual([1, 2, 3]);
  ends.forEach((end) => end());
  expect(await all).toEqual([1, 2, 3]);
});

it("what is urgent comes before what waited longer", async () => {
  const turn = turns(1);
  const { signal } = new AbortController();
  const begun: string[] = [];
  const work = (name: string, isUrgent = false) => turn(signal, () => Promise.resolve(begun.push(name)), isUrgent);
  await Promise.all([work("running"), work("patient"), work("urgent", true)]);
  expect(begun).toEqual(["running", "urgent", "patient"]);
});

it("work that was given up while it waited does not begin, and holds nobody up", async () => {
  const turn = turns(1);
  const stop = new AbortController();
  const going = new AbortController().signal;
  let end = () => {};
  const first = turn(going, () => new Promise<string>((done) => (end = () => done("first"))));
  const left = turn(stop.signal, () => Promise.resolve("left"));
  const last = turn(going, () => Promise.resolve("last"));
  stop.abort();
  end();
  await expect(left).rejects.toThrow();
  expect(await Promise.all([first, last])).toEqual(["first", "last"]);
});
