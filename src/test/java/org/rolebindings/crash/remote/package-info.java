/**
 * Tests that imports of several machines are exact whatever happens to a machine, to the
 * network between them, or to what they use. Each machine is a process of the packaged
 * program, with a folder of its own, and its own lines to the broker, the database and
 * the API.
 */
@NullMarked
package org.rolebindings.crash.remote;

import org.jspecify.annotations.NullMarked;
