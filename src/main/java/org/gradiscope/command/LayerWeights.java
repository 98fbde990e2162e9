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

package org.gradiscope.command;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads lists of layers or channels, each with a weight. */
final class LayerWeights {

	private LayerWeights() {}

	/**
	 * @param text {@code auto}, or {@code layer:weight} and {@code layer/channel:weight} separated by
	 *          commas; a weight left out is 1, and those of a name that is there twice add up
	 * @return weights by what stands before the colon
	 * @throws IllegalArgumentException if a weight is no number
	 */
	static Map<String, Double> parse(final String text) {
		return parse(text.isBlank() ? Keys.AUTO : text, ",");
	}

	/** The same with something else between the parts. */
	static Map<String, Double> parse(final String text, final String separator) {
		final Map<String, Double> weights = new LinkedHashMap<>();
		for (final String part : text.split(separator)) {
			final int colon = part.lastIndexOf(':');
			final String name = (colon < 0 ? part : part.substring(0, colon)).trim();
			weights.merge(name, colon < 0 ? 1 : weight(part, part.substring(colon + 1)), Double::sum);
		}
		return weights;
	}

	private static double weight(final String part, final String text) {
		try {
			final double weight = Double.parseDouble(text.trim());
			if (Double.isFinite(weight)) return weight;
		}
		catch (final NumberFormatException e) {
			// The message below says it.
		}
		throw new IllegalArgumentException("A layer and its weight are written name:weight, but '" +
			part.trim() + "' has the weight '" + text.trim() + "', which is not a number.");
	}
}
