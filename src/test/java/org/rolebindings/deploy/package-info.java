/** Tests of what {@code deploy/} has for cron, systemd, Kubernetes and containers. */
@NullMarked
package org.rolebindings.deploy;

import org.jspecify.annotations.NullMarked;
