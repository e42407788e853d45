/**
 * The inbox: a folder into which files are dropped. Each is claimed by a rename, imported
 * exactly once and filed away. How they are imported is given from outside.
 */
@NullMarked
package org.rolebindings.inbox;

import org.jspecify.annotations.NullMarked;
