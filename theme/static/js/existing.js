/* Which articles answer a question already: text in, articles out, best first. It touches no page; js/suggest.js shows
   what it finds.

   It counts as `./invoke ask` does (commands/questions/asking.py and existing.py), with the index that the build made of
   the articles (commands/questions/inverted_index.py). A test holds the two to the same order. */

const STORY = 0.5; // what a sentence counts beside one that asks
const LEAST_SCORE = 0.4; // of the best article's; below it lies chance
// A word that no article has is taken for the one with which it shares most of its beginning.
const MOST = 0.7;
const FEWEST = 5; // letters

/**
 * Load the index at `address`, an absolute one.
 *
 * Returns `find(text)`, which returns articles, best first: `url` and `title`. Rejects where the index can't be had.
 */
export const openIndex = async (address) => {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}: ${address}`);
  const { articles, words } = await answer.json();
  const numberOf = lookingUp(words);
  return (text) =>
    ranked(asked(text, numberOf), words, articles.length).map((article) => {
      const [url, title] = articles[article];
      return { url: new URL(url, address).href, title };
    });
};

/* What returns the number of a word, or of the word that begins most like it; undefined where none does. */
const lookingUp = (words) => {
  const numbers = new Map(
    words.flatMap(([forms], number) => forms.split(" ").map((form) => [form, number])),
  );
  const forms = [...numbers.keys()].sort();
  return (word) => {
    if (numbers.has(word)) return numbers.get(word);
    for (let length = word.length - 1; length >= FEWEST && length >= MOST * word.length; length -= 1) {
      const beginning = word.slice(0, length);
      const form = forms.find((form) => form.startsWith(beginning));
      if (form) return numbers.get(form);
    }
  };
};

/* The words of a question that the index has, with how often each is said, and the pairs that stand side by side. */
const asked = (text, numberOf) => {
  const sentences = sentencesOf(text);
  const asking = sentences.some(asks);
  const times = new Map();
  const pairs = new Map();
  for (const sentence of sentences) {
    const counts = asking && !asks(sentence) ? STORY : 1;
    const found = wordsOf(sentence).map(numberOf);
    for (const [place, number] of found.entries()) {
      if (number === undefined) continue;
      times.set(number, (times.get(number) ?? 0) + counts);
      const next = found[place + 1];
      if (next !== undefined) pairs.set(`${number} ${next}`, [number, next]);
    }
  }
  return { times, pairs: [...pairs.values()] };
};

/* In the ledger, a mark in brackets stands for what was struck out. */
const sentencesOf = (text) =>
  text
    .replace(/\[[^\]\n]{1,20}\]/g, " ")
    .replace(/([.!?…]["”’)]*)\s+/g, "$1\n")
    .split("\n")
    .filter((sentence) => sentence.trim());

const asks = (sentence) => /\?["”’) ]*$/.test(sentence);

const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/u;
const WORD = new RegExp(`${UNSPACED.source}+|(?:(?!${UNSPACED.source})[\\p{L}\\p{N}]\\p{M}*)+`, "gu");

/* A script without spaces comes in pairs of characters, and single letters say nothing: as plugins/help_by_topic/
   related/words.py has it. */
const wordsOf = (text) => {
  const plain = text.replace(/[’']/g, "").replaceAll("é", "e").normalize("NFKC").toLowerCase();
  return (plain.match(WORD) ?? []).flatMap((word) => {
    const letters = [...word];
    if (!UNSPACED.test(letters[0])) return letters.length > 1 ? [word] : [];
    return letters.length > 1 ? letters.slice(1).map((letter, i) => letters[i] + letter) : [word];
  });
};

/* The numbers of the articles that are about most of what is asked, best first. */
const ranked = ({ times, pairs }, words, count) => {
  const scores = new Array(count).fill(0);
  const add = (weights, counts) => {
    for (let i = 0; i < weights.length; i += 2) scores[weights[i]] += counts * weights[i + 1];
  };
  for (const [number, often] of times) add(words[number][1], Math.sqrt(often));
  for (const [first, second] of pairs) add(words[first][2][second] ?? [], 1);
  const best = Math.max(...scores);
  return [...scores.keys()]
    .filter((article) => scores[article] && scores[article] >= LEAST_SCORE * best)
    .sort((a, b) => scores[b] - scores[a]);
};
