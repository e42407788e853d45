// Posts each row of a CSV through a pool of connections: node post.mjs URL FILE CONNECTIONS
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Pool } from 'undici';

const [url, file, connections] = process.argv.slice(2);
const pool = new Pool(url, { connections: Number(connections), pipelining: 1 });
const headers = { 'content-type': 'application/json', authorization: 'Bearer bench' };
const lines = createInterface({ input: createReadStream(file) })[Symbol.asyncIterator]();
await lines.next();

let failed = 0;

async function post() {
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    const [role_id, user_id, resource_type, resource_id] = next.value.split(',');
    const { statusCode, body } = await pool.request({
      path: '/v2/role-bindings',
      method: 'POST',
      headers,
      body: JSON.stringify({ role_id, user_id, resource_type, resource_id }),
    });
    await body.json();
    if (statusCode !== 201) {
      failed++;
    }
  }
}

await Promise.all(Array.from({ length: Number(connections) }, post));
await pool.close();
process.exitCode = failed > 0 ? 1 : 0;
