#include "dashboard.h"

// Every file below web, by a line of its own: its path, and the path again for the compiler. What is not here is not
// served. A page's files stand under the page's heading, so that pages that are written at the same time do not meet.

#pragma clang diagnostic ignored "-Wc23-extensions"

#define FILE(path) {path, (const char[]){
#define END }},

static const struct dashboard_file files[] = {

// The page
FILE("index.html")
#embed "web/index.html" suffix(, 0)
END

// How it looks
FILE("style/base.css")
#embed "web/style/base.css" suffix(, 0)
END
FILE("style/frame.css")
#embed "web/style/frame.css" suffix(, 0)
END
FILE("style/icon.svg")
#embed "web/style/icon.svg" suffix(, 0)
END
FILE("style/mesh.css")
#embed "web/style/mesh.css" suffix(, 0)
END
FILE("style/parts.css")
#embed "web/style/parts.css" suffix(, 0)
END

// The frame, the addresses and the session
FILE("app/begin.js")
#embed "web/app/begin.js" suffix(, 0)
END
FILE("app/frame.js")
#embed "web/app/frame.js" suffix(, 0)
END
FILE("app/main.js")
#embed "web/app/main.js" suffix(, 0)
END
FILE("app/page.js")
#embed "web/app/page.js" suffix(, 0)
END
FILE("app/route.js")
#embed "web/app/route.js" suffix(, 0)
END
FILE("app/routes.js")
#embed "web/app/routes.js" suffix(, 0)
END
FILE("app/session.js")
#embed "web/app/session.js" suffix(, 0)
END

// What is said to the server
FILE("api/client.js")
#embed "web/api/client.js" suffix(, 0)
END
FILE("api/event-text.js")
#embed "web/api/event-text.js" suffix(, 0)
END
FILE("api/events.js")
#embed "web/api/events.js" suffix(, 0)
END
FILE("api/places.js")
#embed "web/api/places.js" suffix(, 0)
END
FILE("api/problem.js")
#embed "web/api/problem.js" suffix(, 0)
END

// What was read from it
FILE("store/effect.js")
#embed "web/store/effect.js" suffix(, 0)
END
FILE("store/reading.js")
#embed "web/store/reading.js" suffix(, 0)
END
FILE("store/store.js")
#embed "web/store/store.js" suffix(, 0)
END

// From values to the page
FILE("view/element.js")
#embed "web/view/element.js" suffix(, 0)
END
FILE("view/patch.js")
#embed "web/view/patch.js" suffix(, 0)
END
FILE("view/styles.js")
#embed "web/view/styles.js" suffix(, 0)
END

// What pages are put together from
FILE("parts/bytes.js")
#embed "web/parts/bytes.js" suffix(, 0)
END
FILE("parts/change-form.js")
#embed "web/parts/change-form.js" suffix(, 0)
END
FILE("parts/change-panel.js")
#embed "web/parts/change-panel.js" suffix(, 0)
END
FILE("parts/changes.js")
#embed "web/parts/changes.js" suffix(, 0)
END
FILE("parts/convergence.js")
#embed "web/parts/convergence.js" suffix(, 0)
END
FILE("parts/copy.js")
#embed "web/parts/copy.js" suffix(, 0)
END
FILE("parts/deed.js")
#embed "web/parts/deed.js" suffix(, 0)
END
FILE("parts/empty.js")
#embed "web/parts/empty.js" suffix(, 0)
END
FILE("parts/facts.js")
#embed "web/parts/facts.js" suffix(, 0)
END
FILE("parts/focus.js")
#embed "web/parts/focus.js" suffix(, 0)
END
FILE("parts/form.js")
#embed "web/parts/form.js" suffix(, 0)
END
FILE("parts/gone.js")
#embed "web/parts/gone.js" suffix(, 0)
END
FILE("parts/lifetime.js")
#embed "web/parts/lifetime.js" suffix(, 0)
END
FILE("parts/listing.js")
#embed "web/parts/listing.js" suffix(, 0)
END
FILE("parts/loading.js")
#embed "web/parts/loading.js" suffix(, 0)
END
FILE("parts/mesh.js")
#embed "web/parts/mesh.js" suffix(, 0)
END
FILE("parts/panel.js")
#embed "web/parts/panel.js" suffix(, 0)
END
FILE("parts/problem.js")
#embed "web/parts/problem.js" suffix(, 0)
END
FILE("parts/readings.js")
#embed "web/parts/readings.js" suffix(, 0)
END
FILE("parts/reading.js")
#embed "web/parts/reading.js" suffix(, 0)
END
FILE("parts/search.js")
#embed "web/parts/search.js" suffix(, 0)
END
FILE("parts/status.js")
#embed "web/parts/status.js" suffix(, 0)
END
FILE("parts/table.js")
#embed "web/parts/table.js" suffix(, 0)
END
FILE("parts/time.js")
#embed "web/parts/time.js" suffix(, 0)
END
FILE("parts/words.js")
#embed "web/parts/words.js" suffix(, 0)
END

// Computations over the mesh
FILE("mesh/directions.js")
#embed "web/mesh/directions.js" suffix(, 0)
END
FILE("mesh/discs.js")
#embed "web/mesh/discs.js" suffix(, 0)
END
FILE("mesh/groups.js")
#embed "web/mesh/groups.js" suffix(, 0)
END
FILE("mesh/labels.js")
#embed "web/mesh/labels.js" suffix(, 0)
END
FILE("mesh/links.js")
#embed "web/mesh/links.js" suffix(, 0)
END
FILE("mesh/packing.js")
#embed "web/mesh/packing.js" suffix(, 0)
END
FILE("mesh/ranges.js")
#embed "web/mesh/ranges.js" suffix(, 0)
END
FILE("mesh/ring.js")
#embed "web/mesh/ring.js" suffix(, 0)
END
FILE("mesh/shapes.js")
#embed "web/mesh/shapes.js" suffix(, 0)
END
FILE("mesh/states.js")
#embed "web/mesh/states.js" suffix(, 0)
END

// pages/account
FILE("pages/account/account.js")
#embed "web/pages/account/account.js" suffix(, 0)
END

// pages/client
FILE("pages/client/client-status.js")
#embed "web/pages/client/client-status.js" suffix(, 0)
END
FILE("pages/client/client.css")
#embed "web/pages/client/client.css" suffix(, 0)
END
FILE("pages/client/client.js")
#embed "web/pages/client/client.js" suffix(, 0)
END
FILE("pages/client/file-name.js")
#embed "web/pages/client/file-name.js" suffix(, 0)
END
FILE("pages/client/handed-out.js")
#embed "web/pages/client/handed-out.js" suffix(, 0)
END

// pages/clients
FILE("pages/clients/clients.js")
#embed "web/pages/clients/clients.js" suffix(, 0)
END

// pages/dns
FILE("pages/dns/dns.js")
#embed "web/pages/dns/dns.js" suffix(, 0)
END
FILE("pages/dns/target.js")
#embed "web/pages/dns/target.js" suffix(, 0)
END

// pages/history
FILE("pages/history/changes.js")
#embed "web/pages/history/changes.js" suffix(, 0)
END
FILE("pages/history/filter.js")
#embed "web/pages/history/filter.js" suffix(, 0)
END
FILE("pages/history/history.css")
#embed "web/pages/history/history.css" suffix(, 0)
END
FILE("pages/history/history.js")
#embed "web/pages/history/history.js" suffix(, 0)
END
FILE("pages/history/reader.js")
#embed "web/pages/history/reader.js" suffix(, 0)
END

// pages/keys
FILE("pages/keys/change.js")
#embed "web/pages/keys/change.js" suffix(, 0)
END
FILE("pages/keys/key-state.js")
#embed "web/pages/keys/key-state.js" suffix(, 0)
END
FILE("pages/keys/keys.css")
#embed "web/pages/keys/keys.css" suffix(, 0)
END
FILE("pages/keys/keys.js")
#embed "web/pages/keys/keys.js" suffix(, 0)
END
FILE("pages/keys/secret.js")
#embed "web/pages/keys/secret.js" suffix(, 0)
END

// pages/missing
FILE("pages/missing/missing.js")
#embed "web/pages/missing/missing.js" suffix(, 0)
END

// pages/networks
FILE("pages/networks/networks.js")
#embed "web/pages/networks/networks.js" suffix(, 0)
END

// pages/node
FILE("pages/node/access.js")
#embed "web/pages/node/access.js" suffix(, 0)
END
FILE("pages/node/facts.js")
#embed "web/pages/node/facts.js" suffix(, 0)
END
FILE("pages/node/node.css")
#embed "web/pages/node/node.css" suffix(, 0)
END
FILE("pages/node/node.js")
#embed "web/pages/node/node.js" suffix(, 0)
END
FILE("pages/node/roles.js")
#embed "web/pages/node/roles.js" suffix(, 0)
END
FILE("pages/node/settings.js")
#embed "web/pages/node/settings.js" suffix(, 0)
END
FILE("pages/node/tunnels.js")
#embed "web/pages/node/tunnels.js" suffix(, 0)
END

// pages/nodes
FILE("pages/nodes/finder.js")
#embed "web/pages/nodes/finder.js" suffix(, 0)
END
FILE("pages/nodes/nodes.js")
#embed "web/pages/nodes/nodes.js" suffix(, 0)
END
FILE("pages/nodes/search.js")
#embed "web/pages/nodes/search.js" suffix(, 0)
END

// pages/overview
FILE("pages/overview/mini.js")
#embed "web/pages/overview/mini.js" suffix(, 0)
END
FILE("pages/overview/overview.css")
#embed "web/pages/overview/overview.css" suffix(, 0)
END
FILE("pages/overview/overview.js")
#embed "web/pages/overview/overview.js" suffix(, 0)
END

// pages/picture
FILE("pages/picture/answer.js")
#embed "web/pages/picture/answer.js" suffix(, 0)
END
FILE("pages/picture/drawing.js")
#embed "web/pages/picture/drawing.js" suffix(, 0)
END
FILE("pages/picture/key.js")
#embed "web/pages/picture/key.js" suffix(, 0)
END
FILE("pages/picture/knowledge.js")
#embed "web/pages/picture/knowledge.js" suffix(, 0)
END
FILE("pages/picture/lines.js")
#embed "web/pages/picture/lines.js" suffix(, 0)
END
FILE("pages/picture/list.js")
#embed "web/pages/picture/list.js" suffix(, 0)
END
FILE("pages/picture/panel.js")
#embed "web/pages/picture/panel.js" suffix(, 0)
END
FILE("pages/picture/picture.css")
#embed "web/pages/picture/picture.css" suffix(, 0)
END
FILE("pages/picture/picture.js")
#embed "web/pages/picture/picture.js" suffix(, 0)
END

// pages/server
FILE("pages/server/health.js")
#embed "web/pages/server/health.js" suffix(, 0)
END
FILE("pages/server/server.css")
#embed "web/pages/server/server.css" suffix(, 0)
END
FILE("pages/server/server.js")
#embed "web/pages/server/server.js" suffix(, 0)
END

// pages/settings
FILE("pages/settings/end.js")
#embed "web/pages/settings/end.js" suffix(, 0)
END
FILE("pages/settings/fields.js")
#embed "web/pages/settings/fields.js" suffix(, 0)
END
FILE("pages/settings/key-refresh.js")
#embed "web/pages/settings/key-refresh.js" suffix(, 0)
END
FILE("pages/settings/ranges.js")
#embed "web/pages/settings/ranges.js" suffix(, 0)
END
FILE("pages/settings/settings.css")
#embed "web/pages/settings/settings.css" suffix(, 0)
END
FILE("pages/settings/settings.js")
#embed "web/pages/settings/settings.js" suffix(, 0)
END

// pages/sign-in
FILE("pages/sign-in/sign-in.js")
#embed "web/pages/sign-in/sign-in.js" suffix(, 0)
END

// pages/user
FILE("pages/user/conflict.js")
#embed "web/pages/user/conflict.js" suffix(, 0)
END
FILE("pages/user/sessions.js")
#embed "web/pages/user/sessions.js" suffix(, 0)
END
FILE("pages/user/tokens.js")
#embed "web/pages/user/tokens.js" suffix(, 0)
END
FILE("pages/user/user.css")
#embed "web/pages/user/user.css" suffix(, 0)
END
FILE("pages/user/user.js")
#embed "web/pages/user/user.js" suffix(, 0)
END

// pages/users
FILE("pages/users/role.js")
#embed "web/pages/users/role.js" suffix(, 0)
END
FILE("pages/users/users.js")
#embed "web/pages/users/users.js" suffix(, 0)
END

// pages/welcome
FILE("pages/welcome/welcome.css")
#embed "web/pages/welcome/welcome.css" suffix(, 0)
END
FILE("pages/welcome/welcome.js")
#embed "web/pages/welcome/welcome.js" suffix(, 0)
END
};

const struct dashboard_file *dashboard_files(void) { return files; }

size_t dashboard_file_count(void) { return sizeof files / sizeof *files; }
