/**
 * The inbox: a folder into which files are dropped, each of which is claimed by a rename,
 * imported exactly once and filed away. What it imports with is for others to say.
 */
@NullMarked
package org.rolebindings.inbox;

import org.jspecify.annotations.NullMarked;
