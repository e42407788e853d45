package org.rolebindings.api.outage;

import java.net.URI;
import java.security.cert.CertificateException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import javax.net.ssl.SSLHandshakeException;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.ForeignPage;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopSwitch;

/**
 * Sends a cheap request first, so that an invalid key or a wrong address is found before
 * a big file is read.
 */
public final class ApiPreflight {

	private final RoleBindingsApi api;

	private final URI target;

	private final RetryRules rules;

	private final StopSwitch stop;

	/**
	 * Prepares the check.
	 * @param api sends the request
	 * @param target the address, for messages
	 * @param rules how long to wait between two attempts
	 * @param stop ends the check
	 */
	public ApiPreflight(RoleBindingsApi api, URI target, RetryRules rules, StopSwitch stop) {
		this.api = api;
		this.target = target;
		this.rules = rules;
		this.stop = stop;
	}

	/** Returns the address that is asked. */
	public URI target() {
		return this.target;
	}

	/**
	 * Checks an address at which the API has never answered, like
	 * {@link #check(BooleanSupplier, Consumer)}.
	 * @param onFailure receives the first failure, for a person
	 * @throws NotTheApiException if something answers that is not the API
	 * @throws SendingStoppedException if the run stops
	 */
	public void check(Consumer<String> onFailure) {
		check(() -> false, onFailure);
	}

	/**
	 * Lists one binding, again and again until there is a proper answer or the run stops.
	 * The run stops at the latest after {@code --outage-timeout} without a proper answer.
	 * @param addressIsKnown returns whether the API has answered at this address before;
	 * if so, a foreign page is an outage, else a wrong address
	 * @param onFailure receives the first failure, for a person
	 * @throws NotTheApiException if something answers that is not the API
	 * @throws SendingStoppedException if the run stops; the stop switch has the reason
	 */
	public void check(BooleanSupplier addressIsKnown, Consumer<String> onFailure) {
		RetryRules.Attempts attempts = this.rules.begin();
		boolean reported = false;
		while (true) {
			try {
				this.api.probe();
				return;
			}
			catch (ApiException ex) {
				requireTheApi(ex, addressIsKnown);
				if (ex.isProperAnswer()) {
					return;
				}
				if (!reported) {
					reported = true;
					onFailure.accept(OutageDetector.describe(ex));
				}
				if (!ex.asksToWait()) {
					this.stop.pause(attempts.nextDelay());
				}
			}
		}
	}

	private void requireTheApi(ApiException failure, BooleanSupplier addressIsKnown) {
		if (this.stop.isStopRequested()) {
			throw new SendingStoppedException();
		}
		if (isUntrusted(failure.getCause())) {
			throw new NotTheApiException("The certificate of " + this.target + " is not trusted ("
					+ failure.getMessage() + "); give its issuer's certificates as a PEM file with --ca-cert.");
		}
		if (failure.asksToWait()) {
			return;
		}
		ForeignPage page = failure.page();
		boolean foreign = (page != null) ? !page.isServerFailure() && !addressIsKnown.getAsBoolean()
				: isOfAnotherServer(failure.status());
		if (foreign) {
			String answer = (page != null) ? page.received() : OutageDetector.describe(failure);
			String between = (page != null) ? ", and whether a proxy, a firewall or a sign-on is in between" : "";
			throw new NotTheApiException(this.target + " answered with " + answer
					+ ", so it is not the API. Check --base-url and --region" + between + ".");
		}
	}

	/**
	 * Returns whether no such status can come from the API, which answers this listing
	 * with 200.
	 */
	private static boolean isOfAnotherServer(int status) {
		return (status >= 200 && status < 400) || status == 404 || status == 405 || status == 501;
	}

	private static boolean isUntrusted(@Nullable Throwable cause) {
		return cause instanceof SSLHandshakeException && cause.getCause() instanceof CertificateException;
	}

}
