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

package org.gradiscope.visualization;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Channels as users write them, and directions. */
public final class ChannelList {

	/** What stands for each channel of a layer. */
	public static final String ALL = "all";

	/** As many pictures as one run draws. */
	private static final int MOST = 1024;
	private static final Pattern PART = Pattern.compile("(\\d{1,6})(?:\\s*-\\s*(\\d{1,6}))?");
	private static final Pattern WEIGHTED = Pattern.compile("(\\d{1,6})\\s*:\\s*(\\S+)");

	private ChannelList() {}

	/**
	 * For example {@code 3}, {@code 0,7,12-15} or {@value #ALL}.
	 *
	 * @param count how many the layer has; -1 if that is not known
	 * @throws IllegalArgumentException if it is none of these, or more than 1024
	 */
	public static int[] parse(final String text, final int count) {
		if (text.trim().equalsIgnoreCase(ALL)) {
			if (count < 0) throw new IllegalArgumentException(
				"How many channels the layer has is not known before it runs; name them, for example 0-15.");
			return checked(IntStream.range(0, count).toArray(), text);
		}
		final IntStream.Builder channels = IntStream.builder();
		for (final String part : text.split(",")) {
			final Matcher matcher = PART.matcher(part.trim());
			if (!matcher.matches()) throw new IllegalArgumentException("Channels are numbers from 0, " +
				"ranges and lists of them like 0,7,12-15, or " + ALL + ", but '" + text + "' was given.");
			final int first = Integer.parseInt(matcher.group(1));
			final int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
			IntStream.rangeClosed(first, last).limit(MOST + 1).forEach(channels);
		}
		return checked(channels.build().toArray(), text);
	}

	private static int[] checked(final int[] channels, final String text) {
		if (channels.length == 0 || channels.length > MOST)
			throw new IllegalArgumentException("1 to " + MOST + " channels are drawn in one run, but '" +
				text + "' names " + (channels.length > MOST ? "more" : "none") + ".");
		return channels;
	}

	/**
	 * A direction: one weight for each channel, or {@code channel:weight} for those that are not 0; for
	 * example {@code 3:1, 7:-0.5}.
	 *
	 * @param count how many channels the layer has
	 * @throws IllegalArgumentException if it is neither, or of another length
	 */
	public static float[] direction(final String text, final int count) {
		final String[] parts = text.split(",");
		final boolean sparse = text.contains(":");
		if (text.isBlank() || !sparse && parts.length != count)
			throw new IllegalArgumentException("A direction has a weight for each of the " + count +
				" channels, or parts like 3:1, 7:-0.5, " + "but " + (text.isBlank() ? 0 : parts.length) +
				" weights were given.");
		final float[] weights = new float[count];
		for (int i = 0; i < parts.length; i++) {
			if (!sparse) weights[i] = number(parts[i]);
			else {
				final Matcher part = WEIGHTED.matcher(parts[i].trim());
				if (!part.matches() || Integer.parseInt(part.group(1)) >= count)
					throw new IllegalArgumentException("Parts of a direction are channel:weight with " +
						"channels from 0 to " + (count - 1) + ", but '" + parts[i].trim() + "' was given.");
				weights[Integer.parseInt(part.group(1))] = number(part.group(2));
			}
		}
		return weights;
	}

	private static float number(final String text) {
		try {
			return Float.parseFloat(text.trim());
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException(
				"A weight is a number, but '" + text.trim() + "' was given.", e);
		}
	}
}
