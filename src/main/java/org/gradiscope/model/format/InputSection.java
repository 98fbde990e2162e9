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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Standardization;
import org.gradiscope.model.Standardization.Kind;
import org.gradiscope.tensor.ValueRange;

/** The key {@code input} of a {@code gradiscope.yaml}. */
final class InputSection {

	/** What says how pixels are scaled. */
	static final List<String> SCALING =
		List.of("preset", "channels", "range", "standardization", "mean", "deviation");

	private InputSection() {}

	/** @throws IllegalArgumentException if a key is unknown, or two don't go together */
	static Description read(final YamlSection input, final String where) {
		final DescriptionBuilder facts = new DescriptionBuilder(where);
		input.only("tensor", "axes", "channels", "preset", "range", "mean", "deviation",
			"standardization", "series", "size", "minimum-size", "step", "fit");
		facts.add(Fact.INPUT, input.text("tensor", null));
		if (input.has("axes")) facts.add(Fact.AXES, BioImageAxis.stated(input.text("axes")));
		facts.add(Fact.CHANNELS, channels(input));
		facts.add(Fact.SERIES, input.choice("series", new Boolean[] { true, false }));
		facts.add(Fact.SIZE, size(input));
		facts.add(Fact.FIT, input.choice("fit", ImageFit.values()));
		values(input, facts);
		return checked(withPreset(input, facts.description(), where));
	}

	/** A word, a number, or names. */
	private static Channels channels(final YamlSection input) {
		if (!input.has("channels")) return null;
		try {
			return input.get("channels") instanceof List ? Channels.named(input.texts("channels"))
				: Channels.parse(input.text("channels"));
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException("The key 'input.channels': " + e.getMessage(), e);
		}
	}

	private static void values(final YamlSection input, final DescriptionBuilder facts) {
		final List<Float> range = input.pair("range");
		if (range != null) facts.add(Fact.RANGE, new ValueRange(range.get(0), range.get(1)));
		if (input.has("standardization"))
			facts.add(Fact.STANDARDIZATION, StandardizationText.parse(input.section("standardization")));
		facts.add(Fact.MEAN, input.floats("mean"));
		facts.add(Fact.DEVIATION, input.floats("deviation"));
	}

	private static InputSize size(final YamlSection input) {
		if (input.has("size") && input.has("minimum-size")) throw new IllegalArgumentException(
			"The keys 'input.size' and 'input.minimum-size' exclude one another; keep one.");
		if (input.has("size") && input.has("step")) throw new IllegalArgumentException(
			"The keys 'input.size' and 'input.step' exclude one another; a step is from " +
				"'input.minimum-size' on.");
		final int[] step = sides(input, "step");
		final int[] least = input.has("size") ? sides(input, "size") : sides(input, "minimum-size");
		if (least == null && step == null) return null;
		final int[] from = least == null ? step : least;
		if (from.length == 3 || step != null && step.length == 3) return volume(input, least, step);
		final InputSize size = new InputSize(input.has("size"), from[0], from[1]);
		return step == null ? size : size.inSteps(step[0], step[1]);
	}

	private static InputSize volume(final YamlSection input, final int[] least, final int[] step) {
		if (step != null)
			throw new IllegalArgumentException("The key 'input.step' is for pictures, but " +
				"the sizes are those of volumes, which are taken as they are; leave it out.");
		return InputSize.ofVolume(input.has("size"), least[0], least[1], least[2]);
	}

	/** Height and width, of volumes the depth before them; null where the key is left out. */
	private static int[] sides(final YamlSection input, final String key) {
		if (!input.has(key)) return null;
		final int[] sides = input.wholes(key);
		if (sides.length == 2 || sides.length == 3) return sides;
		throw new IllegalArgumentException("The key 'input." + key +
			"' needs [height, width], or [depth, height, width] of volumes, but has '" + input.get(key) +
			"'.");
	}

	/** The preset, under what is stated key by key. */
	private static Description withPreset(final YamlSection input, final Description stated,
		final String where) {
		if (!input.has("preset")) return stated;
		final String name = input.text("preset");
		final Description preset = PreprocessingPresets.of(name, where);
		sameOrder(name, preset, stated);
		return stated.or(preset);
	}

	/** @throws IllegalArgumentException if the means or deviations don't go with the channels */
	private static Description checked(final Description input) {
		check("mean", input.get(Fact.MEAN), input.get(Fact.CHANNELS));
		check("deviation", input.get(Fact.DEVIATION), input.get(Fact.CHANNELS));
		if (input.get(Fact.DEVIATION).filter(d -> d.contains(0f)).isPresent())
			throw new IllegalArgumentException(
				"The key 'input.deviation' has a 0, which cannot divide a channel.");
		return input;
	}

	private static void check(final String key, final Optional<List<Float>> values,
		final Optional<Channels> channels) {
		if (values.isEmpty() || channels.isEmpty()) return;
		if (values.get().size() != channels.get().count())
			throw new IllegalArgumentException("The key 'input." + key + "' has " + values.get().size() +
				" numbers, but the channels " + channels.get() + " need " + channels.get().count() + ".");
	}

	/** @throws IllegalArgumentException if the preset's means are for channels in another order */
	private static void sameOrder(final String name, final Description preset,
		final Description stated) {
		final Channels of = preset.get(Fact.CHANNELS).orElse(null);
		final Channels wanted = stated.get(Fact.CHANNELS).orElse(of);
		if (preset.has(Fact.MEAN) && !of.equals(wanted)) throw new IllegalArgumentException(
			"The preset '" + name + "' is for " + of + ", but the key 'input.channels' is '" + wanted +
				"'; leave one of them out and say range, mean and standard deviation instead.");
	}

	/**
	 * A standardization in a descriptor, for example {@code {kind: percentiles, low: 1, high: 99.8}}.
	 */
	static final class StandardizationText {

		/** As the BioImage Model Zoo's. */
		static final double EPSILON = 1e-6;

		private StandardizationText() {}

		static Standardization parse(final YamlSection section) {
			final String kind = section.choice("kind", words());
			if (kind == null) throw new IllegalArgumentException(
				"The key 'input.standardization.kind' is missing; it is one of " +
					Arrays.toString(words()) + ".");
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
}
