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

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Labels;
import org.gradiscope.model.PrintableText;
import org.gradiscope.tensor.ValueRange;

/**
 * What the metadata in a network's own file say of its images and classes. Anybody can write there what he
 * likes, so a value that does not fit the network is left out, and a remark says so.
 * <ul>
 * <li>{@code Image.BitmapPixelFormat} and {@code Image.NominalPixelRange}, which ONNX defines, as Windows'
 * and Azure's tools write them: the order of the channels and the range.</li>
 * <li>{@code mean} and {@code std}, also behind {@code input_}, {@code image_} or {@code standardization_}: a
 * number, or one for each channel, of 0 to 1 or of 0 to 255, which their size shows.</li>
 * <li>{@code names}, {@code class_names}, {@code classes} or {@code labels}: a list, or a mapping from
 * indexes, in JSON or as Python prints it, or names parted by commas.</li>
 * </ul>
 */
public final class MetadataFacts {

	/** Of a value in a remark, in characters. */
	private static final int LONGEST = 60;
	private static final String FORMAT = "image.bitmappixelformat";
	private static final String RANGE = "image.nominalpixelrange";
	private static final String GAMMA = "image.colorspacegamma";
	private static final List<String> NAMES = List.of("names", "class_names", "classes", "labels");
	private static final List<String> PREFIXES = List.of("", "input_", "image_", "standardization_");

	private static final Map<String, Channels> FORMATS = Map.of("gray8", Channels.GREY, "rgb8",
		Channels.RGB, "bgr8", Channels.BGR, "rgba8", Channels.RGBA);
	private static final Map<String, ValueRange> RANGES =
		Map.of("nominalrange_0_255", ValueRange.EIGHT_BIT, "normalized_0_1", ValueRange.UNIT,
			"normalized_1_1", new ValueRange(-1, 1), "nominalrange_16_235", new ValueRange(16, 235));

	private final Map<String, String> metadata = new TreeMap<>();
	private final int channels;
	private Description facts = Description.NONE;

	private MetadataFacts(final Map<String, String> metadata, final int channels) {
		metadata.forEach((key, value) -> this.metadata.put(key.toLowerCase(Locale.ROOT), value));
		this.channels = channels;
	}

	/**
	 * @param metadata values by their keys, as they stand in the file
	 * @param stated what other files say of the network, which the metadata cannot change
	 * @param channels that the network takes
	 * @param classes the number of its scores, or -1 if it is not known
	 * @param scales whether the network scales its pixels itself, so that means in the metadata are those
	 * @return what the metadata say besides
	 */
	public static Description of(final Map<String, String> metadata, final Description stated,
		final int channels, final int classes, final boolean scales) {
		final MetadataFacts read = new MetadataFacts(metadata, channels);
		if (!stated.has(Fact.CHANNELS)) read.format();
		if (!ScalingSteps.isKnown(stated)) read.scaling(scales);
		if (!stated.has(Fact.LABELS)) read.labels(classes);
		return read.facts;
	}

	private void format() {
		final String format = metadata.get(FORMAT);
		if (format == null) return;
		final Channels said = FORMATS.get(format.strip().toLowerCase(Locale.ROOT));
		if (said == null) ignored(FORMAT, "is not one of " + new TreeMap<>(FORMATS).keySet());
		else if (said.count() != channels)
			ignored(FORMAT, "is of " + said.count() + " channels, but the network takes " + channels);
		else add(Fact.CHANNELS, said, source(FORMAT));
	}

	private void scaling(final boolean scales) {
		final Optional<ValueRange> range = range();
		range.ifPresent(known -> add(Fact.RANGE, known, source(RANGE)));
		if (metadata.getOrDefault(GAMMA, "").strip().equalsIgnoreCase("linear"))
			ignored(GAMMA, "asks for linear light, but pixels are taken as they are");
		for (final String prefix : PREFIXES)
			if (metadata.containsKey(prefix + "mean") || metadata.containsKey(prefix + "std")) {
				normalization(prefix + "mean", prefix + "std", range, scales);
				return;
			}
	}

