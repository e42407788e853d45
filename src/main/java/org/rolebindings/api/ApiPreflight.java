package org.rolebindings.api;

import java.net.URI;
import java.security.cert.CertificateException;
import java.util.function.Consumer;

import javax.net.ssl.SSLHandshakeException;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.StopReason.Kind;
import org.rolebindings.binding.ResourceType;

/**
 * One cheap request before anything else, so that a dead key or a wrong address is told
 * before a big file is read.
 */
public final class ApiPreflight {

	private final RoleBindingsApi api;

	private final URI target;

	private final RetryRules rules;

	private final StopSwitch stop;

	ApiPreflight(RoleBindingsApi api, URI target, RetryRules rules, StopSwitch stop) {
		this.api = api;
		this.target = target;
		this.rules = rules;
		this.stop = stop;
	}

	/**
	 * Asks for one binding, and asks again as long as an answer is worth that.
	 * @param onRetry is told of an answer after which it is tried again
	 * @throws NotTheApiException if something answers that is not the API
	 * @throws SendingStoppedException if the run stops; the stop switch has the reason
	 */
	public void check(Consumer<String> onRetry) {
		RetryRules.Attempts attempts = this.rules.begin();
		while (true) {
			try {
				RoleBindingPage unused = this.api.list(ResourceType.SPACE, null, 1, null);
				return;
			}
			catch (ApiException ex) {
				if (!decide(ex, attempts)) {
					return;
				}
				onRetry.accept(AnswerWatch.heard(ex));
				if (!ex.asksToWait()) {
					this.stop.pause(attempts.nextDelay());
				}
			}
		}
	}

	/** Returns whether to try again; false means that the service lives. */
	private boolean decide(ApiException failure, RetryRules.Attempts attempts) {
		if (this.stop.isThrown()) {
			throw new SendingStoppedException();
		}
		if (isUntrusted(failure.getCause())) {
			throw new NotTheApiException("The certificate of " + this.target + " is not trusted ("
					+ failure.getMessage() + "); give the bundle that vouches for it with --ca-cert.");
		}
		if (isForeign(failure)) {
			throw new NotTheApiException("At " + this.target + " something answers " + AnswerWatch.heard(failure)
					+ ", which is not the API; check --base-url and --region.");
		}
		if (failure.isProperAnswer()) {
			return false;
		}
		if (failure.asksToWait() || attempts.mayFollow(failure)) {
			return true;
		}
		this.stop.stop(new StopReason(Kind.OUTAGE, "The API at " + this.target
				+ " does not answer; the last thing heard: " + AnswerWatch.heard(failure) + "."));
		throw new SendingStoppedException();
	}

	/** A redirect, a page that is not there, or one that is not a listing. */
	private static boolean isForeign(ApiException failure) {
		int status = failure.status();
		return (status >= 200 && status < 400) || status == 404 || status == 405 || status == 501;
	}

	private static boolean isUntrusted(@Nullable Throwable cause) {
		return cause instanceof SSLHandshakeException && cause.getCause() instanceof CertificateException;
	}

}
