-- Which process writes what comes from the chain: one at a time.
--
-- Whoever takes the lease counts `epoch` up, and every transaction of the indexer first counts `beat` up where `epoch` is
-- still its own: a process that was overtaken changes no row by that, and rolls back. Others watch both by their own clocks,
-- so that no two clocks need to agree. `holder` names the process to people, `process` to others on the same machine, who
-- can see that it ended; both are empty when nobody writes. `state` is what the holder last told of itself.
CREATE TABLE lease (
	id BIGINT NOT NULL PRIMARY KEY,
	epoch BIGINT NOT NULL,
	beat BIGINT NOT NULL,
	holder TEXT,
	process TEXT,
	state TEXT NOT NULL
);

INSERT INTO lease (id, epoch, beat, holder, process, state) VALUES (0, 0, 0, NULL, NULL, '');
