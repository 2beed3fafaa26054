// PostGraphile as its documentation sets it up, in one process; peer.py starts it.
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const { PEER_DSN, PEER_PORT, PEER_SCHEMAS, PEER_CONNECTIONS } = process.env;

const serv = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({
      connectionString: PEER_DSN,
      schemas: PEER_SCHEMAS.split(","),
      poolConfig: { max: Number(PEER_CONNECTIONS) },
    }),
  ],
  grafserv: { graphiql: false, watch: false },
  grafast: {
    // The request has a signed context: no session is looked up here.
    context: ({ node }) => {
      const context = node?.req.headers["x-context"];
      return context ? { pgSettings: { "app.ctx": context } } : {};
    },
  },
}).createServ(grafserv);

const server = createServer();
await serv.addTo(server);
server.listen(Number(PEER_PORT), "127.0.0.1");
