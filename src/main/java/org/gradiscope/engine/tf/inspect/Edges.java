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

package org.gradiscope.engine.tf.inspect;

import java.util.regex.Pattern;

/** The strings that tie a graph's nodes together. */
final class Edges {

	private static final Pattern PORT = Pattern.compile("\\d{1,6}");

	private Edges() {}

	/** The operation that an edge comes from: {@code ^a} and {@code a:1} come from {@code a}. */
	static String operation(final String edge) {
		final String name = isControl(edge) ? edge.substring(1) : edge;
		final int colon = name.lastIndexOf(':');
		return colon < 0 ? name : name.substring(0, colon);
	}

	/** Which of its outputs: 0 where nothing is said, or no number. */
	static int port(final String edge) {
		final int colon = edge.lastIndexOf(':');
		if (colon < 0) return 0;
		final String port = edge.substring(colon + 1);
		return PORT.matcher(port).matches() ? Integer.parseInt(port) : 0;
	}

	/** Whether nothing flows along it. */
	static boolean isControl(final String edge) {
		return edge.startsWith("^");
	}
}
