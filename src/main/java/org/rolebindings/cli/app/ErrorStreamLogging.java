package org.rolebindings.cli.app;

import java.nio.charset.StandardCharsets;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import org.jspecify.annotations.Nullable;
import org.rolebindings.cli.settings.LogFormat;
import org.slf4j.LoggerFactory;

import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemFactory;
import org.springframework.boot.logging.logback.LogbackLoggingSystem;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Warnings of the libraries go to standard error, because standard output is the result's
 * alone. It is set up here and not by a file, because reading one takes 400 classes.
 */
final class ErrorStreamLogging extends LogbackLoggingSystem {

	/** The command itself reports what fails, in words for a person. */
	private static final List<String> SILENT = List.of("org.springframework.batch.core.step",
			"org.springframework.batch.core.job", "org.springframework.boot", "org.springframework.context",
			"org.springframework.transaction", "org.springframework.jdbc.support.JdbcTransactionManager",
			"org.rolebindings.store.postgres.FencedTransactions", "com.zaxxer.hikari", "org.flywaydb",
			"org.springframework.jms", "org.apache.activemq", "org.apache.catalina", "org.apache.coyote");

	private ErrorStreamLogging(ClassLoader classLoader) {
		super(classLoader);
	}

	@Override
	protected String[] getStandardConfigLocations() {
		return new String[0];
	}

	@Override
	protected void loadDefaults(LoggingInitializationContext initialization, @Nullable LogFile logFile) {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		context.stop();
		context.reset();
		ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
		appender.setContext(context);
		appender.setTarget(ConsoleTarget.SystemErr.getName());
		appender.setEncoder(encoder(context, initialization.getEnvironment()));
		appender.start();
		Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
		root.setLevel(Level.WARN);
		root.addAppender(appender);
		SILENT.forEach((name) -> context.getLogger(name).setLevel(Level.OFF));
		// What somebody asks the status page for is no event
		context.getLogger("org.springframework.web").setLevel(Level.ERROR);
	}

	private static Encoder<ILoggingEvent> encoder(LoggerContext context, @Nullable Environment environment) {
		if (environment != null
				&& LogFormat.JSON.name().equalsIgnoreCase(environment.getProperty("role-bindings.log-format"))) {
			// The fields that the program's own lines have as well: JsonLine
			context.putObject(Environment.class.getName(), environment);
			StructuredLogEncoder json = new StructuredLogEncoder();
			json.setContext(context);
			json.setFormat("logstash");
			json.setCharset(StandardCharsets.UTF_8);
			json.start();
			return json;
		}
		PatternLayoutEncoder text = new PatternLayoutEncoder();
		text.setContext(context);
		text.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n");
		text.start();
		return text;
	}

	/** Spring finds it in {@code META-INF/spring.factories}. */
	@Order(Ordered.HIGHEST_PRECEDENCE)
	static final class Factory implements LoggingSystemFactory {

		@Override
		public LoggingSystem getLoggingSystem(ClassLoader classLoader) {
			return new ErrorStreamLogging(classLoader);
		}

	}

}
