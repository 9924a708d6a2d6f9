/**
 * The page that one engine is measured in. The driver calls `bench`; articles come in documents of a
 * thousand, so that no engine's memory is mixed with that of all texts.
 *
 * An engine is what `create` of `engines/….js` answers:
 *   add(articles)      takes articles in
 *   finish?()          what is to be done before the first search
 *   search(query)      at most ten numbers of articles
 *   settle?(steps)     does some of what comparing articles needs; false when all is done
 *   similar?(number)   at most ten numbers of articles
 *   bytes?()           memory that is not in the heap of JavaScript
 */

let engine;

/** Lets the browser do what waits, so that a page that works for minutes still answers. */
const pause = () => new Promise((resolve) => setTimeout(resolve));

const timed = (work) => {
  const start = performance.now();
  const answer = work();
  return [performance.now() - start, answer];
};

/** Fewer answers than questions are those there was time for. */
const every = async (questions, answer, limit_ms) => {
  const answers = [];
  const end = performance.now() + limit_ms;
  for (const question of questions) {
    if (performance.now() > end) break;
    const [ms, numbers] = timed(() => answer(question));
    answers.push({ ms, numbers: Array.from(numbers) });
    if (answers.length % 10 === 0) await pause();
  }
  return answers;
};

globalThis.bench = {
  async create(name) {
    const { create } = await import(`/engines/${name}.js`);
    engine = await create();
    return { isolated: globalThis.crossOriginIsolated };
  },

  /** Indexes the documents at these addresses, unless that takes longer than the limit. */
  async index(addresses, limit_ms) {
    let ms = 0;
    let articles = 0;
    for (const address of addresses) {
      const chunk = await (await fetch(address)).json();
      ms += timed(() => engine.add(chunk))[0];
      articles += chunk.length;
      if (ms > limit_ms) return { ms, articles, done: false };
      await pause();
    }
    if (engine.finish) ms += timed(() => engine.finish())[0];
    return { ms, articles, done: true };
  },

  async settle() {
    let total_ms = 0;
    for (let more = true; more; ) {
      const [ms, answer] = timed(() => engine.settle(100));
      total_ms += ms;
      more = answer;
      await pause();
    }
    return { ms: total_ms };
  },

  bytes: async () => engine?.bytes?.() ?? 0,
  search: (queries, limit_ms) => every(queries, (query) => engine.search(query), limit_ms),
  similar: (numbers, limit_ms) => every(numbers, (number) => engine.similar(number), limit_ms),
};
