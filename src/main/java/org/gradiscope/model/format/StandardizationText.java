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

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.gradiscope.model.Standardization;
import org.gradiscope.model.Standardization.Kind;

/**
 * A standardization in a descriptor, for example {@code {kind: percentiles, low: 1, high: 99.8}}.
 */
final class StandardizationText {

	/** As the BioImage Model Zoo's. */
	static final double EPSILON = 1e-6;

	private StandardizationText() {}

	static Standardization parse(final YamlSection section) {
		final String kind = section.choice("kind", words());
		if (kind == null) throw new IllegalArgumentException(
			"The key 'input.standardization.kind' is missing; it is one of " + Arrays.toString(words()) +
				".");
		if (kind.equals(word(Kind.NONE))) return none(section);
		if (kind.equals(word(Kind.ZERO_MEAN_UNIT_VARIANCE))) return Standardization
			.zeroMeanUnitVariance(section.only("kind", "epsilon").number("epsilon", EPSILON));
		section.only("kind", "low", "high", "epsilon");
		return Standardization.percentiles(section.number("low", 0), section.number("high", 100),
			section.number("epsilon", EPSILON));
	}

	private static Standardization none(final YamlSection section) {
		section.only("kind");
		return Standardization.NONE;
	}

	static Map<String, Object> format(final Standardization standardization) {
		final Map<String, Object> map = new LinkedHashMap<>();
		map.put("kind", word(standardization.kind()));
		if (standardization.kind() == Kind.PERCENTILES) {
			map.put("low", standardization.low());
			map.put("high", standardization.high());
		}
		if (standardization.kind() != Kind.NONE) map.put("epsilon", standardization.epsilon());
		return map;
	}

	private static String word(final Kind kind) {
		return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static String[] words() {
		return Arrays.stream(Kind.values()).map(StandardizationText::word).toArray(String[]::new);
	}
}
