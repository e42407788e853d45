/**
 * What processes on several machines know together about the pace of their requests, in a
 * PostgreSQL database.
 */
@NullMarked
package org.rolebindings.store.pace;

import org.jspecify.annotations.NullMarked;
