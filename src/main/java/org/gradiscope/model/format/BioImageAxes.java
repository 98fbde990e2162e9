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

package org.gradiscope.model.format;

import java.util.List;

/** The order of an input's axes in the letters of the BioImage Model Zoo: batch, y, x, channel. */
final class BioImageAxes {

	/** Those that networks are run with. */
	private static final List<String> RUN = List.of("byxc", "bxyc", "bcyx", "bcxy");

	/** Of time series, x the time and y the features. */
	private static final List<String> SERIES = List.of("bxy", "byx");

	private BioImageAxes() {}

	/**
	 * Those of a descriptor of our own, which may be for time series too.
	 *
	 * @throws IllegalArgumentException as {@link #checked}
	 */
	static String stated(final String axes) {
		return SERIES.contains(axes) ? axes : checked(axes);
	}

	/**
	 * @return the axes
	 * @throws IllegalArgumentException if they are not b, y, x and c, or the batch is not first
	 */
	static String checked(final String axes) {
		if (RUN.contains(axes)) return axes;
		final boolean known =
			axes.chars().sorted().mapToObj(c -> "" + (char) c).reduce("", String::concat).equals("bcxy");
		throw new IllegalArgumentException("The input's axes are '" + axes + "', but " +
			(known ? "the batch comes first, as in byxc, bxyc, bcyx or bcxy"
				: "only images with the axes b, y, x and c are run") +
			"; if the network takes one of those all the same, say so as 'axes' of the input in " +
			"gradiscope.yaml.");
	}
}
