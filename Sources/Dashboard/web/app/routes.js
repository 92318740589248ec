// Every page by a line of its own. A page's code is fetched when somebody goes there.
//
// - `area`: which part of the frame it belongs to: "server", or "network" for one network's tabs.
// - `tab`: what the tab, or the entry of the menu, is called; without it there is no entry.
// - `superOnly`: for super admins.

export const routes = [
    {path: "/", area: "server", tab: "Overview", page: () => import("../pages/overview/overview.js")},
    {path: "/networks", area: "server", tab: "Networks", page: () => import("../pages/networks/networks.js")},
    {path: "/users", area: "server", tab: "Users", superOnly: true, page: () => import("../pages/users/users.js")},
    {path: "/users/:user", area: "server", superOnly: true, page: () => import("../pages/user/user.js")},
    {path: "/history", area: "server", tab: "History", superOnly: true,
        page: () => import("../pages/history/history.js")},
    {path: "/server", area: "server", tab: "Server", page: () => import("../pages/server/server.js")},
    {path: "/account", area: "server", page: () => import("../pages/account/account.js")},

    {path: "/welcome", area: "server", superOnly: true, page: () => import("../pages/welcome/welcome.js")},
    {path: "/welcome/:network", area: "server", page: () => import("../pages/welcome/welcome.js")},

    {path: "/networks/:network", area: "network", tab: "Picture", page: () => import("../pages/picture/picture.js")},
    {path: "/networks/:network/nodes", area: "network", tab: "Nodes", page: () => import("../pages/nodes/nodes.js")},
    {path: "/networks/:network/nodes/:node", area: "network", page: () => import("../pages/node/node.js")},
    {path: "/networks/:network/keys", area: "network", tab: "Access keys", page: () => import("../pages/keys/keys.js")},
    {path: "/networks/:network/clients", area: "network", tab: "Clients",
        page: () => import("../pages/clients/clients.js")},
    {path: "/networks/:network/clients/:client", area: "network", page: () => import("../pages/client/client.js")},
    {path: "/networks/:network/dns", area: "network", tab: "DNS", page: () => import("../pages/dns/dns.js")},
    {path: "/networks/:network/history", area: "network", tab: "History",
        page: () => import("../pages/history/history.js")},
    {path: "/networks/:network/settings", area: "network", tab: "Settings",
        page: () => import("../pages/settings/settings.js")},
];
