-- Three questions that a newsroom asks of many analyses. `answers` holds what `sayso batch`
-- wrote, and newsroom.py makes it.

-- Who is quoted most?
SELECT source.name AS who, count(*) AS quotations, count(DISTINCT id) AS articles
FROM (SELECT id, unnest(sources) AS source FROM answers), unnest(source.statements) AS told(statement)
WHERE statement.mode = 'quoted' AND source.kind <> 'unnamed'
GROUP BY who
ORDER BY quotations DESC, who;

-- Which claims carry no source?
SELECT claim.text AS claim, document.publisher AS outlet, document.url AS url
FROM (SELECT document, unnest(claims) AS claim FROM answers)
WHERE claim.speaker IS NULL
ORDER BY claim.score DESC, url, claim.start;

-- Who is cited by which outlet?
SELECT document.publisher AS outlet, source.name AS who, count(DISTINCT id) AS articles
FROM (SELECT id, document, unnest(sources) AS source FROM answers)
WHERE len(source.statements) > 0 AND source.kind <> 'unnamed'
GROUP BY outlet, who
ORDER BY outlet, articles DESC, who;
