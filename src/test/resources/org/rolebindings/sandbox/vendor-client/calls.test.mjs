// Calls the sandbox with the vendor's own client. The arguments are in the environment: SANDBOX is
// the base URL of a sandbox with samples/directory.json.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createClient,
  createRoleBinding,
  deleteRoleBinding,
  getRoleBinding,
  listOrganizations,
  listProjects,
  listResourceRestrictions,
  listRoleBindings,
  listRoles,
  listSpaces,
  listUsers,
  updateRoleBinding,
} from "@arizeai/ax-client";

const baseUrl = process.env.SANDBOX;
const client = createClient({ apiKey: "some-key", baseUrl });

async function all(list, params) {
  const found = [];
  let page;
  do {
    page = await list({ client, ...params, cursor: page?.pagination.nextCursor });
    found.push(...page.data);
  } while (page.pagination.hasMore);
  return found;
}

const names = (entries) => entries.map((entry) => entry.name).sort();
const users = await all(listUsers, { limit: 3 });
const roles = await all(listRoles, { limit: 1 });
const spaces = await all(listSpaces, { limit: 2 });
const named = (entries, name) => entries.find((entry) => entry.name === name).id;
const wanted = {
  userId: named(users, "Alan Turing"),
  roleId: named(roles, "Editor"),
  resourceType: "SPACE",
  resourceId: named(spaces, "Research"),
};

test("users are listed page by page, and found by their email and status", async () => {
  assert.equal(users.length, 7);
  assert.equal(new Set(users.map((user) => user.id)).size, 7);
  const found = await all(listUsers, { email: "LISKOV@" });
  assert.deepEqual(names(found), ["Barbara Liskov"]);
  assert.equal(found[0].createdAt.toISOString(), "2026-01-05T09:00:00.000Z");
  assert.deepEqual(names(await all(listUsers, { status: ["INVITED"] })), ["Edsger Dijkstra"]);
  assert.equal((await all(listUsers, { status: ["INVITED", "ACTIVE"] })).length, 7);
});

test("roles, organizations, spaces, projects and restrictions are listed", async () => {
  assert.deepEqual(names(roles), ["Admin", "Annotator", "Editor", "Read-only"]);
  assert.deepEqual(names(await all(listRoles, { isPredefined: true })), ["Admin", "Read-only"]);
  const organizations = await all(listOrganizations, { name: "eur" });
  assert.deepEqual(names(organizations), ["Europe"]);
  const inEurope = await all(listSpaces, { organizationId: organizations[0].id, limit: 1 });
  assert.deepEqual(names(inEurope), ["Production", "Research"]);
  assert.ok(inEurope.every((space) => !("org_id" in space)));
  assert.equal((await all(listSpaces, { name: "PROD" })).length, 2);
  const space = named(inEurope, "Production");
  assert.deepEqual(names(await all(listProjects, { space, limit: 1 })), ["Chat assistant", "Fraud detection"]);
  const [project] = await all(listProjects, { space, name: "FRAUD" });
  assert.equal(project.spaceId, space);
  const restrictions = await all(listResourceRestrictions, { resourceType: "PROJECT" });
  assert.deepEqual(restrictions.map((restriction) => restriction.resourceId), [project.id]);
});

test("a binding is created, found, changed and deleted", async () => {
  const created = await createRoleBinding({ client, ...wanted });
  assert.equal(created.userId, wanted.userId);
  assert.equal(created.roleId, wanted.roleId);
  assert.equal(created.resourceType, "SPACE");
  assert.equal(created.resourceId, wanted.resourceId);
  assert.ok(Math.abs(created.createdAt.getTime() - Date.now()) < 3_600_000);
  await assert.rejects(createRoleBinding({ client, ...wanted }), { name: "APIError", statusCode: 409 });
  assert.deepEqual(await getRoleBinding({ client, bindingId: created.id }), created);

  const roleId = named(roles, "Annotator");
  const updated = await updateRoleBinding({ client, bindingId: created.id, roleId });
  assert.deepEqual(updated, { ...created, roleId, updatedAt: updated.updatedAt });
  const found = await all(listRoleBindings, { resourceType: "SPACE", userId: wanted.userId });
  assert.deepEqual(found, [updated]);

  await deleteRoleBinding({ client, bindingId: created.id });
  const gone = { name: "NotFoundError", statusCode: 404 };
  await assert.rejects(getRoleBinding({ client, bindingId: created.id }), gone);
  await assert.rejects(updateRoleBinding({ client, bindingId: created.id, roleId }), gone);
  await assert.rejects(deleteRoleBinding({ client, bindingId: created.id }), gone);
});

test("bindings are listed page by page", async () => {
  const made = [];
  for (const user of users.slice(1)) {
    made.push(await createRoleBinding({ client, ...wanted, userId: user.id }));
  }
  const found = await all(listRoleBindings, { resourceType: "SPACE", limit: 2 });
  assert.equal(found.length, made.length + 1);
  const ids = new Set(found.map((binding) => binding.id));
  assert.ok(made.every((binding) => ids.has(binding.id)));
  assert.equal((await all(listRoleBindings, { resourceType: "PROJECT" })).length, 1);
  for (const binding of made) {
    await deleteRoleBinding({ client, bindingId: binding.id });
  }
});

test("what does not exist is refused", async () => {
  const id = (plain) => Buffer.from(plain).toString("base64");
  const notFound = { name: "NotFoundError", statusCode: 404 };
  await assert.rejects(createRoleBinding({ client, ...wanted, userId: id("User:9:none") }), notFound);
  await assert.rejects(createRoleBinding({ client, ...wanted, roleId: id("Role:9:none") }), notFound);
  await assert.rejects(listRoleBindings({ client, resourceType: "SPACE", userId: id("User:9:none") }), notFound);
  await assert.rejects(createRoleBinding({ client, ...wanted, resourceId: id("Space:9:none") }), {
    name: "AuthorizationError",
    statusCode: 403,
  });
  await assert.rejects(listUsers({ client, cursor: "made-up" }), { name: "BadRequestError", statusCode: 400 });
});

test("a request without a key is refused", async () => {
  const keyless = createClient({ apiKey: "", baseUrl });
  await assert.rejects(listUsers({ client: keyless }), { name: "AuthenticationError", statusCode: 401 });
  await assert.rejects(createRoleBinding({ client: keyless, ...wanted }), { statusCode: 401 });
});