	private Optional<ValueRange> range() {
		final String text = metadata.get(RANGE);
		if (text == null) return Optional.empty();
		final ValueRange range = RANGES.get(text.strip().toLowerCase(Locale.ROOT));
		if (range == null) ignored(RANGE, "is not one of " + new TreeMap<>(RANGES).keySet());
		return Optional.ofNullable(range);
	}

	private void normalization(final String meanKey, final String deviationKey,
		final Optional<ValueRange> range, final boolean scales) {
		final Optional<List<Float>> mean = numbers(meanKey);
		final Optional<List<Float>> deviation = numbers(deviationKey);
		if (mean.isEmpty() && metadata.containsKey(meanKey) ||
			deviation.isEmpty() && metadata.containsKey(deviationKey)) return;
		final MetadataScale scale =
			MetadataScale.of(mean.orElse(List.of()), deviation.orElse(List.of()));
		final String key = mean.isPresent() ? meanKey : deviationKey;
		if (scales) ignored(key, "would be taken away twice, for the network scales its pixels itself");
		else if (deviation.filter(numbers -> numbers.stream().anyMatch(one -> one <= 0)).isPresent())
			ignored(deviationKey, "has a number that is not over 0");
		else if (scale == MetadataScale.NEITHER) ignored(key,
			"is of other pixels than '" + deviationKey + "', one of 0 to 1 and one of 0 to 255");
		else if (!scale.fits(range)) ignored(key, "does not go with " + written(RANGE));
		else if (scale != MetadataScale.ANY) {
			mean.ifPresent(numbers -> add(Fact.MEAN, numbers, source(meanKey)));
			deviation.ifPresent(numbers -> add(Fact.DEVIATION, numbers, source(deviationKey)));
			if (range.isEmpty()) scale.range().ifPresent(found -> add(Fact.RANGE, found,
				"inferred: '" + key + "' in the file's metadata is of pixels of " + found));
		}
	}

	/** One for each channel; none if there are none that could be. */
	private Optional<List<Float>> numbers(final String key) {
		if (!metadata.containsKey(key)) return Optional.empty();
		try {
			final List<Float> numbers = MetadataValues.numbers(metadata.get(key));
			if (numbers.size() == channels) return Optional.of(numbers);
			if (numbers.size() == 1) return Optional.of(Collections.nCopies(channels, numbers.get(0)));
			ignored(key, "has " + numbers.size() + " numbers, but the network takes " + channels +
				(channels == 1 ? " channel" : " channels"));
		}
		catch (final IllegalArgumentException e) {
			ignored(key, "is no list of numbers");
		}
		return Optional.empty();
	}

	private void labels(final int classes) {
		for (final String key : NAMES)
			if (metadata.containsKey(key)) {
				labels(key, classes);
				return;
			}
	}

	private void labels(final String key, final int classes) {
		try {
			final Labels labels = MetadataValues.labels(metadata.get(key));
			if (labels.count() == classes) add(Fact.LABELS, labels, source(key));
			else ignored(key, "names " + labels.count() + " classes, but the network gives " +
				(classes < 0 ? "an unknown number of" : classes) + " scores");
		}
		catch (final IllegalArgumentException e) {
			ignored(key, "is no list of names");
		}
	}

	private <T> void add(final Fact<T> fact, final T value, final String source) {
		facts = facts.with(fact, value, source);
	}

	private static String source(final String key) {
		return "stated by the file's metadata (" + written(key) + ")";
	}

	/** @param why continues "'mean' in the file's metadata ..." */
	private void ignored(final String key, final String why) {
		facts = facts
			.remark("'" + written(key) + "' in the file's metadata (" + shortened(metadata.get(key)) +
				") " + why + ", so it is ignored; state what is right in gradiscope.yaml.");
	}

	private static String shortened(final String value) {
		final String line = PrintableText.line(value);
		return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
	}

	/** As ONNX writes it. */
	private static String written(final String key) {
		return switch (key) {
			case FORMAT -> "Image.BitmapPixelFormat";
			case RANGE -> "Image.NominalPixelRange";
			case GAMMA -> "Image.ColorSpaceGamma";
			default -> key;
		};
	}
}
