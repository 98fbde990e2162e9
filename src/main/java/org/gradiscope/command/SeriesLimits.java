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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gradiscope.engine.Network;
import org.gradiscope.model.InputSize;
import org.gradiscope.parameterization.RowLimits;
import org.gradiscope.parameterization.RowLimits.Row;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;

/**
 * What keys say of the features of a time series, so that what is dreamt could have been measured: the range
 * of each, which are whole numbers, and which stay as they are. Features count from 0, as the rows of the
 * image do.
 *
 * @param range {@code low..high} for all, or one for each with semicolons between, or
 *          {@code feature:low..high} for some; blank: the network's own
 * @param integers numbers of features, with commas between; {@code all}; or blank
 * @param keep likewise
 */
record SeriesLimits(String range, String integers, String keep) {

	static final String RANGE_HELP =
		"Of a time series: low..high for all features, or one for each " +
			"with semicolons between (20..28; 0..20), or feature:low..high for some; features count from 0. " +
			"Empty: the network's own range.";
	static final String INTEGERS_HELP =
		"Of a time series: the features that are whole numbers, from 0, with commas between; or all.";

	private static final String NUMBER = "\\s*([-+]?[\\d.]+(?:[eE][-+]?\\d+)?)\\s*";
	private static final Pattern RANGE =
		Pattern.compile("(?:\\s*(\\d{1,6})\\s*:)?" + NUMBER + "\\.\\." + NUMBER);

	/** Whether the keys say anything. */
	boolean isNone() {
		return range.isBlank() && integers.isBlank() && keep.isBlank();
	}

	/**
	 * The limits of the rows of its images, in the network's own numbers.
	 *
	 * @param shown the series whose features may be kept
	 * @throws IllegalArgumentException if the network takes no time series, or has no such feature
	 */
	RowLimits of(final Network network, final Optional<Pixels> shown) {
		if (isNone()) return RowLimits.NONE;
		final InputSize size = network.descriptor().preprocessing().size();
		if (!size.series()) throw new IllegalArgumentException(
			"The keys range, integers and keep are " + "about the features of time series, but " +
				network.descriptor().name() + " takes images; leave them out.");
		final List<Row> rows = new ArrayList<>(
			Collections.nCopies(size.height(), Row.of(network.descriptor().preprocessing().range())));
		setRanges(rows);
		for (final int feature : features("integers", integers, rows.size()))
			rows.set(feature, rows.get(feature).whole());
		for (final int feature : features("keep", keep, rows.size()))
			rows.set(feature, rows.get(feature)
				.keeping(values(shown, feature, network.descriptor().preprocessing().range())));
		return new RowLimits(rows);
	}

	private void setRanges(final List<Row> rows) {
		if (range.isBlank()) return;
		final String[] parts = range.split(";");
		if (parts.length > rows.size()) throw new IllegalArgumentException("The key 'range' gives " +
			parts.length + " ranges, but the series has " + rows.size() + " features.");
		for (int i = 0; i < parts.length; i++) {
			final Matcher part = RANGE.matcher(parts[i]);
			if (!part.matches()) throw new IllegalArgumentException("The key 'range' is low..high, " +
				"several with semicolons between, or feature:low..high, but '" + parts[i].trim() +
				"' was given.");
			final ValueRange given =
				new ValueRange(Float.parseFloat(part.group(2)), Float.parseFloat(part.group(3)));
			if (part.group(1) == null && parts.length == 1) rows.replaceAll(row -> Row.of(given));
			else rows.set(part.group(1) == null ? i : feature("range", part.group(1), rows.size()),
				Row.of(given));
		}
	}

	private static Iterable<Integer> features(final String key, final String text, final int count) {
		final TreeSet<Integer> features = new TreeSet<>();
		if (text.isBlank()) return features;
		if (text.trim().equalsIgnoreCase("all")) for (int i = 0; i < count; i++)
			features.add(i);
		else for (final String part : text.split(","))
			features.add(feature(key, part.trim(), count));
		return features;
	}

	private static int feature(final String key, final String text, final int count) {
		if (!text.matches("\\d{1,6}") || Integer.parseInt(text) >= count)
			throw new IllegalArgumentException("The key '" + key +
				"' names features of the series, 0 to " + (count - 1) + ", but '" + text + "' was given.");
		return Integer.parseInt(text);
	}

	/** A row of the series, in the network's own numbers. */
	private static List<Float> values(final Optional<Pixels> shown, final int feature,
		final ValueRange range) {
		final Pixels series = shown.orElseThrow(() -> new IllegalArgumentException(
			"Features are kept as they are in a series: give one by the key 'reference'."));
		final List<Float> values = new ArrayList<>();
		final int channels = series.values().shape().dimension(3);
		for (int x = 0; x < series.width(); x++)
			values.add(range.min() +
				(series.values().data()[(feature * series.width() + x) * channels] - series.range().min()) /
					series.range().extent() * range.extent());
		return values;
	}
}
