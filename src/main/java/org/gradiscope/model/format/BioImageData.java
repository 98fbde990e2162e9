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
import java.util.Map;

/**
 * The values that an input of the BioImage Model Zoo takes before its preprocessing.
 *
 * @param type for example {@code uint8}
 * @param low the smallest
 * @param high the largest
 * @param isAssumed whether the description leaves the range open
 */
record BioImageData(String type, double low, double high, boolean isAssumed) {

	/** The ranges of types with few values; the others' are never filled. */
	private static final Map<String, List<Integer>> FULL =
		Map.of("uint8", List.of(0, 255), "int8", List.of(-128, 127), "uint16", List.of(0, 65535),
			"int16", List.of(-32768, 32767), "bool", List.of(0, 1));

	/**
	 * Format 0.4 has {@code data_type} and {@code data_range}; 0.5 {@code data}, perhaps by channel.
	 */
	static BioImageData of(final YamlSection input) {
		if (!input.has("data")) return of(input.text("data_type", "float32"), input.get("data_range"));
		if (!(input.get("data") instanceof List)) return ofData(input.section("data"));
		final List<BioImageData> channels =
			input.sections("data").stream().map(BioImageData::ofData).distinct().toList();
		if (channels.size() == 1) return channels.get(0);
		throw new IllegalArgumentException("The input's channels have " + channels.size() +
			" different types or ranges of data, but one for all can be run.");
	}

	private static BioImageData ofData(final YamlSection data) {
		return of(data.text("type", data.has("values") ? "uint8" : "float32"), data.get("range"));
	}

	private static BioImageData of(final String type, final Object range) {
		if (isFinite(range)) {
			final List<?> pair = (List<?>) range;
			return new BioImageData(type, value(pair.get(0)), value(pair.get(1)), false);
		}
		final List<Integer> full = FULL.getOrDefault(type, FULL.get("uint8"));
		return new BioImageData(type, full.get(0), full.get(1), !FULL.containsKey(type));
	}

	private static boolean isFinite(final Object range) {
		return range instanceof List && ((List<?>) range).size() == 2 &&
			((List<?>) range).stream().allMatch(v -> v instanceof Number && Double.isFinite(value(v)));
	}

	private static double value(final Object number) {
		return ((Number) number).doubleValue();
	}
}
