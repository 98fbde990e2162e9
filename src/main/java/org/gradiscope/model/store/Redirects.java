/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.model.store;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.stream.Stream;

import org.gradiscope.model.ModelException;

/** Where an answer sends us, and whether we go. */
final class Redirects {

	/** As many as browsers follow, about. */
	static final int MOST = 10;

	private Redirects() {}

	static boolean isRedirect(final int status) {
		return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
	}

	/**
	 * @param location as the server wrote it, relative or not
	 * @throws ModelException if it is no address of the web, or leads from https to http
	 */
	static URI follow(final URI from, final String location) {
		final URI to;
		try {
			to = from.resolve(location);
		}
		catch (final IllegalArgumentException e) {
			throw refused(from, location, "it is not an address");
		}
		if (!isWeb(to)) throw refused(from, location, "it is not a web address");
		if (scheme(from).equals("https") && !scheme(to).equals("https"))
			throw refused(from, location, "that connection is not encrypted");
		return to;
	}

	/**
	 * What is inside this machine or its network is not for servers outside to send us to.
	 *
	 * @param entry the catalogue's address, which may be inside itself
	 * @throws ModelException if only {@code to} is inside
	 */
	static void checkHost(final URI entry, final URI to) {
		if (isInside(to) && !isInside(entry))
			throw refused(entry, to.toString(), "that is an address inside this machine or its network");
	}

	/** Whether one of the host's addresses is; of one that is not known, the connection fails. */
	private static boolean isInside(final URI address) {
		try {
			return Stream.of(InetAddress.getAllByName(address.getHost())).anyMatch(Redirects::isInside);
		}
		catch (final UnknownHostException e) {
			return false;
		}
	}

	/** The private ones of IPv6 (RFC 4193) and of carriers (RFC 6598) are unknown to Java. */
	private static boolean isInside(final InetAddress address) {
		final byte[] bytes = address.getAddress();
		final boolean unique = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
		final boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
		return unique || shared || address.isLoopbackAddress() || address.isLinkLocalAddress() ||
			address.isSiteLocalAddress() || address.isAnyLocalAddress();
	}

	/** Whether a download can begin there. */
	static boolean isWeb(final URI address) {
		return address.getHost() != null &&
			(scheme(address).equals("https") || scheme(address).equals("http"));
	}

	private static String scheme(final URI address) {
		return String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
	}

	private static ModelException refused(final URI from, final String to, final String why) {
		return new ModelException("The address " + from + " sends to '" + SafePath.shown(to) +
			"', but " + why + "; put the right address into the catalogue.");
	}
}
