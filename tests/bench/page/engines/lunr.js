/**
 * Lunr as its guides show it: boosted fields, each word required with anything behind it, and where
 * nothing is found one typing error. Without the stemmer, which does not go with wildcards.
 */

/** The package is a script of the kind that came before modules. */
const load = (address) =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = resolve;
    script.onerror = reject;
    script.src = address;
    document.head.append(script);
  });

export const create = async () => {
  await load("/peers/lunr/lunr.js");
  const { lunr } = globalThis;
  const builder = new lunr.Builder();
  builder.pipeline.add(lunr.trimmer);
  builder.ref("id");
  builder.field("title", { boost: 2 });
  for (const name of ["summary", "body", "tags"]) builder.field(name);
  let index;
  const find = (words, how) =>
    index.query((query) => {
      for (const word of words) {
        query.term(word, { presence: lunr.Query.presence.REQUIRED, usePipeline: false, ...how });
      }
    });
  return {
    add(articles) {
      for (const article of articles) builder.add(article);
    },
    finish() {
      index = builder.build();
    },
    search(query) {
      const words = query.toLowerCase().split(" ");
      let found = find(words, { wildcard: lunr.Query.wildcard.TRAILING });
      if (!found.length) found = find(words, { editDistance: 1 });
      return found.slice(0, 10).map(({ ref }) => Number(ref));
    },
  };
};
