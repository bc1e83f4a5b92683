/* What the search finds: words in, pages out, best first. It touches no page; js/search.js shows what it finds.

   Pagefind looks words up and weighs them. Asked for several at once it knows only pages that have every one of them,
   and people type sentences. So each word that says something is looked up alone, with the words that readers use
   for it. A page is worth the sum, times how much of the question it has, and more where its words stand together. */

const RANKING = { pageLength: 0.5, metaWeights: { title: 4, summary: 1, stops: 0.5, place: 0, words: 0.5, asked: 2 } };
const MOST_WORDS = 12; // of a question; what comes after them hardly changes what it is about
const ALIKE = 0.8; // what a word is worth beside the one that was typed
const REACH = 12; // words no further apart are about one thing
const TOGETHER = 0.5; // what that is worth
const LEAST_SHARE = 0.3; // of the share of the question that the best page has; below it lies chance
const LEAST_SCORE = 0.12; // of the best page's
const PATIENCE = 15_000; // milliseconds

/**
 * Open the search index in `folder`, an absolute address with a slash at its end.
 *
 * `common` is a set of words to pass over, `groups` a list of lists of words that stand for each other. Returns
 * `find(query)`, which returns pages, best first: `stops` (their names) and `load()`, which returns `url`, `meta`
 * and the matching `sentence` as a list of { word, marked }. Rejects where the index or WebAssembly can't be had.
 */
export const openIndex = async (folder, common, groups) => {
  const [{ createInstance }, { pages, stops }] = await Promise.all([
    import(new URL("pagefind.js", folder)),
    fetch(new URL("stops.json", folder), { cache: "no-cache" }).then((answer) => answer.json()),
  ]);
  // A worker would take 12 kB and a security policy of its own, to do the work of a few milliseconds.
  const pagefind = createInstance({ noWorker: true, ranking: RANKING });
  await answered(pagefind.search("")); // finds nothing, but only once the engine runs
  const alike = new Map(
    groups.flatMap((group) => group.map((word) => [word, group.filter((other) => other !== word)])),
  );
  const lookUp = remembering((word) => pagesWith(word, pagefind, pages));
  return async (query) => {
    const having = await Promise.all(
      tellingWords(query, common).map(async (word) =>
        merged(await lookUp(word), await Promise.all((alike.get(word) ?? []).map(lookUp))),
      ),
    );
    return ranked(having.filter(({ size }) => size), pages).map((page) => ({
      ...page,
      stops: Object.keys(stops).filter((name) => stops[name].includes(page.id)),
    }));
  };
};

/* When Pagefind fails it does not say so: it leaves a rejected promise lying about, and never answers. */
const answered = (promise) =>
  new Promise((resolve, reject) => {
    const fail = (event) => reject(event.reason);
    const late = setTimeout(() => reject(new Error("The search index does not answer.")), PATIENCE);
    addEventListener("unhandledrejection", fail);
    promise.then(resolve, reject).finally(() => {
      clearTimeout(late);
      removeEventListener("unhandledrejection", fail);
    });
  });

const remembering = (make) => {
  const made = new Map();
  return (key) => made.get(key) ?? made.set(key, make(key)).get(key);
};

