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
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.PreprocessingStep;
import org.gradiscope.tensor.ValueRange;

/** The input of a model of the BioImage Model Zoo. */
final class BioImageInput {

	/** How many around the mean of the training images pictures are drawn. */
	private static final double DEVIATIONS = 2;

	private final YamlSection input;
	private final Description known;
	private final DescriptionBuilder facts;
	private final List<BioImageAxis> axes;

	BioImageInput(final YamlSection input, final Description known, final DescriptionBuilder facts) {
		this.input = input;
		this.known = known;
		this.facts = facts;
		axes = BioImageAxis.of(input);
	}

	void read() {
		if (!known.has(Fact.AXES)) facts.add(Fact.AXES, order());
		if (!known.has(Fact.CHANNELS)) channels();
		if (!known.has(Fact.SIZE)) size();
		if (!ScalingSteps.isKnown(known)) values();
	}

	private String order() {
		for (final BioImageAxis axis : axes)
			if ("ti".indexOf(axis.letter()) >= 0 && (axis.size() != 1 || axis.step() > 0))
				throw new IllegalArgumentException(
					"The input has the axis '" + axis.id() + "' of " + (axis.step() > 0 ? "at least " : "") +
						axis.size() + " positions, but networks for images and volumes are run; " +
						"export one that takes a single image (for example of one time point).");
		return BioImageAxis
			.checked(axes.stream().map(axis -> "" + axis.letter()).collect(Collectors.joining()));
	}

	private BioImageAxis channelAxis() {
		return axes.stream().filter(axis -> axis.letter() == 'c').findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
				"The input has no channel axis; add one of size 1 to its 'axes' if the network has it, or " +
					"remove this file and describe the network in a gradiscope.yaml."));
	}

	private void channels() {
		final BioImageAxis axis = channelAxis();
		final List<String> names =
			axis.names().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
		if (axis.size() == 1) facts.add(Fact.CHANNELS, Channels.GREY);
		else if (axis.size() != 3) facts.add(Fact.CHANNELS,
			names.isEmpty() ? Channels.of(axis.size()) : Channels.named(axis.names()));
		else if (names.equals(List.of("red", "green", "blue")) || names.equals(List.of("r", "g", "b")))
			facts.add(Fact.CHANNELS, Channels.RGB);
		else if (names.equals(List.of("blue", "green", "red")) || names.equals(List.of("b", "g", "r")))
			facts.add(Fact.CHANNELS, Channels.BGR);
		else facts.add(Fact.CHANNELS, Channels.RGB,
			"assumed: " + facts.source() + " has 3 channels and does not call them red, green and blue");
	}

	/** In the order in which they stand, height is first. */
	private void size() {
		final List<BioImageAxis> sides = axes.stream().filter(BioImageAxis::isSpatial).toList();
		final boolean fixed = sides.stream().allMatch(side -> side.step() == 0);
		if (sides.size() == 3) {
			final int[] all = "zyx".chars().map(letter -> sides.stream()
				.filter(side -> side.letter() == letter).findFirst().orElseThrow().size()).toArray();
			facts.add(Fact.SIZE, InputSize.ofVolume(fixed, all[0], all[1], all[2]));
		}
		else if (sides.size() == 2)
			facts.add(Fact.SIZE, new InputSize(fixed, sides.get(0).size(), sides.get(1).size())
				.inSteps(Math.max(1, sides.get(0).step()), Math.max(1, sides.get(1).step())));
	}

	private void values() {
		final BioImageData data = BioImageData.of(input);
		final BioImagePreprocessing preprocessing = new BioImagePreprocessing(
			input.text("id", input.text("name", "")), axes, channelAxis().size());
		final List<PreprocessingStep> steps =
			preprocessing.read(data.type(), input.sections("preprocessing"));
		facts.add(Fact.STEPS, steps);
		preprocessing.remarks().forEach(facts::remark);
		if (data.isAssumed()) facts.add(Fact.RANGE, drawn(steps), "assumed: " + facts.source() +
			" states no range for " + data.type() + "; only pictures that are drawn depend on it");
		else facts.add(Fact.RANGE, new ValueRange((float) data.low(), (float) data.high()));
	}

	/** From black to white where nothing says it: as the training images were, if a step tells that. */
	private static ValueRange drawn(final List<PreprocessingStep> steps) {
		for (final PreprocessingStep step : steps)
			if (step instanceof final PreprocessingStep.FixedZeroMeanUnitVariance fixed) {
				final double mean = average(fixed.mean());
				final double around = DEVIATIONS * average(fixed.deviation());
				return new ValueRange((float) (mean - around), (float) (mean + around));
			}
			else if (step instanceof final PreprocessingStep.Clip clip &&
				Double.isFinite(clip.most() - clip.least()))
				return new ValueRange((float) clip.least(), (float) clip.most());
			else if (!(step instanceof PreprocessingStep.EnsureType)) break;
		return ValueRange.EIGHT_BIT;
	}

	private static double average(final List<Double> values) {
		return values.stream().mapToDouble(value -> value).average().orElseThrow();
	}

	/**
	 * The values that an input of the BioImage Model Zoo takes before its preprocessing.
	 *
	 * @param type for example {@code uint8}
	 * @param low the smallest
	 * @param high the largest
	 * @param isAssumed whether the description leaves the range open
	 */
	private record BioImageData(String type, double low, double high, boolean isAssumed) {

		/** The ranges of types with few values; the others' are never filled. */
		private static final Map<String, List<Integer>> FULL =
			Map.of("uint8", List.of(0, 255), "int8", List.of(-128, 127), "uint16", List.of(0, 65535),
				"int16", List.of(-32768, 32767), "bool", List.of(0, 1));

		/**
		 * Format 0.4 has {@code data_type} and {@code data_range}; 0.5 {@code data}, perhaps by channel.
		 */
		static BioImageData of(final YamlSection input) {
			if (!input.has("data"))
				return of(input.text("data_type", "float32"), input.get("data_range"));
			if (!(input.get("data") instanceof List)) return ofData(input.section("data"));
			final List<BioImageData> channels =
				input.sections("data").stream().map(BioImageData::ofData).distinct().toList();
			if (channels.size() == 1) return channels.get(0);
			throw new IllegalArgumentException("The input's channels have " + channels.size() +
				" different types or ranges of data, but one for all can be run; state it in gradiscope.yaml " +
				"(input: {range: [low, high]}).");
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
}
