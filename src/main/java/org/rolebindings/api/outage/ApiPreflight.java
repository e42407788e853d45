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
 * One cheap request before anything else, so that a dead key or a wrong address is found
 * before a big file is read.
 */
public final class ApiPreflight {

	private final RoleBindingsApi api;

	private final URI target;

	private final RetryRules rules;

	private final StopSwitch stop;

	public ApiPreflight(RoleBindingsApi api, URI target, RetryRules rules, StopSwitch stop) {
		this.api = api;
		this.target = target;
		this.rules = rules;
		this.stop = stop;
	}

	/**
	 * The same for an address at which the API has never answered.
	 * @param onFailure receives what was heard first in place of a proper answer
	 */
	public void check(Consumer<String> onFailure) {
		check(() -> false, onFailure);
	}

	/**
	 * Asks for one binding, and asks again until there is a proper answer or the run
	 * stops: at the latest after {@code --outage-timeout} without one.
	 * @param addressIsKnown tells whether the API has answered at this address before; a
	 * page of somebody else's is an outage then, and no wrong address
	 * @param onFailure receives what was heard first in place of a proper answer
	 * @throws NotTheApiException if something answers that is not the API
	 * @throws SendingStoppedException if the run stops; the stop switch has the reason
	 */
	public void check(BooleanSupplier addressIsKnown, Consumer<String> onFailure) {
		RetryRules.Attempts attempts = this.rules.begin();
		boolean told = false;
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
				if (!told) {
					told = true;
					onFailure.accept(AnswerWatch.heard(ex));
				}
				if (!ex.asksToWait()) {
					this.stop.pause(attempts.nextDelay());
				}
			}
		}
	}

	private void requireTheApi(ApiException failure, BooleanSupplier addressIsKnown) {
		if (this.stop.isThrown()) {
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
			String answer = (page != null) ? page.received() : AnswerWatch.heard(failure);
			String between = (page != null) ? ", and whether a proxy, a firewall or a sign-on is in between" : "";
			throw new NotTheApiException(this.target + " answered with " + answer
					+ ", so it is not the API. Check --base-url and --region" + between + ".");
		}
	}

	/** The API always has this listing, and answers it with 200. */
	private static boolean isOfAnotherServer(int status) {
		return (status >= 200 && status < 400) || status == 404 || status == 405 || status == 501;
	}

	private static boolean isUntrusted(@Nullable Throwable cause) {
		return cause instanceof SSLHandshakeException && cause.getCause() instanceof CertificateException;
	}

}
