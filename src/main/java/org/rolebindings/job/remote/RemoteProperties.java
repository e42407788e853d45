package org.rolebindings.job.remote;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of a run that several processes post.
 *
 * @param distributed whether workers post the rows
 * @param brokerUrl the URL of the message broker, or {@code null}
 */
@ConfigurationProperties("role-bindings")
public record RemoteProperties(@DefaultValue("false") boolean distributed, @Nullable String brokerUrl) {

	/** The environment variable with the password of the broker's user. */
	public static final String PASSWORD = "ROLE_BINDINGS_BROKER_PASSWORD";

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if the URL is not that of a broker
	 */
	public RemoteProperties {
		if (brokerUrl != null) {
			BrokerUrl unused = new BrokerUrl(brokerUrl);
		}
	}

	/**
	 * Returns the broker.
	 * @throws NullPointerException if no URL is set
	 */
	public BrokerUrl broker() {
		return new BrokerUrl(Objects.requireNonNull(this.brokerUrl));
	}

	/** Without a password. */
	@Override
	public String toString() {
		return "RemoteProperties[distributed=" + this.distributed + ", brokerUrl="
				+ ((this.brokerUrl != null) ? broker() : null) + "]";
	}

}
