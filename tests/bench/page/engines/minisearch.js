/** MiniSearch as its README shows it: boosted titles, prefixes, a fifth of a word mistyped; all words. */
import MiniSearch from "/peers/minisearch/dist/es/index.js";

export const create = async () => {
  const index = new MiniSearch({
    fields: ["title", "summary", "body", "tags"],
    searchOptions: { boost: { title: 2 }, prefix: true, fuzzy: 0.2, combineWith: "AND" },
  });
  return {
    add: (articles) => index.addAll(articles),
    search: (query) => index.search(query).slice(0, 10).map(({ id }) => id),
  };
};
