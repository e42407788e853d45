/**
 * The status of a watcher, to look at: health, metrics and one page, on a loopback port.
 * Nothing here changes anything, and nothing that goes wrong here stops an import.
 */
@NullMarked
package org.rolebindings.status;

import org.jspecify.annotations.NullMarked;
