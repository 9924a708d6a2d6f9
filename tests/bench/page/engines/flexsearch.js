/**
 * FlexSearch as its README advises for beginnings of words: the tokenizer "forward", numbers as ids, a
 * limit. An article is one text, the title first: a document index looks for all words in one field.
 */
import { Index } from "/peers/flexsearch/dist/flexsearch.bundle.module.min.js";

export const create = async () => {
  const index = new Index({ tokenize: "forward" });
  return {
    add(articles) {
      for (const { id, title, summary, body, tags } of articles) {
        index.add(id, [title, ...tags, summary, body].join(" "));
      }
    },
    search: (query) => index.search(query, { limit: 10, suggest: true }),
  };
};
