/** Plans an import, and prints the plan. */
@NullMarked
package org.rolebindings.cli.plan;

import org.jspecify.annotations.NullMarked;
