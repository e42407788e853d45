package org.rolebindings.cli.key;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.http.ApiConfiguration;
import org.rolebindings.api.http.ApiEndpoint;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.ApiPreflight;
import org.rolebindings.api.outage.NotTheApiException;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.cli.console.Failures;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.status.ApiProbe;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * Asks the API whether the key is valid, as an import does at its start: with the same
 * settings and the present key. It has its own client, so that no import waits for it.
 */
public final class KeyProbe implements ApiProbe {

	private final ApiProperties properties;

	private final OutageProperties patience;

	private final BuildProperties build;

	private final KeySource keys;

	private final Consumer<String> warnings;

	public KeyProbe(ApiProperties properties, OutageProperties patience, BuildProperties build, KeySource keys,
			Consumer<String> warnings) {
		this.properties = properties;
		this.patience = patience;
		this.build = build;
		this.keys = keys;
		this.warnings = warnings;
	}

	@Override
	public @Nullable StopReason probe(Consumer<StopReason> meanwhile) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			ApiEndpoint endpoint = new ApiEndpoint(this.properties.target(),
					this.keys.read(this.properties.apiKeyFile(), this.warnings));
			for (Object bean : List.of(this.properties, this.patience, this.build, endpoint)) {
				context.getBeanFactory().registerSingleton(bean.getClass().getName(), bean);
			}
			context.register(ApiConfiguration.class);
			context.refresh();
			return check(context.getBean(ApiPreflight.class), context.getBean(StopSwitch.class), meanwhile);
		}
		catch (InvalidSettingException ex) {
			return new StopReason(StopReason.Kind.DEAD_KEY, Objects.requireNonNull(ex.getMessage()));
		}
		catch (BeanCreationException ex) {
			// A bundle of --ca-cert that was readable at the start, for example
			Throwable known = Failures.known(ex);
			if (known == null) {
				throw ex;
			}
			return new StopReason(StopReason.Kind.OUTAGE, Failures.sentence(known));
		}
	}

	private static @Nullable StopReason check(ApiPreflight preflight, StopSwitch stop, Consumer<StopReason> meanwhile) {
		try {
			preflight.check((heard) -> meanwhile.accept(new StopReason(StopReason.Kind.OUTAGE,
					"The service has given no proper answer yet: " + heard + ". Trying again.")));
			return null;
		}
		catch (SendingStoppedException ex) {
			return stop.reason().orElse(null);
		}
		catch (NotTheApiException ex) {
			return new StopReason(StopReason.Kind.OUTAGE, Objects.requireNonNull(ex.getMessage()));
		}
	}

}
