/**
 * A default file system for a test's JVM that records every change below a folder, so
 * that a test can make the folder as it was after any of them.
 */
@NullMarked
package org.rolebindings.crash.disk;

import org.jspecify.annotations.NullMarked;
