/** What a watcher is at: its current import, past files, and conditions. */
@NullMarked
package org.rolebindings.status.model;

import org.jspecify.annotations.NullMarked;
