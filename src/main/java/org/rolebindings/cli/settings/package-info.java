/**
 * Options, environment variables and settings files, and the values that they become.
 */
@NullMarked
package org.rolebindings.cli.settings;

import org.jspecify.annotations.NullMarked;
