// The site of the benchmark in Eleventy: related articles are those that share most topics.
export default function (config) {
  const topicsOf = (item) => item.data.topics || [];
  config.addCollection("article", (api) => api.getFilteredByGlob("articles/*.md").reverse());
  config.addCollection("topicPages", (api) => {
    const byTopic = {};
    for (const item of api.getFilteredByGlob("articles/*.md").reverse())
      for (const topic of topicsOf(item)) (byTopic[topic] ||= []).push(item);
    const pages = [];
    for (const [topic, items] of Object.entries(byTopic))
      for (let start = 0, number = 1; start < items.length; start += 20, number++)
        pages.push({ topic, number, items: items.slice(start, start + 20), last: start + 20 >= items.length });
    return pages;
  });
  config.addCollection("topicFeeds", (api) => {
    const byTopic = {};
    for (const item of api.getFilteredByGlob("articles/*.md").reverse())
      for (const topic of topicsOf(item)) (byTopic[topic] ||= []).push(item);
    return Object.entries(byTopic).map(([topic, items]) => ({ topic, items: items.slice(0, 20) }));
  });
  let index;
  config.on("eleventy.before", () => (index = undefined));
  config.addFilter("related", function (all, url, topics) {
    if (!index) {
      index = {};
      for (const item of all) for (const topic of topicsOf(item)) (index[topic] ||= []).push(item);
    }
    const shared = new Map();
    for (const topic of topics) for (const item of index[topic]) shared.set(item, (shared.get(item) || 0) + 1);
    return [...shared].filter(([item]) => item.url !== url).sort((a, b) => b[1] - a[1]).slice(0, 5).map(([item]) => item);
  });
  config.addFilter("iso", (date) => date.toISOString());
  config.addFilter("first", (items, number) => items.slice(0, number));
  return { markdownTemplateEngine: false, dir: { input: ".", output: "output" } };
}
