/* What the search finds: words in, pages out, best first. It touches no page; js/search.js shows what it finds.

   Pagefind looks words up and says how much of a page each is. Asked for several at once it knows only pages that have
   every one of them, and people type sentences. So each word that says something is looked up alone, with the words that
   readers use for it, and counts by how much of a page it is about, and by how few pages are about it. Whole letters are
   the contact page's: js/existing.js. */

const RANKING = {
  pageLength: 0.5,
  metaWeights: { title: 4, summary: 4, asked: 4, stops: 0.5, place: 0, words: 0.5 },
};
const MOST_WORDS = 40; // of a question; those of the sentences that ask first
const STORY = 0.5; // what a sentence counts beside one that asks
const ALIKE = 0.6; // what a word counts beside the one that was typed
const HALF = 20; // of so much of a word half of a page is about it; in Pagefind's measure
const REACH = 12; // words no further apart are shown together
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
    const asked = await Promise.all(
      tellingWords(query, common).map(async ({ word, counts }) => {
        const others = await Promise.all((alike.get(word) ?? []).map(lookUp));
        return { counts, having: merged(await lookUp(word), others) };
      }),
    );
    return ranked(asked.filter(({ having }) => having.size), pages).map((page) => ({
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

/* The words of a question that say something, and what each counts; all of them where none does. Accents make no
   difference. */
const tellingWords = (query, common) => {
  const plain = query.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const sentences = plain.match(/[^.!?\n]+[.!?]*/g) ?? [];
  const asking = sentences.filter((sentence) => sentence.endsWith("?"));
  const telling = sentences.filter((sentence) => !sentence.endsWith("?"));
  const words = [
    ...asking.flatMap(wordsOf).map((word) => [word, 1]),
    ...telling.flatMap(wordsOf).map((word) => [word, asking.length ? STORY : 1]),
  ];
  const saying = words.filter(([word]) => !common.has(word.replaceAll(/['’]/g, "")));
  const counts = new Map();
  for (const [word, count] of saying.length ? saying : words) {
    counts.set(word, (counts.get(word) ?? 0) + count);
  }
  return [...counts]
    .slice(0, MOST_WORDS)
    .map(([word, count]) => ({ word, counts: Math.sqrt(count) }));
};

const wordsOf = (text) => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];

/* How much it says that a page has a word, where `having` of all pages have it: as Pagefind measures it, too. */
const rarity = (pages, having) => Math.log(1 + (pages - having + 0.5) / (having + 0.5));

/* The pages that have a word in any of its forms, or, where there is none, a word that begins with it: by their id, with
   how `much` of it they have. */
const pagesWith = async (word, pagefind, pages) => {
  const { results } = await pagefind.search(word);
  const whole = new Set((await pagefind.search(`"${word}"`)).results.map(({ id }) => id));
  const having = whole.size
    ? results.filter(({ id }) => whole.has(id))
    : results.length && (await beginsWith(word, results[0]))
      ? results
      : [];
  const weight = rarity(pages, results.length); // Pagefind took longer words too: "new" in "news"
  return new Map(
    having.map(({ id, score, words, data }) => [id, { much: score / weight, places: words, data }]),
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
  for (const [id, { much, places, data }] of others.flatMap((other) => [...other])) {
    const before = all.get(id) ?? { much: 0, places: [], data };
    all.set(id, {
      much: before.much + ALIKE * much,
      places: [...before.places, ...places],
      data,
    });
  }
  return all;
};

/* How much of a page is about a word that it has so much of: from 0 to nearly 1. */
const shareOf = ({ much }) => much / (much + HALF);

const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);

/* `asked` holds, for each word of the question, what it counts and the pages `having` it. */
const ranked = (asked, pages) => {
  const weights = asked.map(
    ({ counts, having }) => counts * rarity(pages, sum([...having.values()].map(shareOf))),
  );
  const whole = sum(weights);
  const found = new Map();
  for (const [number, { having }] of asked.entries()) {
    for (const [id, part] of having) {
      const page = found.get(id) ?? { id, score: 0, share: 0, places: [], data: part.data };
      page.score += weights[number] * shareOf(part);
      page.share += weights[number] / whole;
      page.places.push(...part.places.map((place) => ({ place, number })));
      found.set(id, page);
    }
  }
  const scored = [...found.values()].map(({ id, score, share, places, data }) => ({
    id,
    share,
    score,
    load: async () => shown(await data(), places, densest(places, weights)),
  }));
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
