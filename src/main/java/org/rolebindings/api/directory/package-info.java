/** The lists of what has a name: users, roles, organizations, spaces and projects. */
@NullMarked
package org.rolebindings.api.directory;

import org.jspecify.annotations.NullMarked;
