/** Our own: the index of `src/related`, compiled as the stand is. */
import start, { Library } from "/engine/newsstand_bench_engine.js";

export const create = async () => {
  const { memory } = await start();
  const library = new Library();
  return {
    add(articles) {
      for (const { title, summary, body, tags, published } of articles) {
        library.add(title, summary, body, tags, published);
      }
    },
    search: (query) => library.search(query, 10),
    settle: (steps) => library.settle(steps),
    similar: (number) => library.similar(number, 10),
    bytes: () => memory.buffer.byteLength,
  };
};