/* The words of a question that say something; all of them where none does. Accents make no difference. */
const tellingWords = (query, common) => {
  const plain = query.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = plain.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
  const telling = words.filter((word) => !common.has(word.replaceAll(/['’]/g, "")));
  return [...new Set(telling.length ? telling : words)].slice(0, MOST_WORDS);
};

/* How much it says that a page has a word, where `having` of all pages have it: as Pagefind measures it. */
const rarity = (pages, having) => Math.log(1 + (pages - having + 0.5) / (having + 0.5));

/* The pages that have a word in any of its forms, or, where there is none, a word that begins with it: by their id. */
const pagesWith = async (word, pagefind, pages) => {
  const { results } = await pagefind.search(word);
  const whole = new Set((await pagefind.search(`"${word}"`)).results.map(({ id }) => id));
  // Pagefind took longer words too ("new" in "news"), and weighed all of them as one common word.
  const scale = whole.size ? rarity(pages, whole.size) / rarity(pages, results.length) : 1;
  const having = whole.size
    ? results.filter(({ id }) => whole.has(id))
    : results.length && (await beginsWith(word, results[0]))
      ? results
      : [];
  return new Map(
    having.map(({ id, score, words, data }) => [id, { score: score * scale, places: words, data }]),
  );
};

/* For a word that it does not know, Pagefind takes the longest that this one begins with: "w" for "wife". That helps
   with a slip of the pen, and only where most of the word is there. */
const beginsWith = async (word, result) => {
  const words = (await result.data()).content.toLowerCase().split(/\s+/);
  const most = word.slice(0, Math.max(4, Math.ceil(word.length * 0.6)));
  return result.words.some((place) => words[place].replace(/^[^\p{L}\p{N}]+/u, "").startsWith(most));
};

const merged = (own, others) => {
  const all = new Map(own);
  for (const [id, { score, places, data }] of others.flatMap((other) => [...other])) {
    const before = all.get(id) ?? { score: 0, places: [], data };
    all.set(id, {
      score: Math.max(before.score, ALIKE * score),
      places: [...before.places, ...places],
      data,
    });
  }
  return all;
};

/* `having` holds, for each word of the question, the pages that have it. */
const ranked = (having, pages) => {
  const weights = having.map(({ size }) => rarity(pages, size));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const found = new Map();
  for (const [number, pagesOfWord] of having.entries()) {
    for (const [id, { score, places, data }] of pagesOfWord) {
      const page = found.get(id) ?? { id, score: 0, share: 0, places: [], data };
      page.score += score;
      page.share += weights[number] / whole;
      page.places.push(...places.map((place) => ({ place, number })));
      found.set(id, page);
    }
  }
  const scored = [...found.values()].map(({ id, score, share, places, data }) => {
    const best = densest(places, weights);
    return {
      id,
      share,
      score: score * share + (TOGETHER * best.weight ** 2) / whole,
      load: async () => shown(await data(), places, best),
    };
  });
  scored.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const [top] = scored;
  return scored.filter(
    ({ share, score }) => share >= LEAST_SHARE * top.share && score >= LEAST_SCORE * top.score,
  );
};

/* The stretch of a page where most of the question stands together: its first and last place, and its weight. */
const densest = (places, weights) => {
  places.sort((a, b) => a.place - b.place);
  let best = { weight: 0 };
  let first = 0;
  for (const [index, { place }] of places.entries()) {
    while (places[first].place < place - REACH) first += 1;
    const numbers = new Set(places.slice(first, index + 1).map(({ number }) => number));
    const weight = [...numbers].reduce((sum, number) => sum + weights[number], 0);
    if (weight > best.weight) best = { weight, from: places[first].place, to: place };
  }
  return best;
};

const SENTENCE_ENDS = /[.!?…]["”’)\]]*$/;
const BEFORE = 20; // words shown at most before what matched, in a sentence without an end
const SHORTEST = 8; // a sentence with fewer has the next one after it
const LONGEST = 45;

const shown = ({ url, meta, content }, places, { from, to }) => {
  if (from === undefined) return { url, meta, sentence: [] }; // it matched in its title
  const words = content.split(/\s+/);
  const ends = (index) => index < 0 || index >= words.length - 1 || SENTENCE_ENDS.test(words[index]);
  let start = from;
  while (!ends(start - 1) && from - start < BEFORE) start -= 1;
  let end = Math.min(to, start + LONGEST);
  while ((!ends(end) || end - start < SHORTEST) && end < words.length - 1 && end - start < LONGEST) {
    end += 1;
  }
  const marked = new Set(places.map(({ place }) => place));
  const sentence = words
    .slice(start, end + 1)
    .map((word, index) => ({ word, marked: marked.has(start + index) }));
  if (!ends(start - 1)) sentence.unshift({ word: "…", marked: false });
  if (!ends(end)) sentence.push({ word: "…", marked: false });
  return { url, meta, sentence };
};
