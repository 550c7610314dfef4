/* The facts out of the data block; everything asks here, by number of an organisation, a tie or a cluster. */
((app) => {
  "use strict";

  const data = JSON.parse(document.getElementById("data").textContent);
  const { organisations, ties, projects, clusters, kinds, themes, nodes, edges } = data;
  const clusterById = new Map(clusters.map((cluster) => [cluster.id, cluster]));
  const kindById = new Map(kinds.map((kind) => [kind.id, kind]));
  const countries = new Intl.DisplayNames(app.language, { type: "region", fallback: "code" });

  const partners = organisations.map(() => []);
  edges.from.forEach((from, tie) => {
    partners[from].push({ other: edges.to[tie], tie });
    partners[edges.to[tie]].push({ other: from, tie });
  });
  partners.forEach((own) => own.sort((a, b) => ties[b.tie][0] - ties[a.tie][0] || a.other - b.other));

  const members = new Map(clusters.map((cluster) => [cluster.id, []]));
  const ranking = organisations.map((_, id) => id).sort((a, b) => organisations[b][5] - organisations[a][5] || a - b);
  for (const id of ranking) members.get(organisations[id][4])?.push(id);

  const texts = [];
  const boxes = new Map();
  let named = null;

  const capital = (text) => text && text.charAt(0).toUpperCase() + text.slice(1);
  const stated = (text, otherwise) => ({ text: text ?? app.say(otherwise), stated: text !== null });

  function countryText(code) {
    if (!code) return null;
    try {
      return countries.of(code) ?? code;
    } catch {
      return code;
    }
  }

  function boxOf(ids) {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const id of ids) {
      const [x, y, size] = [nodes.x[id], nodes.y[id], nodes.size[id]];
      box.left = Math.min(box.left, x - size);
      box.right = Math.max(box.right, x + size);
      box.top = Math.min(box.top, y - size);
      box.bottom = Math.max(box.bottom, y + size);
    }
    return box;
  }

  function described(number) {
    const [title, year, about] = projects[number];
    return { number, title, year, themes: about.map((theme) => themes[theme]) };
  }

  Object.assign(app, {
    data,
    ranking,
    clusters,
    kinds,
    themes,
    capital,
    boxOf,
    path: data.path,
    count: organisations.length,
    tieCount: ties.length,
    whole: data.whole,

    isNamed: (id) => Boolean(organisations[id][1]),
    nameOf: (id) => organisations[id][1] || app.say("name unstated"),
    kindIdOf: (id) => organisations[id][2],
    kindOf: (id) => (organisations[id][2] === null ? null : kindById.get(organisations[id][2]).name),
    kindName: (id) => stated(capital(app.kindOf(id)), "kind unstated"),
    countryOf: (id) => organisations[id][3],
    countryText,
    countryName: (id) => stated(countryText(organisations[id][3]), "country unstated"),
    clusterOf: (id) => organisations[id][4],
    strengthOf: (id) => organisations[id][5],
    projectCount: (id) => organisations[id][6],
    markOf: (id) => data.marks[nodes.mark[id]],
    slotOf: (id) => clusterById.get(organisations[id][4])?.slot ?? 0,
    slotOfCluster: (cluster) => clusterById.get(cluster).slot,
    partnersOf: (id) => partners[id],
    ofKind: (kind) => ranking.filter((id) => organisations[id][2] === kind),
    searchText: (id) => (texts[id] ??= app.folded([app.nameOf(id), app.kindOf(id), app.countryOf(id), countryText(app.countryOf(id))].join(" "))),

    membersOf: (cluster) => members.get(cluster),
    clusterName: (cluster) => clusterById.get(cluster).name || app.say("cluster number", { number: String(cluster) }),
    clusterBox(cluster) {
      if (!boxes.has(cluster)) boxes.set(cluster, boxOf(members.get(cluster)));
      return boxes.get(cluster);
    },
    namedClusters: () => (named ??= clustersToName()),

    endsOf: (tie) => ({ from: edges.from[tie], to: edges.to[tie] }),
    weightOf: (tie) => ties[tie][0],
    projectNumbers: (tie) => ties[tie][1],
    yearOf: (number) => projects[number][1],
    themesOf: (number) => projects[number][2],
    projectsOf: (tie) => ties[tie][1].map(described).sort((a, b) => (b.year ?? -Infinity) - (a.year ?? -Infinity)),
    tieBetween: (a, b) => partners[a].find(({ other }) => other === b)?.tie ?? null,

    /** Records that state that either end of a tie takes part in the project. */
    evidenceOf(tie, number) {
      const ends = [edges.from[tie], edges.to[tie]];
      return [...new Set(ends.flatMap((end) => data.evidence[end]?.[number] ?? []))].map((record) => data.records[record]);
    },

    organisationLines: (id) => [
      app.nameOf(id),
      [app.kindName(id).text, app.countryName(id).text].join(" · "),
      `${app.counted("projects", app.projectCount(id))} · ${app.counted("partners here", partners[id].length)}`,
    ],
    tieLines: (tie) => [
      app.nameOf(edges.from[tie]),
      app.nameOf(edges.to[tie]),
      `${app.counted("joint projects", ties[tie][1].length)} · ${app.say("weight is", { weight: ties[tie][0] })}`,
    ],
  });

  function clustersToName() {
    const middleOf = (ids, axis) => ids.map((id) => nodes[axis][id]).sort((a, b) => a - b)[ids.length >> 1];
    return clusters
      .map((cluster) => ({ ...cluster, members: members.get(cluster.id) }))
      .filter((cluster) => cluster.name && cluster.members.length > 4)
      .sort((a, b) => b.members.length - a.members.length)
      .map((cluster) => ({ ...cluster, middle: { x: middleOf(cluster.members, "x"), y: middleOf(cluster.members, "y") } }));
  }
})((globalThis.networkMap ??= {}));
