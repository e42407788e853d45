package org.rolebindings.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

/** Trusts the certificates that the JDK trusts, and those of a PEM bundle. */
final class TrustedCertificates {

	private TrustedCertificates() {
	}

	static SSLContext with(Path bundle) {
		try {
			Collection<? extends Certificate> certificates = read(bundle);
			KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
			store.load(null, null);
			for (X509Certificate certificate : trustedByTheJdk()) {
				store.setCertificateEntry("jdk-" + store.size(), certificate);
			}
			for (Certificate certificate : certificates) {
				store.setCertificateEntry("bundle-" + store.size(), certificate);
			}
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, trustManagers(store), null);
			return context;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new UnusableSettingException("--ca-cert is " + bundle + "; it takes a readable PEM file ("
					+ ex.getClass().getSimpleName() + ": " + ex.getMessage() + ").", ex);
		}
	}

	private static Collection<? extends Certificate> read(Path bundle) throws GeneralSecurityException, IOException {
		try (InputStream in = Files.newInputStream(bundle)) {
			Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
				.generateCertificates(in);
			if (certificates.isEmpty()) {
				throw new UnusableSettingException(
						"--ca-cert is " + bundle + "; it takes a PEM file, and this one has no certificate.", null);
			}
			return certificates;
		}
	}

	private static X509Certificate[] trustedByTheJdk() throws GeneralSecurityException {
		for (TrustManager manager : trustManagers(null)) {
			if (manager instanceof X509TrustManager trust) {
				return trust.getAcceptedIssuers();
			}
		}
		return new X509Certificate[0];
	}

	private static TrustManager[] trustManagers(@Nullable KeyStore store) throws GeneralSecurityException {
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(store);
		return factory.getTrustManagers();
	}

}
