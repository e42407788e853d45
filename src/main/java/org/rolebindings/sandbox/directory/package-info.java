/** What has a name in the stand-in server: users, roles, spaces and the like. */
@NullMarked
package org.rolebindings.sandbox.directory;

import org.jspecify.annotations.NullMarked;
