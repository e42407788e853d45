/**
 * An in-memory stand-in of the API on the loopback address, for trying the importer out
 * and for its tests. It follows the wire contract strictly, and it can be told to be
 * slow, to throttle, to fail and to lose answers.
 */
@NullMarked
package org.rolebindings.sandbox;

import org.jspecify.annotations.NullMarked;
