package org.rolebindings.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps the HTTP client's logs of headers and bytes out at any level, however logging is
 * configured: they would show the API key.
 */
public final class RequestLogFilter extends TurboFilter {

	@Override
	public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
			Object @Nullable [] arguments, @Nullable Throwable failure) {
		return logger.getName().startsWith("org.apache.hc") ? FilterReply.DENY : FilterReply.NEUTRAL;
	}

}
