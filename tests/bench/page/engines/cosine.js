/**
 * Similar articles by the cosine of TF-IDF vectors, in JavaScript: an inverted index in typed arrays.
 * The words are those of our own index, headline and tags twice; words that more than a quarter of all
 * articles have are left out, as there.
 */

const words = (text) => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

export const create = async () => {
  const numbers = new Map();
  /** For each article its words and how often it has each. */
  const articles = [];
  let starts, postings, weights, own, sums, touched;

  return {
    add(chunk) {
      for (const { title, summary, body, tags } of chunk) {
        const counts = new Map();
        const count = (text, times) => {
          for (const word of words(text)) {
            let number = numbers.get(word);
            if (number === undefined) numbers.set(word, (number = numbers.size));
            counts.set(number, (counts.get(number) ?? 0) + times);
          }
        };
        count(title, 2);
        count(summary, 1);
        count(body, 1);
        for (const tag of tags) count(tag, 2);
        articles.push([Uint32Array.from(counts.keys()), Float32Array.from(counts.values())]);
      }
    },

    /** From counts to vectors of the length 1, by articles and by words. */
    settle() {
      const articleCount = new Uint32Array(numbers.size);
      for (const [found] of articles) for (const word of found) articleCount[word]++;
      const rarity = Float32Array.from(articleCount, (count) =>
        count > articles.length / 4 ? 0 : Math.log((articles.length + 1) / count));
      starts = new Uint32Array(numbers.size + 1);
      for (let word = 0; word < numbers.size; word++) {
        starts[word + 1] = starts[word] + (rarity[word] > 0 ? articleCount[word] : 0);
      }
      const next = starts.slice();
      postings = new Uint32Array(starts[numbers.size]);
      weights = new Float32Array(postings.length);
      own = articles.map(([found, counts], article) => {
        const vector = counts.map((count, at) => Math.sqrt(count) * rarity[found[at]]);
        let square = 0;
        for (const weight of vector) square += weight * weight;
        const length = Math.sqrt(square) || 1;
        for (let at = 0; at < found.length; at++) {
          vector[at] /= length;
          if (vector[at] > 0) {
            const place = next[found[at]]++;
            postings[place] = article;
            weights[place] = vector[at];
          }
        }
        return [found, vector];
      });
      sums = new Float32Array(articles.length);
      touched = new Uint32Array(articles.length);
      articles.length = 0;
      return false;
    },

    similar(article) {
      const [found, vector] = own[article];
      let count = 0;
      for (let at = 0; at < found.length; at++) {
        const weight = vector[at];
        if (weight === 0) continue;
        const end = starts[found[at] + 1];
        for (let place = starts[found[at]]; place < end; place++) {
          const other = postings[place];
          if (sums[other] === 0) touched[count++] = other;
          sums[other] += weight * weights[place];
        }
      }
      sums[article] = 0;
      const best = [];
      for (let at = 0; at < count; at++) {
        const other = touched[at];
        const sum = sums[other];
        sums[other] = 0;
        if (best.length === 10 && sum <= best[9].sum) continue;
        let place = best.length;
        while (place > 0 && best[place - 1].sum < sum) place--;
        best.splice(place, 0, { other, sum });
        if (best.length > 10) best.pop();
      }
      return best.filter(({ sum }) => sum > 0).map(({ other }) => other);
    },
  };
};
