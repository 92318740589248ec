-- A database of schema 1, as the release that had it left it: sqlite3 netmaker.sqlite .dump, and the two pragmas.
PRAGMA application_id = 1852664690;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE directory (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), revision INTEGER NOT NULL, server TEXT,
    contents INTEGER NOT NULL, sum INTEGER NOT NULL
) STRICT;
INSERT INTO directory VALUES(1,2,'{"createdAt":"2026-01-01T00:00:00.000Z","id":"0000000000000051"}',8276210480914232390,974235705471515888);
CREATE TABLE user (
    name TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL, sum INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO user VALUES('alice','{"password":{"blockSize":1,"salt":[1,2,3],"cost":2,"derivedKey":[7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7],"parallelization":1},"createdAt":"2026-01-01T00:00:00.000Z","revision":1,"name":"alice"}',-5951820373667683952);
CREATE TABLE login_session (
    id TEXT NOT NULL PRIMARY KEY, user TEXT NOT NULL, expires_at INTEGER NOT NULL, body TEXT NOT NULL,
    sum INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO login_session VALUES('0000000000000001','alice',1767229200000,'{"id":"0000000000000001","user":"alice","tokenHash":"b6zcervgvGfiMa3lbKme3bgoItb05JUst0Nsiu3mCgg","expiresAt":"2026-01-01T01:00:00.000Z","createdAt":"2026-01-01T00:00:00.000Z"}',-4218713219127635274);
CREATE TABLE network (
    name TEXT NOT NULL PRIMARY KEY, epoch TEXT NOT NULL, revision INTEGER NOT NULL, body TEXT NOT NULL,
    contents INTEGER NOT NULL, sum INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO network VALUES('harbor','0000000000000001',3,'{"revision":1,"displayName":"harbor","ranges":{"ipv6":"fd00:10::/64","ipv4":"10.10.0.0/16"},"options":{"admission":"keyOnly","checkInInterval":30},"name":"harbor","createdAt":"2026-01-01T00:00:00.000Z","keyGeneration":0,"defaults":{"persistentKeepalive":20,"mtu":1420,"options":{"udpHolePunching":true,"roaming":true,"dnsOn":true,"commands":{}},"listenPort":51821},"epoch":"0000000000000001"}',5802039205461460675,3866187964739044474);
INSERT INTO network VALUES('quay','0000000000000002',1,'{"name":"quay","displayName":"quay","createdAt":"2026-01-01T00:00:00.000Z","keyGeneration":0,"ranges":{"ipv4":"10.10.0.0/16","ipv6":"fd00:10::/64"},"options":{"checkInInterval":30,"admission":"keyOnly"},"defaults":{"persistentKeepalive":20,"mtu":1420,"listenPort":51821,"options":{"udpHolePunching":true,"commands":{},"dnsOn":true,"roaming":true}},"revision":1,"epoch":"0000000000000002"}',0,-8062958383888287091);
CREATE TABLE node (
    id TEXT NOT NULL PRIMARY KEY, network TEXT NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL
) STRICT;
INSERT INTO node VALUES('0000000000000001','harbor','{"identity":"HQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE=","accessKey":"0000000000000001","localAddresses":[],"ipv6":"fd00:10::1","standing":{"admission":"admitted","connection":"connected","hasExpired":false},"name":"machine-1","id":"0000000000000001","keyGeneration":0,"network":"harbor","publicKey":"VwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE=","mtu":1420,"reported":{"pinnedEndpoint":{"keep":true},"mtu":1420,"listenPort":51821},"revision":1,"options":{"udpHolePunching":true,"commands":{},"dnsOn":true,"roaming":true},"listenPort":51821,"persistentKeepalive":20,"facts":{"architecture":"x86_64","version":"0.1.0","operatingSystem":"Debian GNU/Linux 12 (bookworm)","hostname":"machine","backend":"kernel"},"joinedAt":"2026-01-01T00:00:00.000Z","ipv4":"10.10.0.1","interface":"nm-harbor"}',-415779698264945137);
INSERT INTO node VALUES('0000000000000002','harbor','{"facts":{"operatingSystem":"Debian GNU/Linux 12 (bookworm)","hostname":"machine","version":"0.1.0","backend":"kernel","architecture":"x86_64"},"persistentKeepalive":20,"listenPort":51821,"options":{"udpHolePunching":true,"roaming":true,"dnsOn":true,"commands":{}},"name":"machine-2","keyGeneration":0,"id":"0000000000000002","network":"harbor","standing":{"connection":"connected","hasExpired":false,"admission":"admitted"},"interface":"nm-harbor","joinedAt":"2026-01-01T00:00:00.000Z","accessKey":"0000000000000001","ipv6":"fd00:10::2","revision":1,"ipv4":"10.10.0.2","reported":{"mtu":1420,"pinnedEndpoint":{"keep":true},"listenPort":51821},"publicKey":"VwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAI=","identity":"HQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAI=","mtu":1420,"localAddresses":[]}',70701969738533854);
CREATE TABLE access_key (
    id TEXT NOT NULL PRIMARY KEY, network TEXT NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL
) STRICT;
INSERT INTO access_key VALUES('0000000000000001','harbor','{"id":"0000000000000001","name":"key-1","network":"harbor","createdAt":"2026-01-01T00:00:00.000Z","usedCount":0,"revision":1,"secretHash":"b6zcervgvGfiMa3lbKme3bgoItb05JUst0Nsiu3mCgg","uses":null}',6147116933987871958);
CREATE TABLE removed_node (
    id TEXT NOT NULL PRIMARY KEY, network TEXT NOT NULL, epoch TEXT NOT NULL, removed_at INTEGER NOT NULL,
    body TEXT NOT NULL, sum INTEGER NOT NULL
) STRICT;
INSERT INTO removed_node VALUES('0000000000000003','harbor','0000000000000001',1767225600000,'{"id":"0000000000000003","name":"machine-3","addresses":["10.10.0.3","fd00:10::3"],"reason":"removed","network":"harbor","removedAt":"2026-01-01T00:00:00.000Z","identity":"HQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAM="}',7553988436374706127);
CREATE TABLE change_log (
    sequence INTEGER NOT NULL PRIMARY KEY, aggregate TEXT NOT NULL, revision INTEGER NOT NULL,
    time INTEGER NOT NULL, actor TEXT NOT NULL, mutations TEXT NOT NULL,
    sum INTEGER NOT NULL
) STRICT;
INSERT INTO change_log VALUES(1,'network/harbor/0000000000000001',1,1767225600000,'user:alice','[{"putNetwork":{"epoch":"0000000000000001","displayName":"harbor","name":"harbor","ranges":{"ipv4":"10.10.0.0/16","ipv6":"fd00:10::/64"},"keyGeneration":0,"revision":1,"options":{"checkInInterval":30,"admission":"keyOnly"},"createdAt":"2026-01-01T00:00:00.000Z","defaults":{"persistentKeepalive":20,"listenPort":51821,"options":{"roaming":true,"udpHolePunching":true,"dnsOn":true,"commands":{}},"mtu":1420}}}]',1926136252457886985);
INSERT INTO change_log VALUES(2,'directory',1,1767225600000,'user:alice','[{"putServer":{"createdAt":"2026-01-01T00:00:00.000Z","id":"0000000000000051"}},{"putUser":{"name":"alice","password":{"blockSize":1,"salt":[1,2,3],"parallelization":1,"derivedKey":[7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7],"cost":2},"revision":1,"createdAt":"2026-01-01T00:00:00.000Z"}}]',-6695312075669318165);
INSERT INTO change_log VALUES(3,'directory',2,1767225600000,'user:alice','[{"putLoginSession":{"id":"0000000000000001","user":"alice","tokenHash":"b6zcervgvGfiMa3lbKme3bgoItb05JUst0Nsiu3mCgg","expiresAt":"2026-01-01T01:00:00.000Z","createdAt":"2026-01-01T00:00:00.000Z"}}]',-5079731553062497584);
INSERT INTO change_log VALUES(4,'network/harbor/0000000000000001',2,1767225600000,'user:alice','[{"putNode":{"accessKey":"0000000000000001","interface":"nm-harbor","identity":"HQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE=","mtu":1420,"publicKey":"VwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE=","reported":{"mtu":1420,"pinnedEndpoint":{"keep":true},"listenPort":51821},"network":"harbor","facts":{"operatingSystem":"Debian GNU/Linux 12 (bookworm)","hostname":"machine","version":"0.1.0","backend":"kernel","architecture":"x86_64"},"name":"machine-1","keyGeneration":0,"joinedAt":"2026-01-01T00:00:00.000Z","revision":1,"localAddresses":[],"listenPort":51821,"options":{"udpHolePunching":true,"roaming":true,"dnsOn":true,"commands":{}},"standing":{"connection":"connected","hasExpired":false,"admission":"admitted"},"ipv4":"10.10.0.1","id":"0000000000000001","persistentKeepalive":20,"ipv6":"fd00:10::1"}},{"putNode":{"listenPort":51821,"reported":{"mtu":1420,"pinnedEndpoint":{"keep":true},"listenPort":51821},"standing":{"admission":"admitted","connection":"connected","hasExpired":false},"joinedAt":"2026-01-01T00:00:00.000Z","interface":"nm-harbor","revision":1,"mtu":1420,"localAddresses":[],"options":{"dnsOn":true,"roaming":true,"commands":{},"udpHolePunching":true},"facts":{"architecture":"x86_64","hostname":"machine","version":"0.1.0","backend":"kernel","operatingSystem":"Debian GNU/Linux 12 (bookworm)"},"ipv6":"fd00:10::2","network":"harbor","publicKey":"VwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAI=","ipv4":"10.10.0.2","name":"machine-2","id":"0000000000000002","keyGeneration":0,"identity":"HQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAI=","persistentKeepalive":20,"accessKey":"0000000000000001"}},{"putNode":{"name":"machine-3","mtu":1420,"reported":{"listenPort":51821,"pinnedEndpoint":{"keep":true},"mtu":1420},"accessKey":"0000000000000001","persistentKeepalive":20,"keyGeneration":0,"publicKey":"VwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAM=","identity":"HQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAM=","id":"0000000000000003","standing":{"connection":"connected","admission":"admitted","hasExpired":false},"joinedAt":"2026-01-01T00:00:00.000Z","ipv4":"10.10.0.3","network":"harbor","facts":{"architecture":"x86_64","version":"0.1.0","hostname":"machine","backend":"kernel","operatingSystem":"Debian GNU/Linux 12 (bookworm)"},"options":{"udpHolePunching":true,"dnsOn":true,"commands":{},"roaming":true},"interface":"nm-harbor","ipv6":"fd00:10::3","localAddresses":[],"listenPort":51821,"revision":1}},{"putAccessKey":{"secretHash":"b6zcervgvGfiMa3lbKme3bgoItb05JUst0Nsiu3mCgg","id":"0000000000000001","uses":null,"usedCount":0,"name":"key-1","createdAt":"2026-01-01T00:00:00.000Z","revision":1,"network":"harbor"}}]',2596501521428159271);
INSERT INTO change_log VALUES(5,'network/harbor/0000000000000001',3,1767225600000,'user:alice','[{"removeNode":{"addresses":["10.10.0.3","fd00:10::3"],"id":"0000000000000003","removedAt":"2026-01-01T00:00:00.000Z","name":"machine-3","reason":"removed","identity":"HQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAM=","network":"harbor"}}]',-4627003482260287017);
INSERT INTO change_log VALUES(6,'network/quay/0000000000000002',1,1767225600000,'user:alice','[{"putNetwork":{"revision":1,"displayName":"quay","ranges":{"ipv4":"10.10.0.0/16","ipv6":"fd00:10::/64"},"name":"quay","options":{"checkInInterval":30,"admission":"keyOnly"},"createdAt":"2026-01-01T00:00:00.000Z","keyGeneration":0,"defaults":{"persistentKeepalive":20,"listenPort":51821,"options":{"roaming":true,"udpHolePunching":true,"dnsOn":true,"commands":{}},"mtu":1420},"epoch":"0000000000000002"}}]',6748275331862608233);
CREATE INDEX node_by_network ON node (network, id);
CREATE INDEX access_key_by_network ON access_key (network, id);
CREATE INDEX removed_node_by_network ON removed_node (network, id);
CREATE INDEX removed_node_by_time ON removed_node (removed_at);
CREATE UNIQUE INDEX change_log_by_aggregate ON change_log (aggregate, revision);
COMMIT;
